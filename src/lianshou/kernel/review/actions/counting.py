"""The last days of approvals and appeals, in working days of the unions concerned."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.deadlines import Due, deadlines
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.review.enums import AscentState
from lianshou.kernel.review.models import Ascent, Decision
from lianshou.kernel.review.rules.settings import APPEAL, RESUBMIT
from lianshou.kernel.unions.models import Union


def count_step(ascent: Ascent, now: datetime) -> None:
    """Count by when the step is due, and when to remind, from today: in the region of the union whose turn it is."""
    code = Union.objects.admitted().values_list("division_code", flat=True).get(pk=ascent.union_id)
    today, days = timezone.localdate(now), ascent.rung.days
    ascent.due_on = _counted(ascent, today, days, code).on
    ascent.remind_on = deadlines.due(today, days - ascent.rung.remind_days, region=code).on


def count_resubmission(ascent: Ascent, now: datetime) -> None:
    """Count until when a returned application can come back, in the applicant's region, by the federation's rule."""
    days = _days(RESUBMIT, ascent.application, now)
    ascent.due_on = _counted(ascent, timezone.localdate(now), days, ascent.application.union.division_code).on


def count_appeal(row: Ascent | Decision, now: datetime) -> None:
    """Count until when the applicant can appeal, in their region, by the federation's rule."""
    days = _days(APPEAL, row.application, now)
    code = row.application.union.division_code
    row.appeal_until = _counted(row, timezone.localdate(now), days, code).on


@transaction.atomic
def recount_days(*, actor: Any, now: datetime) -> int:
    """Count the provisional last days of approvals and appeals again; gives how many are certain now.

    Part of confirming a calendar by ``actor``, whose entry in the book says how many.
    """
    related = ("application__union", "union", "rung")
    waiting = Ascent.objects.admitted().filter(is_provisional=True).order_by("pk")
    ascents = waiting.select_for_update(of=("self",)).select_related(*related)
    decided = Decision.objects.admitted().filter(is_provisional=True).order_by("pk")
    decisions = decided.select_for_update(of=("self",)).select_related("application__union")
    return sum([*map(_recount_ascent, ascents), *map(_recount_decision, decisions)])


def _recount_ascent(ascent: Ascent) -> bool:
    steps = ascent.state in (AscentState.CLIMBING, AscentState.APPEALED)
    code = (ascent.union if steps else ascent.application.union).division_code
    due = _again(ascent, code)
    if ascent.state == AscentState.REFUSED:
        ascent.appeal_until = due.on
    else:
        ascent.due_on = due.on
    if steps and ascent.counted_from is not None:
        before = ascent.rung.days - ascent.rung.remind_days
        ascent.remind_on = deadlines.due(ascent.counted_from, before, region=code).on
    ascent.save(update_fields=["due_on", "remind_on", "appeal_until", "is_provisional"])
    return not ascent.is_provisional


def _recount_decision(decision: Decision) -> bool:
    decision.appeal_until = _again(decision, decision.application.union.division_code).on
    decision.save(update_fields=["appeal_until", "is_provisional"])
    return not decision.is_provisional


def _again(row: Ascent | Decision, code: str) -> Due:
    assert row.counted_from is not None  # noqa: S101  # nosec B101  whatever is provisional was counted
    return _counted(row, row.counted_from, row.counted_days or 0, code)


def _counted(row: Ascent | Decision, start: date, days: int, code: str) -> Due:
    due = deadlines.due(start, days, region=code)
    row.counted_from, row.counted_days, row.is_provisional = start, days, due.is_provisional
    return due


def _days(key: str, application: Any, now: datetime) -> int:
    region = application.programme.union.division_code
    return int(parameter(key=key, region=region, on=timezone.localdate(now)))
