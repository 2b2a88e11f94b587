from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianshou.core.gates import approval_gate
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.holding import refuse
from lianshou.kernel.intake.enums import Channel, Reason, State
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import is_paid, is_placed, speaks_for
from lianshou.kernel.intake.rules import (
    why_not_decide,
    why_not_file,
    why_not_pass,
    why_not_take_own_back,
    why_not_withdraw,
)
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries.known import is_own
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kernel.unions.models import Union


@transaction.atomic
def accept_application(
    *, actor: Any, programme: Programme, union: Union, channel: str, now: datetime
) -> Application:
    """Enter a union as one that asks for a place; one that asks already keeps its application.

    Where the federation wants applications approved first, a new one is submitted and sent on its way instead.
    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``application.accepted`` or ``application.submitted``.
    """
    require(actor, "intake.import", on=programme.union)
    refuse(Reason.WRONG_STATE if why_not_prepare(state=programme.state) else None)
    known = (
        Application.objects.admitted()
        .filter(programme=programme, union=union, person=None)
        .exclude(state=State.WITHDRAWN)
        .first()
    )
    if known is not None:
        return known
    return _entered(actor, programme, union, None, channel or Channel.TYPED, State.ACCEPTED, now)


@transaction.atomic
def enter_application(
    *, actor: Any, programme: Programme, union: Union, now: datetime, person: Person | None = None
) -> Application:
    """Enter a union or person whose form was typed in; who asks already keeps their application.

    It is accepted at once when the officer who runs the programme typed it, else it waits to be decided; where the federation
    wants approval first it is sent on its way. Raises PermissionDenied, or Refused NOT_ASKED / OUTSIDE. Leaves
    ``application.accepted`` or ``application.submitted``.
    """
    require_filing(actor, union, person)
    inside = union.path.startswith(programme.union.path)
    refuse(why_not_file(asked=programme.state in _OPEN, inside=inside))
    known = Application.objects.admitted().filter(programme=programme, person=person)
    known = (known if person else known.filter(union=union)).exclude(state=State.WITHDRAWN)
    if (found := known.first()) is not None:
        return found
    runs_it = may(actor, "intake.import", on=programme.union)
    state = State.ACCEPTED if runs_it else State.SUBMITTED
    return _entered(actor, programme, union, person, Channel.TYPED, state, now)


@transaction.atomic
def decide_application(
    *,
    actor: Any,
    application: Application,
    accept: bool,
    now: datetime,
    words: str = "",
    is_confirmed: bool = False,
) -> Application:
    """Accept or refuse what was typed in and goes through no approval; a refusal says why, for the applicant to read, and can
    be appealed against as any other. ``is_confirmed`` says that a second factor was just shown.

    Raises PermissionDenied, or Refused NOT_SUBMITTED / GATED / WORDS_MISSING, or a reason of review. Leaves
    ``application.accepted``, or ``.refused`` and the traces of review.
    """
    application = _to_decide(actor, application, accept=accept, words=words)
    if accept:
        return pass_application(actor=actor, application=application, state=State.ACCEPTED, now=now)
    application.closing_words = words.strip()
    application.save(update_fields=["closing_words"])
    approval_gate.back(
        actor=actor, application=application, words=words, is_refused=True, now=now, is_confirmed=is_confirmed
    )
    application.refresh_from_db()
    return application


@transaction.atomic
def return_application(*, actor: Any, application: Application, words: str, now: datetime) -> Application:
    """Give what was typed in and goes through no approval back to be completed, saying what is missing; corrected or sent in
    again it comes back to whoever returned it.

    Raises PermissionDenied, or Refused NOT_SUBMITTED / GATED / WORDS_MISSING, or a reason of review. Leaves
    ``application.returned`` and the traces of review.
    """
    application = _to_decide(actor, application, accept=False, words=words)
    approval_gate.back(actor=actor, application=application, words=words, is_refused=False, now=now)
    application.refresh_from_db()
    return application


def _to_decide(actor: Any, application: Application, *, accept: bool, words: str) -> Application:
    application = _locked(application)
    require(actor, "intake.import", on=application.programme.union)
    gated = approval_gate.asks(programme=application.programme)
    refuse(why_not_decide(state=application.state, gated=gated, accept=accept, words=words))
    return application


def require_filing(actor: Any, union: Union, person: Person | None) -> None:
    """Let whoever applies in: for the own record, or by "application.file" over the union. Raises PermissionDenied."""
    if person is not None and person.union_id != union.pk:
        raise PermissionDenied("application.file")
    if person is None or not is_own(actor=actor, person=person):
        require(actor, "application.file", on=union)


def _entered(
    actor: Any,
    programme: Programme,
    union: Union,
    person: Person | None,
    channel: str,
    state: State,
    now: datetime,
) -> Application:
    """The row; sent on its way where the federation wants approval first."""
    gated = approval_gate.asks(programme=programme)
    application = Application.objects.create(
        programme=programme,
        union=union,
        person=person,
        state=State.SUBMITTED if gated else state,
        channel=channel,
        submitted_at=now,
        submitted_by=actor,
    )
    verb = f"application.{application.state}"
    record(actor=actor, verb=verb, subject=application, at=now, union_path=union.path)
    if gated:
        approval_gate.begin(actor=actor, application=application, now=now)
        application.refresh_from_db()
    return application


@transaction.atomic
def pass_application(*, actor: Any, application: Application, state: State, now: datetime) -> Application:
    """Take an application from one state to the next; the caller has asked whether the actor may. Who waits in line for a
    seat has no place yet: those behind the gate are told.

    Raises Refused NO_WAY / PLACED. Leaves ``application.<state>``.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=application.pk)
    )
    placed = is_placed(application=application)
    refuse(why_not_pass(before=application.state, after=state, placed=placed))
    application.state = state
    application.closing_words = "" if state == State.ACCEPTED else application.closing_words
    application.save(update_fields=["state", "closing_words"])
    path = application.union.path
    record(actor=actor, verb=f"application.{state}", subject=application, at=now, union_path=path)
    if state in (State.ACCEPTED, State.REFUSED):
        approval_gate.passed(actor=actor, application=application, now=now)
    return application


@transaction.atomic
def withdraw_application(
    *, actor: Any, application: Application, now: datetime, words: str = ""
) -> Application:
    """Take an application back: the officer of the programme while it is prepared, or the applicant, with a reason, until it
    closes. What is placed, or paid, stays; who waits in line loses the line, what is on its way up comes to its end.

    Raises PermissionDenied, or Refused PLACED / WITHDRAWN / WRONG_STATE, for an applicant PAID / HAS_PLACE / CLOSED /
    WORDS_MISSING. Leaves ``application.withdrawn``.
    """
    application = _locked(application)
    union, programme = application.union, application.programme
    if may(actor, "placement.edit", on=programme.union) or not speaks_for(
        actor=actor, union=union, person=application.person
    ):
        require(actor, "placement.edit", on=programme.union)
        _refuse_to_officer(application)
    else:
        _refuse_to_applicant(application, words)
    application.state, application.closing_words = State.WITHDRAWN, words.strip()
    application.save(update_fields=["state", "closing_words"])
    record(actor=actor, verb="application.withdrawn", subject=application, at=now, union_path=union.path)
    approval_gate.passed(actor=actor, application=application, now=now)
    return application


def _refuse_to_officer(application: Application) -> None:
    placed = is_placed(application=application, queued=True)
    is_preparing = why_not_prepare(state=application.programme.state) is None
    refuse(why_not_withdraw(preparing=is_preparing, state=application.state, placed=placed))
    refuse(Reason.PAID if is_paid(application=application) else None)


def _refuse_to_applicant(application: Application, words: str) -> None:
    refuse(
        why_not_take_own_back(
            programme=application.programme.state,
            state=application.state,
            placed=is_placed(application=application),
            paid=is_paid(application=application),
            words=words,
        )
    )


def _locked(application: Application) -> Application:
    rows = Application.objects.admitted().select_for_update(of=("self",))
    found: Application = rows.select_related("programme__union", "union", "person").get(pk=application.pk)
    return found


_OPEN = (ProgrammeState.PREPARING, ProgrammeState.RUNNING)
