from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.people import actions
from lianshou.kernel.people.exports import blank_persons_book
from lianshou.kernel.people.forms import PersonsForm
from lianshou.kernel.people.views.person import status_of, union_to_fill
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """A workbook of persons: all of it is entered, or nothing."""
    union = union_to_fill(request)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PersonsForm(*data, actor=request.user, union=union)
    if form.is_valid():
        try:
            found = actions.enter_persons(
                actor=request.user, union=form.union, rows=form.rows, now=timezone.now()
            )
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            said = _("%(added)s persons are entered, %(known)s were on record and are brought up to date.")
            messages.success(request, said % {"added": found.added, "known": found.known})
            return redirect("people:list")
    answer = render(request, "people/bring.html", {"form": form, "union": union}, status=status_of(form))
    answer["Cache-Control"] = "no-store"
    return answer


@opens(get="person.edit")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    return attachment(blank_persons_book(today=timezone.localdate()), "persons.xlsx")
