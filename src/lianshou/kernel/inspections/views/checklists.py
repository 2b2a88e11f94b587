from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.exports import checklist_book, empty_book
from lianshou.kernel.inspections.forms import ChecklistFilter, ChecklistForm, ChecklistUploadForm
from lianshou.kernel.inspections.models import Checklist
from lianshou.kernel.inspections.tables import ChecklistTable
from lianshou.kernel.inspections.views.frame import done, form_page, list_book, list_page
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens("inspection.view")
@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.checklists_in_scope(actor=request.user)
    plans = may(request.user, "inspection.plan")
    return list_page(request, "checklists", ChecklistTable, ChecklistFilter, rows, plans=plans)


@opens("inspection.view")
@require_safe
def export_checklists(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.checklists_in_scope(actor=request.user)
    return list_book(request, ChecklistTable, ChecklistFilter, rows)


@opens("inspection.plan")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.plan")
    return attachment(empty_book(), _("Checklist") + ".xlsx")


@opens("inspection.plan", post="inspection.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def new_checklist(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.plan")
    form = ChecklistForm(request.POST or None, actor=request.user, initial=_copied(request))
    return _made(request, form, "lines", title=_("Set up a checklist"), is_checklist=True)


@opens("inspection.plan", post="inspection.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def upload_checklist(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.plan")
    given: Callable[..., Any] = ChecklistUploadForm
    posted = request.method == "POST"
    form = given(request.POST, request.FILES, actor=request.user) if posted else given(actor=request.user)
    return _made(request, form, "file", title=pgettext("checklist", "Take in a workbook"), is_upload=True)


@opens("inspection.view", is_shared=True)
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    found = _checklist(request, pk)
    context = {
        "checklist": found,
        "lines": queries.lines_of(checklist=found),
        "plans": may(request.user, "inspection.plan", on=found.union),
    }
    return render(request, "inspections/checklist.html", context)


@opens("inspection.view", is_shared=True)
@require_safe
def export_checklist(request: HttpRequest, pk: int) -> HttpResponse:
    found = _checklist(request, pk)
    return attachment(checklist_book(found, queries.lines_of(checklist=found)), f"{found.title}.xlsx")


def _made(request: HttpRequest, form: Any, name: str, *, title: str, **more: Any) -> HttpResponse:
    made: list[Checklist] = []

    def act() -> None:
        facts = {key: value for key, value in form.cleaned_data.items() if key != name}
        lines = form.cleaned_data[name]
        made.append(actions.make_checklist(actor=request.user, now=timezone.now(), lines=lines, **facts))

    if request.method == "POST" and done(request, form, act, _("The checklist is set up.")):
        return redirect("inspections:checklist", made[0].pk)
    back = reverse("inspections:checklists")
    return form_page(request, form, title=title, back=back, back_label=_("Checklists"), **more)


def _copied(request: HttpRequest) -> dict[str, Any]:
    """The facts of a checklist of which a new version is made."""
    asked = request.GET.get("of", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return {}
    found = queries.checklists_in_scope(actor=request.user).filter(pk=int(asked)).first()
    if found is None:
        return {}
    facts = {name: getattr(found, name) for name in ("union", "title", "sort", "pass_mark")}
    return facts | {"lines": queries.typed_lines(checklist=found)}


def _checklist(request: HttpRequest, pk: int) -> Checklist:
    return get_object_or_404(queries.checklists_in_scope(actor=request.user), pk=pk)
