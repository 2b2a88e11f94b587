"""A household that left is called: by whoever keeps the file, or by the helper it had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.actions.leaving.holding import refuse
from lianshou.kinds.aid.actions.leaving.warning import put_warning
from lianshou.kinds.aid.enums import CallState, Source
from lianshou.kinds.aid.models import Call, CallTry
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.deciding import state_after, why_not_call


@transaction.atomic
def record_call(
    *,
    actor: Any,
    call: Call,
    called_on: date,
    is_reached: bool,
    now: datetime,
    said: str = "",
    signals: Sequence[str] = (),
    key: UUID | None = None,
) -> CallTry:
    """Enter a try to reach a household: reached ends the call, and missed as often as the federation set, too, with a warning.
    Signals that were noticed become warnings. What is sent twice under one ``key`` is on record once.

    For the former helper, or who writes in the file: else PermissionDenied. Raises Refused CALL_OVER / AHEAD / CALL_EARLY /
    NOTHING_SAID. Leaves ``call.made`` or ``call.missed``, and ``warning.raised``.
    """
    if queries.call_for(actor=actor, pk=call.pk) is None:
        raise PermissionDenied
    household, today = held_household(call.household), timezone.localdate(now)
    rows = Call.objects.admitted().select_for_update(of=("self",)).select_related("leaving")
    call = rows.get(pk=call.pk)
    call.household = call.leaving.household = household
    sent = queries.try_with_key(key)
    if sent is not None and sent.call_id == call.pk:
        return sent
    left_on = call.leaving.ended_on or today
    refuse(
        why_not_call(
            state=call.state,
            called_on=called_on,
            left_on=left_on,
            today=today,
            is_reached=is_reached,
            said=said,
        )
    )
    told = queries.leave_settings(union=household.union, on=today)
    noticed = [one for one in dict.fromkeys(signals) if one in told.weights]
    made: CallTry = CallTry.objects.create(
        call=call,
        person_id=call.leaving.person_id,
        called_on=called_on,
        is_reached=is_reached,
        said=said.strip(),
        signals=noticed,
        key=key,
        recorded_by=actor,
        recorded_at=now,
    )
    missed = sum(not one.is_reached for one in queries.tries_of(call))
    call.state = state_after(is_reached=is_reached, missed=missed, most=told.tries)
    if call.state != CallState.DUE:
        call.closed_on = called_on
    call.save()
    verb = "call.made" if is_reached else "call.missed"
    record(
        actor=actor, verb=verb, subject=call, at=now, union_path=household.union.path,
        household=household.number, months=call.months,
    )  # fmt: skip
    if call.state == CallState.MISSED and "missed" in told.weights:
        noticed.append("missed")
    _warn(actor, call, noticed, told.weights, said, now)
    return made


@transaction.atomic
def reach_for_call(*, actor: Any, call: Call, now: datetime) -> str:
    """The telephone of the head of a household that left, for who calls it; "" where the register has none.

    For the former helper, or who writes in the file: else PermissionDenied. Leaves ``helping.reached``.
    """
    if queries.call_for(actor=actor, pk=call.pk) is None:
        raise PermissionDenied
    household = held_household(call.household)
    note("helping.reached", actor=actor, household=household, now=now)
    return str(household.head.phone)


def _warn(
    actor: Any, call: Call, noticed: Sequence[str], weights: dict[str, int], said: str, now: datetime
) -> None:
    """A warning for each signal that does not stand on the list yet; of a household that came back none."""
    if queries.being_followed(call.household, today=timezone.localdate(now)) is None:
        return
    standing = queries.standing_signals(call.household)
    for signal in dict.fromkeys(noticed):
        if signal not in standing:
            put_warning(actor, call.leaving, signal, weights[signal], Source.CALL, said, now)
