"""Deciding a round: accept or refuse with reasons, close, and hear appeals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.gates import approval_gate
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions import pass_application
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kernel.review.actions.climbing import end_by_decision
from lianshou.kernel.review.actions.counting import count_appeal
from lianshou.kernel.review.actions.holding import held_round, refuse_for, tell_of_round
from lianshou.kernel.review.enums import Reason, RoundState, Verdict
from lianshou.kernel.review.models import Ascent, Decision, Round
from lianshou.kernel.review.models.climbing import OPEN_STATES
from lianshou.kernel.review.queries.climbing import is_applicant
from lianshou.kernel.review.queries.rounds import Line, results_of
from lianshou.kernel.review.rules import (
    why_not_answer,
    why_not_appeal_decision,
    why_not_close,
    why_not_decide,
)


@transaction.atomic
def decide_application(
    *, actor: Any, round: Round, application: Application, verdict: str, reason: str, now: datetime
) -> Decision:
    """Put down what an application is to get; it counts when the round is closed, and can be changed until then.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``decision.made``.
    """
    round = held_round(actor, round, "review.decide")
    line = next(one for one in results_of(round) if one.application.pk == application.pk)
    return _decide(actor, round, line, verdict, reason, now)


@dataclass(frozen=True)
class Drawn:
    """What a line did: accepted, refused, and left out for want of a review."""

    accepted: int
    refused: int
    left_out: int


@transaction.atomic
def decide_by_line(*, actor: Any, round: Round, least: Decimal, reason: str, now: datetime) -> Drawn:
    """Accept whoever has ``least`` points or more, refuse the others with ``reason``; what nobody has marked is left out,
    and what was decided one by one stays.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``decision.made`` for each.
    """
    round = held_round(actor, round, "review.decide")
    counts = {Verdict.ACCEPT: 0, Verdict.REFUSE: 0}
    lines = [line for line in results_of(round) if line.decision is None]
    refuse_for(why_not_decide(state=round.state, verdict=Verdict.REFUSE, words=reason, done=1))
    for line in lines:
        if line.result.score is None:
            continue
        verdict = Verdict.ACCEPT if line.result.score >= least else Verdict.REFUSE
        _decide(actor, round, line, verdict, reason if verdict == Verdict.REFUSE else "", now)
        counts[verdict] += 1
    accepted, refused = counts[Verdict.ACCEPT], counts[Verdict.REFUSE]
    return Drawn(accepted, refused, len(lines) - accepted - refused)


@transaction.atomic
def close_round(*, actor: Any, round: Round, now: datetime) -> Round:
    """Close a round: every application gets what was decided; refusals can be appealed against from now on.

    An accepted one that is being approved stays on its way; a refused one ends it. Raises PermissionDenied, or Refused
    with a reason of review or intake. Leaves ``round.closed``, and what each application leaves.
    """
    round = held_round(actor, round, "review.decide")
    undecided = sum(line.decision is None for line in results_of(round))
    refuse_for(why_not_close(state=round.state, undecided=undecided))
    decided = round.decisions.select_related("application__union", "application__programme__union")
    for decision in decided.order_by("pk"):
        if decision.verdict == Verdict.REFUSE:
            count_appeal(decision, now)
            decision.save()
        _carry_out(actor, decision, now)
    round.state, round.closed_at = RoundState.CLOSED, now
    round.save(update_fields=["state", "closed_at"])
    tell_of_round(actor, "round.closed", round, now)
    return round


@transaction.atomic
def appeal_decision(*, actor: Any, decision: Decision, words: str, now: datetime) -> Decision:
    """The applicant appeals against a refusal of a round. Raises Refused with a reason. Leaves ``decision.appealed``."""
    decision = _locked(decision)
    refuse_for(
        why_not_appeal_decision(
            applicant=is_applicant(actor=actor, application=decision.application),
            closed=decision.round.state == RoundState.CLOSED,
            verdict=decision.verdict,
            appealed=decision.appealed_at is not None,
            today=timezone.localdate(now),
            until=decision.appeal_until,
            words=words,
        )
    )
    _refuse_numbers(words)
    decision.appeal, decision.appealed_by, decision.appealed_at = words.strip(), actor, now
    decision.save()
    _tell(actor, "decision.appealed", decision, now)
    return decision


@transaction.atomic
def settle_decision_appeal(
    *, actor: Any, decision: Decision, grant: bool, words: str, now: datetime
) -> Decision:
    """Settle an appeal against a round's refusal, by another person than who decided; granted, the application is accepted.

    Raises PermissionDenied, or Refused with a reason. Leaves ``decision.appeal_settled``.
    """
    require(actor, "review.decide", on=decision.round.programme.union)
    decision = _locked(decision)
    refuse_for(
        why_not_answer(
            appealed=decision.appealed_at is not None,
            answered=decision.answered_at is not None,
            refuser=decision.decided_by_id == actor.pk,
            own=actor.pk in (decision.appealed_by_id, decision.application.submitted_by_id),
            words=words,
        )
    )
    _refuse_numbers(words)
    decision.answer, decision.answered_by, decision.answered_at = words.strip(), actor, now
    if grant:
        decision.verdict = Verdict.ACCEPT
        pass_application(
            actor=actor, application=decision.application, state=ApplicationState.ACCEPTED, now=now
        )
    decision.save()
    _tell(actor, "decision.appeal_settled", decision, now, granted=grant)
    return decision


def _refuse_numbers(words: str) -> None:
    refuse_for(Reason.WORDS_PERSONAL if tells_a_number(words) else None)


def _decide(actor: Any, round: Round, line: Line, verdict: str, reason: str, now: datetime) -> Decision:
    refuse_for(why_not_decide(state=round.state, verdict=verdict, words=reason, done=line.result.done))
    _refuse_numbers(reason)
    decision, _made = Decision.objects.admitted().update_or_create(
        round=round,
        application=line.application,
        defaults={
            "verdict": verdict,
            "reason": reason.strip(),
            "score": line.result.score,
            "decided_by": actor,
            "decided_at": now,
        },
    )
    path = round.programme.union.path
    record(actor=actor, verb="decision.made", subject=decision, at=now, union_path=path, verdict=str(verdict))
    return decision


def _carry_out(actor: Any, decision: Decision, now: datetime) -> None:
    application = decision.application
    climbing = Ascent.objects.admitted().filter(application=application, state__in=OPEN_STATES).first()
    if decision.verdict == Verdict.REFUSE:
        pass_application(actor=actor, application=application, state=ApplicationState.REFUSED, now=now)
        if climbing is not None:
            end_by_decision(actor=actor, ascent=climbing, words=decision.reason, now=now)
    elif application.state == ApplicationState.SUBMITTED and approval_gate.asks(
        programme=application.programme
    ):
        approval_gate.begin(actor=actor, application=application, now=now)
    elif climbing is None and application.state != ApplicationState.ACCEPTED:
        pass_application(actor=actor, application=application, state=ApplicationState.ACCEPTED, now=now)


def _locked(decision: Decision) -> Decision:
    return (
        Decision.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("round__programme__union", "application__union", "application__programme__union")
        .get(pk=decision.pk)
    )


def _tell(actor: Any, verb: str, decision: Decision, now: datetime, **told: Any) -> None:
    path = decision.application.union.path
    record(actor=actor, verb=verb, subject=decision, at=now, union_path=path, **told)
