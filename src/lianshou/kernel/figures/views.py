from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.core.figures import Figure
from lianshou.kernel.access.queries import require
from lianshou.kernel.figures.exports import rows_book
from lianshou.kernel.figures.forms import NarrowForm
from lianshou.kernel.figures.queries import (
    Narrowing,
    all_figures,
    cards,
    cuts_in_words,
    lines_of,
    number_of,
    rows_of,
)
from lianshou.kernel.figures.tables import rows_table
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens("figure.view")
@require_safe
def list(request: HttpRequest) -> HttpResponse:
    require(request.user, "figure.view")
    form, to = _narrowing(request)
    shown = cards(actor=request.user, today=timezone.localdate(), to=to)
    return render(request, "figures/list.html", {"form": form, "cards": shown})


@opens("figure.view")
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    require(request.user, "figure.view")
    figure, today = _figure(slug), timezone.localdate()
    form, to = _narrowing(request, figure)
    asked: dict[str, Any] = {"figure": figure, "actor": request.user, "today": today, "to": to}
    rows = rows_of(**asked)
    cuts = [
        (breakdown, lines)
        for breakdown in figure.breakdowns
        if len(lines := lines_of(breakdown=breakdown, **asked)) > 1
    ]
    table = RequestConfig(request, paginate={"per_page": 20}).configure(rows_table(figure, rows))
    number = figure.quantity(number_of(**asked) if figure.adds else table.paginator.count)
    context = {"figure": figure, "form": form, "number": number, "cuts": cuts, "table": table}
    return render(request, "figures/detail.html", context | {"chosen": cuts_in_words(figure=figure, to=to)})


@opens("figure.view")
@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    require(request.user, "figure.view")
    figure, today = _figure(slug), timezone.localdate()
    _, to = _narrowing(request, figure)
    asked: dict[str, Any] = {"figure": figure, "actor": request.user, "today": today, "to": to}
    number = figure.quantity(number_of(**asked))
    content = rows_book(figure=figure, rows=rows_of(**asked), number=number, on=today)
    return _workbook(content, slug, today)


def _figure(slug: str) -> Figure:
    figure = all_figures().get(slug)
    if not isinstance(figure, Figure):
        raise Http404(slug)
    return figure


def _narrowing(request: HttpRequest, figure: Figure | None = None) -> tuple[NarrowForm, Narrowing]:
    form = NarrowForm(request.GET, actor=request.user)
    form.is_valid()
    slugs = {breakdown.slug for breakdown in figure.breakdowns} if figure else set()
    cuts = {slug: request.GET[slug] for slug in slugs & request.GET.keys()}
    return form, Narrowing(**form.cleaned_data, cuts=cuts)


def _workbook(content: bytes, slug: str, today: date) -> HttpResponse:
    return attachment(content, f"{slug}-{today:%Y%m%d}.xlsx")
