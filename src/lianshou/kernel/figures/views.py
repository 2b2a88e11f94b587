from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.core.figures import Figure
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.figures import queries
from lianshou.kernel.figures.exports import DISTINCT, PLACES_TITLE, lines_book, overview_book, rows_book
from lianshou.kernel.figures.forms import NarrowForm
from lianshou.kernel.figures.queries import (
    PLACES,
    Narrowing,
    Overview,
    all_figures,
    before_of,
    cards,
    cuts_in_words,
    facts_of,
    figures_by_pillar,
    grouped,
    lines_of,
    narrowing_of,
    number_of,
    places_of,
    rows_of,
    tally_of,
    targets_of,
)
from lianshou.kernel.figures.rules import is_whole_years, usual_periods
from lianshou.kernel.figures.tables import paginator_of, rows_table
from lianshou.web.doors import ANYONE, CONCERNED, PUBLIC, door_of, opens
from lianshou.web.workbooks import attachment


@opens("figure.view")
@require_safe
def list(request: HttpRequest) -> HttpResponse:
    require(request.user, "figure.view")
    form, to = _narrowing(request)
    today = timezone.localdate()
    shown = cards(actor=request.user, today=today, to=to)
    context = {"form": form, "groups": grouped(shown), "usual": usual_periods(today), "to": to}
    return render(request, "figures/list.html", context)


@opens("figure.view")
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    require(request.user, "figure.view")
    figure, today = _figure(slug), timezone.localdate()
    form, to = _narrowing(request, figure)
    asked: dict[str, Any] = {"figure": figure, "actor": request.user, "today": today, "to": to}
    rows = rows_of(**asked)
    tally = tally_of(figure, facts_of(**asked))
    count = number_of(**asked) if tally is None else tally.number
    cuts = [
        (breakdown, lines)
        for breakdown in figure.breakdowns
        if len(lines := lines_of(breakdown=breakdown, tally=tally, **asked)) > 1
    ]
    places = places_of(tally=tally, **asked)
    paging = {"per_page": 20} if figure.adds else {"per_page": 20, "paginator_class": paginator_of(count)}
    table = RequestConfig(request, paginate=paging).configure(
        rows_table(figure, rows, partial(_may_open, request.user))
    )
    number = figure.quantity(count)
    context = {
        "figure": figure,
        "form": form,
        "number": number,
        "before": before_of(number=number, **asked),
        "targets": targets_of(**asked) if not to.cuts else [],
        "cuts": cuts,
        "places": places if len(places) > 1 else [],
        "table": table,
        "is_shut": _is_shut(figure, table, request.user),
        "usual": usual_periods(today),
        "to": to,
        "by_year": to.period is not None and not figure.on and not is_whole_years(to.period),
        "distinct": DISTINCT if figure.each else None,
    }
    return render(request, "figures/detail.html", context | {"chosen": cuts_in_words(figure=figure, to=to)})


@opens("figure.view")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    require(request.user, "figure.view")
    form, to = _narrowing(request)
    today = timezone.localdate()
    shown = _overview(request, to, today)
    context = {"form": form, "to": to, "usual": usual_periods(today), "shown": shown}
    return render(request, "figures/overview.html", context)


@opens("figure.view")
@require_safe
def export_overview(request: HttpRequest) -> HttpResponse:
    require(request.user, "figure.view")
    today = timezone.localdate()
    _, to = _narrowing(request)
    content = overview_book(shown=_overview(request, to, today), to=to, on=today)
    return _workbook(content, "overview", today)


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


@opens("figure.view")
@require_safe
def export_lines(request: HttpRequest, slug: str, cut: str) -> HttpResponse:
    require(request.user, "figure.view")
    figure, today = _figure(slug), timezone.localdate()
    _, to = _narrowing(request, figure)
    asked: dict[str, Any] = {"figure": figure, "actor": request.user, "today": today, "to": to}
    if cut == PLACES:
        title, lines = PLACES_TITLE, [(place.union.name, place.count) for place in places_of(**asked)]
    else:
        breakdown = next((one for one in figure.breakdowns if one.slug == cut), None)
        if breakdown is None:
            raise Http404(cut)
        title = breakdown.title
        lines = [(line.label, line.count) for line in lines_of(breakdown=breakdown, **asked)]
    number = figure.quantity(number_of(**asked))
    content = lines_book(figure=figure, title=title, lines=lines, number=number, to=to, on=today)
    return _workbook(content, f"{slug}-{cut}", today)


def _overview(request: HttpRequest, to: Narrowing, today: date) -> Overview:
    figures = figures_by_pillar()
    chosen = next((one for one in figures if one.slug == request.GET.get("of")), figures[0])
    return queries.overview(actor=request.user, today=today, to=to, chosen=chosen)


def _may_open(user: Any, url: str) -> bool:
    """Whether the door at an address lets a reader in; the record behind it may still be somebody else's."""
    door = door_of(resolve(url.partition("?")[0]).func)
    need = door.needs("GET") if door else None
    return need in (PUBLIC, ANYONE, CONCERNED) or (need is not None and may(user, need))


def _is_shut(figure: Figure, table: Any, user: Any) -> bool:
    """Whether a reader sees the records of a figure listed, but may open none of them."""
    links = [column.link for column in figure.columns if column.link is not None]
    first = next(iter(table.page.object_list), None) if links else None
    return first is not None and not any(_may_open(user, link(first.record)) for link in links)


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
    return form, narrowing_of(form.cleaned_data, cuts)


def _workbook(content: bytes, slug: str, today: date) -> HttpResponse:
    return attachment(content, f"{slug}-{today:%Y%m%d}.xlsx")
