"""Helpers: the list, who becomes one, a helper's page, leaving; and the lists of who helps whom and of visits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.forms.helping import (
    EnlistForm,
    HandOverForm,
    HelperFilter,
    HelperForm,
    HelpingFilter,
    VisitFilter,
)
from lianshou.kinds.aid.models import Helper
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.rules.helping.matching import match
from lianshou.kinds.aid.tables import HelperTable, HelpingTable, VisitTable
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language

_FORM = ["GET", "HEAD", "POST"]
_HELPERS = Listed(
    table=HelperTable, filters=HelperFilter, rows=lambda request: queries.helpers_in_scope(actor=request.user)
)
_HELPING = Listed(
    table=HelpingTable,
    filters=HelpingFilter,
    rows=lambda request: queries.helpings_in_scope(actor=request.user),
)
_VISITS = Listed(
    table=VisitTable, filters=VisitFilter, rows=lambda request: queries.visits_in_scope(actor=request.user)
)


def _may(request: HttpRequest) -> dict[str, Any]:
    return {"writes": bool(may(request.user, "person.edit")), "matches": bool(may(request.user, "match.run"))}


@opens("person.view")
@require_safe
def helpers(request: HttpRequest) -> HttpResponse:
    return _HELPERS.page(request, "aid/helping/helpers.html", **_may(request))


@opens("person.view")
@require_safe
def export_helpers(request: HttpRequest) -> HttpResponse:
    return _HELPERS.book(request)


@opens("person.view")
@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    return _HELPING.page(request, "aid/helping/helping.html", **_may(request))


@opens("person.view")
@require_safe
def export_helping(request: HttpRequest) -> HttpResponse:
    return _HELPING.book(request)


@opens("person.view")
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    return _VISITS.page(request, "aid/helping/visits.html", **_may(request))


@opens("person.view")
@require_safe
def export_visits(request: HttpRequest) -> HttpResponse:
    return _VISITS.book(request)


@opens("person.edit", post="person.edit")
@require_http_methods(_FORM)
def enlist(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    start = {"most": _usual_load(request)}
    form = EnlistForm(request.POST or None, actor=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enlist_helpers(actor=request.user, now=timezone.now(), **form.told)
        except Refused as refused:
            form.add_error("people", refused.sentence)
        else:
            said = ngettext("%(n)d helper entered.", "%(n)d helpers entered.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("aid:helpers")
    status = 422 if form.errors else 200
    return render(request, "aid/helping/enlist.html", {"form": form}, status=status)


def _usual_load(request: HttpRequest) -> int:
    union = queries.unions_to_help_in(actor=request.user, verb="person.edit").first()
    return queries.help_settings(union=union, on=timezone.localdate()).most if union else 3


@opens("person.view", post="person.edit")
@require_http_methods(_FORM)
def helper(request: HttpRequest, pk: int) -> HttpResponse:
    found = helper_for(request, pk)
    writes = may(request.user, "person.edit", on=found.union) and found.until is None
    form = None
    if writes:
        form = HelperForm(request.POST or None, initial=_told(found))
    if request.method == "POST":
        require(request.user, "person.edit", on=found.union)
        if form is not None and form.is_valid():
            try:
                actions.change_helper(actor=request.user, helper=found, now=timezone.now(), **form.told)
            except Refused as refused:
                form.add_error(None, refused.sentence)
            else:
                messages.success(request, _("The helper is changed."))
                return redirect("aid:helper", found.pk)
    context = {
        "helper": found,
        "form": form,
        "helped": queries.helped_by(found),
        "today": timezone.localdate(),
        "leaves": may(request.user, "placement.edit", on=found.union) and found.until is None,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "aid/helping/helper.html", context, status=status)


def _told(found: Helper) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(found, name) for name in ("title", "phone", "most", "languages")}
    return told | {"fields_of_help": found.fields}


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """A helper leaves: successors are proposed, and take over in one act."""
    found = helper_for(request, pk, verb="placement.edit")
    helpings = list(queries.helped_by(found))
    others = list(queries.helpers_in_scope(actor=request.user, verb="placement.edit").filter(until=None))
    others = [one for one in others if one.pk != found.pk]
    answer = match(queries.successors_for(helper=found, helpers=others, today=timezone.localdate()))
    proposed = {one["household"]: one["helper"] for one in answer["placements"]}
    why = {one["household"]: one["sentence"][page_language()] for one in answer["placements"]}
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        helpings=helpings,
        helpers=others,
        proposed=proposed,
    )
    if request.method == "POST" and form.is_valid():
        told = {"shared": form.shared, "reason": form.cleaned_data["reason"]}
        try:
            actions.leave_helper(actor=request.user, helper=found, now=timezone.now(), **told)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Handed over; the helper helps no longer."))
            return redirect("aid:helper", found.pk)
    rows = [
        {"helping": one, "field": form[f"to-{one.pk}"], "why": why.get(one.household_id, "")}
        for one in helpings
    ]
    context = {"helper": found, "form": form, "rows": rows, "has_left": found.until is not None}
    return render(request, "aid/helping/hand_over.html", context, status=422 if form.errors else 200)


def helper_for(request: HttpRequest, pk: int, *, verb: str = "person.view") -> Helper:
    """The helper, where the reader may do ``verb``; else 404."""
    return get_object_or_404(queries.helpers_in_scope(actor=request.user, verb=verb), pk=pk)
