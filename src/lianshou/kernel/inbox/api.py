from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.inbox import queries
from lianshou.kernel.inbox.enums import DigestState
from lianshou.kernel.inbox.forms import EscalationFilter, FailedFilter, WorkFilter
from lianshou.kernel.inbox.models import Digest, Escalation
from lianshou.kernel.inbox.queries.digests import failed_digests
from lianshou.kernel.inbox.queries.escalations import escalations_in_scope
from lianshou.kernel.inbox.tables import EscalationTable, FailedTable
from lianshou.web.api import Item, Listing, list_at, orders_of, router_for
from lianshou.web.doors import ANYONE

router = router_for(pgettext_lazy("api", "My work"))


def _of_item(name: str) -> Any:
    """What a line tells of its item."""
    return staticmethod(lambda line: getattr(line.item, name))


class WorkItem(Item):
    """``key`` names the same item at every asking; ``url`` is the page on the desk, ``union`` the name of whose it is."""

    key: str
    errand: str
    title: str
    detail: str
    url: str
    union: str
    programme_id: int | None
    due_on: date | None
    since: date | None
    overdue: bool
    waiting: bool

    resolve_key: ClassVar[Any] = _of_item("key")
    resolve_errand: ClassVar[Any] = _of_item("errand")
    resolve_title: ClassVar[Any] = _of_item("title")
    resolve_detail: ClassVar[Any] = _of_item("detail")
    resolve_url: ClassVar[Any] = _of_item("url")
    resolve_programme_id: ClassVar[Any] = _of_item("programme")
    resolve_due_on: ClassVar[Any] = _of_item("due_on")
    resolve_since: ClassVar[Any] = _of_item("since")
    resolve_overdue: ClassVar[Any] = _of_item("overdue")
    resolve_waiting: ClassVar[Any] = _of_item("waiting")


class EscalationItem(Item):
    """What the item says stays on the desk: it may name persons."""

    id: int
    union_id: int
    errand: str
    due_on: date
    raised_at: datetime
    to_id: int
    role: str
    state: str
    done_at: datetime | None
    answer: str
    answer_until: date | None
    answered_at: datetime | None

    @staticmethod
    def resolve_state(row: Escalation) -> str:
        return str(row.state_on(timezone.localdate()))


class FailedItem(Item):
    id: int
    user_id: int
    union_id: int
    starts_on: date
    channel: str
    state: str
    fault: str
    attempts: int
    next_at: datetime | None

    @staticmethod
    def resolve_next_at(row: Digest) -> datetime | None:
        return row.next_at if row.state == DigestState.FAILED else None


def _work(request: HttpRequest) -> list[queries.Line]:
    work = queries.work_of(actor=request.user, today=timezone.localdate())
    asked = WorkFilter(request.GET)
    return asked.lines_in(work, asked.union_in(work))


list_at(
    router,
    Listing(
        path="/work",
        name="work",
        door=ANYONE,
        item=WorkItem,
        rows=_work,
        filters=WorkFilter,
        narrow=lambda request, lines: WorkFilter.over(request.GET, lines),
        orders={"usual": ()},
        key=lambda line: str(line.item.key),
        pages=("inbox:desk", "inbox:work", "inbox:export"),
        told=pgettext_lazy("api", "My work: what waits for oneself, the overdue first"),
    ),
)
list_at(
    router,
    Listing(
        path="/escalations",
        name="escalations",
        door="escalation.view",
        item=EscalationItem,
        rows=lambda request: escalations_in_scope(actor=request.user),
        filters=EscalationFilter,
        orders=orders_of(EscalationTable, first=("turn", "done_at", "due_on", "pk")),
        pages=("inbox:escalated", "inbox:escalated_export"),
        told=pgettext_lazy("api", "What was escalated to the union above"),
    ),
)
list_at(
    router,
    Listing(
        path="/digests/failed",
        name="failed_digests",
        door="channel.keep",
        item=FailedItem,
        rows=lambda request: failed_digests(actor=request.user),
        filters=FailedFilter,
        orders=orders_of(FailedTable, first=("-starts_on", "-pk")),
        pages=("inbox:failed", "inbox:failed_export"),
        told=pgettext_lazy("api", "Digests that did not go out"),
    ),
)
