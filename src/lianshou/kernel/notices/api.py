from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.notices import actions, queries
from lianshou.kernel.notices.forms import (
    NoticeFilter,
    NoticeForm,
    ObjectionFilter,
    ObjectionForm,
    PublicFilter,
    SettleForm,
    WithdrawForm,
)
from lianshou.kernel.notices.models import Notice, Objection
from lianshou.kernel.notices.tables import NoticeTable, ObjectionTable, PublicTable
from lianshou.web.api import (
    Acting,
    Item,
    Listing,
    Reading,
    act_at,
    calling,
    list_at,
    orders_of,
    read_at,
    router_for,
)
from lianshou.web.doors import PUBLIC

router = router_for(pgettext_lazy("api", "Public notices"))


class NoticeItem(Item):
    id: int
    programme_id: int
    title: str
    text: str
    decides: str
    lists: str
    days: int
    telephone: str
    address: str
    box: str
    state: str
    posted_on: date | None
    closes_on: date | None
    ending: str


class LineItem(Item):
    """As it was made public: masked."""

    number: int
    name: str
    union_name: str
    partner: str
    remark: str


class ObjectionItem(Item):
    """Who objected is sealed, and not told here."""

    id: int
    notice_id: int
    number: int
    channel: str
    words: str
    state: str
    received_at: datetime
    due_on: date | None
    settled_at: datetime | None
    answer: str


class ReceivedItem(Item):
    """The receipt is told once: with it the outcome can be read on the public page."""

    receipt: str
    number: int

    @staticmethod
    def resolve_number(received: Any) -> int:
        return int(received.objection.number)


def _notice(request: HttpRequest, pk: int) -> Notice | None:
    return queries.notices_to_read(actor=request.user).filter(pk=pk).first()


def _objection(request: HttpRequest, pk: int) -> Objection | None:
    return queries.objections_in_scope(actor=request.user).filter(pk=pk).first()


def _running(request: HttpRequest, pk: int) -> Notice | None:
    return queries.public_notices(today=timezone.localdate()).filter(pk=pk).first()


def _there(found: Notice | None) -> Notice:
    if found is None:
        raise Http404
    return found


list_at(
    router,
    Listing(
        path="/notices",
        name="notices",
        door="notice.view",
        item=NoticeItem,
        rows=lambda request: queries.notices_listed(actor=request.user),
        filters=NoticeFilter,
        orders=orders_of(NoticeTable),
        pages=("notices:list", "notices:export"),
        told=pgettext_lazy("api", "Public notices on the desk, drafts and past ones too"),
    ),
)
read_at(
    router,
    Reading(
        path="/notices/{int:pk}",
        name="notice",
        door="notice.view",
        item=NoticeItem,
        find=_notice,
        label="notices.notice",
        told=pgettext_lazy("api", "A notice"),
    ),
)
list_at(
    router,
    Listing(
        path="/notices/{int:pk}/lines",
        name="notice_lines",
        door="notice.view",
        item=LineItem,
        rows=lambda request, pk: queries.lines_shown(notice=_there(_notice(request, pk))),
        orders={"number": ()},
        key=lambda line: str(line.number),
        pages=("notices:detail", "notices:export_lines"),
        told=pgettext_lazy("api", "The lines of a notice"),
    ),
)
list_at(
    router,
    Listing(
        path="/public/notices",
        name="public_notices",
        door=PUBLIC,
        item=NoticeItem,
        rows=lambda request: queries.public_notices(today=timezone.localdate()),
        filters=PublicFilter,
        orders=orders_of(PublicTable, first=("-posted_on", "-pk")),
        pages=("public_notices:list",),
        told=pgettext_lazy("api", "The notices whose window runs, for everybody"),
    ),
)
list_at(
    router,
    Listing(
        path="/public/notices/{int:pk}/lines",
        name="public_notice_lines",
        door=PUBLIC,
        item=LineItem,
        rows=lambda request, pk: queries.public_lines(notice=_there(_running(request, pk))),
        orders={"number": ("number",), "-number": ("-number",)},
        pages=("public_notices:detail",),
        told=pgettext_lazy("api", "The masked lines of a notice, for everybody"),
    ),
)
list_at(
    router,
    Listing(
        path="/objections",
        name="objections",
        door="objection.handle",
        item=ObjectionItem,
        rows=lambda request: queries.objections_listed(actor=request.user),
        filters=ObjectionFilter,
        orders=orders_of(ObjectionTable),
        pages=("notices:objections", "notices:export_objections"),
        told=pgettext_lazy("api", "Objections to notices"),
    ),
)
read_at(
    router,
    Reading(
        path="/objections/{int:pk}",
        name="objection",
        door="objection.handle",
        item=ObjectionItem,
        find=_objection,
        label="notices.objection",
        told=pgettext_lazy("api", "An objection"),
    ),
)
act_at(
    router,
    Acting(
        path="/notices",
        name="draft_notice",
        door="notice.edit",
        find=lambda request: request,
        form=NoticeForm,
        fill=lambda request, found, data: NoticeForm(data, actor=request.user),
        act=lambda actor, found, now, said: actions.draft_notice(actor=actor, now=now, **said),
        item=NoticeItem,
        status=201,
        told=pgettext_lazy("api", "Draft a notice"),
    ),
)
for _name, _act, _told in (
    ("post", actions.post_notice, pgettext_lazy("api", "Post a notice: everybody can read it")),
    ("close", actions.close_notice, pgettext_lazy("api", "Close a notice: the next step is free")),
):
    act_at(
        router,
        Acting(
            path=f"/notices/{{int:pk}}/{_name}",
            name=f"{_name}_notice",
            door="notice.post",
            find=_notice,
            act=calling(_act, "notice"),
            item=NoticeItem,
            told=_told,
        ),
    )
act_at(
    router,
    Acting(
        path="/notices/{int:pk}/withdraw",
        name="withdraw_notice",
        door="notice.post",
        find=_notice,
        form=WithdrawForm,
        act=lambda actor, found, now, said: actions.withdraw_notice(
            actor=actor, notice=found, now=now, **said
        ),
        item=NoticeItem,
        told=pgettext_lazy("api", "Withdraw a notice, with a reason that everybody reads"),
    ),
)
act_at(
    router,
    Acting(
        path="/notices/{int:pk}/objections",
        name="object_to",
        door="objection.handle",
        find=lambda request, pk: (
            queries.notices_in_scope(actor=request.user, verb="objection.handle").filter(pk=pk).first()
        ),
        form=ObjectionForm,
        fill=lambda request, notice, data: ObjectionForm(data, lines=queries.lines_of_notice(notice=notice)),
        act=lambda actor, found, now, said: actions.object_to(
            actor=actor, notice=found, now=now, channel="letter", **said
        ),
        item=ReceivedItem,
        status=201,
        told=pgettext_lazy("api", "Write down an objection that somebody has made"),
    ),
)
act_at(
    router,
    Acting(
        path="/objections/{int:pk}/hear",
        name="hear_objection",
        door="objection.handle",
        find=_objection,
        act=lambda actor, found, now, said: actions.hear_objection(actor=actor, objection=found, now=now),
        item=ObjectionItem,
        told=pgettext_lazy("api", "Take an objection up"),
    ),
)
act_at(
    router,
    Acting(
        path="/objections/{int:pk}/settle",
        name="settle_objection",
        door="objection.handle",
        find=_objection,
        form=SettleForm,
        act=lambda actor, found, now, said: actions.settle_objection(
            actor=actor, objection=found, now=now, **said
        ),
        item=ObjectionItem,
        told=pgettext_lazy("api", "Settle an objection, with reasons"),
    ),
)
