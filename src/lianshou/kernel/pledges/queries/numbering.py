from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.pledges.models import Series, VoidNumber
from lianshou.kernel.pledges.rules import numbers_of, unexplained
from lianshou.kernel.unions.models import Union


def series_in_scope(*, actor: Any) -> QuerySet[Series]:
    """The series of the unions whose papers the actor may issue, with how many numbers were given and how many are void."""
    found = Series.objects.within(scope_of(actor=actor, verb="pledge.issue"))
    return (
        found.select_related("union")
        .annotate(count=F("next") - F("start"), voided=Count("void"))
        .order_by("-year", "prefix", "pk")
    )


def form_before(*, union: Union, prefix: str, year: int) -> dict[str, Any]:
    """How the union wrote this prefix in the year before: a new series starts so, from its first number."""
    last = (
        Series.objects.admitted().filter(union=union, prefix=prefix, year__lt=year).order_by("-year").first()
    )
    return {"pattern": last.pattern, "width": last.width} if last else {}


def next_numbers(*, union: Union, prefix: str, year: int, count: int) -> list[str]:
    """The numbers that would be given now; nothing is taken."""
    series = Series.objects.admitted().filter(union=union, prefix=prefix, year=year).first()
    series = series or Series(prefix=prefix, year=year, **form_before(union=union, prefix=prefix, year=year))
    return numbers_of(
        prefix=prefix,
        year=year,
        first=series.next,
        count=count,
        pattern=series.pattern,
        width=series.width,
    )


@dataclass(frozen=True)
class Gaps:
    """What became of the numbers of a series that stand on no paper in force."""

    void: QuerySet[VoidNumber]
    missing: list[int]


def gaps_of(*, series: Series) -> Gaps:
    """The void numbers of a series with their reasons, and those that nothing explains; the caller has been let in."""
    void = VoidNumber.objects.admitted().filter(series=series).select_related("voided_by").order_by("n")
    used = [n for n in series.pledges.values_list("n", flat=True) if n is not None]
    numbers = void.values_list("n", flat=True)
    missing = unexplained(start=series.start, following=series.next, used=used, void=numbers)
    return Gaps(void, missing)


def unions_that_number(*, actor: Any) -> QuerySet[Union]:
    """The federations whose papers the actor may issue: the tops of its posts and the level below."""
    found = Union.objects.within(scope_of(actor=actor, verb="pledge.issue"))
    top = found.order_by("depth").values_list("depth", flat=True).first() or 1
    return found.filter(depth__lte=top + 1).order_by("path")
