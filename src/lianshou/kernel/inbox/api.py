from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from lianshou.kernel.inbox import queries
from lianshou.web.api import Item, Listing, list_at
from lianshou.web.doors import ANYONE

router = Router(tags=["my work"])


class WorkItem(Item):
    """``url`` is the page on the desk."""

    title: str
    detail: str
    url: str
    overdue: bool
    waiting: bool


def _work(request: HttpRequest) -> list[Any]:
    work = queries.work_of(actor=request.user, today=timezone.localdate())
    return [*work.overdue, *work.to_do, *work.waiting]


list_at(
    router,
    Listing(
        path="/work",
        name="work",
        door=ANYONE,
        item=WorkItem,
        rows=_work,
        orders={"usual": ()},
        key=lambda item: f"{item.url} {item.title}"[:300],
        pages=("inbox:desk", "inbox:work", "inbox:export"),
        told="My work: what waits for oneself, the overdue first",
    ),
)
