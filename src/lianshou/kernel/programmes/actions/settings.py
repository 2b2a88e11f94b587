from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.parameters import BadValue, declared
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.programmes.enums import ParameterState, Reason
from lianshou.kernel.programmes.models import Parameter
from lianshou.kernel.programmes.rules import (
    needs_second,
    why_not_decide,
    why_not_set_value,
    why_not_take_back,
)
from lianshou.kernel.rights.rules.keeping import region_of
from lianshou.kernel.unions.models import Union

_LIVE = (ParameterState.PROPOSED, ParameterState.STANDING)


@transaction.atomic
def set_parameter(
    *,
    actor: Any,
    key: str,
    union: Union,
    value: Any,
    starts_on: date,
    source: str,
    document_no: str,
    dated_on: date | None,
    now: datetime,
) -> Parameter:
    """Set a declared setting for the region of ``union`` from a day on; the whole value or nothing is written.

    Where it changes who is entitled, or money, or reaches into the past, it counts only once a second person has confirmed.
    Raises Undeclared, PermissionDenied, or Refused NO_REGION / BAD_VALUE / DOCUMENT_NEEDED / DATED_LATER / SET_ALREADY.
    Leaves ``setting.set`` or ``setting.proposed``, with the value.
    """
    setting, today = declared[key], timezone.localdate(now)
    require(actor, setting.verb, on=union)
    region = region_of(union.division_code)
    live = Parameter.objects.filter(key=key, region=region, starts_on=starts_on, state__in=_LIVE)
    reason = why_not_set_value(
        level=union.level,
        region=region,
        has_document=bool(source.strip() and document_no.strip()),
        dated_on=dated_on,
        today=today,
        taken=live.exists(),
    )
    if reason:
        raise Refused(reason)
    waits = needs_second(by_two=setting.by_two, starts_on=starts_on, today=today)
    row = Parameter(
        key=key,
        region=region,
        starts_on=starts_on,
        value=_kept(key, value),
        source=source.strip(),
        document_no=document_no.strip(),
        dated_on=dated_on,
        state=ParameterState.PROPOSED if waits else ParameterState.STANDING,
        union=union,
        set_by=actor,
        set_at=now,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # somebody else was quicker
        raise Refused(Reason.SET_ALREADY) from error
    told = {"key": key, "region": region, "starts_on": starts_on.isoformat(), "value": row.value}
    _tell("setting.proposed" if waits else "setting.set", actor, row, now, **told)
    return row


@transaction.atomic
def confirm_parameter(*, actor: Any, row: Parameter, now: datetime) -> Parameter:
    """Confirm what another person has entered: it counts from its day on.

    Raises PermissionDenied, or Refused NOT_WAITING / SAME_PERSON. Leaves ``setting.confirmed``.
    """
    row = _held(row)
    require(actor, "setting.confirm", on=row.union)
    _refuse(why_not_decide(state=row.state, is_setter=row.set_by_id == actor.pk))
    return _decide("setting.confirmed", actor, row, ParameterState.STANDING, "", now)


@transaction.atomic
def refuse_parameter(*, actor: Any, row: Parameter, words: str, now: datetime) -> Parameter:
    """Refuse what another person has entered, saying why; it never counts.

    Raises PermissionDenied, or Refused NOT_WAITING / SAME_PERSON / WORDS_MISSING. Leaves ``setting.refused``.
    """
    row = _held(row)
    require(actor, "setting.confirm", on=row.union)
    _refuse(why_not_decide(state=row.state, is_setter=row.set_by_id == actor.pk))
    _refuse(None if words.strip() else Reason.WORDS_MISSING)
    return _decide("setting.refused", actor, row, ParameterState.REFUSED, words, now)


@transaction.atomic
def withdraw_parameter(*, actor: Any, row: Parameter, words: str, now: datetime) -> Parameter:
    """Take back a value that waits, or whose day has not come; what was in force stays on record and in force.

    Raises PermissionDenied, or Refused IN_FORCE / NOT_WAITING / WORDS_MISSING. Leaves ``setting.withdrawn``.
    """
    row = _held(row)
    require(actor, declared[row.key].verb, on=row.union)
    today = timezone.localdate(now)
    _refuse(why_not_take_back(state=row.state, starts_on=row.starts_on, today=today))
    _refuse(None if words.strip() else Reason.WORDS_MISSING)
    return _decide("setting.withdrawn", actor, row, ParameterState.WITHDRAWN, words, now)


def _kept(key: str, value: Any) -> Any:
    try:
        return declared[key].form.keep(value)
    except BadValue as bad:
        raise Refused(Reason.BAD_VALUE) from bad


def _held(row: Parameter) -> Parameter:
    """The value as it stands once nobody else acts on it."""
    Parameter.objects.select_for_update().get(pk=row.pk)
    return Parameter.objects.select_related("union").get(pk=row.pk)


def _decide(
    verb: str, actor: Any, row: Parameter, state: ParameterState, words: str, now: datetime
) -> Parameter:
    row.state, row.words, row.decided_by, row.decided_at = state, words.strip(), actor, now
    row.save(update_fields=["state", "words", "decided_by", "decided_at"])
    _tell(verb, actor, row, now, key=row.key)
    return row


def _tell(verb: str, actor: Any, row: Parameter, now: datetime, **told: Any) -> None:
    path = row.union.path if row.union else ""
    record(actor=actor, verb=verb, subject=row, at=now, union_path=path, **told)


def _refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)
