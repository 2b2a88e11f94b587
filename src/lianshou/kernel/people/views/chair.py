from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.tables import ChangeTable
from lianshou.kernel.people import actions, queries
from lianshou.kernel.people.forms import ChairForm
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.doors import opens


@opens(get="union.edit", post="union.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def name_chair(request: HttpRequest, pk: int) -> HttpResponse:
    union = get_object_or_404(unions_in_scope(actor=request.user), pk=pk)
    require(request.user, "union.edit", on=union)
    chair = queries.chairs_of([union]).get(union.pk)
    initial = {"name": chair.name} if chair else {}
    form = ChairForm(request.POST or None, initial=initial, subject=chair)
    if request.method == "POST" and form.is_valid():
        actions.name_chair(actor=request.user, union=union, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("unions:detail", union.pk)
    context = {"form": form, "union": union, "chair": chair}
    return render(request, "people/chair.html", context, status=422 if form.errors else 200)


@opens(post="account.open")
@require_POST
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """An account for the sitting chair; the first password stands on this answer and nowhere else."""
    union = get_object_or_404(unions_in_scope(actor=request.user), pk=pk)
    try:
        opened = actions.open_chair_account(actor=request.user, union=union, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("unions:detail", union.pk)
    answer = render(request, "people/account.html", {"opened": opened})
    answer["Cache-Control"] = "no-store"
    return answer


@opens(get="person.view")
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_in_scope(actor=request.user), pk=pk)
    found = queries.changes_in(actor=request.user, person=person)
    table = RequestConfig(request, paginate={"per_page": 50}).configure(ChangeTable(found))
    places = [{"url": reverse("unions:detail", args=[person.union_id]), "label": person.union.name}]
    return render(request, "audit/changes.html", {"subject": person.name, "table": table, "places": places})


@opens(post="account.open")
@require_POST
def open_worker_account(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_in_scope(actor=request.user), pk=pk)
    try:
        actions.open_worker_account(actor=request.user, person=person, now=timezone.now())
        messages.success(
            request, _("The account is open: they enter with a code sent to their mobile number.")
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("unions:detail", person.union_id)
