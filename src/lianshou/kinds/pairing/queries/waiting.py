"""What waits for a person in pairing: one item for each act, one click away from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import imports_waiting_for
from lianshou.kernel.placement.enums import OpeningState, State
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.pledges.enums import Sort
from lianshou.kernel.pledges.enums import State as PledgeState
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.queries import own_sides, pledges_waiting_for
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


def waiting_for(*, actor: Any, today: date) -> list[InboxItem]:
    """Everything of pairing that waits for ``actor``: rows, pairs, approvals, agreements; then what is with others."""
    return [*_rows(actor), *_programmes(actor), *_agreements(actor, today)]


def _rows(actor: Any) -> Iterator[InboxItem]:
    found = imports_waiting_for(actor=actor).filter(programme__kind="pairing").select_related("union")
    for batch in found[:MOST_ITEMS]:
        bad, good = vars(batch)["bad"], vars(batch)["good"]
        title = (
            ngettext("%(n)d row to correct", "%(n)d rows to correct", bad) % {"n": bad}
            if bad
            else ngettext("%(n)d row to take over", "%(n)d rows to take over", good) % {"n": good}
        )
        yield InboxItem(
            key=f"import:{batch.pk}",
            errand=Errand.LIST,
            title=title,
            detail=f"{batch.programme or batch.union} · {batch.file_name}",
            url=reverse("intake:detail", args=[batch.pk]),
            owner=batch.union.path,
            verb="intake.import",
            since=localdate(batch.uploaded_at),
            programme=batch.programme_id,
        )


def _programmes(actor: Any) -> Iterator[InboxItem]:
    officer = scope_of(actor=actor, verb="match.run")
    approver = scope_of(actor=actor, verb="programme.approve")
    placements, pledges = Placement.objects.admitted(), Pledge.objects.admitted()
    programmes = (
        Programme.objects.within(officer | approver)
        .filter(kind="pairing")
        .exclude(state=ProgrammeState.CLOSED)
        .select_related("union")
        .annotate(
            asking=_count(Application.objects.admitted().filter(state=ApplicationState.ACCEPTED)),
            offered=_count(Opening.objects.admitted().filter(state=OpeningState.OPEN)),
            proposed=_count(placements.filter(state=State.PROPOSED)),
            unissued=_count(placements.filter(state=State.APPROVED, pledge=None)),
            unsigned=_count(
                pledges.filter(sort=Sort.PAIR, state__in=[PledgeState.DRAFTED, PledgeState.AGREED])
            ),
        )
    )
    for programme in programmes:
        may_run, may_approve = officer.covers(programme.union.path), approver.covers(programme.union.path)
        if programme.proposed:
            yield _proposed(programme, may_approve=may_approve)
        elif may_run:
            yield from _of_officer(programme)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of ``rows`` belong to a programme; a join for each would multiply them with one another."""
    counted = rows.filter(programme=OuterRef("pk")).order_by().values("programme")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def _proposed(programme: Any, *, may_approve: bool) -> InboxItem:
    n = {"n": programme.proposed}
    if may_approve:
        title = ngettext("%(n)d pair waits for your approval", "%(n)d pairs wait for your approval", n["n"])
        return _item(title % n, programme, "pairing:approval", verb="programme.approve")
    title = ngettext(
        "%(n)d proposed pair is with the approver", "%(n)d proposed pairs are with the approver", n["n"]
    )
    return _item(title % n, programme, "pairing:pairs", waiting=True)


def _of_officer(programme: Any) -> Iterator[InboxItem]:
    if programme.state == ProgrammeState.PREPARING:
        complete = programme.asking and programme.offered
        words = (
            _("Both lists are in: match them") if complete else _("Bring in the lists of hosts and guests")
        )
        yield _item(words, programme, "pairing:desk")
    if programme.unissued:
        n = {"n": programme.unissued}
        title = ngettext("%(n)d agreement to issue", "%(n)d agreements to issue", n["n"])
        yield _item(title % n, programme, "pledges:issue")
    if programme.unsigned:
        n = {"n": programme.unsigned}
        title = ngettext("%(n)d agreement is with the chairs", "%(n)d agreements are with the chairs", n["n"])
        yield InboxItem(
            key=f"pledges:unsigned:{programme.pk}",
            errand=Errand.AGREEMENT,
            title=title % n,
            detail=programme.title,
            url=f"{reverse('pledges:list')}?programme={programme.pk}",
            owner=programme.union.path,
            verb="match.run",
            programme=programme.pk,
            waiting=True,
        )


def _item(
    title: str, programme: Programme, name: str, *, verb: str = "match.run", waiting: bool = False
) -> InboxItem:
    return InboxItem(
        key=f"{name}:{programme.pk}",
        errand=Errand.PROGRAMME,
        title=title,
        detail=programme.title,
        url=reverse(name, args=[programme.pk]),
        owner=programme.union.path,
        verb=verb,
        programme=programme.pk,
        waiting=waiting,
    )


def _agreements(actor: Any, today: date) -> Iterator[InboxItem]:
    found = list(
        pledges_waiting_for(actor=actor).filter(programme__kind="pairing", sort=Sort.PAIR)[:MOST_ITEMS]
    )
    sides = own_sides(actor=actor, pledges=found)
    for pledge in found:
        drafted = pledge.state == PledgeState.DRAFTED
        yield InboxItem(
            key=f"pledge:{pledge.pk}:{sides.get(pledge.pk, '')}",
            errand=Errand.AGREEMENT,
            title=_("Agreement to read and agree to") if drafted else _("Agreement to sign"),
            detail=f"{pledge.number} · {vars(pledge)['host_name']} – {vars(pledge)['guest_name']}",
            url=reverse("pledges:detail", args=[pledge.pk]),
            owner=sides.get(pledge.pk, ""),
            is_own=True,
            due_on=pledge.starts_on,
            programme=pledge.programme_id,
            overdue=pledge.starts_on < today,
        )
