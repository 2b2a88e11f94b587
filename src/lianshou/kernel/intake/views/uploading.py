from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianshou.core.kinds import ListIntake, register_lists, registry
from lianshou.core.refusals import Refused
from lianshou.formats.sheets.problems import SheetError
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.exports import template_workbook
from lianshou.kernel.intake.forms import RegisterUploadForm, UploadForm
from lianshou.kernel.intake.rules import SMALL_FILE, NotUnderstood
from lianshou.kernel.intake.tasks import work_on_import
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language, say, say_both
from lianshou.web.workbooks import attachment


@opens("intake.import", post="intake.import")
def new(request: HttpRequest, programme: int, list_slug: str) -> HttpResponse:
    found, entry = _list(request, programme, list_slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = _uploaded(request, form, list_slug=list_slug, programme=found)
        if batch is not None:
            return redirect("intake:detail", batch.pk)
    context = {"programme": found, "entry": entry, "form": form, "home": registry[found.kind].home(found.pk)}
    return render(request, "intake/new.html", context, status=422 if form.errors else 200)


@opens("intake.import", post="intake.import")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, list_slug: str) -> HttpResponse:
    entry = _register_list(request, list_slug)
    union = queries.union_to_fill(actor=request.user)
    if union is None:
        raise Http404
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RegisterUploadForm(*data, actor=request.user, union=union)
    if form.is_valid():
        batch = _uploaded(request, form, list_slug=list_slug, union=form.union)
        if batch is not None:
            return redirect("intake:detail", batch.pk)
    before = queries.imports_in_scope(actor=request.user).filter(programme=None, list_slug=list_slug)[:10]
    home = entry.home() if entry.home else "/"
    context = {"entry": entry, "form": form, "home": home, "before": before}
    return render(request, "intake/new.html", context, status=422 if form.errors else 200)


@opens("intake.import")
@require_GET
def register_template(request: HttpRequest, list_slug: str) -> HttpResponse:
    entry = _register_list(request, list_slug)
    layout = entry.layout()
    content = template_workbook(
        layout, language=page_language(), beside=entry.beside().layout if entry.beside else None
    )
    return attachment(content, f"{say(layout.title)}-" + _("blank") + ".xlsx")


@opens("intake.import")
@require_GET
def template(request: HttpRequest, programme: int, list_slug: str) -> HttpResponse:
    _found, entry = _list(request, programme, list_slug)
    layout = entry.layout()
    content = template_workbook(layout, language=page_language())
    return attachment(content, f"{say(layout.title)}-" + _("blank") + ".xlsx")


@opens("intake.import")
@require_GET
def sample(request: HttpRequest, programme: int, list_slug: str) -> HttpResponse:
    _found, entry = _list(request, programme, list_slug)
    if entry.sample is None:
        raise Http404
    return attachment(entry.sample(page_language()), f"{say(entry.title)}-" + _("sample") + ".xlsx")


def _uploaded(request: HttpRequest, form: UploadForm, **home: Any) -> Any:
    """The import of an upload: a small file is read at once, a large one in the background; None with a word at the field."""
    upload = form.cleaned_data["file"]
    given = {"name": upload.name, "content": upload.read(), "now": timezone.now(), "actor": request.user}
    try:
        if upload.size <= SMALL_FILE:
            return actions.open_import(**given, **home)
        return actions.read_workbook(**given, **home, enqueue=work_on_import.enqueue)
    except (Refused, SheetError, NotUnderstood) as error:
        blame(form, error)
        return None


def _register_list(request: HttpRequest, list_slug: str) -> ListIntake:
    require(request.user, "intake.import")
    if list_slug not in register_lists:
        raise Http404
    return register_lists[list_slug]


def _list(request: HttpRequest, programme: int, list_slug: str) -> tuple[Programme, ListIntake]:
    found = get_object_or_404(programmes_in_scope(actor=request.user), pk=programme)
    require(request.user, "intake.import", on=found.union)
    try:
        return found, registry[found.kind].list_called(list_slug)
    except KeyError as error:
        raise Http404 from error


def blame(form: UploadForm, error: Exception) -> None:
    if isinstance(error, Refused):
        form.add_error("file", error.sentence)
    elif isinstance(error, SheetError):
        form.add_error("file", say_both(error.message, error.way_out))
    elif isinstance(error, NotUnderstood):
        for problem in error.problems:
            form.add_error("file", say_both(problem.message, problem.way_out))
