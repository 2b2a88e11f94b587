"""Applications to a programme: the list, one with its story, deciding and withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.gates import approval_gate
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.access.views.holding import confirm_at, has_just_confirmed
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import State
from lianshou.kernel.intake.forms.applications import ApplicationFilter
from lianshou.kernel.intake.forms.filling import WhyForm
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.tables.applications import ApplicationTable
from lianshou.kernel.intake.tables.sheets import sheets_of
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import home_of, programmes_in_scope
from lianshou.web.acting import acted, back_to
from lianshou.web.doors import CONCERNED, opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("programme.view")
@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    programme, narrowed = _listed(request, pk)
    table = ApplicationTable(narrowed.qs, request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "programme": programme,
        "home": home_of(programme),
        "table": table,
        "filter": narrowed,
        "asked": queries.asked_of_programme(actor=request.user, programme=programme),
        "any": queries.applications_listed(programme=programme).exists(),
    }
    return render(request, "intake/applications/list.html", context)


@opens("programme.view")
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    programme, narrowed = _listed(request, pk)
    table = ApplicationTable(narrowed.qs, request=request)
    RequestConfig(request, paginate=False).configure(table)
    content = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(content, f"{programme.title}-{table.caption}.xlsx")


@opens(CONCERNED)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, _application(request, pk), WhyForm())


@opens(post="intake.import")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = _application(request, pk)

    def act() -> Application:
        return actions.decide_application(
            actor=request.user, application=found, accept=True, now=timezone.now()
        )

    back = back_to(request, reverse("applications:detail", args=[pk]))
    return acted(request, act, _("Accepted: %(who)s") % {"who": found}, back)


@opens(post="intake.import")
@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    found, words = _to_turn_back(request, pk)

    def act() -> Application:
        return actions.return_application(
            actor=request.user, application=found, words=words, now=timezone.now()
        )

    return acted(request, act, _("Returned: %(who)s") % {"who": found}, "applications:detail", pk)


@opens(post="intake.import")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found, words = _to_turn_back(request, pk)
    try:
        actions.decide_application(
            actor=request.user,
            application=found,
            accept=False,
            words=words,
            now=timezone.now(),
            is_confirmed=has_just_confirmed(request),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        here = reverse("applications:detail", args=[pk])
        return redirect(confirm_at(request, here) if refusal.reason.value == "factor_needed" else here)
    messages.success(request, _("Refused: %(who)s") % {"who": found})
    return redirect("applications:detail", pk)


def _to_turn_back(request: HttpRequest, pk: int) -> tuple[Application, str]:
    found = _application(request, pk)
    require(request.user, "intake.import", on=found.programme.union)
    return found, request.POST.get("words", "").strip()[:200]


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _application(request, pk)
    if not queries.speaks_for(actor=request.user, union=found.union, person=found.person):
        require(request.user, "placement.edit", on=found.programme.union)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.withdraw_application(
                actor=request.user, application=found, words=words, now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Withdrawn: %(who)s") % {"who": found})
            return redirect("applications:detail", pk)
    context = {"application": found, "form": form}
    return render(request, "intake/applications/withdraw.html", context, status=422 if form.errors else 200)


def _detail(request: HttpRequest, found: Application, form: WhyForm) -> HttpResponse:
    speaks = queries.speaks_for(actor=request.user, union=found.union, person=found.person)
    context = {
        "application": found,
        "programme": found.programme,
        "may_see_programme": may(request.user, "programme.view", on=found.programme.union),
        "returned": approval_gate.returned(application=found) if speaks else None,
        "sheets": sheets_of(actor=request.user, application=found),
        "story": queries.story_of(application=found),
        "form": form,
        "return_form": WhyForm(auto_id="return_%s"),
        "corrects": queries.forms_to_correct(application=found) if speaks else [],
        "decides": queries.is_to_decide(actor=request.user, application=found),
        "withdraws": speaks and found.state != State.WITHDRAWN,
        "shows_words": speaks or may(request.user, "intake.import", on=found.programme.union),
    }
    return render(request, "intake/applications/detail.html", context)


def _listed(request: HttpRequest, pk: int) -> tuple[Programme, Any]:
    programme = get_object_or_404(programmes_in_scope(actor=request.user), pk=pk)
    found = queries.applications_listed(programme=programme)
    narrowed = ApplicationFilter(request.GET, queryset=found, request=request)
    narrowed.form.is_valid()
    return programme, narrowed


def _application(request: HttpRequest, pk: int) -> Application:
    return get_object_or_404(queries.applications_concerning(actor=request.user), pk=pk)
