"""Run in processes of their own: many clerks enter payments for one budget at the same moment."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime

AMOUNT = 100_00
NOON = datetime(2020, 6, 24, 4, 0, tzinfo=UTC)


def plant(ceiling: int) -> int:
    """A union with money and a budget of ``ceiling`` fen; gives the budget's number."""
    from datetime import date

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.access.actions import appoint, create_account
    from lianshou.kernel.funds.actions import record_source, set_budget
    from lianshou.kernel.programmes.models import Programme
    from lianshou.kernel.unions.actions import add_union

    with beyond_scope("an installation is planted for the suite"):
        union = add_union(
            actor=None, parent=None, name="阜宁县总工会", level="county", division_code="320923", now=NOON
        )
        users = {}
        for role in ("officer", "finance", "approver"):
            made = create_account(
                actor=None, username=f"race-{role}", name=role, password="Fu-ning-2020", now=NOON
            )
            appoint(actor=None, user=made, union=union, role=role, starts_on=date(2017, 1, 1), now=NOON)
            users[role] = made
        programme = Programme.objects.create(
            kind="pairing",
            title="竞争",
            union=union,
            pillar="self_building",
            year=2020,
            starts_on=date(2020, 1, 1),
            ends_on=date(2020, 12, 31),
        )
        given = {"title": "经费", "year": 2020, "sort": "dues", "amount_fen": 2 * ceiling}
        source = record_source(actor=users["finance"], union=union, **given, now=NOON)
        facts = {"programme": programme, "item": "慰问金", "ceiling_fen": ceiling}
        return int(set_budget(actor=users["finance"], source=source, **facts, now=NOON).pk)


def enter(budget: int, times: int, begin_at: float) -> str:
    """Enter ``times`` payments one after the other from a moment on; says how many were taken, refused, and broken."""
    from lianshou.core.refusals import Refused
    from lianshou.kernel.access.models import User
    from lianshou.kernel.funds.actions import NewPayment, plan_payment
    from lianshou.kernel.funds.queries import budgets_to_plan

    actor = User.objects.get(username="race-officer")
    found = budgets_to_plan(actor=actor).get(pk=budget)
    time.sleep(max(0.0, begin_at - time.time()))
    taken = refused = broken = 0
    for number in range(times):
        new = NewPayment(amount_fen=AMOUNT, purpose=f"{os.getpid()}-{number}", outside="书店")
        try:
            plan_payment(actor=actor, budget=found, new=new, now=NOON)
            taken += 1
        except Refused as refusal:
            refused += refusal.reason.name == "OVER_CEILING"
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
        sys.stdout.write(f"{plant(int(sys.argv[2]))}\n")
    else:
        sys.stdout.write(enter(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])) + "\n")
