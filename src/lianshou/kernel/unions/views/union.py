from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.china import divisions
from lianshou.china.industries import describe, lookup
from lianshou.core.panels import union_board
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.unions import actions, queries
from lianshou.kernel.unions.exports import ground_for
from lianshou.kernel.unions.forms import HonourForm, UnionForm, UpgradeForm
from lianshou.kernel.unions.forms.union import described, known_facts
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.rules import usual_level_below, why_not_upgrade_at_all
from lianshou.web.doors import opens


@opens("union.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    union = _union(request, pk)
    finer = queries.industry_names([union.industry_code])
    context = {
        "union": union,
        "above": queries.ancestors_in_scope(actor=request.user, union=union),
        "below": queries.children_of(union=union)[:10],
        "honours": union.honours.all(),
        "changes": union.grade_changes.select_related("honour"),
        "division": divisions.full_name_of(union.division_code) or union.division_code,
        "industry": describe(union.industry_code, finer=finer) if union.industry_code else "",
        "panels": union_board.panels(actor=request.user, subject=union),
        "may_edit": may(request.user, "union.edit", on=union),
        "may_move": queries.may_move(actor=request.user, union=union),
        "may_honour": may(request.user, "honour.record", on=union),
        "why_not_upgrade": why_not_upgrade_at_all(grade=union.grade),
    }
    return render(request, "unions/detail.html", context)


@opens("union.edit", post="union.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    union = _union(request, pk, verb="union.edit")
    form = _union_form(request, union=union, initial=known_facts(union))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_union(actor=request.user, union=union, now=timezone.now(), **form.facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("unions:detail", union.pk)
    return _union_page(request, form, {"union": union})


@opens("union.edit", post="union.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    parent = _union(request, pk, verb="union.edit")
    initial = {"level": usual_level_below(parent.level), "division_code": parent.division_code}
    form = _union_form(request, union=None, initial=initial | {"township": parent.township})
    if request.method == "POST" and form.is_valid():
        try:
            union = actions.add_union(actor=request.user, parent=parent, now=timezone.now(), **form.facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("“%(name)s” is now in the register.") % {"name": union.name})
            return redirect("unions:detail", union.pk)
    return _union_page(request, form, {"parent": parent})


@opens("honour.record", post="honour.record")
@require_http_methods(["GET", "HEAD", "POST"])
def add_honour(request: HttpRequest, pk: int) -> HttpResponse:
    union = _union(request, pk, verb="honour.record")
    form = HonourForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_honour(actor=request.user, union=union, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The honour is on record."))
            return redirect("unions:detail", union.pk)
    return render(request, "unions/honour.html", {"form": form, "union": union}, status=_status(form))


@opens("honour.record", post="honour.record")
@require_http_methods(["GET", "HEAD", "POST"])
def add_upgrade(request: HttpRequest, pk: int) -> HttpResponse:
    union = _union(request, pk, verb="honour.record")
    form = UpgradeForm(request.POST or None, union=union)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_upgrade(actor=request.user, union=union, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The rise is on record."))
            return redirect("unions:detail", union.pk)
    context = {"form": form, "union": union, "why_not": why_not_upgrade_at_all(grade=union.grade)}
    return render(request, "unions/upgrade.html", context, status=_status(form))


@opens("union.edit")
@require_safe
def industries(request: HttpRequest) -> HttpResponse:
    """What the words of an industry may mean, for choosing while typing."""
    require(request.user, "union.edit")
    words = request.GET.get("industry_words", "")
    finer = queries.all_industry_names()
    found = lookup(words, finer=finer)
    context = {"words": words, "found": found, "candidates": described(found.codes, finer)}
    return render(request, "unions/form.html#candidates", context)


def _union(request: HttpRequest, pk: int, *, verb: str = "") -> Union:
    """A union that the actor may see; with ``verb``, that it may also do this on."""
    found = queries.unions_in_scope(actor=request.user).select_related("zone")
    union = get_object_or_404(found, pk=pk)
    if verb:
        require(request.user, verb, on=union)
    return union


def _union_form(request: HttpRequest, *, union: Union | None, initial: dict[str, Any]) -> UnionForm:
    data = request.POST if request.method == "POST" else None
    finer = queries.all_industry_names()
    return UnionForm(data, actor=request.user, union=union, initial=initial, finer=finer)


def _union_page(request: HttpRequest, form: UnionForm, about: dict[str, Union]) -> HttpResponse:
    areas = [next(iter(about.values())).division_code]
    places, zones = list(queries.places_within(areas=areas)), list(queries.zones_within(areas=areas))
    near = queries.neighbours(actor=request.user, areas=areas)
    context = {"form": form, "places": places, "zones": zones, "candidates": form.candidates, **about}
    context["ground"] = ground_for(unions=list(near), places=[*places, *zones])
    return render(request, "unions/form.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.errors else 200
