"""The register of forms: the list, one form, and what each level is asked for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import FormState
from lianshou.kernel.intake.forms.filling import WhyForm
from lianshou.kernel.intake.forms.register import FormRegisterFilter, MarkForm, NewFormForm, YearForm
from lianshou.kernel.intake.rules import state_of_form
from lianshou.kernel.intake.tables.register import CountTable, FormTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("form.view")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    require(request.user, "form.view")
    narrowed = FormRegisterFilter(request.GET)
    found = queries.asked_forms(actor=request.user, today=timezone.localdate())
    table = FormTable(narrowed.narrow(found), request=request, order_by=("state", "title"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "table": table,
        "filter": narrowed,
        "any": bool(found),
        "expired": sum(one.state is FormState.EXPIRED for one in found),
        "may_edit": may(request.user, "form.edit"),
    }
    return render(request, "intake/forms/list.html", context)


@opens("form.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(request.user, "form.view")
    found = queries.asked_forms(actor=request.user, today=timezone.localdate())
    return _book(request, FormTable(FormRegisterFilter(request.GET).narrow(found), request=request))


@opens("form.view")
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    require(request.user, "form.view")
    form, year, found = _of_year(request)
    by_level = queries.counted_by_level(found)
    context = {
        "form": form,
        "year": year,
        "by_level": by_level,
        "by_union": queries.counted_by_union(found),
        "all_forms": len(found),
        "all_fields": sum(one.fields for one in found),
        "all_held": sum(one.held for one in found),
    }
    return render(request, "intake/forms/counts.html", context)


@opens("form.view")
@require_safe
def counts_export(request: HttpRequest) -> HttpResponse:
    require(request.user, "form.view")
    _form, year, found = _of_year(request)
    rows = [*queries.counted_by_level(found), *queries.counted_by_union(found)]
    table = CountTable(rows, request=request)
    content = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(content, f"{table.caption}-{year}.xlsx")


@opens("form.edit", post="form.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "form.edit")
    today = timezone.localdate()
    initial = {"starts_on": today, "expires_on": today.replace(month=12, day=31)}
    form = NewFormForm(request.POST or None, actor=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_form(actor=request.user, now=timezone.now(), **form.facts())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The form is registered."))
            return redirect("forms:detail", made.pk)
    return render(request, "intake/forms/new.html", {"form": form}, status=422 if form.errors else 200)


@opens("form.view", is_shared=True)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    form = get_object_or_404(queries.forms_in_reach(actor=request.user), pk=pk)
    edits = may(request.user, "form.edit", on=form.union)
    fields = list(form.fields.all())
    context = {
        "form": form,
        "state": state_of_form(
            expires_on=form.expires_on, retired_on=form.retired_on, today=timezone.localdate()
        ),
        "fields": [(one, MarkForm(initial={"fact": one.fact}, prefix=f"f{one.pk}")) for one in fields],
        "held": sum(bool(one.fact) for one in fields),
        "edits": edits,
        "retires": edits and form.retired_on is None,
        "why": WhyForm(),
    }
    return render(request, "intake/forms/detail.html", context)


@opens("form.view", is_shared=True)
@require_safe
def declared(request: HttpRequest, programme: int, slug: str) -> HttpResponse:
    found = get_object_or_404(queries.programmes_declaring(actor=request.user), pk=programme)
    asking = queries.asking_called(programme=found, slug=slug)
    if asking is None:
        raise Http404
    held = queries.held_of(asking)
    context = {
        "form": queries.declared_form(programme=found, asking=asking, today=timezone.localdate()),
        "programme": found,
        "fields": held,
        "held": sum(fact is not None for _title, fact in held),
    }
    return render(request, "intake/forms/declared.html", context)


@opens(post="form.edit")
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    field = get_object_or_404(queries.fields_to_mark(actor=request.user), pk=pk)
    given = MarkForm(request.POST, prefix=f"f{pk}")
    if given.is_valid():
        actions.mark_field(
            actor=request.user, field=field, fact=given.cleaned_data["fact"], now=timezone.now()
        )
        messages.success(request, _("Saved: %(field)s") % {"field": field})
    return redirect("forms:detail", field.form_id)


@opens(post="form.edit")
@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    form = get_object_or_404(queries.forms_in_reach(actor=request.user), pk=pk)
    require(request.user, "form.edit", on=form.union)
    words = request.POST.get("words", "").strip()[:200]

    def act() -> Any:
        return actions.retire_form(actor=request.user, form=form, words=words, now=timezone.now())

    return acted(request, act, _("Retired: %(form)s") % {"form": form}, "forms:detail", pk)


def _of_year(request: HttpRequest) -> tuple[YearForm, int, list[queries.AskedForm]]:
    today = timezone.localdate()
    form = YearForm(request.GET or None, initial={"year": today.year})
    year = form.year_or(today)
    found = queries.asked_forms(actor=request.user, today=today)
    return form, year, [one for one in found if one.is_asked_in(year)]


def _book(request: HttpRequest, table: Any) -> HttpResponse:
    RequestConfig(request, paginate=False).configure(table)
    content = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(content, f"{table.caption}.xlsx")
