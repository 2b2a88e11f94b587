"""Lists of leaving: who leaves, calls afterwards, warnings; each of another union and person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.factories.lengths.helping import helpers
from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

from lianshou.kinds.aid.models import Call, CallTry, Household, Leaving, ReturnWarning

_LEFT: dict[str, Any] = {"state": "done", "ended_on": TODAY, "waits_at": "", "ground": "out"}


def ended(stock: Stock, numbers: range) -> list[Household]:
    facts: dict[str, Any] = {
        "state": "ended",
        "category": "deep",
        "opened_on": TODAY,
        "opened_year": 2020,
        "ended_on": TODAY,
        "ground": "out",
    }
    return Household.objects.bulk_create(
        Household(number=f"离{n}", union=one.union, union_path=one.union.path, head=one, **facts)
        for n, one in zip(numbers, stock.people(numbers), strict=True)
    )


def leavings(stock: Stock, numbers: range, **more: Any) -> list[Leaving]:
    facts: dict[str, Any] = {"proposer": "self", "words": "收入稳定", "order": ["approval"]}
    facts |= {"since": TODAY, "begun_on": TODAY, "follow_until": TODAY + timedelta(days=90), **_LEFT, **more}
    beside = range(numbers.start + 1000, numbers.stop + 1000)
    rows = zip(ended(stock, numbers), stock.users(numbers), helpers(stock, beside), strict=True)
    return Leaving.objects.bulk_create(
        Leaving(household=one, person=one.head, begun_by=user, helper=helper, **facts)
        for one, user, helper in rows
    )


def calls(stock: Stock, numbers: range) -> None:
    made = Call.objects.bulk_create(
        Call(leaving=one, household=one.household, months=3, due_on=TODAY) for one in leavings(stock, numbers)
    )
    facts = {"called_on": TODAY, "is_reached": False, "recorded_at": NOW}
    CallTry.objects.bulk_create(
        CallTry(call=one, person=one.household.head, recorded_by=user, **facts)
        for one, user in zip(made, stock.users(numbers), strict=True)
    )


def warnings(stock: Stock, numbers: range) -> None:
    facts: dict[str, Any] = {"signal": "illness", "weight": 4, "source": "hand", "raised_on": TODAY}
    ReturnWarning.objects.bulk_create(
        ReturnWarning(
            household=one.household,
            leaving=one,
            person=one.household.head,
            said="住院",
            raised_by=user,
            **facts,
        )
        for one, user in zip(leavings(stock, numbers), stock.users(numbers), strict=True)
    )


LEAVING = (
    Listed("LeavingTable", "aid:leavings", leavings, "aid:export_leavings"),
    Listed("CallTable", "aid:calls", calls, "aid:export_calls"),
    Listed("WarningTable", "aid:warnings", warnings, "aid:export_warnings"),
)
