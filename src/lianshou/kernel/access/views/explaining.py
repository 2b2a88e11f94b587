from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.core.records import RecordType, record_types
from lianshou.kernel.access import queries
from lianshou.kernel.access.forms.permissions import GrantForm, RecordForm, WhoseForm
from lianshou.kernel.access.tables.permissions import GrantTable, WhoseTable
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens(get="permission.read")
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Which record, or which account: the two questions side by side."""
    asked = "sort" in request.GET
    form = RecordForm(request.GET if asked else None)
    named: list[tuple[str, str]] = []
    if asked and form.is_valid():
        record_type = _record_type(form.cleaned_data["sort"])
        answer, named = _record_meant(request, form, record_type)
        if answer is not None:
            return answer
    found = WhoseForm(request.GET if not asked else None)
    accounts = queries.accounts_asked_about(actor=request.user).order_by("sound", "name", "pk")
    table = WhoseTable(queries.matching_words(accounts, " ".join(found.words())))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"form": form, "named": named, "filter": found, "table": table}
    return render(request, "access/ask.html", context, status=422 if form.errors else 200)


def _record_meant(
    request: HttpRequest, form: RecordForm, record_type: RecordType
) -> tuple[HttpResponse | None, list[tuple[str, str]]]:
    """Where a number or a name leads alone; or else the records that a name may mean, with their addresses."""
    actor, pk = request.user, form.cleaned_data["number"]
    if pk:
        if queries.record_asked_about(actor=actor, record_type=record_type, pk=pk) is not None:
            return redirect("access:who", record_type.slug, pk), []
        form.add_error("number", _("No record of this sort and number lies in your subtrees."))
        return None, []
    found = queries.records_named(actor=actor, record_type=record_type, words=form.cleaned_data["words"])
    if len(found) == 1:
        return redirect("access:who", record_type.slug, found[0].pk), []
    if not found:
        form.add_error("words", _("No record of this sort and name that you may see."))
    return None, [
        (record_type.name(one), reverse("access:who", args=[record_type.slug, one.pk])) for one in found
    ]


@opens(get="permission.read")
@require_safe
def who(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """Who can see a record, and why. Whoever may not see it learns its sort and number only."""
    record_type = _record_type(sort)
    record = queries.record_asked_about(actor=request.user, record_type=record_type, pk=pk)
    if record is None:
        raise Http404
    sees = queries.sees_record(actor=request.user, record_type=record_type, pk=pk)
    grants = queries.grants_on(record_type=record_type, record=record, today=timezone.localdate())
    grants = grants if sees else [grant for grant in grants if grant.post is not None]
    found = GrantForm(request.GET)
    table = GrantTable(found.narrow(grants), known=_known(request), request=request)
    if "export" in request.GET:
        content = table_workbook(table, title=str(table.caption), language=page_language())
        return attachment(content, f"who-{sort}-{pk}.xlsx")
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "sort": record_type,
        "number": pk,
        "name": record_type.name(record) if sees else "",
        "url": record_type.url(record) if sees else "",
        "filter": found,
        "table": table,
        "count": len({grant.account.pk for grant in grants}),
    }
    return render(request, "access/who.html", context)


@opens(get="permission.read")
@require_safe
def who_account(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(queries.accounts_asked_about(actor=request.user), pk=pk)
    reached, elsewhere = queries.reached_by(actor=request.user, account=account)
    context = {
        "account": account,
        "reached": reached,
        "elsewhere": elsewhere,
        "may_list": queries.may(request.user, "account.list"),
    }
    return render(request, "access/who_account.html", context)


def _record_type(slug: str) -> RecordType:
    found = record_types.get(slug)
    if found is None:
        raise Http404
    return found


def _known(request: HttpRequest) -> Any:
    return set(queries.accounts_asked_about(actor=request.user).values_list("pk", flat=True))
