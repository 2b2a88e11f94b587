from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.tables import ChangeTable
from lianshou.kernel.programmes import actions, queries
from lianshou.kernel.programmes.exports import programmes_book
from lianshou.kernel.programmes.forms import ProgrammeFilter, ProgrammeForm
from lianshou.kernel.programmes.tables import ProgrammeTable
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens("programme.view")
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = RequestConfig(request, paginate={"per_page": 20}).configure(ProgrammeTable(found.qs))
    context = {"filter": found, "table": table, "may_create": may(request.user, "programme.create")}
    return render(request, "programmes/list.html", context)


@opens("programme.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = programmes_book(programmes=_found(request).qs, on=today)
    return attachment(content, _("Programmes") + f"-{today:%Y%m%d}.xlsx")


@opens("programme.create", post="programme.create")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "programme.create")
    data = request.POST if request.method == "POST" else None
    form = ProgrammeForm(
        data, actor=request.user, today=timezone.localdate(), wanted=request.GET.get("kind", "")
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_programme(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("“%(title)s” is open.") % {"title": made.title})
            return redirect(registry[made.kind].home(made.pk))
    return render(request, "programmes/new.html", {"form": form}, status=422 if form.errors else 200)


@opens(get="programme.view")
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_in_scope(actor=request.user), pk=pk)
    found = queries.changes_in(actor=request.user, programme=programme)
    table = RequestConfig(request, paginate={"per_page": 50}).configure(ChangeTable(found))
    places = [
        {"url": reverse("programmes:list"), "label": _("Programmes")},
        {"url": registry[programme.kind].home(programme.pk), "label": programme.title},
    ]
    return render(
        request, "audit/changes.html", {"subject": programme.title, "table": table, "places": places}
    )


def _found(request: HttpRequest) -> ProgrammeFilter:
    require(request.user, "programme.view")
    programmes = queries.programmes_in_scope(actor=request.user)
    found = ProgrammeFilter(
        request.GET, queryset=programmes, years=queries.years_in_scope(actor=request.user)
    )
    found.form.is_valid()
    return found
