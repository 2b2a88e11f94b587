from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.works import actions, queries
from lianshou.kernel.works.exports import empty_book, portfolio_book
from lianshou.kernel.works.forms import (
    AskedForm,
    LineForm,
    PortfolioForm,
    UploadForm,
    VersionForm,
    month_asked,
    whole,
)
from lianshou.kernel.works.models import Portfolio
from lianshou.kernel.works.views.frame import done, status_of, tabs
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens("works.view")
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    found = _asked(request)
    context = _board(request, found) | {
        "tabs": tabs("works:portfolio"),
        "choices": queries.portfolios_in_scope(actor=request.user)[:60],
        "sets_up": may(request.user, "works.edit"),
        "edits": found is not None and may(request.user, "works.edit", on=found.union),
    }
    return render(request, "works/portfolio.html", context)


@opens("works.view")
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """For a screen in the corridor and for a sheet of A3: no menu, nothing to press."""
    require(request.user, "works.view")
    return render(request, "works/wall.html", _board(request, _asked(request)))


@opens("works.view")
@require_safe
def gantt(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    found = _asked(request)
    context = _board(request, found) | {"tabs": tabs("works:gantt")}
    if found is not None:
        rows = [row for block in context["blocks"] for row in block.rows]
        context |= {
            "bars": queries.bars_of(rows, found.year),
            "today_at": queries.today_in(found.year, timezone.localdate()),
            "months": [(n, round(100 * (n - 1) / 12, 2)) for n in range(1, 13)],
        }
    return render(request, "works/gantt.html", context)


@opens("works.view")
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    today = timezone.localdate()
    first = month_asked(request.GET.get("month", ""), today)
    tasks = queries.due_in(actor=request.user, month=first)
    rows = queries.rows_of(actor=request.user, tasks=tasks, today=today)
    before, after = (first.replace(day=1) - timedelta(days=1)), first.replace(day=28)
    context = {
        "tabs": tabs("works:month"),
        "first": first,
        "before": before.strftime("%Y-%m"),
        "after": (after + timedelta(days=7)).strftime("%Y-%m"),
        "weeks": queries.weeks_of(rows, first),
        "rows": rows,
        "today": today,
    }
    return render(request, "works/month.html", context)


@opens("works.view")
@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    form = AskedForm(request.GET, actor=request.user)
    union, today = form.asked, timezone.localdate()
    superiors = queries.owed_by(actor=request.user, union=union, today=today) if union else []
    context = {
        "tabs": tabs("works:owed"),
        "form": form,
        "union": union,
        "superiors": superiors,
        "rows": [row for one in superiors for row in one.rows],
        "today": today,
    }
    return render(request, "works/owed.html", context)


@opens("works.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    found = _asked(request)
    if found is None:
        return redirect("works:portfolio")
    blocks = queries.board(actor=request.user, portfolio=found, today=timezone.localdate())
    return attachment(portfolio_book(found, blocks), f"{found.title}.xlsx")


@opens("works.edit")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.edit")
    return attachment(empty_book(), _("Tasks of the six works") + ".xlsx")


@opens("works.edit", post="works.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.edit")
    year = timezone.localdate().year
    initial = {"year": year, "title": _("The six works of %(year)s") % {"year": year}}
    form = PortfolioForm(request.POST or None, actor=request.user, initial=initial)

    def act() -> None:
        actions.open_portfolio(actor=request.user, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(request, form, act, _("Set up. Now add its lines, or upload them.")):
        return redirect("works:portfolio")
    context = {"form": form, "title": _("Set up the six works of a year")}
    return render(request, "works/form.html", context, status=status_of(form))


@opens("works.edit", post="works.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    found = _portfolio(request, pk)
    today = timezone.localdate()
    initial = {
        "starts_on": today if today.year == found.year else f"{found.year}-01-01",
        "union": found.union,
    }
    form = LineForm(request.POST or None, actor=request.user, portfolio=found, initial=initial)

    def act() -> None:
        over = form.cleaned_data["over_reason"]
        actions.add_line(
            actor=request.user, portfolio=found, line=form.line, now=timezone.now(), over_reason=over
        )

    if request.method == "POST" and done(request, form, act, _("The line is added.")):
        return _back(found)
    context = {"form": form, "title": _("Add a line"), "portfolio": found}
    return render(request, "works/form.html", context, status=status_of(form))


@opens("works.edit", post="works.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    found = _portfolio(request, pk)
    given: dict[str, Any] = {"actor": request.user, "portfolio": found}
    form = (
        UploadForm(request.POST, request.FILES, **given) if request.method == "POST" else UploadForm(**given)
    )

    def act() -> None:
        lines, over = form.cleaned_data["file"], form.cleaned_data["over_reason"]
        made = actions.add_lines(now=timezone.now(), lines=lines, over_reason=over, **given)
        stood = len(lines) - len(made)
        messages.success(
            request, ngettext("%(n)s line is added.", "%(n)s lines are added.", len(made)) % {"n": len(made)}
        )
        if stood:
            told = ngettext(
                "%(n)s line stood there already and was left as it is.",
                "%(n)s lines stood there already and were left as they are.",
                stood,
            )
            messages.info(request, told % {"n": stood})

    if request.method == "POST" and done(request, form, act, ""):
        return _back(found)
    context = {"form": form, "title": _("Take in a workbook"), "portfolio": found, "is_upload": True}
    return render(request, "works/form.html", context, status=status_of(form))


@opens("works.edit", post="works.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    found = _portfolio(request, pk)
    form = VersionForm(request.POST or None, portfolio=found)

    def act() -> None:
        actions.open_version(actor=request.user, portfolio=found, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(request, form, act, _("The new version counts from now on.")):
        return _back(found)
    context = {"form": form, "title": _("Revise the content"), "portfolio": found}
    return render(request, "works/form.html", context, status=status_of(form))


def _asked(request: HttpRequest) -> Portfolio | None:
    return queries.portfolio_asked(actor=request.user, pk=whole(request.GET.get("portfolio", "")))


def _board(request: HttpRequest, found: Portfolio | None) -> dict[str, Any]:
    today = timezone.localdate()
    context: dict[str, Any] = {"portfolio": found, "today": today}
    if found is None:
        return context | {"owed": queries.count_from_above(actor=request.user)}
    blocks = queries.board(actor=request.user, portfolio=found, today=today)
    rows = [row for block in blocks for row in block.rows]
    return context | {"blocks": blocks, "rows": rows, "versions": queries.versions_of(portfolio=found)}


def _portfolio(request: HttpRequest, pk: int) -> Portfolio:
    found: Portfolio = get_object_or_404(queries.portfolios_in_scope(actor=request.user), pk=pk)
    require(request.user, "works.edit", on=found.union)
    return found


def _back(found: Portfolio) -> HttpResponse:
    response = redirect("works:portfolio")
    response["Location"] += f"?portfolio={found.pk}"
    return response
