from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.pledges.actions.holding import refuse
from lianshou.kernel.pledges.enums import USUAL_PATTERN
from lianshou.kernel.pledges.models import Pledge, Series, VoidNumber
from lianshou.kernel.pledges.queries import form_before
from lianshou.kernel.pledges.rules import number_of, why_not_number, why_not_pass_over
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was given: of which series, which one, and as it is written."""

    series: Series
    n: int
    number: str


@transaction.atomic
def set_numbering(
    *,
    actor: Any,
    union: Union,
    prefix: str,
    year: int,
    now: datetime,
    pattern: str = USUAL_PATTERN,
    width: int = 1,
    start: int = 1,
) -> Series:
    """Say how the numbers of a prefix and year are written and with which they begin, before the first is given.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``series.set``.
    """
    require(actor, "pledge.issue", on=union)
    series = _held(union=union, prefix=prefix.strip(), year=year)
    form = (pattern.strip(), width, start)
    changes = form != (series.pattern, series.width, series.start)
    refuse(why_not_number(pattern=form[0], given=series.given, changes=changes))
    series.pattern, series.width, series.start = form
    series.next = series.next if series.given and not changes else start
    series.save()
    _note("series.set", actor=actor, series=series, now=now, pattern=form[0], width=width, start=start)
    return series


@transaction.atomic
def pass_over_numbers(
    *, actor: Any, series: Series, count: int, reason: str, now: datetime
) -> list[VoidNumber]:
    """Strike the next numbers of a series, because they stand on papers made elsewhere, and say why.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``series.passed_over``.
    """
    require(actor, "pledge.issue", on=series.union)
    refuse(why_not_pass_over(count=count, words=reason))
    union = series.union
    taken = take_numbers(union=union, prefix=series.prefix, year=series.year, count=count)
    void = [_void(one, reason=reason.strip(), actor=actor, now=now) for one in taken]
    VoidNumber.objects.bulk_create(void)
    numbers = [one.number for one in taken]
    _note("series.passed_over", actor=actor, series=taken[0].series, now=now, numbers=numbers, reason=reason)
    return void


def take_numbers(*, union: Union, prefix: str, year: int, count: int) -> list[Taken]:
    """The next numbers of a series, which stays in hand until the end of the transaction: two never get the same."""
    series = _held(union=union, prefix=prefix, year=year)
    first = series.next
    series.next += count
    series.save(update_fields=["next"])
    form: dict[str, Any] = {"prefix": prefix, "year": year, "pattern": series.pattern, "width": series.width}
    return [Taken(series, n, number_of(n=n, **form)) for n in range(first, first + count)]


def void_number_of(pledge: Pledge, *, actor: Any, reason: str, now: datetime) -> None:
    """The number of a pledge that never came into force is explained: it is not used again."""
    if pledge.series is not None and pledge.n is not None:
        taken = Taken(pledge.series, pledge.n, pledge.number)
        _void(taken, reason=reason, actor=actor, now=now).save()


def _held(*, union: Union, prefix: str, year: int) -> Series:
    """The series, locked; a new one is written as that of the year before."""
    keys: dict[str, Any] = {"union": union, "prefix": prefix, "year": year}
    Series.objects.admitted().get_or_create(**keys, defaults=form_before(**keys))
    held: Series = (
        Series.objects.admitted().select_related("union").select_for_update(of=("self",)).get(**keys)
    )
    return held


def _void(one: Taken, *, reason: str, actor: Any, now: datetime) -> VoidNumber:
    facts = {"series": one.series, "n": one.n, "number": one.number}
    return VoidNumber(**facts, reason=reason[:200], voided_by=actor, voided_at=now)


def _note(verb: str, *, actor: Any, series: Series, now: datetime, **details: Any) -> None:
    path = series.union.path
    record(actor=actor, verb=verb, subject=series, at=now, union_path=path, **details)
