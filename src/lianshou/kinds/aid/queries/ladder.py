"""The ladder of a file: its last round layer by layer, what is next, who has it, and why the reader cannot do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from lianshou.kernel.access.queries import may
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.queries import is_to_decide
from lianshou.kernel.notices.models import Notice
from lianshou.kinds.aid.enums import Layer, Reason, State
from lianshou.kinds.aid.models import Household, Scan, Verification, VerificationStep
from lianshou.kinds.aid.queries.holders import who_has
from lianshou.kinds.aid.queries.verifying import (
    notice_bar,
    notice_of_round,
    round_of,
    rows_of,
    steps_of,
    surveyors_of,
    visits_for,
    why_not_approve_now,
)
from lianshou.kinds.aid.rules.verifying import (
    Done,
    is_enterable,
    own_of,
    standing,
    who_took,
    why_not_pass_notice,
    why_not_take,
)


@dataclass(frozen=True)
class Rung:
    """A layer on the ladder of a file: "done", "next", "again" (not passed, next again) or "later"."""

    layer: str
    title: str | Promise
    stand: str
    steps: Sequence[VerificationStep]
    who: str = ""
    why_not: Reason | None = None
    """Why the reader cannot do it now, where it is theirs by their posts."""
    is_mine: bool = False
    until: date | None = None
    """The last day of the public notice that runs: until then nobody has it."""

    @property
    def can_refuse(self) -> bool:
        """Whether it can be entered at all, be it as not passed only."""
        return is_enterable(self.why_not)


@dataclass(frozen=True)
class Ladder:
    """The last round of a file, layer by layer."""

    verification: Verification
    rungs: Sequence[Rung]
    needs_programme: bool
    notice: Notice | None
    scans: Sequence[Scan]
    is_unaccepted: bool = False
    """Whether its application in the programme waits to be accepted."""
    accepts: bool = False
    """Whether the reader accepts applications of that programme."""
    drafts_notice: bool = False
    """Whether the reader drafts public notices of the programme in which the household asks."""
    reads_notice: bool = False

    @property
    def next(self) -> Rung | None:
        return next((one for one in self.rungs if one.stand in ("next", "again")), None)

    @property
    def waits_on_approval(self) -> bool:
        return self.verification.waits_at == Layer.APPROVAL


def ladder_of(*, actor: Any, household: Household, today: date) -> Ladder | None:
    """The ladder of a file that the caller has been let in to; None for a file without a round."""
    verification = round_of(household)
    if verification is None:
        return None
    verification.household = household
    steps = steps_of(verification)
    rows = rows_of(verification)
    held = standing(verification.order, rows)
    asks_notice = Layer.NOTICE in verification.order and not verification.ended_on
    notice = notice_of_round(verification) if Layer.NOTICE in verification.order else None
    rungs = []
    for layer in verification.order:
        done = [one for one in steps if one.layer == layer]
        is_next = layer == verification.waits_at and household.state != State.ENDED
        stand = "done" if layer in held else "later"
        if is_next:
            stand = "again" if done and not done[-1].is_passed else "next"
        verb = "review.decide" if layer == Layer.APPROVAL else "person.edit"
        mine = is_next and bool(may(actor, verb, on=household.union))
        rungs.append(
            Rung(
                layer=layer,
                title=Layer(layer).label,
                stand=stand,
                steps=done,
                who=_who(verification, layer, rows, notice, actor) if is_next else "",
                why_not=why_not_layer(verification, layer, actor=actor, today=today) if mine else None,
                is_mine=mine,
                until=_until(notice, today) if is_next and layer == Layer.NOTICE else None,
            )
        )
    scans = Scan.objects.admitted().filter(step__verification=verification).defer("content")
    programme = household.application.programme.union if household.application else None
    return Ladder(
        verification=verification,
        rungs=rungs,
        needs_programme=asks_notice and household.application_id is None,
        notice=notice,
        scans=list(scans),
        is_unaccepted=waits_to_be_accepted(household),
        accepts=household.application is not None
        and is_to_decide(actor=actor, application=household.application),
        drafts_notice=programme is not None and bool(may(actor, "notice.edit", on=programme)),
        reads_notice=notice is not None and bool(may(actor, "notice.view", on=notice.programme.union)),
    )


def waits_to_be_accepted(household: Household) -> bool:
    """Whether what a household asks for in a programme is sent in, but not accepted yet: no public notice lists it so long."""
    asked = household.application
    return asked is not None and asked.state in (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)


def _who(
    verification: Verification, layer: str, rows: Sequence[Done], notice: Notice | None, actor: Any
) -> str:
    """Who has the next layer: whoever may not do it is not named, and what a superior's programme needs is with the superior."""
    household = verification.household
    if layer == Layer.APPROVAL:
        own = own_of(rows, surveyors_of(household))
        return who_has(household.union, verb="review.decide", actor=actor, but=own)
    if layer == Layer.NOTICE and household.application is not None and notice is None:
        is_asked = household.application.state == ApplicationState.ACCEPTED
        verb = "notice.edit" if is_asked else "intake.import"
        return who_has(household.application.programme.union, verb=verb, actor=actor)
    barred = who_took(rows, Layer.APPLICATION) if layer == Layer.FIRST_CHECK else ()
    return who_has(household.union, verb="person.edit", actor=actor, but=barred)


def _until(notice: Notice | None, today: date) -> date | None:
    return notice.closes_on if notice is not None and notice.is_running(today) else None


def why_not_layer(verification: Verification, layer: str, *, actor: Any, today: date) -> Reason | None:
    """Why the actor cannot enter a layer of an open round as passed today, by the rules that guard the action."""
    rows = rows_of(verification)
    if layer == Layer.APPROVAL:
        return why_not_approve_now(verification=verification, actor=actor, today=today)
    household = verification.household
    reason = why_not_take(
        layer=layer, order=verification.order, rows=rows, state=household.state, actor=actor.pk
    )
    if reason is None and layer == Layer.VISIT and not visits_for(verification):
        return Reason.NO_VISIT
    if reason is None and layer == Layer.NOTICE:
        if household.application_id is None:
            return Reason.NOT_IN_PROGRAMME
        listed = notice_of_round(verification) is not None
        if not listed and waits_to_be_accepted(household):
            return Reason.NOT_ACCEPTED
        bar = notice_bar(verification, today=today) if listed else None
        return why_not_pass_notice(bar=bar, is_listed=listed)
    return reason
