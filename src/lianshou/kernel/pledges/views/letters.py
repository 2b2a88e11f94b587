from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.pledges import actions, queries
from lianshou.kernel.pledges.forms import (
    BatchFilter,
    LetterForm,
    LettersFilter,
    NumberingForm,
    PassOverForm,
    SeriesFilter,
    SeveralForm,
)
from lianshou.kernel.pledges.models import LetterBatch, Series
from lianshou.kernel.pledges.rules import pattern_said
from lianshou.kernel.pledges.tables import BatchTable, LetterTable, SeriesTable, VoidTable
from lianshou.kernel.pledges.tasks import work_on_letters
from lianshou.kernel.pledges.views.acting import blamed, done
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("pledge.issue", post="pledge.issue")
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    require(request.user, "pledge.issue")
    form = SeveralForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draw_up_agreement(actor=request.user, now=timezone.now(), **form.facts)
        except Refused as refusal:
            blamed(form, refusal.sentence)
        else:
            messages.success(request, _("Drawn up: every party is asked to agree."))
            return redirect("pledges:detail", pk=made.pk)
    context = {"form": form, "any": queries.programmes_to_write_in(actor=request.user).exists()}
    return render(request, "pledges/several.html", context, status=422 if form.errors else 200)


@opens("pledge.issue")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    narrowed = _batches(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(BatchTable(narrowed.qs))
    found = queries.batches_in_scope(actor=request.user)
    return render(
        request, "pledges/letters.html", {"table": table, "filter": narrowed, "any": found.exists()}
    )


@opens("pledge.issue")
@require_safe
def export_letters(request: HttpRequest) -> HttpResponse:
    title = _("Bulk letters")
    book = table_workbook(BatchTable(_batches(request).qs), title=title, language=page_language())
    return attachment(book, f"{title}.xlsx")


@opens("pledge.issue")
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    narrowed = _letters(request, found)
    table = LetterTable(narrowed.qs, sort=found.asked.get("sort"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "pledges/letters_batch.html", {"batch": found, "table": table, "filter": narrowed})


@opens("pledge.issue")
@require_safe
def export_batch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    table = LetterTable(_letters(request, found).qs, sort=found.asked.get("sort"))
    return attachment(
        table_workbook(table, title=found.title, language=page_language()), f"{found.title}.xlsx"
    )


@opens("pledge.issue", post="pledge.issue")
@require_http_methods(["GET", "HEAD", "POST"])
def new_letters(request: HttpRequest) -> HttpResponse:
    require(request.user, "pledge.issue")
    form = LetterForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_letters(
                actor=request.user,
                now=timezone.now(),
                enqueue=work_on_letters.enqueue,
                **_asked(form),
            )
        except Refused as refusal:
            blamed(form, refusal.sentence)
        else:
            messages.success(
                request, _("The letters are being issued, all at once; the list below shows how far it is.")
            )
            return redirect("pledges:letters")
    context = {"form": form, "any": queries.programmes_to_write_in(actor=request.user).exists()}
    return render(request, "pledges/letters_new.html", context, status=422 if form.errors else 200)


@opens("pledge.issue")
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    return _numbers(request, NumberingForm(actor=request.user, initial={"year": timezone.localdate().year}))


@opens("pledge.issue")
@require_safe
def export_numbers(request: HttpRequest) -> HttpResponse:
    title = _("Numbers of papers")
    book = table_workbook(SeriesTable(_series(request).qs), title=title, language=page_language())
    return attachment(book, f"{title}.xlsx")


@opens(post="pledge.issue")
@require_POST
def set_numbers(request: HttpRequest) -> HttpResponse:
    form = NumberingForm(request.POST, actor=request.user)
    if not form.is_valid():
        return _numbers(request, form)
    return done(
        request,
        lambda: actions.set_numbering(actor=request.user, now=timezone.now(), **form.facts),
        _("The form of the numbers is set."),
        back="pledges:numbers",
        refused=lambda words: _numbers(request, blamed(form, words)),
    )


@opens("pledge.issue")
@require_safe
def series(request: HttpRequest, pk: int) -> HttpResponse:
    return _series_page(request, _one(request, pk), PassOverForm())


@opens(post="pledge.issue")
@require_POST
def pass_over(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _one(request, pk), PassOverForm(request.POST)
    if not form.is_valid():
        return _series_page(request, found, form)
    return done(
        request,
        lambda: actions.pass_over_numbers(
            actor=request.user, series=found, now=timezone.now(), **form.cleaned_data
        ),
        _("The numbers are void and explained."),
        back="pledges:series",
        pk=found.pk,
        refused=lambda words: _series_page(request, found, blamed(form, words)),
    )


def _asked(form: LetterForm) -> dict[str, Any]:
    facts = form.facts
    facts["unions"] = list(facts.pop("receivers"))
    facts["clauses"] = [queries.clause_said(clause) for clause in facts["clauses"]]
    return facts


def _batches(request: HttpRequest) -> BatchFilter:
    require(request.user, "pledge.issue")
    found = queries.batches_in_scope(actor=request.user)
    narrowed = BatchFilter(request.GET, queryset=found, request=request)
    narrowed.form.is_valid()
    return narrowed


def _batch(request: HttpRequest, pk: int) -> LetterBatch:
    return get_object_or_404(queries.batches_in_scope(actor=request.user), pk=pk)


def _letters(request: HttpRequest, found: LetterBatch) -> LettersFilter:
    letters = queries.letters_of(actor=request.user, batch=found)
    narrowed = LettersFilter(request.GET, queryset=letters, request=request)
    narrowed.form.is_valid()
    return narrowed


def _series(request: HttpRequest) -> SeriesFilter:
    require(request.user, "pledge.issue")
    found = queries.series_in_scope(actor=request.user)
    narrowed = SeriesFilter(request.GET, queryset=found, request=request)
    narrowed.form.is_valid()
    return narrowed


def _numbers(request: HttpRequest, form: NumberingForm) -> HttpResponse:
    narrowed = _series(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(SeriesTable(narrowed.qs))
    found = queries.series_in_scope(actor=request.user)
    context = {"table": table, "filter": narrowed, "any": found.exists(), "form": form}
    return render(request, "pledges/numbers.html", context, status=422 if form.errors else 200)


def _one(request: HttpRequest, pk: int) -> Series:
    return get_object_or_404(queries.series_in_scope(actor=request.user), pk=pk)


def _series_page(request: HttpRequest, found: Series, form: PassOverForm) -> HttpResponse:
    gaps = queries.gaps_of(series=found)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(VoidTable(gaps.void))
    context = {"series": found, "gaps": gaps, "table": table, "form": form}
    context["pattern"] = pattern_said(found.pattern, page_language())
    return render(request, "pledges/series.html", context, status=422 if form.errors else 200)
