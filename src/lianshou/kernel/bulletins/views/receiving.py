"""Receipts: what came from above, and who below has acknowledged."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.exports import paper_of, receipts_book, received_book
from lianshou.kernel.bulletins.forms import AcknowledgeForm, ReceiptFilter
from lianshou.kernel.bulletins.models import Bulletin, Receipt
from lianshou.kernel.bulletins.tables import ReceiptTable, ReceivedTable
from lianshou.kernel.bulletins.views.frame import bulletin_of, read_only
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.workbooks import DOCX, attachment


@opens("bulletin.view")
@require_safe
def receipts(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk)
    narrowed = _receipts(request, bulletin)
    context = {
        "bulletin": bulletin,
        "filter": narrowed,
        "table": RequestConfig(request, paginate={"per_page": 50}).configure(ReceiptTable(narrowed.qs)),
        "told": queries.receipts_told(bulletin=bulletin),
        "due_on": queries.receipts_due_on(bulletin=bulletin),
    }
    return render(request, "bulletins/receipts.html", context)


@opens("bulletin.view")
@require_safe
def export_receipts(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk)
    book = receipts_book(bulletin=bulletin, rows=_receipts(request, bulletin).qs)
    return attachment(book, _("Receipts of a bulletin") + f"-{pk}.xlsx")


@opens("bulletin.receive")
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    require(request.user, "bulletin.receive")
    narrowed = _received(request)
    context = {
        "filter": narrowed,
        "table": RequestConfig(request, paginate={"per_page": 20}).configure(ReceivedTable(narrowed.qs)),
        "any": queries.bulletins_received(actor=request.user).exists(),
    }
    return render(request, "bulletins/received_list.html", context)


@opens("bulletin.receive")
@require_safe
def export_received(request: HttpRequest) -> HttpResponse:
    require(request.user, "bulletin.receive")
    return attachment(received_book(_received(request).qs), _("Bulletins received") + ".xlsx")


@opens("bulletin.receive")
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    found = _receipt(request, pk)
    context = {
        "receipt": found,
        "form": AcknowledgeForm(),
        "may_acknowledge": may(request.user, "bulletin.acknowledge", on=found.union),
        "due_on": queries.receipts_due_on(bulletin=found.bulletin),
        **read_only(request, found.bulletin),
    }
    return render(request, "bulletins/received.html", context)


@opens("bulletin.receive")
@require_safe
def received_paper(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = _receipt(request, pk).bulletin
    values = queries.values_of(bulletin=bulletin, actor=request.user, today=timezone.localdate())
    return attachment(paper_of(bulletin=bulletin, values=values), f"{bulletin.title}.docx", content_type=DOCX)


@opens(post="bulletin.acknowledge")
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    found = _receipt(request, pk, "bulletin.acknowledge")
    form = AcknowledgeForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    act = partial(
        actions.acknowledge_bulletin, actor=request.user, receipt=found, now=timezone.now(), words=words
    )
    return acted(request, act, _("Acknowledged: the union above sees it."), "bulletins:receipt", pk)


def _receipts(request: HttpRequest, bulletin: Bulletin) -> ReceiptFilter:
    return _valid(ReceiptFilter(request.GET, queryset=queries.receipts_of(bulletin=bulletin)))


def _received(request: HttpRequest) -> ReceiptFilter:
    found = queries.bulletins_received(actor=request.user).order_by("-bulletin__issued_on", "-pk")
    return _valid(ReceiptFilter(request.GET, queryset=found))


def _valid(narrowed: ReceiptFilter) -> ReceiptFilter:
    narrowed.form.is_valid()
    return narrowed


def _receipt(request: HttpRequest, pk: int, verb: str = "bulletin.receive") -> Receipt:
    found: Receipt = get_object_or_404(queries.bulletins_received(actor=request.user, verb=verb), pk=pk)
    return found
