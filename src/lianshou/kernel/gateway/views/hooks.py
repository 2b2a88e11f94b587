from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.gateway import actions, queries
from lianshou.kernel.gateway.forms import DeliveryFilter, WebhookForm
from lianshou.kernel.gateway.tables import DeliveryTable, WebhookTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

_VERB = "webhook.keep"


@opens(_VERB)
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    require(request.user, _VERB)
    table = WebhookTable(queries.webhooks_in_scope(actor=request.user))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "given_up": queries.given_up_in_scope(actor=request.user).count()}
    return render(request, "gateway/webhooks.html", context)


@opens(_VERB)
@require_safe
def webhooks_export(request: HttpRequest) -> HttpResponse:
    require(request.user, _VERB)
    table = WebhookTable(queries.webhooks_in_scope(actor=request.user))
    book = table_workbook(table, title=_("Webhooks"), language=page_language())
    return attachment(book, _("Webhooks") + ".xlsx")


@opens(_VERB, post=_VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def new_webhook(request: HttpRequest) -> HttpResponse:
    require(request.user, _VERB)
    form = WebhookForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_webhook(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("url", refusal.sentence)
        else:
            answer = render(request, "gateway/webhook_made.html", {"made": made})
            answer["Cache-Control"] = "no-store"
            return answer
    return render(request, "gateway/new_webhook.html", {"form": form}, status=422 if form.errors else 200)


@opens(post=_VERB)
@require_POST
def end_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.webhooks_in_scope(actor=request.user), pk=pk)
    return acted(
        request,
        lambda: actions.end_webhook(actor=request.user, webhook=found, now=timezone.now()),
        _("Ended: this address is told nothing more."),
        "gateway:webhooks",
    )


@opens(_VERB)
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(DeliveryTable(found.qs))
    any_at_all = queries.deliveries_in_scope(actor=request.user).exists()
    return render(request, "gateway/deliveries.html", {"table": table, "filter": found, "any": any_at_all})


@opens(_VERB)
@require_safe
def deliveries_export(request: HttpRequest) -> HttpResponse:
    book = table_workbook(
        DeliveryTable(_narrowed(request).qs), title=_("Deliveries"), language=page_language()
    )
    return attachment(book, _("Deliveries") + ".xlsx")


@opens(post=_VERB)
@require_POST
def redeliver(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.deliveries_in_scope(actor=request.user), pk=pk)
    return acted(
        request,
        lambda: actions.redeliver(actor=request.user, delivery=found, now=timezone.now()),
        _("It is sent again within a minute."),
        "gateway:deliveries",
    )


def _narrowed(request: HttpRequest) -> DeliveryFilter:
    require(request.user, _VERB)
    found = DeliveryFilter(
        request.GET, queryset=queries.deliveries_in_scope(actor=request.user), request=request
    )
    found.form.is_valid()
    return found
