from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import InboxItem
from lianshou.kernel.access.queries import may
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS, ObjectionState, State
from lianshou.kernel.notices.models import Notice, Objection
from lianshou.kernel.notices.queries.notices import notices_listed
from lianshou.kernel.notices.queries.objections import objections_in_scope, open_objections

_MOST = 5


def desk_items(*, actor: Any, today: date) -> Sequence[InboxItem]:
    """What of public notices waits for the actor: objections with their deadlines, windows that are over, those that run."""
    items: list[InboxItem] = []
    if may(actor, "objection.handle"):
        items += _objections(actor, today)
    if may(actor, "notice.post"):
        items += _notices(actor, today)
    return items


def _objections(actor: Any, today: date) -> Iterator[InboxItem]:
    waiting = list(open_objections(actor=actor)[: _MOST + 1])
    for one in waiting[:_MOST]:
        taken = one.state == ObjectionState.HEARING
        due = (
            _("Answer due by %(day)s") % {"day": date_format(one.due_on, "DATE_FORMAT")} if one.due_on else ""
        )
        yield InboxItem(
            title=_("Objection to settle") if taken else _("Objection to take up"),
            detail=f"{one.notice.title} · {due}" if due else one.notice.title,
            url=reverse("notices:objection", args=[one.pk]),
            overdue=one.due_on is not None and one.due_on < today,
        )
    if len(waiting) > _MOST:
        more = open_objections(actor=actor).count() - _MOST
        title = ngettext("%(n)s more objection", "%(n)s more objections", more) % {"n": more}
        yield InboxItem(title=title, detail="", url=reverse("notices:objections"))


def _notices(actor: Any, today: date) -> Iterator[InboxItem]:
    posted = notices_listed(actor=actor).filter(state=State.POSTED).order_by("closes_on", "pk")
    for one in posted.filter(closes_on__lt=today)[:_MOST]:
        waits = vars(one)["open_count"]
        title = _("Window over, objections open") if waits else _("Window over: close the public notice")
        yield _item(one, title, waiting=bool(waits))
    for one in posted.filter(closes_on__gte=today)[:_MOST]:
        yield _item(one, _("Public notice runs"), waiting=True)


def _item(notice: Notice, title: str, *, waiting: bool) -> InboxItem:
    last = date_format(notice.closes_on, "DATE_FORMAT") if notice.closes_on else ""
    detail = f"{notice.title} · " + _("last day %(day)s") % {"day": last}
    return InboxItem(
        title=title, detail=detail, url=reverse("notices:detail", args=[notice.pk]), waiting=waiting
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
