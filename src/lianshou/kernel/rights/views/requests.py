from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.enums import RequestKind
from lianshou.kernel.rights.forms.requests import GrantForm, RefuseForm, RequestFilter
from lianshou.kernel.rights.models import PersonRequest
from lianshou.kernel.rights.queries import requests as queries
from lianshou.kernel.rights.queries.consents import texts_in_force
from lianshou.kernel.rights.queries.own import field_called
from lianshou.kernel.rights.tables import RequestTable
from lianshou.kernel.rights.views.frame import tabs
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("request.answer")
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(RequestTable(found.qs))
    mine = queries.requests_in_scope(actor=request.user)
    context = {
        "tabs": tabs(request, "rights:requests"),
        "filter": found,
        "table": table,
        "any": mine.exists(),
        "late": queries.overdue(mine, timezone.localdate()).count(),
    }
    return render(request, "rights/requests.html", context)


@opens("request.answer")
@require_safe
def export_requests(request: HttpRequest) -> HttpResponse:
    """The list without what people wrote."""
    book = table_workbook(RequestTable(_narrowed(request).qs), title=_("Requests"), language=page_language())
    return attachment(book, _("Requests") + ".xlsx")


@opens("request.answer")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _request(request, pk))


@opens(post="request.answer")
@require_POST
def show_value(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody says is right, once, with a line in the book."""
    found = _request(request, pk)
    shown = actions.show_proposed(actor=request.user, request=found, now=timezone.now())
    answer = _page(request, found, shown=shown)
    answer["Cache-Control"] = "no-store"
    return answer


@opens(post="request.answer")
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    found = _request(request, pk)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _page(request, found, forms={"grant_form": form})

    def act() -> None:
        actions.grant_request(
            actor=request.user, request=found, answer=form.cleaned_data["answer"], now=timezone.now()
        )

    return _answered(request, found, form, "grant_form", act)


@opens(post="request.answer")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = _request(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, forms={"refuse_form": form})

    def act() -> None:
        actions.refuse_request(actor=request.user, request=found, now=timezone.now(), **form.cleaned_data)

    return _answered(request, found, form, "refuse_form", act)


def _answered(
    request: HttpRequest,
    found: PersonRequest,
    form: GrantForm | RefuseForm,
    name: str,
    act: Callable[[], None],
) -> HttpResponse:
    """Do it, or say at the form why not."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, found, forms={name: form})
    messages.success(request, _("Answered. The person sees it on their own page."))
    return redirect("rights:request", found.pk)


def _narrowed(request: HttpRequest) -> RequestFilter:
    require(request.user, "request.answer")
    return RequestFilter(request.GET, queryset=queries.requests_in_scope(actor=request.user), request=request)


def _request(request: HttpRequest, pk: int) -> PersonRequest:
    return get_object_or_404(queries.requests_in_scope(actor=request.user), pk=pk)


def _page(
    request: HttpRequest,
    found: PersonRequest,
    *,
    shown: str = "",
    forms: Mapping[str, GrantForm | RefuseForm] | None = None,
) -> HttpResponse:
    person, today = found.person, timezone.localdate()
    texts = texts_in_force(union=person.union, on=today)
    field = field_called(person=person, field=found.field, row=found.row)
    context = {
        "request_": found,
        "overdue": found.is_overdue_on(today),
        "own": request.user.pk in (found.asked_by_id, person.account_id),
        "field": field,
        "masked": field.masked(found.value) if field and found.value else "",
        "shown": shown,
        "purpose": texts.get(found.purpose),
        "corrects": found.kind == RequestKind.CORRECT,
        "grant_form": GrantForm(),
        "refuse_form": RefuseForm(),
    }
    return render(request, "rights/request.html", context | dict(forms or {}), status=422 if forms else 200)
