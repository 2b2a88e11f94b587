from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from lianshou.kernel.review import actions
from lianshou.kernel.review.forms import (
    AscentFilter,
    WordsForm,
)
from lianshou.kernel.review.models import Ascent
from lianshou.kernel.review.queries import climbing
from lianshou.kernel.review.tables import AscentTable, CaseTable, LadderTable
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
from lianshou.web.doors import ANYONE, CONCERNED

router = router_for(pgettext_lazy("api", "Approvals"))


class AscentItem(Item):
    """``turn`` counts the acts: send it as ``seen`` and an act of somebody else meanwhile is not overlooked."""

    id: int
    application_id: int
    state: str
    union_id: int
    turn: int
    arrived_at: datetime
    due_on: date | None
    appeal_until: date | None
    finished_at: datetime | None


class LadderItem(Item):
    id: int
    union_id: int
    kind: str
    title: str
    made_at: datetime
    retired_at: datetime | None


def _ascent(request: HttpRequest, pk: int) -> Ascent | None:
    return climbing.ascents_listed(actor=request.user).select_related("ladder").filter(pk=pk).first()


def _own(request: HttpRequest, pk: int) -> Ascent | None:
    return climbing.own_ascents(actor=request.user).filter(pk=pk).first()


def _approvals(request: HttpRequest) -> Any:
    rows, show = climbing.ascents_listed(actor=request.user), request.GET.get("show", "")
    if show == "all":
        return rows
    by = climbing.done_by if show == "done" else climbing.waiting_for
    return by(rows, actor=request.user)


list_at(
    router,
    Listing(
        path="/approvals",
        name="approvals",
        door="approval.view",
        item=AscentItem,
        rows=_approvals,
        filters=AscentFilter,
        orders=orders_of(AscentTable, first=("due_on", "pk")),
        pages=("review:approvals", "review:approvals_export"),
        told=pgettext_lazy("api", "Approvals: what waits for oneself, what is done, all"),
    ),
)
read_at(
    router,
    Reading(
        path="/approvals/{int:pk}",
        name="approval",
        door="approval.view",
        item=AscentItem,
        find=_ascent,
        label="review.ascent",
        told=pgettext_lazy("api", "An approval under way"),
    ),
)
list_at(
    router,
    Listing(
        path="/ladders",
        name="ladders",
        door="ladder.view",
        item=LadderItem,
        rows=lambda request: climbing.ladders_in_scope(actor=request.user),
        orders=orders_of(LadderTable),
        pages=("review:ladders", "review:ladders_export"),
        told=pgettext_lazy("api", "How applications are approved"),
    ),
)
list_at(
    router,
    Listing(
        path="/cases",
        name="cases",
        door=ANYONE,
        item=AscentItem,
        rows=lambda request: climbing.own_ascents(actor=request.user),
        orders=orders_of(CaseTable),
        pages=("review:cases", "review:cases_export"),
        told=pgettext_lazy("api", "What one's own union or person has asked for"),
    ),
)
act_at(
    router,
    Acting(
        path="/applications/{int:pk}/submit",
        name="submit_for_approval",
        door="approval.submit",
        find=lambda request, pk: climbing.applications_to_submit(actor=request.user).filter(pk=pk).first(),
        act=lambda actor, found, now, said: actions.submit_for_approval(
            actor=actor, application=found, now=now
        ),
        item=AscentItem,
        status=201,
        told=pgettext_lazy("api", "Send an application for approval"),
    ),
)


def _said(form: Any) -> dict[str, Any]:
    return {"words": form.cleaned_data["words"], "seen": form.cleaned_data["seen"]}


def _words(form: Any) -> dict[str, Any]:
    return {"words": form.cleaned_data["words"]}


def _step(name: str, path: str, act: Any, told: Any) -> None:
    act_at(
        router,
        Acting(
            path=f"/approvals/{{int:pk}}/{path}",
            name=name,
            door="approval.act",
            find=_ascent,
            form=WordsForm,
            facts=_said,
            act=lambda actor, found, now, said: act(actor=actor, ascent=found, now=now, **said),
            item=AscentItem,
            told=told,
        ),
    )


_step("approve_step", "approve", actions.approve_step, pgettext_lazy("api", "Approve what waits for oneself"))
_step("return_step", "return", actions.return_step, pgettext_lazy("api", "Return it, with words"))
_step("refuse_step", "refuse", actions.refuse_step, pgettext_lazy("api", "Refuse it, with words"))
for _name, _act, _told in (
    ("resubmit", actions.resubmit, pgettext_lazy("api", "Send again what was returned")),
    ("appeal", actions.appeal, pgettext_lazy("api", "Appeal against a refusal")),
):
    act_at(
        router,
        Acting(
            path=f"/cases/{{int:pk}}/{_name}",
            name=_name,
            door=CONCERNED,
            find=_own,
            form=WordsForm,
            but=("seen",),
            facts=_words,
            act=calling(_act, "ascent"),
            item=AscentItem,
            told=_told,
        ),
    )
