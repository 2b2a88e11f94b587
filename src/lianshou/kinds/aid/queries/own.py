"""What the head of a household may know of the own file, and what households say to their unions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.notices.enums import State as NoticeState
from lianshou.kernel.notices.models import NoticeLine
from lianshou.kinds.aid.enums import AidState, Proof, State
from lianshou.kinds.aid.enums.own import PHOTOS, WRITTEN, ConcernKind
from lianshou.kinds.aid.models import Aid, Concern, Household, Picture
from lianshou.kinds.aid.queries.aiding import recipient_said, with_sides
from lianshou.kinds.aid.queries.grouping import waits_by_union
from lianshou.kinds.aid.queries.surveys import last_survey
from lianshou.kinds.aid.rules.computing.papers import Needed, papers_needed
from lianshou.kinds.aid.rules.facts import Expense, Income
from lianshou.kinds.aid.rules.form import facts_of

_PROOFS: dict[str, tuple[Proof, ...]] = {
    "identity": (Proof.IDENTITY, Proof.REGISTER),
    Expense.ILLNESS.value: (Proof.ILLNESS,),
    Expense.DISABILITY.value: (Proof.DISABILITY,),
    Expense.SCHOOLING.value: (Proof.SCHOOL,),
    "cause": (Proof.ILLNESS, Proof.OTHER),
    **{one.value: (Proof.INCOME,) for one in Income},
}
"""By what in the survey a paper is proven; papers that are not photographed are told of and never missed."""
_ORDER = (AidState.PLANNED, AidState.GIVEN, AidState.ENDED)


def own_files(*, actor: Any) -> list[Household]:
    """The files of which the actor is the head, the standing one first: nobody needs a post to see the own file."""
    found = Household.objects.admitted().filter(head__account=actor.pk).exclude(head__account=None)
    rows = found.select_related("union", "head__union", "application").order_by("-pk")
    return sorted(rows, key=lambda one: one.state == State.ENDED)


def own_file(*, actor: Any) -> Household | None:
    """The file that the own page shows."""
    return next(iter(own_files(actor=actor)), None)


@dataclass(frozen=True)
class OwnPaper:
    """A paper of the household: what it proves, which it is, and whether the union has it."""

    needed: Needed
    is_there: bool | None
    """None where no picture would show it."""


def own_papers(household: Household) -> list[OwnPaper]:
    """The papers that the last survey asks for, those that are missing first."""
    survey = last_survey(household)
    if survey is None:
        return []
    there = set(Picture.objects.admitted().filter(survey=survey).values_list("sort", flat=True))
    facts = facts_of(survey.answers or {}, survey.form)
    rows = [OwnPaper(one, _is_there(one, there)) for one in papers_needed(facts)]
    return sorted(rows, key=lambda one: one.is_there is not False)


def _is_there(needed: Needed, there: set[str]) -> bool | None:
    proofs = _PROOFS.get(needed.key)
    return bool(there & set(proofs)) if proofs else None


@dataclass(frozen=True)
class OwnAid:
    """Something that was planned or given for the household: for whom, and to which card money goes, both under their masks."""

    aid: Aid
    who: str
    card: str


def own_aids(*, actor: Any) -> list[OwnAid]:
    """All aid for the files of which the actor is the head: what is still to come, what was given, what was cancelled."""
    files = own_files(actor=actor)
    mine = Q(household__in=files) | Q(household__merged_into__in=files)
    found = with_sides(Aid.objects.admitted().filter(mine))
    rows = [OwnAid(one, recipient_said(one), _card(one)) for one in found.order_by("-year", "-pk")]
    return sorted(rows, key=lambda one: _ORDER.index(one.aid.state))


def _card(aid: Aid) -> str:
    return str(aid.payment.masked["account"]) if aid.payment else ""


def own_notices(household: Household) -> list[NoticeLine]:
    """The public notices that listed the household, newest first."""
    if household.application_id is None:
        return []
    shown = (NoticeState.POSTED, NoticeState.CLOSED)
    found = NoticeLine.objects.admitted().filter(
        application=household.application_id, notice__state__in=shown
    )
    return list(found.select_related("notice").order_by("-notice__posted_on"))


def concerns_of(household: Household) -> list[Concern]:
    """What a household said, newest first; the caller has been let in to it, or is its head."""
    found = Concern.objects.admitted().filter(household=household)
    return list(found.select_related("answered_by", "said_by"))


def agrees_to_photographs(concerns: Sequence[Concern]) -> bool | None:
    """What the household said last of photographs; None when it said nothing."""
    last = next((one for one in concerns if one.kind in PHOTOS), None)
    return last.kind == ConcernKind.PHOTOS_YES if last else None


def concerns_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Concern]:
    """What households said in words, in the actor's scope; the words themselves stay sealed."""
    found = Concern.objects.within(scope_of(actor=actor, verb=verb)).filter(kind__in=WRITTEN)
    return found.select_related("household__union", "household__head", "answered_by").defer("words", "answer")


def concerns_waiting(actor: Any, today: date) -> list[InboxItem]:
    """What households said and nobody has answered, by the union that keeps the file."""
    return waits_by_union(
        concerns_in_scope(actor=actor, verb="person.edit").filter(answered_at=None),
        way="household__",
        slug="aid:concerns",
        title=lambda n: _("Answer what households wrote: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:concerns") + f"?open=1&union={union}",
        verb="person.edit",
        since="said_at",
    )
