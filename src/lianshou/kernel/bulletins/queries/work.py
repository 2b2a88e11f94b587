"""What bulletins ask of people: my work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.kernel.bulletins.enums import State
from lianshou.kernel.bulletins.models import Bulletin, Countersignature, Receipt
from lianshou.kernel.bulletins.queries.bulletins import bulletins_in_scope
from lianshou.kernel.bulletins.queries.countersigning import countersignatures_waiting
from lianshou.kernel.bulletins.queries.receiving import bulletins_received
from lianshou.kernel.bulletins.rules.receiving import due_on
from lianshou.kernel.bulletins.rules.settings import RECEIPT_DAYS
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.rights.rules.keeping import region_of

_STEPS = {State.CHECKING: "bulletin.check", State.SIGNING: "bulletin.sign", State.SIGNED: "bulletin.issue"}


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """Bulletins to check, to countersign, to sign, to issue, to acknowledge; own drafts that came back; own ones that are
    with somebody else.
    """
    titles = {
        State.CHECKING: _("Check the bulletin “%(title)s”"),
        State.SIGNING: _("Sign the bulletin “%(title)s”"),
        State.SIGNED: _("Issue the bulletin “%(title)s”"),
    }
    waiting = [
        _item(one, titles[State(one.state)] % {"title": one.title}, verb)
        for state, verb in _STEPS.items()
        for one in _others(actor, state, verb)[:MOST_ITEMS]
    ]
    own = bulletins_in_scope(actor=actor).filter(written_by=actor.pk)
    back = [
        _item(
            one,
            _("Correct the bulletin “%(title)s”, which came back") % {"title": one.title},
            "bulletin.write",
            own=True,
        )
        for one in own.filter(state=State.DRAFT).exclude(words="")[:MOST_ITEMS]
    ]
    away = [
        _item(one, one.title, "bulletin.write", own=True, waiting=True)
        for one in own.filter(state__in=(State.CHECKING, State.SIGNING))[:MOST_ITEMS]
    ]
    return [*back, *waiting, *_asked(actor), *_received(actor, today), *away]


def _others(actor: Any, state: State, verb: str) -> Any:
    """Those that somebody else wrote, and for a signature checked; who wrote it may issue it."""
    found = bulletins_in_scope(actor=actor, verb=verb).filter(state=state)
    if state == State.SIGNED:
        return found
    found = found.exclude(written_by=actor.pk)
    if state != State.SIGNING:
        return found
    asked = Countersignature.objects.admitted()
    still, spoken = asked.filter(answer=""), asked.filter(answered_by=actor.pk)
    return (
        found.exclude(checked_by=actor.pk)
        .exclude(pk__in=still.values("bulletin"))
        .exclude(pk__in=spoken.values("bulletin"))
    )


def _asked(actor: Any) -> list[InboxItem]:
    """What waits for the actor's countersignature."""
    return [
        InboxItem(
            key=f"countersign:{one.pk}",
            errand=Errand.APPROVAL,
            title=_("Countersign the bulletin “%(title)s”") % {"title": one.bulletin.title},
            detail=str(one.bulletin.union),
            url=reverse("bulletins:countersign", args=[one.pk]),
            owner=one.union.path,
            verb="bulletin.countersign",
            is_own=one.person_id is not None,
            since=localdate(one.asked_at),
        )
        for one in countersignatures_waiting(actor=actor)[:MOST_ITEMS]
    ]


def _received(actor: Any, today: date) -> list[InboxItem]:
    """Bulletins from above that the actor's unions have not acknowledged; overdue after the days of the issuer's region."""
    found = bulletins_received(actor=actor, verb="bulletin.acknowledge").filter(acknowledged_at=None)
    rows = list(found.order_by("bulletin__issued_on", "pk")[:MOST_ITEMS])
    book = rule_book(RECEIPT_DAYS) if rows else None
    return [_receipt(one, book, today) for one in rows]


def _receipt(one: Receipt, book: Any, today: date) -> InboxItem:
    issued: Any = one.bulletin.issued_on
    region = region_of(one.bulletin.union.division_code)
    due = due_on(issued, int(book.value(RECEIPT_DAYS, region=region, on=issued)))
    return InboxItem(
        key=f"receipt:{one.pk}",
        errand=Errand.PROGRAMME,
        title=_("Acknowledge the bulletin “%(title)s”") % {"title": one.bulletin.title},
        detail=f"{one.bulletin.union} → {one.union}",
        url=reverse("bulletins:receipt", args=[one.pk]),
        owner=one.union.path,
        verb="bulletin.acknowledge",
        since=issued,
        due_on=due,
        overdue=due < today,
    )


def _item(
    bulletin: Bulletin, title: str, verb: str, *, own: bool = False, waiting: bool = False
) -> InboxItem:
    return InboxItem(
        key=f"bulletin:{bulletin.state}:{bulletin.pk}",
        errand=Errand.APPROVAL,
        title=title,
        detail=pgettext("bulletin", "Returned") + f"：{bulletin.words}"
        if bulletin.words and own
        else str(bulletin.get_state_display()),
        url=reverse("bulletins:detail", args=[bulletin.pk]),
        owner=bulletin.union.path,
        verb=verb,
        is_own=own,
        since=localdate(bulletin.frozen_at) if bulletin.frozen_at else None,
        waiting=waiting,
    )
