"""Run in processes of their own: many clerks plan aid for one person at the same moment."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, date, datetime
from typing import Any

NOON = datetime(2026, 6, 24, 4, 0, tzinfo=UTC)
AMOUNT, PLACES = 100_00, 10
NUMBER = "320923198001010011"


def plant() -> None:
    """A household on file, two projects of a sort given once a year, and one with a ceiling for PLACES times AMOUNT."""
    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.access.actions import appoint, create_account
    from lianshou.kernel.funds.actions import record_source, set_budget
    from lianshou.kernel.people.models import Person
    from lianshou.kernel.programmes.models import Programme
    from lianshou.kernel.unions.actions import add_union
    from lianshou.kinds.aid.actions import enter_project
    from lianshou.kinds.aid.models import Household, Member

    with beyond_scope("an installation is planted for the suite"):
        named = {"name": "阜宁县总工会", "level": "county", "division_code": "320923"}
        union = add_union(actor=None, parent=None, now=NOON, **named)
        users: dict[str, Any] = {}
        for role in ("officer", "finance"):
            told = {"username": f"race-{role}", "name": role, "password": "Fu-ning-2020"}
            users[role] = create_account(actor=None, now=NOON, **told)
            appoint(
                actor=None, user=users[role], union=union, role=role, starts_on=date(2017, 1, 1), now=NOON
            )
        days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "year": 2026}
        programme = Programme.objects.create(
            kind="aid", title="帮扶", union=union, pillar="rights_and_aid", **days
        )
        given = {"title": "经费", "year": 2026, "sort": "dues", "amount_fen": 10**8}
        source = record_source(actor=users["finance"], union=union, **given, now=NOON)
        facts = {"programme": programme, "item": "救助", "ceiling_fen": 10**7}
        set_budget(actor=users["finance"], source=source, **facts, now=NOON)
        head = Person.objects.create(union=union, name="田困难", search="tian")
        on_file: dict[str, Any] = {"state": "on_file", "opened_on": date(2026, 1, 5), "opened_year": 2026}
        household = Household.objects.create(number="320923-2026-00001", union=union, head=head, **on_file)
        Member.objects.create(household=household, person=head, is_head=True, name="田困难", id_number=NUMBER)
        by = {"actor": users["officer"], "programme": programme, "now": NOON}
        enter_project(sort="training", title="培训一", **by)
        enter_project(sort="training", title="培训二", **by)
        enter_project(sort="temporary", title="临时", ceiling_fen=PLACES * AMOUNT, **by)


def enter(title: str, times: int, begin_at: float) -> str:
    """Plan aid ``times`` times from a moment on; says how often it was planned, refused by the rule, and broken."""
    from lianshou.core.refusals import Refused
    from lianshou.kernel.access.models import User
    from lianshou.kinds.aid.actions import NewAid, plan_aids
    from lianshou.kinds.aid.queries import aiding, households_in_scope, members_of

    actor = User.objects.get(username="race-officer")
    project = aiding.projects_in_scope(actor=actor).get(title=title)
    is_money = project.nature == "money"
    budget = aiding.budgets_of_project(actor=actor, project=project).get() if is_money else None
    household = households_in_scope(actor=actor).get()
    member = members_of(household)[0].pk
    new = NewAid(household=household, member=member, amount_fen=AMOUNT if is_money else 0)
    time.sleep(max(0.0, begin_at - time.time()))
    taken = refused = broken = 0
    for _n in range(times):
        try:
            plan_aids(actor=actor, project=project, new=[new], budget=budget, now=NOON)
            taken += 1
        except Refused as refusal:
            refused += refusal.reason.name in ("GIVEN_ALREADY", "OVER_CEILING")
        except Exception:  # noqa: BLE001  counted, and told to the test
            broken += 1
    return f"{taken} {refused} {broken}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianshou.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "plant":
        from lianshou.cli.serve import prepare

        prepare()
        plant()
        sys.stdout.write("planted\n")
    else:
        sys.stdout.write(enter(sys.argv[2], int(sys.argv[3]), float(sys.argv[4])) + "\n")
