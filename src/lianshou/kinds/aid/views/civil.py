"""Lists of the civil-affairs office: compared, their report read, exported, passed on to the files, erased."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.formats.sheets.templates import write_template
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions, queries
from lianshou.kinds.aid.forms import DIFFERING, CivilLineFilter, CivilListForm
from lianshou.kinds.aid.models import CivilList
from lianshou.kinds.aid.rules.civil_list import civil_layout
from lianshou.kinds.aid.tables import CivilLineTable, CivilListTable
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment

_LISTS = Listed(table=CivilListTable, rows=lambda request: queries.civil_lists_in_scope(actor=request.user))


@opens("person.view")
@require_safe
def civil_lists(request: HttpRequest) -> HttpResponse:
    return _LISTS.page(request, "aid/civil_lists.html", writes=may(request.user, "person.edit"))


@opens("person.view")
@require_safe
def export_civil_lists(request: HttpRequest) -> HttpResponse:
    return _LISTS.book(request)


@opens("person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    form = CivilListForm(request.POST or None, request.FILES or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.compare_civil_list(
                actor=request.user,
                union=told["union"],
                title=told["title"],
                drawn_on=told["drawn_on"],
                rows=told["file"].payees,
                skipped=told["file"].skipped,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The list is compared; the report stands below."))
            return redirect("aid:civil_list", made.pk)
    context = {"form": form, "problems": form.problems[:200]}
    return render(request, "aid/civil_new.html", context, status=422 if form.errors else 200)


@opens("person.edit")
@require_safe
def civil_template(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    out = BytesIO()
    write_template(civil_layout(), out, language=page_language())
    return attachment(out.getvalue(), _("Civil-affairs list") + ".xlsx")


def _list_for(request: HttpRequest, pk: int, verb: str = "person.view") -> CivilList:
    return get_object_or_404(queries.civil_lists_in_scope(actor=request.user, verb=verb), pk=pk)


def _report(found: CivilList) -> Listed:
    return Listed(
        table=CivilLineTable,
        filters=CivilLineFilter,
        rows=lambda _request: queries.lines_of_report(found),
        usual={"mismatch": DIFFERING},
    )


@opens("person.view")
@require_safe
@never_cache
def civil_list(request: HttpRequest, pk: int) -> HttpResponse:
    found = _list_for(request, pk)
    writes = may(request.user, "person.edit", on=found.union)
    told: dict[str, Any] = {
        "list": found,
        "writes": writes and not found.erased_at,
        "differing": "mismatch" not in request.GET and not request.GET.get("q"),
        "findings": queries.findings_of(queries.lines_of_report(found)),
        "waiting": len(queries.waiting_at_civil(found)) if writes else 0,
    }
    return _report(found).page(request, "aid/civil_list.html", **told)


@opens("person.view")
@require_safe
@never_cache
def export_civil_list(request: HttpRequest, pk: int) -> HttpResponse:
    found = _list_for(request, pk)
    return _report(found).book(request, name=found.title)


@opens(post="person.edit")
@require_POST
def pass_civil(request: HttpRequest, pk: int) -> HttpResponse:
    found = _list_for(request, pk, "person.edit")
    done = actions.pass_civil(actor=request.user, civil_list=found, now=timezone.now())
    words = ngettext("%(n)d household has passed the check.", "%(n)d households have passed the check.", done)
    messages.success(request, words % {"n": done})
    return redirect("aid:civil_list", found.pk)


@opens(post="person.edit")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _list_for(request, pk, "person.edit")
    return acted(
        request,
        lambda: actions.drop_report(actor=request.user, civil_list=found, now=timezone.now()),
        _("The lines of the report are erased."),
        "aid:civil_list",
        found.pk,
    )
