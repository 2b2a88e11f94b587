from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.notices import actions, queries
from lianshou.kernel.notices.exports import facts_of, heads_of
from lianshou.kernel.notices.forms import ObjectionForm, PublicFilter, ReceiptForm
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.notices.tables import LineTable, PublicTable
from lianshou.web.doors import PUBLIC, opens


def unindexed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What runs for some days must not stay in search engines or caches."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet"
        answer["Cache-Control"] = "no-store"
        return answer

    return answered


@opens(PUBLIC)
@require_safe
@unindexed
def listed(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = PublicFilter(request.GET, queryset=queries.public_notices(today=today), request=request)
    found.form.is_valid()
    table = RequestConfig(request, paginate={"per_page": 20}).configure(PublicTable(found.qs))
    context = {"filter": found, "table": table, "any": queries.public_notices(today=today).exists()}
    return render(request, "notices/public/list.html", context)


@opens(PUBLIC)
@require_safe
@unindexed
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _running(pk)
    if notice is None:
        return _over(request)
    lines = queries.public_lines(notice=notice)
    table = LineTable(lines, heads=heads_of(notice, lines))
    context = {
        "notice": notice,
        "facts": facts_of(notice),
        "table": RequestConfig(request, paginate={"per_page": 50}).configure(table),
    }
    return render(request, "notices/public/detail.html", context)


@opens(PUBLIC, post=PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@unindexed
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _running(pk)
    if notice is None:
        return _over(request)
    lines = queries.public_lines(notice=notice)
    form = ObjectionForm(request.POST or None, lines=lines, line=request.GET.get("line", ""))
    if request.method == "POST" and form.is_valid():
        try:
            received = actions.object_to(actor=None, notice=notice, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            context = {"receipt": received.receipt, "objection": received.objection, "notice": notice}
            return render(request, "notices/public/received.html", context)
    context = {"form": form, "notice": notice}
    return render(request, "notices/public/object.html", context, status=422 if form.errors else 200)


@opens(PUBLIC, post=PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@unindexed
def receipt(request: HttpRequest) -> HttpResponse:
    """The outcome of an objection for whoever holds its receipt, which stands in no address."""
    form, objection = ReceiptForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        objection = queries.objection_of_receipt(form.cleaned_data["receipt"])
        if objection is None:
            form.add_error("receipt", _("No objection has this receipt. Please compare it letter by letter."))
    context = {"form": form, "objection": objection}
    return render(request, "notices/public/receipt.html", context, status=422 if form.errors else 200)


def _running(pk: int) -> Notice | None:
    return queries.public_notices(today=timezone.localdate()).filter(pk=pk).first()


def _over(request: HttpRequest) -> HttpResponse:
    """One answer for a notice that is over, was withdrawn, or never was: numbers tell nothing."""
    return render(request, "notices/public/over.html", status=404)
