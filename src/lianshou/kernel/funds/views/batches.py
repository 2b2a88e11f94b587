from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lianshou.core.personal import PersonalList
from lianshou.core.quantities import Quantity, Unit, yuan_text
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.funds import actions, queries
from lianshou.kernel.funds.exports import batches_book, transfers_book
from lianshou.kernel.funds.forms import AnswerForm, BatchFilter, ReasonForm
from lianshou.kernel.funds.models import Batch, Payment
from lianshou.kernel.funds.tables import BatchTable, ListedTable
from lianshou.kernel.funds.views.frame import paged, tabs
from lianshou.kernel.privacy.queries import is_fetched
from lianshou.kernel.unions.models import Union
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say
from lianshou.web.workbooks import attachment


@opens("fund.view")
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    narrowed = _narrowed(request)
    pays = may(request.user, "fund.pay")
    context = {
        "tabs": tabs("funds:batches"),
        "table": paged(request, BatchTable(narrowed.qs)),
        "filter": narrowed,
        "gatherings": queries.gatherings(actor=request.user) if pays else [],
        "any": queries.batches_in_scope(actor=request.user).exists(),
        "pays": pays,
    }
    return render(request, "funds/batches.html", context)


@opens("fund.view")
@require_safe
def export_batches(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    return attachment(batches_book(_narrowed(request).qs), _("Lists for the bank") + ".xlsx")


@opens(post="fund.pay")
@require_POST
def make(request: HttpRequest, union: int) -> HttpResponse:
    """Everything that waits to be paid from a union's money, as one list."""
    found = get_object_or_404(queries.unions_with_money(actor=request.user), pk=union)
    try:
        made = actions.make_batch(actor=request.user, union=found, now=timezone.now())
    except Refused as refused:
        messages.info(request, refused.sentence)
        return redirect("funds:batches")
    messages.success(request, _("The list is made. Ask for it unmasked to send it to the bank."))
    return redirect("funds:batch", made.pk)


@opens("fund.view")
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    return _page(
        request, found, AnswerForm(initial={"paid_on": timezone.localdate()}), ReasonForm(prefix="drop")
    )


@opens("fund.view")
@require_safe
def batch_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with masked accounts, to look it through."""
    found = _batch(request, pk)
    content = transfers_book(queries.payments_of_batch(batch=found), on=timezone.localdate())
    return attachment(content, _("List for the bank") + f" {found}.xlsx")


@opens(post="fund.pay")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    require(request.user, "fund.pay", on=found.union)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            done = actions.answer_batch(actor=request.user, batch=found, now=timezone.now(), **form.facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _said(done))
            return redirect("funds:batch", pk)
    return _page(request, found, form, ReasonForm(prefix="drop"))


@opens(post="fund.pay")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    require(request.user, "fund.pay", on=found.union)
    form = ReasonForm(request.POST, prefix="drop")
    if form.is_valid():
        try:
            actions.drop_batch(actor=request.user, batch=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The list is dropped; its payments wait for another."))
            return redirect("funds:batch", pk)
    return _page(request, found, AnswerForm(initial={"paid_on": timezone.localdate()}), form)


def _said(done: Batch) -> str:
    if not done.failed:
        return _("The answer is taken in: everything that the bank names was paid.")
    return _(
        "The answer is taken in. Not paid: %(n)s; correct the accounts, then they are approved anew."
    ) % {"n": done.failed}


def _page(request: HttpRequest, found: Batch, form: AnswerForm, drop_form: ReasonForm) -> HttpResponse:
    results = queries.results_of_batch(batch=found)
    rows = queries.payments_listed(actor=request.user).filter(pk__in=results)
    context = {
        "batch": found,
        "money": Quantity(found.amount_fen, Unit.FEN),
        "table": paged(request, ListedTable(rows, results=results)),
        "form": form,
        "drop_form": drop_form,
        "yuan": yuan_text(found.amount_fen),
        "is_fetched": is_fetched(listing=TRANSFERS.slug, query=f"batch={found.pk}"),
        "pays": may(request.user, "fund.pay", on=found.union),
        "asks": may(request.user, "personal.export", on=found.union),
    }
    status = 422 if form.errors or drop_form.errors else 200
    return render(request, "funds/batch.html", context, status=status)


def _batch(request: HttpRequest, pk: int) -> Batch:
    return get_object_or_404(queries.batches_in_scope(actor=request.user), pk=pk)


def _narrowed(request: HttpRequest) -> BatchFilter:
    found = BatchFilter(request.GET, queryset=queries.batches_in_scope(actor=request.user), request=request)
    found.form.is_valid()
    return found


def _number(query: str) -> int | None:
    asked = QueryDict(query).get("batch", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def _transfers(actor: Any, union: Union, query: str) -> QuerySet[Payment]:
    return queries.transfers_below(actor=actor, union=union, batch=_number(query))


def _told(*, actor: Any, query: str) -> list[tuple[str, str]]:
    return [(say(title), name) for title, name in queries.said_of_batch(actor=actor, batch=_number(query))]


def _count(*, actor: Any, union: Union, query: str) -> int:
    return _transfers(actor, union, query).count()


def _book(
    *, actor: Any, union: Union, query: str, clear: Collection[str], notes: Sequence[Wording]
) -> tuple[bytes, list[int]]:
    found = list(_transfers(actor, union, query))
    book = transfers_book(found, on=timezone.localdate(), clear=clear, notes=notes)
    return book, [payment.person_id for payment in found if payment.person_id]


TRANSFERS = PersonalList(
    slug="transfers",
    title=Wording("付款清单（交银行）", "List for the bank"),
    fields=lambda: {"account": gettext_lazy("Bank account"), "bank_name": gettext_lazy("Name of the bank")},
    said=_told,
    count=_count,
    book=_book,
    verb="fund.pay",
)
