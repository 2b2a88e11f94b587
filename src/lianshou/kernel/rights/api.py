from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.rights.forms.consents import AssessmentFilter, TextFilter
from lianshou.kernel.rights.forms.requests import RequestFilter
from lianshou.kernel.rights.forms.retention import (
    DisposalFilter,
    DueFilter,
    HoldFilter,
    PeriodFilter,
    RowFilter,
)
from lianshou.kernel.rights.queries import consents, requests, retention
from lianshou.kernel.rights.tables import (
    AssessmentTable,
    DisposalTable,
    HoldTable,
    PeriodTable,
    RequestTable,
    RowTable,
    TextTable,
)
from lianshou.web.api import Item, Listing, list_at, orders_of, router_for

router = router_for(pgettext_lazy("api", "Rights of persons"))


class AssessmentItem(Item):
    id: int
    union_id: int
    purpose: str
    risk: str
    assessed_on: date


class DueItem(Item):
    person_id: int
    data_class: str
    since: date

    @staticmethod
    def resolve_person_id(one: Any) -> int:
        return int(one.person.pk)


def _due(request: HttpRequest) -> list[Any]:
    return retention.due_to_see(actor=request.user, today=timezone.localdate())


def _rows(request: HttpRequest, pk: int) -> Any:
    found = retention.disposals_in_scope(actor=request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return retention.rows_of(disposal=found)


def _hang(
    path: str, name: str, door: str, told: Any, rows: Any, filters: Any, table: Any, *pages: str
) -> None:
    list_at(
        router,
        Listing(
            path=path,
            name=name,
            door=door,
            table=table,
            rows=rows,
            filters=filters,
            orders=orders_of(table),
            pages=pages,
            told=told,
        ),
    )


_hang(
    "/consent-texts", "consent_texts", "person.view", pgettext_lazy("api", "Texts of consent"),
    lambda request: consents.texts_listed(actor=request.user),
    TextFilter, TextTable, "rights:texts", "rights:export_texts",
)  # fmt: skip
_hang(
    "/person-requests", "person_requests", "request.answer", pgettext_lazy("api", "What persons ask for"),
    lambda request: requests.requests_in_scope(actor=request.user),
    RequestFilter, RequestTable, "rights:requests", "rights:export_requests",
)  # fmt: skip
_hang(
    "/retention-periods", "retention_periods", "retention.view", pgettext_lazy("api", "How long data are kept"),
    lambda request: retention.periods_listed(),
    PeriodFilter, PeriodTable, "rights:periods", "rights:export_periods",
)  # fmt: skip
_hang(
    "/erasures", "erasures", "retention.view", pgettext_lazy("api", "Erasures"),
    lambda request: retention.disposals_in_scope(actor=request.user),
    DisposalFilter, DisposalTable, "rights:disposals", "rights:export_disposals",
)  # fmt: skip
_hang(
    "/erasures/{int:pk}/rows", "erasure_rows", "retention.view", pgettext_lazy("api", "What an erasure is about"),
    _rows, RowFilter, RowTable, "rights:disposal", "rights:export_rows",
)  # fmt: skip
_hang(
    "/data-holds", "data_holds", "retention.view", pgettext_lazy("api", "Holds: whose data are not erased"),
    lambda request: retention.holds_in_scope(actor=request.user),
    HoldFilter, HoldTable, "rights:holds",
)  # fmt: skip
list_at(
    router,
    Listing(
        path="/assessments",
        name="assessments",
        door="person.view",
        item=AssessmentItem,
        rows=lambda request: consents.assessments_in_scope(actor=request.user),
        filters=AssessmentFilter,
        orders=orders_of(AssessmentTable),
        pages=("rights:assessments", "rights:export_assessments"),
        told=pgettext_lazy("api", "Impact assessments"),
    ),
)
list_at(
    router,
    Listing(
        path="/due",
        name="due",
        door="retention.view",
        item=DueItem,
        rows=_due,
        filters=DueFilter,
        orders={"usual": ()},
        key=lambda one: f"{one.person.pk} {one.data_class}",
        pages=("rights:due", "rights:export_due"),
        told=pgettext_lazy("api", "What is due for erasure"),
    ),
)
