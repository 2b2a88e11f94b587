from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem, Step, registry
from lianshou.core.spine import StepLine, ToDo, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS, ObjectionState, State
from lianshou.kernel.notices.models import Notice, Objection
from lianshou.kernel.notices.queries.notices import notices_listed, notices_of
from lianshou.kernel.notices.queries.objections import objections_in_scope, open_objections
from lianshou.kernel.programmes.models import Programme


def desk_items(*, actor: Any, today: date) -> Sequence[InboxItem]:
    """What of public notices waits for the actor: objections with their deadlines, windows that are over, those that run."""
    items: list[InboxItem] = []
    if may(actor, "objection.handle"):
        items += _objections(actor, today)
    if may(actor, "notice.post"):
        items += _notices(actor, today)
    return items


def _objections(actor: Any, today: date) -> Iterator[InboxItem]:
    for one in open_objections(actor=actor)[:MOST_ITEMS]:
        taken = one.state == ObjectionState.HEARING
        due = (
            _("Answer due by %(day)s") % {"day": date_format(one.due_on, "DATE_FORMAT")} if one.due_on else ""
        )
        yield InboxItem(
            key=f"objection:{one.pk}",
            errand=Errand.OBJECTION,
            title=_("Objection to settle") if taken else _("Objection to take up"),
            detail=f"{one.notice.title} · {due}" if due else one.notice.title,
            url=reverse("notices:objection", args=[one.pk]),
            owner=one.notice.programme.union.path,
            verb="objection.handle",
            is_own=taken,
            due_on=one.due_on,
            programme=one.notice.programme_id,
            overdue=one.due_on is not None and one.due_on < today,
        )


def _notices(actor: Any, today: date) -> Iterator[InboxItem]:
    posted = notices_listed(actor=actor).filter(state=State.POSTED).order_by("closes_on", "pk")
    for one in posted.select_related("programme__union")[:MOST_ITEMS]:
        if one.closes_on is None or one.closes_on >= today:
            yield _item(one, _("Public notice runs"), waiting=True, runs=True)
        elif vars(one)["open_count"]:
            yield _item(one, _("Window over, objections open"), waiting=True)
        else:
            yield _item(one, _("Window over: close the public notice"), waiting=False)


def notices_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """The public notices of a programme that needs one or has one; the first that waits to be posted or closed."""
    if not may(actor, "notice.view", on=programme.union):
        return None
    rows = list(notices_of(programme=programme).exclude(state=State.WITHDRAWN))
    if not rows and not registry[programme.kind].uses(Step.NOTICE):
        return None
    running = sum(one.state == State.POSTED for one in rows)
    closed = sum(one.state == State.CLOSED for one in rows)
    return StepLine(
        step=Step.NOTICE,
        title=Wording("公示", "Public notice"),
        said=Wording("{n}件，公示中{running}件", "{n}, {running} of them running").fill(
            n=len(rows), running=running
        ),
        standing=standing_of(begun=bool(rows), open_=closed < len(rows)),
        url=reverse("notices:list") + (f"?programme={programme.pk}" if rows else ""),
        todo=_to_do(actor, programme, rows, today),
    )


def _to_do(actor: Any, programme: Programme, rows: Sequence[Notice], today: date) -> ToDo | None:
    if not may(actor, "notice.post", on=programme.union):
        return None
    for one in rows:
        over = one.state == State.POSTED and one.closes_on is not None and one.closes_on < today
        if over or one.state == State.DRAFT:
            words = Wording("公示期满，待办结", "Window over: to close")
            todo = words if over else Wording("草稿待发布", "A draft to post")
            return ToDo(todo, reverse("notices:detail", args=[one.pk]))
    return None


def _item(notice: Notice, title: str, *, waiting: bool, runs: bool = False) -> InboxItem:
    last = date_format(notice.closes_on, "DATE_FORMAT") if notice.closes_on else ""
    return InboxItem(
        key=f"notice:{notice.pk}",
        errand=Errand.NOTICE,
        title=title,
        detail=f"{notice.title} · " + _("last day %(day)s") % {"day": last},
        url=reverse("notices:detail", args=[notice.pk]),
        owner=notice.programme.union.path,
        verb="notice.post",
        due_on=notice.closes_on if runs else None,
        since=None if runs else notice.closes_on,
        programme=notice.programme_id,
        waiting=waiting,
    )


def objection_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many objections that they took up each of the accounts (by id) has not settled."""
    found = Objection.objects.admitted().filter(handled_by__in=accounts, state__in=OPEN_OBJECTIONS)
    return dict(found.order_by().values_list("handled_by").annotate(n=Count("pk")))


def objection_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account that the actor may see."""
    found = objections_in_scope(actor=actor).filter(handled_by=account, state__in=OPEN_OBJECTIONS)
    return [
        DutyRow(f"{one.notice.title} · {one.number}", reverse("notices:objection", args=[one.pk]))
        for one in found
    ]
