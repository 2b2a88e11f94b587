from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.models import Relative
from lianshou.kernel.rights.actions.correcting import correct_value
from lianshou.kernel.rights.actions.erasing import erase_now
from lianshou.kernel.rights.enums import RequestKind, RequestState
from lianshou.kernel.rights.models import PersonRequest
from lianshou.kernel.rights.queries.own import field_called, own_person
from lianshou.kernel.rights.rules.asking import due_on, why_not_answer, why_not_ask, why_not_take_back


@transaction.atomic
def ask_request(
    *,
    actor: Any,
    kind: str,
    now: datetime,
    words: str = "",
    field: str = "",
    row: int | None = None,
    value: str = "",
    purpose: str = "",
    classes: Sequence[str] = (),
    relative: Relative | None = None,
) -> PersonRequest:
    """The actor asks for something about their own data, or about a relative they entered.

    The answer is due LIANSHOU_REQUEST_DAYS days later. Raises PermissionDenied without a person or for somebody else's
    relative, or Refused. Leaves ``request.asked``.
    """
    person = own_person(actor=actor)
    if person is None or (relative is not None and relative.person_id != person.pk):
        raise PermissionDenied("request.ask")
    found = field_called(person=person, field=field, row=row) if field else None
    same = {"kind": kind, "field": field, "row": row, "purpose": purpose, "relative": relative}
    waiting = PersonRequest.objects.admitted().filter(person=person, state=RequestState.OPEN, **same)
    reason = why_not_ask(
        kind=kind,
        words=words,
        field=field,
        value=value,
        known_field=found is not None,
        readable=found is not None and found.reads(value.strip(), timezone.localdate(now)),
        same_open=kind != RequestKind.QUESTION and waiting.exists(),
    )
    if reason:
        raise Refused(reason)
    request = PersonRequest.objects.create(
        person=person,
        words=words.strip(),
        value=value.strip(),
        classes=[*classes],
        asked_by=actor,
        asked_at=now,
        due_on=due_on(asked_on=timezone.localdate(now), days=settings.LIANSHOU_REQUEST_DAYS),
        **same,
    )
    _record("request.asked", actor=actor, request=request, now=now)
    return request


@transaction.atomic
def take_back_request(*, actor: Any, request: PersonRequest, now: datetime) -> PersonRequest:
    """The person takes an open request back; what they wrote is erased. Raises Refused. Leaves ``request.taken_back``."""
    request = _locked(request)
    if reason := why_not_take_back(state=request.state, own=request.person.account_id == actor.pk):
        raise Refused(reason)
    request.state, request.value, request.words = RequestState.WITHDRAWN, "", ""
    request.save(update_fields=["state", "value", "words"])
    _record("request.taken_back", actor=actor, request=request, now=now)
    return request


@transaction.atomic
def grant_request(*, actor: Any, request: PersonRequest, answer: str, now: datetime) -> PersonRequest:
    """Grant a request and do what it asks: write the correction, erase the classes, let an objection hold.

    The proposed value is erased from the request once it stands in its place. Raises PermissionDenied, or Refused (a hold,
    a value that cannot be). Leaves ``request.granted`` beside what the deed itself leaves.
    """
    require(actor, "request.answer", on=request.person.union)
    request = _locked(request)
    _answerable(actor, request, answer)
    if request.kind == RequestKind.CORRECT:
        correct_value(actor=actor, request=request, now=now)
    if request.kind == RequestKind.ERASE:
        person = request.person
        erase_now(actor=actor, person=person, classes=request.classes, basis="request", now=now)
    return _answer(actor, request, RequestState.ACCEPTED, answer, now)


@transaction.atomic
def refuse_request(
    *, actor: Any, request: PersonRequest, why: str, answer: str, now: datetime
) -> PersonRequest:
    """Refuse a request with its reason; the page of the person says where to complain.

    Raises PermissionDenied, or Refused. Leaves ``request.refused`` with the reason's slug.
    """
    require(actor, "request.answer", on=request.person.union)
    request = _locked(request)
    _answerable(actor, request, answer, why=why, refusing=True)
    request.why = why
    return _answer(actor, request, RequestState.REFUSED, answer, now)


def _locked(request: PersonRequest) -> PersonRequest:
    PersonRequest.objects.admitted().select_for_update().get(pk=request.pk)
    return PersonRequest.objects.admitted().select_related("person__union", "relative").get(pk=request.pk)


def _answerable(
    actor: Any, request: PersonRequest, words: str, *, why: str = "", refusing: bool = False
) -> None:
    own = actor.pk in (request.asked_by_id, request.person.account_id)
    if reason := why_not_answer(state=request.state, own=own, words=words, refusing=refusing, why=why):
        raise Refused(reason)


def _answer(actor: Any, request: PersonRequest, state: str, words: str, now: datetime) -> PersonRequest:
    request.state, request.answer, request.value = state, words.strip(), ""
    request.answered_by, request.answered_at = actor, now
    names = ["state", "answer", "value", "answered_by", "answered_at", "why"]
    request.save(update_fields=names)
    verb = "request.granted" if state == RequestState.ACCEPTED else "request.refused"
    _record(verb, actor=actor, request=request, now=now)
    return request


def _record(verb: str, *, actor: Any, request: PersonRequest, now: datetime) -> None:
    facts = {"kind": request.kind, "field": request.field, "purpose": request.purpose, "why": request.why}
    record(
        actor=actor,
        verb=verb,
        subject=request,
        at=now,
        union_path=request.person.union.path,
        **{name: value for name, value in facts.items() if value},
    )
