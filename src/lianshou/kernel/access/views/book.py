from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianshou.kernel.access import queries
from lianshou.kernel.access.exports import book_of_entries
from lianshou.kernel.access.forms import EntryFilter
from lianshou.kernel.access.tables import EntryTable
from lianshou.kernel.audit.enums import door_said, subject_said, verb_said
from lianshou.kernel.audit.queries import wrong_with
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens(get="audit.read")
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    page = queries.page_of_book(
        found.qs,
        beyond=_number(request, "beyond"),
        ahead=_number(request, "ahead"),
        oldest_first=found.is_oldest_first,
    )
    context = {"filter": found, "page": page, "table": EntryTable(page.entries)}
    return render(request, "access/book.html", context)


@opens(get="audit.read")
@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    queries.require(request.user, "audit.read")
    found = get_object_or_404(queries.entries_in_scope(actor=request.user), pk=number)
    context = {
        "entry": found,
        "what": verb_said(found.verb),
        "about": subject_said(found.subject_type),
        "door": door_said(found.door),
        "looked": queries.look_said(found),
        "post": queries.post_words(actor=request.user, post=found.post),
        "near": queries.neighbours_of(actor=request.user, entry=found),
        "others": EntryTable(
            queries.same_subject(actor=request.user, entry=found)[:10], exclude=("subject", "digest")
        ),
        "wrong": wrong_with(found.pk),
    }
    return render(request, "access/entry.html", context)


@opens(get="audit.read")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    found, today = _found(request), timezone.localdate()
    content = book_of_entries(entries=found.qs, oldest_first=found.is_oldest_first, on=today)
    return attachment(content, _("Audit book") + f"-{today:%Y%m%d}.xlsx")


def _found(request: HttpRequest) -> EntryFilter:
    queries.require(request.user, "audit.read")
    found = EntryFilter(
        request.GET, queryset=queries.entries_in_scope(actor=request.user), actor=request.user
    )
    found.form.is_valid()
    return found


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
