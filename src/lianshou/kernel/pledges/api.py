from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.pledges import actions, queries
from lianshou.kernel.pledges.forms import (
    BatchFilter,
    EndForm,
    IssueForm,
    LettersFilter,
    ObligationFilter,
    PledgeFilter,
    SeriesFilter,
    TemplateFilter,
)
from lianshou.kernel.pledges.models import Obligation, Pledge, Series
from lianshou.kernel.pledges.rules import number_of
from lianshou.kernel.pledges.tables import (
    BatchTable,
    LetterTable,
    ObligationTable,
    PledgeTable,
    SeriesTable,
    TemplateTable,
)
from lianshou.kernel.programmes.queries import programmes_in_scope
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

router = router_for(pgettext_lazy("api", "Agreements"))


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


class ObligationItem(Item):
    """``union_id`` is the party that owes it, ``number`` that of the agreement."""

    id: int
    pledge_id: int
    number: str
    union_id: int
    words: str
    done_when: str
    due_on: date
    progress: str
    done_on: date | None

    @staticmethod
    def resolve_number(row: Obligation) -> str:
        return row.pledge.number

    @staticmethod
    def resolve_union_id(row: Obligation) -> int:
        return row.party.union_id

    @staticmethod
    def resolve_progress(row: Obligation) -> str:
        return str(row.progress(timezone.localdate()))


class TemplateItem(Item):
    """``made`` is how many papers were made of the version."""

    id: int
    union_id: int
    paper: str
    version: int
    state: str
    note: str
    uploaded_by_id: int
    uploaded_at: datetime
    decided_at: datetime | None
    made: int


class SeriesItem(Item):
    """``example`` is the next number as it will be written."""

    id: int
    union_id: int
    prefix: str
    year: int
    example: str
    next: int
    count: int
    voided: int

    @staticmethod
    def resolve_example(row: Series) -> str:
        return number_of(prefix=row.prefix, year=row.year, n=row.next, pattern=row.pattern, width=row.width)


class LettersItem(Item):
    """``signed`` of ``total`` letters are in force; ``failure`` says why none were issued."""

    id: int
    programme_id: int
    title: str
    state: str
    failure: str
    total: int
    signed: int
    asked_by_id: int
    asked_at: datetime


def _letters(request: HttpRequest, pk: int) -> Any:
    batch = queries.batches_in_scope(actor=request.user).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return queries.letters_of(actor=request.user, batch=batch)


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
        orders=orders_of(PledgeTable),
        pages=("pledges:list", "pledges:export"),
        told=pgettext_lazy("api", "Agreements"),
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
        told=pgettext_lazy("api", "An agreement"),
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
        told=pgettext_lazy("api", "Issue the agreements of a programme"),
    ),
)
for _path, _name, _verb, _act, _told in (
    (
        "agree",
        "agree_pledge",
        "pledge.agree",
        actions.agree_pledge,
        pgettext_lazy("api", "Agree for one's own side"),
    ),
    (
        "sign",
        "sign_pledge",
        "pledge.sign",
        actions.sign_pledge,
        pgettext_lazy("api", "Sign for one's own side"),
    ),
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
        told=pgettext_lazy("api", "End an agreement before its time"),
    ),
)
for _listing in (
    Listing(
        path="/obligations",
        name="obligations",
        door="pledge.view",
        item=ObligationItem,
        rows=lambda request: queries.obligations_listed(actor=request.user),
        filters=ObligationFilter,
        orders=orders_of(ObligationTable, first=("turn", "due_on", "pk")),
        pages=("pledges:obligations", "pledges:obligations_export"),
        told=pgettext_lazy("api", "Promises of agreements: who owes what, and by when"),
    ),
    Listing(
        path="/paper-templates",
        name="paper_templates",
        door="template.view",
        item=TemplateItem,
        rows=lambda request: queries.templates_in_scope(actor=request.user),
        filters=TemplateFilter,
        orders=orders_of(TemplateTable, first=("union__path", "paper", "-version")),
        pages=("pledges:templates", "pledges:templates_export"),
        told=pgettext_lazy("api", "Versions of paper templates"),
    ),
    Listing(
        path="/paper-numbers",
        name="paper_numbers",
        door="pledge.issue",
        item=SeriesItem,
        rows=lambda request: queries.series_in_scope(actor=request.user),
        filters=SeriesFilter,
        orders=orders_of(SeriesTable, first=("-year", "prefix", "pk")),
        pages=("pledges:numbers", "pledges:numbers_export"),
        told=pgettext_lazy("api", "Series of numbers of papers"),
    ),
    Listing(
        path="/letters",
        name="letters",
        door="pledge.issue",
        item=LettersItem,
        rows=lambda request: queries.batches_in_scope(actor=request.user),
        filters=BatchFilter,
        orders=orders_of(BatchTable),
        pages=("pledges:letters", "pledges:letters_export"),
        told=pgettext_lazy("api", "Bulk letters to unions"),
    ),
    Listing(
        path="/letters/{int:pk}/pledges",
        name="letters_of_a_batch",
        door="pledge.issue",
        item=PledgeItem,
        rows=_letters,
        filters=LettersFilter,
        orders=orders_of(LetterTable, first=("pk",)),
        pages=("pledges:batch", "pledges:batch_export"),
        told=pgettext_lazy("api", "The letters of one batch"),
    ),
):
    list_at(router, _listing)
