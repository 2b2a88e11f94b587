"""Calls to households that left, warnings of return, and files that are taken up again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.exports.leaving import call_form
from lianshou.kinds.aid.forms.following import (
    CallFilter,
    CallForm,
    ReturnForm,
    SettleForm,
    WarningFilter,
    WarningForm,
)
from lianshou.kinds.aid.models import Call
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.tables.leaving import CallTable, WarningTable
from lianshou.kinds.aid.views.frame import household_for
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import CONCERNED, opens
from lianshou.web.workbooks import DOCX, attachment

_FORM = ["GET", "HEAD", "POST"]
_CALLS = Listed(
    table=CallTable, filters=CallFilter, rows=lambda request: queries.calls_in_scope(actor=request.user)
)
_WARNINGS = Listed(
    table=WarningTable,
    filters=WarningFilter,
    rows=lambda request: queries.warnings_in_scope(actor=request.user),
)


@opens("person.view")
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    return _CALLS.page(request, "aid/leaving/calls.html")


@opens("person.view")
@require_safe
def export_calls(request: HttpRequest) -> HttpResponse:
    return _CALLS.book(request)


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_FORM)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call is recorded: by the former helper, or whoever writes in the file."""
    found = _call_for(request, pk)
    form = _call_form(found, request.POST if request.method == "POST" else None)
    writes = bool(may(request.user, "person.edit", on=found.household.union))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_call(
                actor=request.user, call=found, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.blame(refused)
        else:
            words = (
                _("The call is on record.")
                if made.is_reached
                else _("That nobody was reached is on record; try again on another day.")
            )
            messages.success(request, words)
            return redirect("aid:calls") if writes else redirect("aid:mine")
    return _call_page(request, found, form)


def _call_form(found: Call, sent: Any) -> CallForm:
    today = timezone.localdate()
    known = queries.leave_settings(union=found.household.union, on=today).weights
    return CallForm(sent, known=known, initial={"called_on": today, "key": uuid4()})


def _call_page(request: HttpRequest, found: Call, form: CallForm, **more: Any) -> HttpResponse:
    context = {
        "call": found,
        "household": found.household,
        "form": form,
        "tries": queries.tries_of(found),
        "writes": bool(may(request.user, "person.edit", on=found.household.union)),
        "today": timezone.localdate(),
    }
    return render(request, "aid/leaving/call.html", context | more, status=422 if form.errors else 200)


@opens(post=CONCERNED)
@require_POST
def reach_call(request: HttpRequest, pk: int) -> HttpResponse:
    """The telephone of the household on the page of its call, which is written into the book."""
    found = _call_for(request, pk)
    phone = actions.reach_for_call(actor=request.user, call=found, now=timezone.now())
    answer = _call_page(request, found, _call_form(found, None), asked_phone=True, phone=phone)
    answer["Cache-Control"] = "no-store"
    return answer


@opens(CONCERNED)
@require_safe
def call_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a call, to fill in by hand."""
    found = _call_for(request, pk)
    known = queries.leave_settings(union=found.household.union, on=timezone.localdate()).weights
    name = f"回访记录表-{found.household.number}.docx"
    return attachment(call_form(found, known=known), name, content_type=DOCX)


@opens("person.view")
@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    return _WARNINGS.page(request, "aid/leaving/warnings.html")


@opens("person.view")
@require_safe
def export_warnings(request: HttpRequest) -> HttpResponse:
    return _WARNINGS.book(request)


@opens("person.view", post="person.edit")
@require_http_methods(_FORM)
def warning(request: HttpRequest, pk: int) -> HttpResponse:
    """A warning: why it was raised, what else stands for the household, and what follows."""
    found = get_object_or_404(queries.warnings_in_scope(actor=request.user), pk=pk)
    household, writes = found.household, may(request.user, "person.edit", on=found.household.union)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.user, "person.edit", on=household.union)
        if form.is_valid():
            try:
                actions.settle_warning(
                    actor=request.user, warning=found, now=timezone.now(), **form.cleaned_data
                )
            except Refused as refused:
                form.blame(refused)
            else:
                messages.success(request, _("The warning is brought up to date."))
                return redirect("aid:warnings")
    others = [one for one in queries.warnings_of(household) if one.pk != found.pk]
    alarm = queries.leave_settings(union=household.union, on=timezone.localdate()).alarm
    context: dict[str, Any] = {
        "warning": found,
        "household": household,
        "others": others,
        "form": form,
        "writes": writes,
        "alarm": alarm,
        "is_high": vars(found)["risk"] >= alarm,
        "may_reveal": may(request.user, "personal.reveal", on=household.union),
    }
    return render(request, "aid/leaving/warning.html", context, status=422 if form.errors else 200)


@opens("person.edit", post="person.edit")
@require_http_methods(_FORM)
def raise_warning(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    known = queries.leave_settings(union=found.union, on=timezone.localdate()).weights
    form = WarningForm(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.raise_warning(
                actor=request.user, household=found, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The warning is raised; it stands in the work of this union."))
            return redirect("aid:warning", made.pk)
    context = {"household": found, "form": form}
    return render(request, "aid/leaving/raise.html", context, status=422 if form.errors else 200)


@opens("person.edit", post="person.edit")
@require_http_methods(_FORM)
def take_up_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_up_again(
                actor=request.user, household=found, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.blame(refused)
        else:
            words = _("The file is taken up again; its survey begins with the answers of last time.")
            messages.success(request, words)
            return redirect("aid:household", found.pk)
    context = {"household": found, "form": form, "warnings": queries.warnings_of(found)}
    return render(request, "aid/leaving/return.html", context, status=422 if form.errors else 200)


def _call_for(request: HttpRequest, pk: int) -> Call:
    found = queries.call_for(actor=request.user, pk=pk)
    if found is None:
        raise Http404
    return found
