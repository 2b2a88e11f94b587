"""A helper reaches a household, and logs the visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.kinds.aid.actions.helping import refuse
from lianshou.kinds.aid.actions.holding import note
from lianshou.kinds.aid.enums import Where
from lianshou.kinds.aid.models import Helping, Visit
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.rules.helping.deciding import due_after, told_duties, why_not_visit


@transaction.atomic
def record_visit(
    *,
    actor: Any,
    helping: Helping,
    visited_on: date,
    duties: Sequence[str],
    found: str,
    now: datetime,
    where: str = Where.HOME,
    next_on: date | None = None,
    key: UUID | None = None,
) -> Visit:
    """Log a visit under the duties that it served; the next one is due by the setting, or on the day agreed upon where that is
    earlier. What is sent twice under one ``key`` is on record once.

    For the helper, or who writes in the file: else PermissionDenied. Raises Refused with a HelpReason (ENDED, IN_FUTURE,
    BEFORE_START, NO_DUTY, NOTHING_FOUND, NEXT_TOO_EARLY). Leaves ``helping.visited``.
    """
    helping = _held(actor, helping)
    sent = queries.visit_with_key(key)
    if sent is not None and sent.helping_id == helping.pk:
        return sent
    today = timezone.localdate(now)
    told = queries.help_settings(union=helping.household.union, on=today)
    words = told_duties(duties, told.duties)
    refuse(
        why_not_visit(
            ended=not helping.is_standing,
            visited_on=visited_on,
            starts_on=helping.starts_on,
            today=today,
            duties=words,
            found=found,
            next_on=next_on,
        )
    )
    visit: Visit = Visit.objects.create(
        helping=helping,
        person=helping.household.head,
        visited_on=visited_on,
        visited_year=visited_on.year,
        where=where,
        duties=words,
        found=found.strip(),
        next_on=next_on,
        key=key,
        recorded_by=actor,
        recorded_at=now,
    )
    latest = helping.visits.order_by("-visited_on", "-pk").first() or visit
    if latest.pk == visit.pk:  # a visit entered late does not bring the next one forward
        helping.due_on = due_after(visited_on, told.months, next_on=next_on)
        helping.save(update_fields=["due_on"])
    note("helping.visited", actor=actor, household=helping.household, now=now, visit=visit.pk)
    return visit


@transaction.atomic
def reach_household(*, actor: Any, helping: Helping, now: datetime) -> str:
    """The telephone of the head of a household, for its helper to call; "" where the register has none.

    For the helper, or who writes in the file: else PermissionDenied. Leaves ``helping.reached``.
    """
    helping = _held(actor, helping)
    note("helping.reached", actor=actor, household=helping.household, now=now)
    return str(helping.household.head.phone)


def _held(actor: Any, helping: Helping) -> Helping:
    """Who helps whom, held, where the actor has to do with it."""
    if queries.helping_for(actor=actor, pk=helping.pk) is None:
        raise PermissionDenied
    rows = Helping.objects.admitted().select_for_update(of=("self",))
    found: Helping = rows.select_related("household__union", "household__head").get(pk=helping.pk)
    return found
