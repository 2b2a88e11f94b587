from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.people import actions, queries
from lianshou.kernel.people.forms import RelativeForm
from lianshou.kernel.people.models import Relative
from lianshou.kernel.people.views.person import person_for, status_of
from lianshou.web.doors import opens


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request, pk, verb="person.edit")
    form = RelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_relative(actor=request.user, person=person, now=timezone.now(), **form.facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:detail", person.pk)
    return render(request, "people/relative.html", {"form": form, "person": person}, status=status_of(form))


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    relative = _relative(request, pk)
    form = RelativeForm(request.POST or None, subject=relative)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_relative(actor=request.user, relative=relative, now=timezone.now(), **form.facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:detail", relative.person_id)
    context = {"form": form, "person": relative.person, "relative": relative}
    return render(request, "people/relative.html", context, status=status_of(form))


@opens(post="person.edit")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    relative = _relative(request, pk)
    actions.remove_relative(actor=request.user, relative=relative, now=timezone.now())
    messages.success(request, _("The family member is struck off."))
    return redirect("people:detail", relative.person_id)


def _relative(request: HttpRequest, pk: int) -> Relative:
    relative: Relative = get_object_or_404(queries.relatives_in_scope(actor=request.user), pk=pk)
    require(request.user, "person.edit", on=relative.person.union)
    return relative
