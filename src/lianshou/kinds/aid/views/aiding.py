"""Aid: lists, one aid, the list for signing, funds by source and project, long-term marks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lianshou.core.quantities import yuan_text
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.enums import AidState, Nature
from lianshou.kinds.aid.exports.aiding import MOST_TO_SIGN, money_book, roster_book, roster_paper, source_said
from lianshou.kinds.aid.forms.aid_narrowing import AidFilter, LongTermFilter
from lianshou.kinds.aid.forms.aiding import CancelForm, FulfilForm, LongTermForm
from lianshou.kinds.aid.models import Aid
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.rules.aiding.money import is_implausible, wan, wan_text
from lianshou.kinds.aid.tables import AidTable, LongTermTable
from lianshou.kinds.aid.views.files import page
from lianshou.kinds.aid.views.frame import household_for
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import DOCX, attachment

_GIVEN = Listed(
    table=AidTable,
    off_screen=("sort", "hours"),
    filters=AidFilter,
    rows=lambda request: queries.aids_in_scope(actor=request.user),
)
_MARKS = Listed(
    table=LongTermTable,
    filters=LongTermFilter,
    rows=lambda request: queries.long_terms_in_scope(actor=request.user, year=timezone.localdate().year),
)


@opens("person.view")
@require_safe
def given(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    found = _GIVEN.narrowed(request).qs
    standing = queries.without_cancelled(found)
    money = queries.money_given(standing)
    context = {
        "counted": queries.counted(standing),
        "cancelled": queries.cancelled_among(found),
        "money": money["total"],
        "most": MOST_TO_SIGN,
        "signs": bool(money["total"]) and may(request.user, "fund.plan"),
    }
    return _GIVEN.page(request, "aid/aiding/given.html", **context)


@opens("person.view")
@require_safe
def export_given(request: HttpRequest) -> HttpResponse:
    return _GIVEN.book(request)


def _to_sign(request: HttpRequest) -> list[Aid]:
    """The money of the narrowed list that was not cancelled, at most so many, by union and name."""
    rows = _GIVEN.narrowed(request).qs.filter(nature=Nature.MONEY)
    ordered = queries.without_cancelled(rows).order_by(
        "household__union_path", "household__head__search", "pk"
    )
    return list(ordered[:MOST_TO_SIGN])


@opens("fund.plan")
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.plan")
    book = roster_book(_to_sign(request), on=timezone.localdate(), language=page_language())
    return attachment(book, _("List for signing") + ".xlsx")


@opens("fund.plan")
@require_safe
def roster_docx(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.plan")
    aids = _to_sign(request)
    union = aids[0].project.union.name if len({one.project.union_id for one in aids}) == 1 else ""
    paper = roster_paper(aids, union=union, on=timezone.localdate())
    return attachment(paper, _("List for signing") + ".docx", content_type=DOCX)


@opens("person.view")
@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Funds by source and sort of project, each number open to its rows."""
    require(request.user, "person.view")
    found, rows = _money_narrowed(request)
    crossed = queries.money_crossed(rows)
    counts = queries.counted_by_sort(rows)
    totals, today = queries.money_given(rows), timezone.localdate()
    union = found.form.cleaned_data.get("union")
    most = queries.plausible_for(union=union, on=today) if union else queries.usual_plausible()
    in_wan = request.GET.get("unit") == "wan"
    context = {
        "filter": found,
        "any": queries.aids_in_scope(actor=request.user).exists(),
        "lines": [
            {
                "source": row,
                "title": source_said(row),
                "cells": _cells(crossed.cells[place], crossed.columns, in_wan=in_wan),
                "total": _shown(crossed.row(place).total, in_wan=in_wan),
                "gap": wan_text(crossed.row(place).gap) if in_wan and crossed.row(place).gap else "",
            }
            for place, row in enumerate(crossed.rows)
        ],
        "sorts": [(one, queries.sort_said(one)) for one in crossed.columns],
        "by_column": _cells(crossed.by_column.cells, crossed.columns, in_wan=in_wan),
        "total": _shown(crossed.total, in_wan=in_wan),
        "gap": wan_text(crossed.by_column.gap) if in_wan and crossed.by_column.gap else "",
        "gaps": in_wan and crossed.has_gaps,
        "column_gaps": [
            (words, wan_text(gap) if gap else "")
            for words, gap in zip(
                [*map(queries.sort_said, crossed.columns), _("Total")], crossed.column_gaps, strict=True
            )
        ]
        if in_wan and any(crossed.column_gaps)
        else [],
        "counts": [
            (sort, queries.sort_said(sort), one, fen, fen // one.persons) for sort, one, fen in counts
        ],
        "all": queries.counted(rows),
        "all_fen": totals["total"],
        "in_wan": in_wan,
        "doubtful": is_implausible(total=totals["total"], persons=totals["persons"], most=most),
        "each": totals["total"] // totals["persons"] if totals["persons"] else 0,
        "most": most,
    }
    return render(request, "aid/aiding/money.html", context)


def _money_narrowed(request: HttpRequest) -> tuple[AidFilter, Any]:
    """The aid that was given, as it was narrowed; this year's where no year was asked for. What was cancelled is summed
    only where just that was asked for.
    """
    asked = request.GET.copy()
    if "year" not in asked:
        asked["year"] = str(timezone.localdate().year)
    if "state" not in asked:
        asked["state"] = AidState.GIVEN
    found = AidFilter(asked, queryset=queries.aids_in_scope(actor=request.user), request=request)
    found.form.is_valid()
    asks_cancelled = found.form.cleaned_data.get("state") == AidState.ENDED
    return found, found.qs if asks_cancelled else queries.without_cancelled(found.qs)


def _cells(cells: Any, columns: Any, *, in_wan: bool) -> list[tuple[str, Any, str, bool]]:
    """Each cell with its sort, the name of that, what is printed, and whether there is anything to open."""
    return [
        (sort, queries.sort_said(sort), _shown(fen, in_wan=in_wan), bool(fen))
        for sort, fen in zip(columns, cells, strict=True)
    ]


def _shown(fen: int, *, in_wan: bool) -> str:
    return wan_text(wan(fen)) if in_wan else yuan_text(fen)


@opens("person.view")
@require_safe
def export_money(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    _found, rows = _money_narrowed(request)
    title = str(_("Funds by source and project"))
    book = money_book(
        queries.money_crossed(rows),
        queries.counted_by_sort(rows),
        title=title,
        on=timezone.localdate(),
        language=page_language(),
    )
    return attachment(book, f"{title}.xlsx")


@opens("person.view")
@require_safe
def aid(request: HttpRequest, pk: int) -> HttpResponse:
    return _aid_page(request, aid_for(request, pk))


def _aid_page(request: HttpRequest, found: Aid, **forms: Any) -> HttpResponse:
    edits = may(request.user, "placement.edit", on=found.household.union) and found.is_live
    serves = edits and found.nature != Nature.MONEY
    pays = found.payment is not None and found.payment.state in ("paid", "receipted")
    context: dict[str, Any] = {
        "aid": found,
        "who": queries.recipient_said(found),
        "account": found.payment.masked["account"] if found.payment else "",
        "sees_money": found.payment is not None
        and may(request.user, "fund.view", on=found.payment.budget.programme.union),
        "fulfil_form": FulfilForm(prefix="fulfil", aid=found) if serves else None,
        "cancel_form": CancelForm(prefix="cancel") if edits and not pays else None,
    }
    return render(request, "aid/aiding/aid.html", context | forms, status=422 if forms else 200)


@opens(post="placement.edit")
@require_POST
def fulfil(request: HttpRequest, pk: int) -> HttpResponse:
    found = aid_for(request, pk, verb="placement.edit")
    form = FulfilForm(request.POST, prefix="fulfil", aid=found)
    if form.is_valid():
        try:
            actions.fulfil_aid(actor=request.user, aid=found, now=timezone.now(), **form.told)
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("It is entered as given."))
            return redirect("aid:aid", found.pk)
    return _aid_page(request, found, fulfil_form=form)


@opens(post="placement.edit")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = aid_for(request, pk, verb="placement.edit")
    form = CancelForm(request.POST, prefix="cancel")
    if form.is_valid():
        try:
            actions.cancel_aid(actor=request.user, aid=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The aid is cancelled; what was set aside for it is free again."))
            return redirect("aid:aid", found.pk)
    return _aid_page(request, found, cancel_form=form)


@opens("person.view")
@require_safe
def long_terms(request: HttpRequest) -> HttpResponse:
    return _MARKS.page(request, "aid/aiding/long_terms.html")


@opens("person.view")
@require_safe
def export_long_terms(request: HttpRequest) -> HttpResponse:
    return _MARKS.book(request)


@opens(post="placement.edit")
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk, verb="placement.edit")
    form = LongTermForm(request.POST, prefix="long")
    if form.is_valid():
        try:
            actions.mark_long_term(
                actor=request.user, household=found, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The household is marked; long-term projects are suggested to it."))
            return redirect("aid:household", found.pk)
    return page(request, found, long_form=form)


@opens(post="placement.edit")
@require_POST
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk, verb="placement.edit")
    return acted(
        request,
        lambda: actions.unmark_long_term(actor=request.user, household=found, now=timezone.now()),
        _("The mark is taken off."),
        "aid:household",
        found.pk,
    )


def aid_for(request: HttpRequest, pk: int, *, verb: str = "person.view") -> Aid:
    """The aid, where the reader may do ``verb``; else 404."""
    return get_object_or_404(queries.aids_in_scope(actor=request.user, verb=verb), pk=pk)
