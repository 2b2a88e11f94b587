"""Acts on the way up: each locks the ascent, asks the rule, writes one step, and leaves one line in the book."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions import pass_application
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import speaks_for
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kernel.review.actions.counting import count_appeal, count_resubmission, count_step
from lianshou.kernel.review.enums import Act, AscentState, Reason
from lianshou.kernel.review.models import Ascent, Step
from lianshou.kernel.review.models.climbing import OPEN_STATES
from lianshou.kernel.review.queries.applicants import returned_ascent
from lianshou.kernel.review.queries.climbing import (
    able_to_take,
    asks_factor,
    has_appealed,
    is_applicant,
    ladder_of,
    refuser_of,
    rows_of,
    stops_of,
    submitters_of,
    turn_of,
    who_settles_appeal,
)
from lianshou.kernel.review.rules import (
    Stop,
    next_stop,
    why_not_act,
    why_not_appeal,
    why_not_hand_on,
    why_not_resubmit,
    why_not_settle_appeal,
    why_not_submit,
    why_not_turn_down,
)

_RELATED = (
    "union",
    "application__union",
    "application__person",
    "application__programme__union",
    "rung",
    "ladder",
)


@transaction.atomic
def submit_for_approval(*, actor: Any, application: Application, now: datetime) -> Ascent:
    """Send a submitted application up the ladder of its federation, to the first union that acts.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ascent.submitted``.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union", "union", "person")
        .get(pk=application.pk)
    )
    _require_submitting(actor, application)
    ladder = ladder_of(programme=application.programme)
    stops = stops_of(ladder=ladder, union=application.union) if ladder else []
    under_way = application.ascents.filter(state__in=OPEN_STATES).exists()
    _refuse(
        why_not_submit(
            state=application.state, under_way=under_way, has_ladder=ladder is not None, stops=len(stops)
        )
    )
    assert ladder is not None  # noqa: S101  # nosec B101  the rule has refused an application without one
    ascent = Ascent(ladder=ladder, application=application, submitted_by=actor)
    _arrive(ascent, stops[0], now)
    ascent.save()
    _step(ascent, Act.SUBMITTED, by=actor, now=now)
    pass_application(actor=actor, application=application, state=ApplicationState.IN_REVIEW, now=now)
    return ascent


@transaction.atomic
def approve_step(
    *,
    actor: Any,
    ascent: Ascent,
    now: datetime,
    words: str = "",
    seen: int | None = None,
    is_confirmed: bool = False,
) -> Ascent:
    """Approve the step; the application goes to the next union, and is accepted after the last.

    ``seen`` is the turn that the actor looked at: if somebody was quicker, nothing happens. ``is_confirmed`` says that the
    session has just shown a second factor, where the step asks for one (FACTOR_NEEDED). Raises PermissionDenied, or
    Refused with a ``review.enums.Reason``. Leaves ``ascent.approved``.
    """
    ascent = _locked(actor, ascent)
    _refuse(why_not_act(turn_of(actor=actor, ascent=ascent, seen=seen)))
    _require_factor(ascent, now, is_confirmed)
    _step(ascent, Act.APPROVED, by=actor, now=now, words=words)
    return _go_on(actor, ascent, now)


@transaction.atomic
def return_step(*, actor: Any, ascent: Ascent, words: str, now: datetime, seen: int | None = None) -> Ascent:
    """Give an application back to be completed, saying what is missing; it comes back to the same step.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ascent.returned``.
    """
    ascent = _locked(actor, ascent)
    _refuse(why_not_turn_down(turn_of(actor=actor, ascent=ascent, seen=seen), words=words))
    _step(ascent, Act.RETURNED, by=actor, now=now, words=words)
    ascent.state, ascent.holder, ascent.remind_on = AscentState.RETURNED, None, None
    count_resubmission(ascent, now)
    ascent.save()
    _pass(actor, ascent, ApplicationState.RETURNED, now)
    return ascent


@transaction.atomic
def resubmit(*, actor: Any, ascent: Ascent, now: datetime, words: str = "") -> Ascent:
    """Send a returned application up again, to the step that returned it, or the next one that still has a union.

    Raises Refused with a ``review.enums.Reason``. Leaves ``ascent.resubmitted``.
    """
    ascent = _locked(actor, ascent, verb="")
    applicant = _speaks(actor, ascent.application)
    withdrawn = ascent.application.state == ApplicationState.WITHDRAWN
    _refuse(why_not_resubmit(state=ascent.state, applicant=applicant, withdrawn=withdrawn))
    stops = stops_of(ladder=ascent.ladder, union=ascent.application.union)
    stop = next_stop(stops, after=ascent.rung.position - 1)
    _refuse(None if stop else Reason.NO_RUNG)
    assert stop is not None  # noqa: S101  # nosec B101
    _step(ascent, Act.RESUBMITTED, by=actor, now=now, words=words)
    ascent.state = AscentState.CLIMBING
    _arrive(ascent, stop, now)
    ascent.save()
    _pass(actor, ascent, ApplicationState.IN_REVIEW, now)
    return ascent


@transaction.atomic
def resubmit_application(*, actor: Any, application: Application, words: str, now: datetime) -> Ascent:
    """Send an application up again whose form was corrected; part of ``intake.actions.correct_application``.

    Raises and leaves as ``resubmit``; Refused NOT_RETURNED where nothing of it was returned.
    """
    ascent = returned_ascent(application=application)
    if ascent is None:
        raise Refused(Reason.NOT_RETURNED)
    return resubmit(actor=actor, ascent=ascent, words=words, now=now)


@transaction.atomic
def comment_step(*, actor: Any, ascent: Ascent, words: str, now: datetime) -> Ascent:
    """Write a remark that everybody who sees the ascent reads, the applicant too; nothing moves.

    Raises PermissionDenied, or Refused WORDS_MISSING. Leaves ``ascent.commented``.
    """
    ascent = _locked(actor, ascent)
    _require_seeing(actor, ascent)
    _refuse(None if words.strip() else Reason.WORDS_MISSING)
    _step(ascent, Act.COMMENTED, by=actor, now=now, words=words, moves=False)
    return ascent


@transaction.atomic
def delegate_step(
    *, actor: Any, ascent: Ascent, to: Any, now: datetime, words: str = "", seen: int | None = None
) -> Ascent:
    """Hand the step to somebody with a post at the same union; the deadline stays.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ascent.delegated``.
    """
    ascent = _locked(actor, ascent)
    able = able_to_take(ascent=ascent, today=timezone.localdate(now)).filter(pk=to.pk).exists()
    submitter = to.pk in submitters_of(ascent)
    turn = turn_of(actor=actor, ascent=ascent, seen=seen)
    _refuse(why_not_hand_on(turn, able=able, to_submitter=submitter))
    _step(ascent, Act.DELEGATED, by=actor, now=now, words=words, to=to)
    ascent.holder = to
    ascent.save()
    return ascent


@transaction.atomic
def refuse_step(
    *,
    actor: Any,
    ascent: Ascent,
    words: str,
    now: datetime,
    seen: int | None = None,
    is_confirmed: bool = False,
) -> Ascent:
    """Refuse the application with a reason that the applicant reads; the time to appeal begins.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ascent.refused``.
    """
    ascent = _locked(actor, ascent)
    _refuse(why_not_turn_down(turn_of(actor=actor, ascent=ascent, seen=seen), words=words))
    _require_factor(ascent, now, is_confirmed)
    _step(ascent, Act.REFUSED, by=actor, now=now, words=words)
    _finish(ascent, AscentState.REFUSED, now)
    count_appeal(ascent, now)
    ascent.save()
    _pass(actor, ascent, ApplicationState.REFUSED, now)
    return ascent


@transaction.atomic
def appeal(*, actor: Any, ascent: Ascent, words: str, now: datetime) -> Ascent:
    """The applicant appeals against a refusal; it goes to the next level of the ladder, else to the nearest union, from the one
    that refused upwards, in which somebody else holds the same post.

    Raises Refused with a ``review.enums.Reason``. Leaves ``ascent.appealed``.
    """
    ascent = _locked(actor, ascent, verb="")
    _refuse(
        why_not_appeal(
            state=ascent.state,
            applicant=is_applicant(actor=actor, application=ascent.application),
            appealed=has_appealed(ascent),
            today=timezone.localdate(now),
            until=ascent.appeal_until,
            words=words,
        )
    )
    _step(ascent, Act.APPEALED, by=actor, now=now, words=words)
    stops = stops_of(ladder=ascent.ladder, union=ascent.application.union)
    position = ascent.rung.position
    able = who_settles_appeal(ascent=ascent, today=timezone.localdate(now))
    here = Stop(position, able.pk if able else ascent.union_id)
    _arrive(ascent, next_stop(stops, after=position) or here, now)
    ascent.state, ascent.finished_at = AscentState.APPEALED, None
    ascent.save()
    _pass(actor, ascent, ApplicationState.IN_REVIEW, now)
    return ascent


@transaction.atomic
def settle_appeal(
    *,
    actor: Any,
    ascent: Ascent,
    grant: bool,
    words: str,
    now: datetime,
    seen: int | None = None,
    is_confirmed: bool = False,
) -> Ascent:
    """Settle an appeal, by another person than who refused. Granted, it counts as this level's approval; else it is final.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ascent.granted`` or ``ascent.rejected``.
    """
    ascent = _locked(actor, ascent)
    turn = turn_of(actor=actor, ascent=ascent, seen=seen)
    _refuse(why_not_settle_appeal(turn, refuser=refuser_of(ascent) == actor.pk, words=words))
    _require_factor(ascent, now, is_confirmed)
    _step(ascent, Act.GRANTED if grant else Act.REJECTED, by=actor, now=now, words=words)
    if grant:
        ascent.state = AscentState.CLIMBING
        return _go_on(actor, ascent, now)
    _finish(ascent, AscentState.REFUSED, now)
    _pass(actor, ascent, ApplicationState.REFUSED, now)
    return ascent


@transaction.atomic
def end_by_decision(*, actor: Any, ascent: Ascent, words: str, now: datetime) -> None:
    """A round has refused what was on its way up: the climb ends with the same words. Part of closing a round.

    Leaves ``ascent.refused``.
    """
    _step(ascent, Act.REFUSED, by=actor, now=now, words=words)
    _finish(ascent, AscentState.REFUSED, now)


@transaction.atomic
def end_by_withdrawal(*, actor: Any, ascent: Ascent, now: datetime) -> None:
    """The applicant has withdrawn what was on its way up: the climb ends. Part of withdrawing.

    Leaves ``ascent.withdrawn``.
    """
    _step(ascent, Act.WITHDRAWN, by=actor, now=now)
    _finish(ascent, AscentState.WITHDRAWN, now)


def _go_on(actor: Any, ascent: Ascent, now: datetime) -> Ascent:
    stops = stops_of(ladder=ascent.ladder, union=ascent.application.union)
    stop = next_stop(stops, after=ascent.rung.position)
    if stop is not None:
        _arrive(ascent, stop, now)
        ascent.save()
        return ascent
    _finish(ascent, AscentState.APPROVED, now)
    _pass(actor, ascent, ApplicationState.ACCEPTED, now)
    return ascent


def _arrive(ascent: Ascent, stop: Stop, now: datetime) -> None:
    rung = next(iter(rows_of(ascent.ladder).filter(position=stop.position)))
    ascent.rung, ascent.union_id, ascent.holder = rung, stop.union, None
    ascent.arrived_at, ascent.reminded_at = now, None
    count_step(ascent, now)


def _finish(ascent: Ascent, state: AscentState, now: datetime) -> None:
    ascent.state, ascent.finished_at, ascent.appeal_until = state, now, None
    ascent.counted_from, ascent.counted_days, ascent.is_provisional = None, None, False
    ascent.due_on = ascent.remind_on = ascent.holder = None
    ascent.save()


def _step(
    ascent: Ascent, act: Act, *, by: Any, now: datetime, words: str = "", to: Any = None, moves: bool = True
) -> None:
    _refuse(Reason.WORDS_PERSONAL if tells_a_number(words) else None)
    steps = Step.objects.admitted().filter(ascent=ascent)
    last = steps.order_by("-number").values_list("number", flat=True).first() or 0
    ascent.turn += int(moves)
    Step.objects.create(
        ascent=ascent,
        number=last + 1,
        act=act,
        rung=ascent.rung,
        union_id=ascent.union_id,
        by=by,
        to=to,
        at=now,
        words=words.strip(),
    )
    if moves:
        ascent.save(update_fields=["turn"])
    path = ascent.application.union.path
    told = {"number": last + 1, "level": ascent.rung.position}
    record(actor=by, verb=f"ascent.{act}", subject=ascent, at=now, union_path=path, **told)


def _pass(actor: Any, ascent: Ascent, state: ApplicationState, now: datetime) -> None:
    pass_application(actor=actor, application=ascent.application, state=state, now=now)


def _locked(actor: Any, ascent: Ascent, *, verb: str = "approval.act") -> Ascent:
    """The ascent as it stands once nobody else acts on it.

    Locked by itself first: PostgreSQL, having waited for a row, joins it with what it was joined to before the wait, and
    an ascent that has gone to its next rung in the meantime would seem not to exist.
    """
    if verb:
        require(actor, verb)
    Ascent.objects.admitted().select_for_update().get(pk=ascent.pk)
    return Ascent.objects.admitted().select_related(*_RELATED).get(pk=ascent.pk)


def _require_factor(ascent: Ascent, now: datetime, is_confirmed: bool) -> None:
    asked = not is_confirmed and asks_factor(ascent=ascent, today=timezone.localdate(now))
    _refuse(Reason.FACTOR_NEEDED if asked else None)


def _speaks(actor: Any, application: Application) -> bool:
    if is_applicant(actor=actor, application=application):
        return True
    return speaks_for(actor=actor, union=application.union, person=application.person)


def _require_submitting(actor: Any, application: Application) -> None:
    allowed = (application.union, application.programme.union)
    if is_applicant(actor=actor, application=application):
        return
    if not any(may(actor, "approval.submit", on=union) for union in allowed):
        raise PermissionDenied("approval.submit")


def _require_seeing(actor: Any, ascent: Ascent) -> None:
    unions = (ascent.union, ascent.application.union, ascent.application.programme.union)
    if ascent.holder_id != actor.pk and not any(may(actor, "approval.view", on=one) for one in unions):
        raise PermissionDenied("approval.view")


def _refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)
