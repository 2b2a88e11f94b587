from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from lianshou.kernel.pledges import actions, queries
from lianshou.kernel.pledges.forms import EndForm, IssueForm, PledgeFilter
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.tables import PledgeTable
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, calling, list_at, orders_of, read_at

router = Router(tags=["agreements"])


class PartyItem(Item):
    union_id: int
    side: str
    agreed_at: datetime | None
    signed_at: datetime | None
    on_paper: bool


class PledgeItem(Item):
    id: int
    programme_id: int
    placement_id: int | None
    number: str
    title: str
    state: str
    starts_on: date
    ends_on: date
    issued_at: datetime
    in_force_at: datetime | None
    ended_on: date | None
    end_reason: str
    parties: list[PartyItem]


class IssuedItem(Item):
    issued: list[int]


def _pledge(request: HttpRequest, pk: int) -> Pledge | None:
    return queries.pledges_to_read(actor=request.user).filter(pk=pk).first()


def _again(request: HttpRequest, pledge: Any) -> Any:
    return queries.pledges_to_read(actor=request.user).get(pk=pledge.pk)


def _issue(actor: Any, programme: Any, now: datetime, said: Any) -> Any:
    made = actions.issue_pledges(actor=actor, programme=programme, now=now, prefix=said["series"])
    return {"issued": [pledge.pk for pledge in made]}


list_at(
    router,
    Listing(
        path="/pledges",
        name="pledges",
        door="pledge.view",
        item=PledgeItem,
        rows=lambda request: queries.pledges_listed(actor=request.user),
        filters=PledgeFilter,
        narrow=lambda request, rows: PledgeFilter(request.GET, queryset=rows, request=request),
        orders=orders_of(PledgeTable),
        pages=("pledges:list", "pledges:export"),
        told="Agreements",
    ),
)
read_at(
    router,
    Reading(
        path="/pledges/{int:pk}",
        name="pledge",
        door="pledge.view",
        item=PledgeItem,
        find=_pledge,
        label="pledges.pledge",
        told="An agreement",
    ),
)
act_at(
    router,
    Acting(
        path="/programmes/{int:pk}/pledges",
        name="issue_pledges",
        door="pledge.issue",
        find=lambda request, pk: (
            programmes_in_scope(actor=request.user, verb="pledge.issue").filter(pk=pk).first()
        ),
        form=IssueForm,
        act=_issue,
        item=IssuedItem,
        told="Issue the agreements of a programme",
    ),
)
for _path, _name, _verb, _act, _told in (
    ("agree", "agree_pledge", "pledge.agree", actions.agree_pledge, "Agree for one's own side"),
    ("sign", "sign_pledge", "pledge.sign", actions.sign_pledge, "Sign for one's own side"),
):
    act_at(
        router,
        Acting(
            path=f"/pledges/{{int:pk}}/{_path}",
            name=_name,
            door=_verb,
            find=_pledge,
            act=calling(_act, "pledge"),
            show=_again,
            item=PledgeItem,
            told=_told,
        ),
    )
act_at(
    router,
    Acting(
        path="/pledges/{int:pk}/end",
        name="end_pledge",
        door="pledge.issue",
        find=_pledge,
        form=EndForm,
        act=lambda actor, found, now, said: actions.end_pledge(actor=actor, pledge=found, now=now, **said),
        show=_again,
        item=PledgeItem,
        told="End an agreement before its time",
    ),
)
