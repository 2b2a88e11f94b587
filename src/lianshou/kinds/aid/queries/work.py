"""What waits for whom: surveys begun and not handed in, households to be surveyed again this year, files to be decided on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import Errand, InboxItem, Step
from lianshou.core.spine import StepLine, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Layer, Stage, State
from lianshou.kinds.aid.models import Household, Member, Survey
from lianshou.kinds.aid.queries.aiding.waiting import aid_waits
from lianshou.kinds.aid.queries.checking import lists_waiting
from lianshou.kinds.aid.queries.grouping import waits_by_union
from lianshou.kinds.aid.queries.helping.waiting import helping_waits
from lianshou.kinds.aid.queries.leaving.waiting import leaving_waits
from lianshou.kinds.aid.queries.own import concerns_waiting
from lianshou.kinds.aid.queries.waiting import layers_waiting

_MOST = 200


def programmes_to_ask_in(*, union: Union) -> QuerySet[Programme]:
    """The programmes of aid, not closed, in which a household that ``union`` keeps can ask, the nearest first.

    Those of the federations above count wherever the actor's posts are: a district asks in the programme of its city.
    """
    return _open_programmes(Q(union__path__in=lineage(union.path)))


def programmes_to_open_in(*, actor: Any) -> QuerySet[Programme]:
    """The programmes of aid, not closed, in which the households that the actor opens files for can ask."""
    scope = scope_of(actor=actor, verb="person.edit")
    above = {one for path in scope.paths for one in lineage(path)}
    return _open_programmes(scope.q("union__path") | Q(union__path__in=above))


def _open_programmes(where: Q) -> QuerySet[Programme]:
    found = Programme.objects.admitted().filter(where, kind="aid").exclude(state="closed")
    return found.select_related("union").order_by("-union__path", "-pk")


def programmes_of_kind(*, actor: Any, verb: str = "placement.view") -> QuerySet[Programme]:
    """The programmes of this kind in the subtrees where the actor may do ``verb``."""
    found = Programme.objects.within(scope_of(actor=actor, verb=verb)).filter(kind="aid")
    return found.select_related("union")


def applications_retold(*, line: StepLine, programme: Programme, today: date) -> StepLine:
    """An application is accepted at once, its household is verified for weeks: the step is under way as long as one is."""
    if line.step != Step.APPLICATION:
        return line
    checked = Household.objects.admitted().filter(
        application__programme=programme, state__in=(State.ASKED, State.CHECKING)
    )
    n = checked.count()
    if not n:
        return line
    said = Wording(f"{line.said.zh}，其中{n}户还在核查", f"{line.said.en}; {n} still being verified")
    return replace(line, said=said, standing=standing_of(begun=True, open_=True))


def households_asked(*, programme: Programme) -> QuerySet[Household]:
    """The files that were opened in a programme; the caller has been let in to it."""
    found = Household.objects.admitted().filter(application__programme=programme)
    return found.select_related("union", "head")


def waiting_for(*, actor: Any, today: date) -> list[InboxItem]:
    """Every item of work of this kind."""
    return [
        *_drafts(actor),
        *_to_decide(actor),
        *layers_waiting(actor=actor, today=today),
        *_due(actor, today),
        *helping_waits(actor, today),
        *leaving_waits(actor, today),
        *aid_waits(actor, today),
        *lists_waiting(actor, today),
        *concerns_waiting(actor, today),
    ]


def _drafts(actor: Any) -> list[InboxItem]:
    """The actor's own surveys that were begun."""
    own = Survey.objects.within(scope_of(actor=actor, verb="person.edit")).filter(
        stage=Stage.DRAFT, begun_by=getattr(actor, "pk", None)
    )
    rows = own.select_related("household__head").order_by("saved_at").defer("answers", "outcome")[:_MOST]
    return [
        InboxItem(
            key=f"aid:survey:{one.pk}",
            errand=Errand.HOUSEHOLD,
            title=_("Go on with the survey and hand it in"),
            detail=f"{one.household.number} {one.household.head.name}",
            url=reverse("aid:fill", args=[one.pk]),
            is_own=True,
            since=one.begun_at.date(),
        )
        for one in rows
    ]


def _to_decide(actor: Any) -> list[InboxItem]:
    """Where households wait to be put on file, by the union that keeps them."""
    rows = Household.objects.within(scope_of(actor=actor, verb="review.decide")).filter(
        state=State.CHECKING, verifications__waits_at=Layer.APPROVAL
    )
    return waits_by_union(
        rows,
        slug="aid:decide",
        errand=Errand.APPROVAL,
        title=lambda n: _("Decide on households to be put on file: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:verifications") + f"?waits=approval&union={union}",
        verb="review.decide",
        since="opened_on",
    )


def _due(actor: Any, today: date) -> list[InboxItem]:
    """Where households on file were not surveyed this year, by the union that keeps them."""
    late = Q(surveyed_year__lt=today.year) | Q(surveyed_year=None)
    rows = Household.objects.within(scope_of(actor=actor, verb="person.edit")).filter(
        late, state=State.ON_FILE
    )
    return waits_by_union(
        rows,
        slug=f"aid:again:{today.year}",
        title=lambda n: _("Survey households again this year: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:households") + f"?due=1&union={union}",
        verb="person.edit",
        due=date(today.year, 12, 31),
    )


def households_counted(*, actor: Any, today: date) -> QuerySet[Household]:
    """The households on file, inside the actor's scope for figures."""
    return Household.objects.within(scope_of(actor=actor, verb="figure.view")).filter(state=State.ON_FILE)


def households_opened(*, actor: Any, today: date) -> QuerySet[Household]:
    """Every file that was opened, ended ones too, inside the actor's scope for figures."""
    return Household.objects.within(scope_of(actor=actor, verb="figure.view"))


def persons_counted(*, actor: Any, today: date) -> QuerySet[Member]:
    """Everybody of a household on file, inside the actor's scope for figures."""
    found = Member.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(household__state=State.ON_FILE)
