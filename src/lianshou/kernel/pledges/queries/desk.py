from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.kernel.access.queries import may
from lianshou.kernel.pledges.enums import Sort, State, TemplateState
from lianshou.kernel.pledges.models import Obligation, Pledge
from lianshou.kernel.pledges.queries.judging import parties_to_judge
from lianshou.kernel.pledges.queries.obligations import obligations_run, own_obligations
from lianshou.kernel.pledges.queries.pledges import own_sides, pledges_in_scope, pledges_waiting_for
from lianshou.kernel.pledges.queries.templates import templates_in_scope
from lianshou.kernel.pledges.rules import ESCALATED, SOON


def desk_items(*, actor: Any, today: date) -> Sequence[InboxItem]:
    """What of agreements waits for the actor: promises that fall due, templates to approve, terms that are over."""
    items: list[InboxItem] = []
    if may(actor, "pledge.sign"):
        items += _turns(actor)
        items += _own(actor, today)
        items += _to_judge(actor)
    if may(actor, "pledge.issue"):
        items += _escalated(actor, today)
        items += _over(actor, today)
    if may(actor, "template.approve"):
        items += _templates(actor)
    return items


def _turns(actor: Any) -> Iterator[InboxItem]:
    """Agreements of several and letters; those of two are told by their kind."""
    found = list(pledges_waiting_for(actor=actor).exclude(sort=Sort.PAIR)[:MOST_ITEMS])
    sides = own_sides(actor=actor, pledges=found)
    for pledge in found:
        agreeing = pledge.state == State.DRAFTED
        yield InboxItem(
            key=f"pledge:{pledge.pk}:{sides.get(pledge.pk, '')}",
            errand=Errand.AGREEMENT,
            title=_("Agreement to read and agree to") if agreeing else _("Agreement to sign"),
            detail=f"{pledge.number} · {pledge.title}",
            url=reverse("pledges:detail", args=[pledge.pk]),
            owner=sides.get(pledge.pk, ""),
            verb="pledge.agree" if agreeing else "pledge.sign",
            since=timezone.localdate(pledge.issued_at),
            programme=pledge.programme_id,
        )


def _own(actor: Any, today: date) -> Iterator[InboxItem]:
    rows = own_obligations(actor=actor).filter(due_on__lte=today + SOON)
    yield from _lines(rows, today, title=_("Promise to keep"), late=_("Promise overdue"))


def _to_judge(actor: Any) -> Iterator[InboxItem]:
    for party in parties_to_judge(actor=actor)[:MOST_ITEMS]:
        yield InboxItem(
            key=f"pledge-judge:{party.pk}",
            errand=Errand.AGREEMENT,
            title=_("Term over: evaluate the agreement"),
            detail=f"{party.pledge.number} · {date_format(party.pledge.ends_on, 'DATE_FORMAT')}",
            url=f"{reverse('pledges:detail', args=[party.pledge_id])}#judging",
            owner=party.union.path,
            verb="pledge.sign",
            since=party.pledge.ends_on,
            programme=party.pledge.programme_id,
        )


def _escalated(actor: Any, today: date) -> Iterator[InboxItem]:
    rows = obligations_run(actor=actor).filter(due_on__lt=today - ESCALATED).order_by("due_on", "pk")
    title = _("Promise long overdue: ask the union")
    yield from _lines(rows, today, title=title, late=title, run=True)


def _lines(
    rows: QuerySet[Obligation], today: date, *, title: str, late: str, run: bool = False
) -> Iterator[InboxItem]:
    """``run`` tells those who run the programme what is long overdue; the unions are told of their own."""
    for row in rows[:MOST_ITEMS]:
        day = _("due on %(day)s") % {"day": date_format(row.due_on, "DATE_FORMAT")}
        parts = [row.words, str(row.party.union) if run else row.pledge.number, day]
        yield InboxItem(
            key=f"{'promise-late' if run else 'promise'}:{row.pk}",
            errand=Errand.AGREEMENT,
            title=late if row.due_on < today else title,
            detail=" · ".join(parts),
            url=f"{reverse('pledges:detail', args=[row.pledge_id])}#promises",
            owner=row.pledge.programme.union.path if run else row.party.union.path,
            verb="pledge.issue" if run else "pledge.sign",
            due_on=row.due_on,
            programme=row.pledge.programme_id,
            overdue=row.due_on < today,
        )


def _over(actor: Any, today: date) -> Iterator[InboxItem]:
    run = pledges_in_scope(actor=actor, verb="pledge.issue").filter(state=State.EXPIRED)
    for pledge in run.order_by("ends_on", "pk").select_related("programme__union")[:MOST_ITEMS]:
        yield _ended(pledge)


def _ended(pledge: Pledge) -> InboxItem:
    day = date_format(pledge.ends_on, "DATE_FORMAT")
    return InboxItem(
        key=f"pledge-over:{pledge.pk}",
        errand=Errand.AGREEMENT,
        title=_("Term over: evaluate, renew or end the agreement"),
        detail=f"{pledge.number} · {day}",
        url=reverse("pledges:detail", args=[pledge.pk]),
        owner=pledge.programme.union.path,
        verb="pledge.issue",
        since=pledge.ends_on,
        programme=pledge.programme_id,
    )


def _templates(actor: Any) -> Iterator[InboxItem]:
    waiting = templates_in_scope(actor=actor, verb="template.approve").filter(state=TemplateState.PROPOSED)
    for template in waiting.exclude(uploaded_by=actor)[:MOST_ITEMS]:
        yield InboxItem(
            key=f"template:{template.pk}",
            errand=Errand.AGREEMENT,
            title=_("Template to approve"),
            detail=f"{template.union} · {template.note}",
            url=reverse("pledges:template", args=[template.pk]),
            owner=template.union.path,
            verb="template.approve",
        )
