"""A helper leaves: everything open goes to successors in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require, scope_of
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.actions.helping import begin, held_helper, noted, refuse
from lianshou.kinds.aid.enums import Begun, HelpReason
from lianshou.kinds.aid.models import Helper, Helping
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.rules.helping.deciding import apart_reason, why_not_leave


@transaction.atomic
def leave_helper(
    *,
    actor: Any,
    helper: Helper,
    shared: Mapping[int, int],
    now: datetime,
    reason: str = "",
) -> Helper:
    """A helper helps no longer; each open household goes to the successor that ``shared`` (helping → helper) names, with its due visit.

    All or nothing. Raises PermissionDenied, or Refused with a HelpReason (HELPER_LEFT, ORPHANED, NO_SUCCESSOR, SELF, RELATIVE,
    SUPERIOR). Leaves ``helper.left``, and ``helping.began`` for each household.
    """
    require(actor, "placement.edit", on=helper.union)
    helper, today = held_helper(helper), timezone.localdate(now)
    open_ones = _open(helper)
    heirs = _heirs(actor, {shared[one.pk] for one in open_ones if one.pk in shared})
    refuse(
        why_not_leave(
            has_left=helper.until is not None,
            until=today,
            since=helper.since,
            open_ones=[one.pk for one in open_ones],
            shared=shared,
            leaving=helper.pk,
            standing=heirs.keys(),
        )
    )
    for one in open_ones:
        _passed_on(actor, one, heirs[shared[one.pk]], today, now, reason)
    helper.until = today
    helper.save(update_fields=["until"])
    noted("helper.left", actor=actor, helper=helper, now=now, handed_over=len(open_ones))
    return helper


def _passed_on(actor: Any, helping: Helping, heir: Helper, today: date, now: datetime, reason: str) -> None:
    apart = queries.apart_between(helper=heir, household=helping.household, today=today)
    refuse(apart_reason(apart) if apart else None)
    begin(
        actor,
        helping.household,
        heir,
        now,
        begun=Begun.HANDED_OVER,
        reason=reason.strip(),
        due_on=helping.due_on,
    )


@transaction.atomic
def hand_over_helping(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """An account hands over all its duties: the households that its person helps go to the person of ``to``, who becomes a
    helper where they are none. Gives how many.

    Whoever moves duties has been let in by that act. Raises Refused (NO_SUCCESSOR where ``to`` is nobody of the register, or a
    rule keeps them from a household). Leaves ``helping.began`` for each and ``helper.left``.
    """
    helper = Helper.objects.admitted().filter(person__account=leaving, until=None).first()
    if helper is None:
        return 0
    helper, today = held_helper(helper), timezone.localdate(now)
    open_ones = _open(helper)
    if open_ones:
        heir = _heir_of(actor, to, helper, now)
        for one in open_ones:
            _passed_on(actor, one, heir, today, now, "")
    helper.until = max(today, helper.since)
    helper.save(update_fields=["until"])
    noted("helper.left", actor=actor, helper=helper, now=now, handed_over=len(open_ones))
    return len(open_ones)


def _heir_of(actor: Any, to: Any, helper: Helper, now: datetime) -> Helper:
    person = Person.objects.admitted().filter(account=to, left_on=None).select_related("union").first()
    if person is None:
        raise Refused(HelpReason.NO_SUCCESSOR)
    known = Helper.objects.admitted().filter(person=person, until=None).first()
    if known is not None:
        return held_helper(known)
    made: Helper = Helper.objects.create(
        person=person,
        union=person.union,
        fields=helper.fields,
        languages=[],
        most=helper.most,
        since=timezone.localdate(now),
    )
    noted("helper.enlisted", actor=actor, helper=made, now=now)
    return made


def _open(helper: Helper) -> list[Helping]:
    rows = Helping.objects.admitted().select_for_update(of=("self",)).filter(helper=helper, ends_on=None)
    return list(rows.select_related("household__union", "household__head").order_by("pk"))


def _heirs(actor: Any, ids: set[int]) -> dict[int, Helper]:
    """The successors who still help, where the actor may give them households."""
    rows = Helper.objects.within(scope_of(actor=actor, verb="placement.edit"))
    found = (
        rows.filter(pk__in=ids, until=None).select_for_update(of=("self",)).select_related("union", "person")
    )
    return {one.pk: one for one in found.order_by("pk")}
