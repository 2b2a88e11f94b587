"""A list of the civil-affairs office compared with the files: a report that is kept for a while, and a layer for each household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.china import identity_numbers
from lianshou.core.quantities import yuan_text
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording, join
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.models import Sketch, insert_rows
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.holding import refuse
from lianshou.kinds.aid.actions.verifying.taking import Told, take_layer
from lianshou.kinds.aid.enums import Layer, Mismatch, Reason
from lianshou.kinds.aid.models import CivilLine, CivilList, Household
from lianshou.kinds.aid.queries.civil import (
    days_kept,
    households_compared,
    members_by_number,
    reports_to_erase,
    transfers_by_household,
    waiting_at_civil,
)
from lianshou.kinds.aid.rules.verifying import mismatch_of, unlisted


@dataclass(frozen=True, kw_only=True)
class Payee:
    """A row of their list: who, what they get, and how much a month."""

    name: str
    id_number: str
    what: str = ""
    monthly_fen: int | None = None


@transaction.atomic
def compare_civil_list(
    *,
    actor: Any,
    union: Union,
    title: str,
    drawn_on: date,
    rows: Sequence[Payee],
    now: datetime,
    skipped: int = 0,
) -> CivilList:
    """Compare a list with the standing files that a union's subtree keeps, by blind index; only the report is kept, sealed.

    ``rows`` name everybody once; ``skipped`` rows of the list could not be read and were left out.

    Raises PermissionDenied, or Refused LIST_EMPTY / LIST_TWICE / LAYER_AHEAD. Leaves ``civil_list.compared`` with the numbers.
    """
    require(actor, "person.edit", on=union)
    today = timezone.localdate(now)
    refuse(Reason.LAYER_AHEAD if drawn_on > today else None)
    refuse(None if rows else Reason.LIST_EMPTY)
    numbers = [identity_numbers.normalise(one.id_number) for one in rows]
    refuse(Reason.LIST_TWICE if len(set(numbers)) < len(numbers) else None)
    made = CivilList.objects.create(
        union=union,
        title=title.strip(),
        drawn_on=drawn_on,
        rows=len(rows),
        skipped=skipped,
        kept_until=today + timedelta(days=days_kept(union, on=today)),
        compared_by=actor,
        compared_at=now,
    )
    lines = _lines(made, union, list(zip(numbers, rows, strict=True)))
    insert_rows(CivilLine, lines)
    made.matched = len({one.household_id for one in lines if one.household_id and one.theirs})
    made.save()
    told = {"rows": len(rows), "skipped": skipped, "matched": made.matched, "lines": len(lines)}
    record(actor=actor, verb="civil_list.compared", subject=made, at=now, union_path=union.path, **told)
    return made


def _lines(made: CivilList, union: Union, rows: list[tuple[str, Payee]]) -> list[Any]:
    held = members_by_number([number for number, _row in rows], union=union)
    households = {one.pk: one for one in households_compared(union)}
    transfers = transfers_by_household(households.keys() & set(held.values()))
    lines, met = list[Any](), set[int]()
    for number, row in rows:
        household = households.get(held.get(number, 0))
        if household is None:
            lines.append(_theirs(made, number, row))
            continue
        met.add(household.pk)
        lines.append(_both(made, household, row, transfers.get(household.pk)))
    for household in households.values():
        if household.pk not in met:
            finding = unlisted(household.category)
            lines.append(_line(made, finding, household_id=household.pk, ours=_file_said(household)))
    return lines


def _line(made: CivilList, mismatch: str, **facts: Any) -> Any:
    return Sketch(CivilLine, civil_list_id=made.pk, mismatch=Mismatch(mismatch).value, **facts)


def _theirs(made: CivilList, number: str, row: Payee) -> Any:
    return _line(made, Mismatch.THEIRS_ONLY, name=row.name, id_number=number, theirs=_list_said(row))


def _both(made: CivilList, household: Household, row: Payee, transfers: int | None) -> Any:
    finding = mismatch_of(
        theirs=row.what,
        theirs_fen=row.monthly_fen,
        category=household.category,
        transfers_fen=transfers,
    )
    ours = _file_said(household)
    if finding == Mismatch.AMOUNT and transfers is not None:
        ours = _TRANSFERS.fill(zh=ours["zh"], en=ours["en"], yuan=yuan_text(transfers)).both
    return _line(made, finding, household_id=household.pk, theirs=_list_said(row), ours=ours)


_A_MONTH = Wording("每月{yuan}元", "{yuan} yuan a month")
_TRANSFERS = Wording("{zh}，转移净收入每年{yuan}元", "{en}, transfers of {yuan} yuan a year")
_LISTED = Wording("在名单上", "On the list")
_UNCOMPUTED = Wording("尚未测算", "Not computed yet")


def _list_said(row: Payee) -> dict[str, str]:
    what = row.what.strip()[:60]
    parts = [Wording(what, what)] if what else []
    parts += [_A_MONTH.fill(yuan=yuan_text(row.monthly_fen))] if row.monthly_fen else []
    return (join(parts, zh=" · ", en=" · ") if parts else _LISTED).both


def _file_said(household: Household) -> dict[str, str]:
    return (household.category_words or _UNCOMPUTED).both


@transaction.atomic
def pass_civil(*, actor: Any, civil_list: CivilList, now: datetime) -> int:
    """Enter the civil-affairs check as passed for every household of a report that waits for it, whose file does not differ.

    Those that differ are looked at one by one. Raises PermissionDenied. Leaves ``verification.passed`` for each; gives how many.
    """
    require(actor, "person.edit", on=civil_list.union)
    done = 0
    said = _("By the list “%(title)s”") % {"title": civil_list.title}
    for household in waiting_at_civil(civil_list):
        told = Told(words=said[:400], held_on=max(civil_list.drawn_on, timezone.localdate(now)))
        try:
            take_layer(actor=actor, household=household, layer=Layer.CIVIL, told=told, now=now)
        except Refused:
            continue
        done += 1
    return done


@transaction.atomic
def drop_report(*, actor: Any, civil_list: CivilList, now: datetime) -> CivilList:
    """Erase the lines of a report before its time; the row with its numbers stays.

    Raises PermissionDenied. Leaves ``civil_list.dropped``.
    """
    require(actor, "person.edit", on=civil_list.union)
    return _erased(actor, civil_list, now)


@transaction.atomic
def erase_old_reports(*, now: datetime, actor: Any = None) -> int:
    """Erase the lines of every report whose days are over; for the machine's calendar (``actor`` None), once a day.

    Leaves ``civil_list.dropped`` for each; gives how many.
    """
    found = list(reports_to_erase(today=timezone.localdate(now)))
    for one in found:
        _erased(actor, one, now)
    return len(found)


def _erased(actor: Any, civil_list: CivilList, now: datetime) -> CivilList:
    CivilLine.objects.admitted().filter(civil_list=civil_list).delete()
    civil_list.erased_at = now
    civil_list.save()
    path = civil_list.union.path
    record(actor=actor, verb="civil_list.dropped", subject=civil_list, at=now, union_path=path)
    return civil_list
