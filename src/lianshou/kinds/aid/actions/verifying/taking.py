"""The layers before the approval, one by one, and what many households wait for at once."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.formats.documents import PDF_MARK, PdfError, clean_pdf
from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.actions import enter_application
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions.holding import held_household, note, refuse
from lianshou.kinds.aid.actions.verifying.rounds import begin_round, put_step, trace
from lianshou.kinds.aid.enums import DIFFERS, Layer, Reason, State
from lianshou.kinds.aid.models import Household, Scan, Survey, Verification, VerificationStep
from lianshou.kinds.aid.queries.civil import finding_on
from lianshou.kinds.aid.queries.leaving import needs_programme
from lianshou.kinds.aid.queries.verifying import (
    is_notice_in_time,
    least_present,
    notice_bar,
    notice_of_round,
    rows_of,
    visits_for,
)
from lianshou.kinds.aid.rules.verifying import (
    is_carried,
    why_not_agree,
    why_not_deliberate,
    why_not_on,
    why_not_pass_notice,
    why_not_say,
    why_not_take,
)

_LONGEST_SIDE = 1800


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of a layer: whether it was passed, on which day, in which words; the rest belongs to single layers."""

    is_passed: bool = True
    held_on: date | None = None
    words: str = ""
    is_applied: bool = False
    is_authorised: bool = False
    scans: Sequence[bytes] = ()
    survey: Survey | None = None
    present: int = 0
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0


@transaction.atomic
def take_layer(
    *, actor: Any, household: Household, layer: str, told: Told, now: datetime
) -> VerificationStep:
    """Enter a layer of the open round (one begins where there is none) as passed or not passed; never changed afterwards.

    Raises PermissionDenied, or Refused ENDED / LAYER_NOT_ASKED / LAYERS_OPEN / OWN_APPLICATION / WORDS_MISSING /
    WORDS_PERSONAL / LAYER_AHEAD / BEFORE_LAST, UNSIGNED and what is wrong with a scan (application), NO_VISIT (visit),
    DIFFERENCE_UNSAID (civil-affairs lists),
    FEW_THERE / VOTES (deliberation), or what the public notice waits for. Leaves ``verification.passed`` or
    ``verification.refused``. The approval has actions of its own.
    """
    require(actor, "person.edit", on=household.union)
    household = held_household(household)
    refuse(Reason.ENDED if household.state == State.ENDED else None)
    verification = begin_round(actor=actor, household=household, now=now)
    rows, today = rows_of(verification), timezone.localdate(now)
    order = [one for one in verification.order if one != Layer.APPROVAL]
    refuse(why_not_take(layer=layer, order=order, rows=rows, state=household.state, actor=actor.pk))
    facts = _OF[Layer(layer)](verification, told, today)
    facts = {
        "is_passed": told.is_passed,
        "held_on": told.held_on or today,
        "words": told.words.strip(),
    } | facts
    _judged(facts, today, verification, layer)
    step = put_step(actor, verification, now, layer=layer, **facts)
    _put_scans(step, told.scans, now)
    return step


def _judged(facts: dict[str, Any], today: date, verification: Verification, layer: str) -> None:
    words = facts["words"]
    refuse(why_not_say(is_passed=facts["is_passed"], words=words, tells_a_number=tells_a_number(words)))
    rows = rows_of(verification)
    held_on, order = facts["held_on"], verification.order
    refuse(why_not_on(held_on=held_on, today=today, rows=rows, layer=layer, order=order))


def _application(_verification: Verification, told: Told, _today: date) -> dict[str, Any]:
    signed = told.is_applied and told.is_authorised
    refuse(Reason.UNSIGNED if told.is_passed and not signed else None)
    return {}


def _visit(verification: Verification, told: Told, _today: date) -> dict[str, Any]:
    fitting = visits_for(verification)
    survey = told.survey or (fitting[0] if fitting else None)
    refuse(Reason.NO_VISIT if told.is_passed and survey not in fitting else None)
    if survey is None:
        return {}
    return {"survey": survey, "held_on": survey.taken_on}


def _deliberation(verification: Verification, told: Told, today: date) -> dict[str, Any]:
    votes = (told.votes_for, told.votes_against, told.abstained)
    least = least_present(verification.household, on=told.held_on or today)
    refuse(why_not_deliberate(present=told.present, votes=votes, least=least))
    return {
        "is_passed": is_carried(present=told.present, votes_for=told.votes_for),
        "present": told.present,
        "votes_for": told.votes_for,
        "votes_against": told.votes_against,
        "abstained": told.abstained,
    }


def _notice(verification: Verification, told: Told, today: date) -> dict[str, Any]:
    notice = notice_of_round(verification)
    if told.is_passed:
        bar = notice_bar(verification, today=today) if notice else None
        refuse(why_not_pass_notice(bar=bar, is_listed=notice is not None))
    in_time = is_notice_in_time(verification, notice) if notice and told.is_passed else None
    return {"notice": notice, "is_in_time": in_time}


def _civil(verification: Verification, told: Told, today: date) -> dict[str, Any]:
    finding = finding_on(verification.household, today=today)
    differs = finding is not None and finding.mismatch in DIFFERS
    refuse(why_not_agree(is_passed=told.is_passed, differs=differs, words=told.words))
    return {}


def _plain(_verification: Verification, _told: Told, _today: date) -> dict[str, Any]:
    return {}


_OF = {
    Layer.APPLICATION: _application,
    Layer.FIRST_CHECK: _plain,
    Layer.VISIT: _visit,
    Layer.CIVIL: _civil,
    Layer.DELIBERATION: _deliberation,
    Layer.NOTICE: _notice,
    Layer.APPROVAL: _plain,
}


def _put_scans(step: VerificationStep, scans: Sequence[bytes], now: datetime) -> None:
    """Signed papers as pictures or PDF, written anew and sealed. Raises Refused for what is neither."""
    for one in scans:
        try:
            clean = (
                clean_pdf(one) if one.startswith(PDF_MARK) else clean_picture(one, sides=(_LONGEST_SIDE,))[0]
            )
        except (PdfError, PictureError) as error:
            raise Refused(Reason[error.fault.name]) from error
        Scan.objects.create(
            step=step,
            person=step.verification.household.head,
            content=b64encode(clean.content).decode(),
            added_at=now,
        )


@transaction.atomic
def pass_notices(*, actor: Any, verifications: Iterable[Verification], now: datetime) -> int:
    """Enter the public notice as passed for every household of these whose window is over and free of objections.

    Those that still wait are left as they are. Raises PermissionDenied. Leaves ``verification.passed`` for each; gives how many.
    """
    done = 0
    for one in verifications:
        try:
            take_layer(actor=actor, household=one.household, layer=Layer.NOTICE, told=Told(), now=now)
        except Refused:
            continue
        done += 1
    return done


@transaction.atomic
def ask_in_programme(*, actor: Any, household: Household, programme: Programme, now: datetime) -> Household:
    """Enter the application of a household in a programme of aid, so that its public notices can list it; anew where the one it
    asked in is closed.

    Raises PermissionDenied, or Refused ENDED / IN_PROGRAMME, or a reason of intake. Leaves ``household.asked``, and what intake
    leaves of an application.
    """
    require(actor, "person.edit", on=household.union)
    household = held_household(household)
    refuse(Reason.ENDED if household.state == State.ENDED else None)
    refuse(None if needs_programme(household) else Reason.IN_PROGRAMME)
    household.application = enter_application(
        actor=actor, programme=programme, union=household.head.union, person=household.head, now=now
    )
    household.save()
    note("household.asked", actor=actor, household=household, now=now, programme=programme.pk)
    return household


@transaction.atomic
def look_at_scan(*, actor: Any, scan: Scan, now: datetime) -> None:
    """Say that somebody looks at a scan in clear. Raises PermissionDenied. Leaves ``verification.shown``."""
    verification = scan.step.verification
    require(actor, "personal.reveal", on=verification.household.union)
    trace("verification.shown", actor, verification, now)
