"""What waits for a person in pairing: one item for each act, one click away from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.queries import imports_waiting_for
from lianshou.kernel.placement.enums import State
from lianshou.kernel.pledges.enums import State as PledgeState
from lianshou.kernel.pledges.queries import pledges_waiting_for
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


def waiting_for(*, actor: Any) -> list[InboxItem]:
    """Everything of pairing that waits for ``actor``: rows, pairs, approvals, agreements."""
    return [*_rows(actor), *_programmes(actor), *_agreements(actor)]


def _rows(actor: Any) -> Iterator[InboxItem]:
    for batch in imports_waiting_for(actor=actor).filter(programme__kind="pairing"):
        bad, good = vars(batch)["bad"], vars(batch)["good"]
        title = (
            ngettext("%(n)d row to correct", "%(n)d rows to correct", bad) % {"n": bad}
            if bad
            else ngettext("%(n)d row to take over", "%(n)d rows to take over", good) % {"n": good}
        )
        yield InboxItem(
            title=title,
            detail=f"{batch.programme.title} · {batch.file_name}",
            url=reverse("intake:detail", args=[batch.pk]),
        )


def _programmes(actor: Any) -> Iterator[InboxItem]:
    officer = scope_of(actor=actor, verb="match.run")
    approver = scope_of(actor=actor, verb="programme.approve")
    programmes = (
        Programme.objects.filter(officer.q("union__path") | approver.q("union__path"), kind="pairing")
        .exclude(state=ProgrammeState.CLOSED)
        .select_related("union")
        .annotate(
            asking=Count("applications", filter=Q(applications__state="accepted"), distinct=True),
            offered=Count("openings", filter=Q(openings__state="open"), distinct=True),
            proposed=Count("placements", filter=Q(placements__state=State.PROPOSED), distinct=True),
            unissued=Count(
                "placements",
                filter=Q(placements__state=State.APPROVED, placements__pledge=None),
                distinct=True,
            ),
        )
    )
    for programme in programmes:
        may_run, may_approve = officer.covers(programme.union.path), approver.covers(programme.union.path)
        yield from _of_programme(programme, may_run=may_run, may_approve=may_approve)


def _of_programme(programme: Any, *, may_run: bool, may_approve: bool) -> Iterator[InboxItem]:
    n = {"n": programme.proposed}
    if programme.proposed and may_approve:
        title = (
            ngettext("%(n)d pair waits for your approval", "%(n)d pairs wait for your approval", n["n"]) % n
        )
        yield _item(title, programme, "pairing:approval")
    elif programme.proposed and may_run:
        title = (
            ngettext("%(n)d proposed pair to look through", "%(n)d proposed pairs to look through", n["n"])
            % n
        )
        yield _item(title, programme, "pairing:pairs")
    elif may_run and programme.state == ProgrammeState.PREPARING and programme.asking and programme.offered:
        yield _item(_("Both lists are in: match them"), programme, "pairing:desk")
    elif may_run and programme.unissued:
        n = {"n": programme.unissued}
        title = ngettext("%(n)d agreement to issue", "%(n)d agreements to issue", programme.unissued) % n
        yield _item(title, programme, "pairing:desk")


def _item(title: str, programme: Programme, name: str) -> InboxItem:
    return InboxItem(title=title, detail=programme.title, url=reverse(name, args=[programme.pk]))


def _agreements(actor: Any) -> Iterator[InboxItem]:
    today = timezone.localdate()
    for pledge in pledges_waiting_for(actor=actor).filter(programme__kind="pairing"):
        title = (
            _("Agreement to read and agree to")
            if pledge.state == PledgeState.DRAFTED
            else _("Agreement to sign")
        )
        yield InboxItem(
            title=title,
            detail=f"{pledge.number} · {vars(pledge)['host_name']} – {vars(pledge)['guest_name']}",
            url=reverse("pledges:detail", args=[pledge.pk]),
            overdue=pledge.starts_on < today,
        )
