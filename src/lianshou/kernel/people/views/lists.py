from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.people import actions
from lianshou.kernel.people.exports import blank_persons_book
from lianshou.kernel.people.forms import PersonsForm
from lianshou.kernel.people.views.person import status_of, union_to_fill
from lianshou.kernel.people.views.register import BROUGHT
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
            messages.success(request, _said(found))
            request.session[BROUGHT] = list(found.people)
            return redirect(f"{reverse('people:list')}?brought=1")
    context = {"form": form, "union": union, "may_import": may(request.user, "intake.import")}
    answer = render(request, "people/bring.html", context, status=status_of(form))
    answer["Cache-Control"] = "no-store"
    return answer


def _said(found: actions.Entered) -> str:
    counts = {"added": found.added, "known": found.known}
    if not found.known:
        return _("%(added)s persons are entered.") % counts
    if not found.added:
        return _("%(known)s persons were on record and are brought up to date.") % counts
    return _("%(added)s persons are entered, %(known)s were on record and are brought up to date.") % counts


@opens(get="person.edit")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    return attachment(blank_persons_book(today=timezone.localdate()), _("List of persons") + ".xlsx")
