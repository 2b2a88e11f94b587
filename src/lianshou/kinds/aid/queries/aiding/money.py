"""Funds by source and sort of project, and what they come to for each person; always from the fen of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lianshou.kernel.funds.enums import Sort
from lianshou.kinds.aid.enums import AidState
from lianshou.kinds.aid.models import Aid
from lianshou.kinds.aid.rules.aiding.money import Crossed, crossed
from lianshou.kinds.aid.rules.settings.aiding import SORT_WORDS

_SOURCE = "payment__budget__source__sort"


@dataclass(frozen=True)
class Counted:
    """Households, persons and person-times, kept apart."""

    households: int
    persons: int
    times: int


def money_crossed(aids: QuerySet[Aid]) -> Crossed:
    """What aid adds up to by source of money (rows) and sort of project (columns); only sorts and sources that occur."""
    rows = (
        aids.filter(amount_fen__gt=0)
        .order_by()
        .values_list(_SOURCE, "sort")
        .annotate(added=Sum("amount_fen"))
    )
    sums = {(source, sort): int(added) for source, sort, added in rows}
    sources = {source for source, _sort in sums}
    sorts = {sort for _source, sort in sums}
    return crossed(
        sums,
        rows=[one for one in Sort.values if one in sources],
        columns=[one for one in SORT_WORDS if one in sorts],
    )


def without_cancelled(aids: QuerySet[Aid]) -> QuerySet[Aid]:
    """What stands of some aid: no household has anything of what was cancelled, and no total holds it."""
    return aids.exclude(state=AidState.ENDED)


def cancelled_among(aids: QuerySet[Aid]) -> dict[str, Any]:
    """What was cancelled among some aid: how many times, and how much in fen."""
    rows = aids.filter(state=AidState.ENDED).order_by()
    return rows.aggregate(times=Count("pk"), total=Sum("amount_fen", default=0))


def counted(aids: QuerySet[Aid]) -> Counted:
    """How many households, persons and times: three numbers that never add up with each other."""
    found = aids.order_by().aggregate(
        households=Count("household", distinct=True),
        persons=Count("recipient", distinct=True),
        times=Count("pk"),
    )
    return Counted(**found)


def counted_by_sort(aids: QuerySet[Aid]) -> list[tuple[str, Counted, int]]:
    """The same for each sort of project, with its yuan in fen, in the usual order of sorts."""
    rows = (
        aids.order_by()
        .values("sort")
        .annotate(
            households=Count("household", distinct=True),
            persons=Count("recipient", distinct=True),
            times=Count("pk"),
            added=Sum("amount_fen", default=0),
        )
    )
    found = {
        row["sort"]: (Counted(row["households"], row["persons"], row["times"]), int(row["added"]))
        for row in rows
    }
    places = list(SORT_WORDS)
    order = sorted(found, key=lambda one: places.index(one) if one in places else len(places))
    return [(sort, *found[sort]) for sort in order]


def money_given(aids: QuerySet[Aid]) -> dict[str, Any]:
    """What is money of some aid: how many persons it went to, and how much in fen."""
    rows = aids.filter(amount_fen__gt=0).order_by()
    return rows.aggregate(persons=Count("recipient", distinct=True), total=Sum("amount_fen", default=0))
