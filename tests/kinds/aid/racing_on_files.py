"""Run in processes of their own: two officers do the same to a household in the same moment."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

NOON = datetime(2026, 6, 24, 4, 0, tzinfo=UTC)
APART = 1.0
"""Seconds between one work and the next, so that both sides begin each together."""
REASONS = {
    "hand_in": "NO_DRAFT",
    "put_on_file": "NOT_CHECKING",
    "merge": "ENDED",
    "assign": "OVERTAKEN",
    "check": "OVERTAKEN",
    "answer": "ANSWERED",
}
"""What is done, and what the one who comes second is told."""


def plant() -> dict[str, Any]:
    """A county with two officers, two approvers and a household for each work."""
    from lianshou.core.ambient import beyond_scope

    with beyond_scope("an installation is planted for the suite"):
        return _planted()


def _planted() -> dict[str, Any]:
    from tests.kinds.aid.answers import new_answers, number
    from tests.kinds.aid.helped import helper_at, household_at
    from tests.kinds.aid.verified import no_layers

    from lianshou.kernel.access.actions import appoint, create_account
    from lianshou.kernel.people.models import Person
    from lianshou.kernel.unions.actions import add_union
    from lianshou.kinds.aid.actions import Filled, begin_survey, open_file, record_household
    from lianshou.kinds.aid.actions.own import say_concern

    union = add_union(
        actor=None, parent=None, name="阜宁县总工会", level="county", division_code="320923", now=NOON
    )
    users: dict[str, Any] = {}
    for name in ("officer1", "officer2", "approver1", "approver2", "head"):
        made = create_account(
            actor=None, username=f"race-{name}", name=name, password="Fu-ning-2026", now=NOON
        )
        role = name.rstrip("12") if name != "head" else "worker"
        appoint(actor=None, user=made, union=union, role=role, starts_on=date(2017, 1, 1), now=NOON)
        users[name] = made
    no_layers()
    officer = users["officer1"]

    def answers(running: int) -> dict[str, Any]:
        who = {"name": f"户主{running}", "id_number": number("19760301", running)}
        poor = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}
        return new_answers(**who, **poor, members=[], persons="1")

    told = answers(101)
    asked = open_file(actor=officer, union=union, name=told["name"], id_number=told["id_number"], now=NOON)
    survey = begin_survey(actor=officer, household=asked, now=NOON)
    filled = Filled(answers=answers(102), takers=[officer.pk])
    checking = record_household(actor=officer, union=union, filled=filled, now=NOON)
    head = Person.objects.create(union=union, name="户主", account=users["head"])
    spoken = household_at(union, 7, head=head)
    concern = say_concern(actor=users["head"], household=spoken, kind="wish", words="助学", now=NOON)
    return {
        "survey": survey.pk,
        "answers": told,
        "checking": checking.household_id,
        "merged": [household_at(union, 3).pk, household_at(union, 4).pk],
        "helped": household_at(union, 5).pk,
        "helpers": [helper_at(union, "甲").pk, helper_at(union, "乙").pk],
        "checked": household_at(union, 6).pk,
        "concern": concern.pk,
    }


def works(side: int, told: dict[str, Any]) -> list[tuple[str, Callable[[], Any]]]:
    """What one side does, in order: everything fetched before, as a page that stands open."""
    from lianshou.kernel.access.models import User
    from lianshou.kinds.aid import actions
    from lianshou.kinds.aid.actions.checking import Said, take_checklist
    from lianshou.kinds.aid.actions.own import answer_concern
    from lianshou.kinds.aid.models import Concern, Helper, Household, Survey

    officer = User.objects.get(username=f"race-officer{side}")
    approver = User.objects.get(username=f"race-approver{side}")
    survey = Survey.objects.select_related("household__union").get(pk=told["survey"])
    filled = actions.Filled(answers=told["answers"], takers=[officer.pk])
    files = Household.objects.select_related("union", "head")
    checking, helped, checked = (files.get(pk=told[one]) for one in ("checking", "helped", "checked"))
    merged = [files.get(pk=one) for one in told["merged"]]
    kept, other = merged if side == 1 else merged[::-1]
    helper = Helper.objects.select_related("union", "person").get(pk=told["helpers"][side - 1])
    concern = Concern.objects.select_related("household__union").get(pk=told["concern"])
    said = {"safety.living": Said(state="met" if side == 1 else "open")}
    by, approves = {"actor": officer, "now": NOON}, {"actor": approver, "now": NOON}
    return [
        (
            "hand_in",
            lambda: actions.hand_in_survey(survey=survey, filled=filled, version=survey.version, **by),
        ),
        ("put_on_file", lambda: actions.put_on_file(household=checking, **approves)),
        ("merge", lambda: actions.merge_files(household=kept, other=other, **approves)),
        (
            "assign",
            lambda: actions.assign_helper(household=helped, helper=helper, reason="就近", seen=0, **by),
        ),
        ("check", lambda: take_checklist(household=checked, told=said, **by)),
        ("answer", lambda: answer_concern(concern=concern, answer=f"答复{side}", **by)),
    ]


def act(side: int, told: dict[str, Any], begin_at: float) -> dict[str, str]:
    """Do everything, each in its moment: "done", the name of the refusal, or what broke."""
    from lianshou.core.ambient import beyond_scope
    from lianshou.core.refusals import Refused

    found = {}
    with beyond_scope("the suite acts as two officers"):
        for place, (name, work) in enumerate(works(side, told)):
            time.sleep(max(0.0, begin_at + place * APART - time.time()))
            try:
                work()
                found[name] = "done"
            except Refused as refused:
                found[name] = str(refused.reason.name)
            except Exception as failure:  # noqa: BLE001  told to the test
                found[name] = repr(failure)
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianshou.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "plant":
        from lianshou.cli.serve import prepare

        prepare()
        sys.stdout.write(json.dumps(plant()) + "\n")
    else:
        answer = act(int(sys.argv[2]), json.loads(sys.argv[3]), float(sys.argv[4]))
        sys.stdout.write(json.dumps(answer) + "\n")
