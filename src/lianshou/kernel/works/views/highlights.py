from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.works import actions, queries
from lianshou.kernel.works.exports import highlights_book
from lianshou.kernel.works.forms import HighlightFilter, HighlightForm
from lianshou.kernel.works.models import Highlight
from lianshou.kernel.works.rules import why_not_choose, why_not_offer
from lianshou.kernel.works.tables import HighlightTable
from lianshou.kernel.works.views.frame import done, paged, status_of, tabs
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens("works.view")
@require_safe
def highlights(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    narrowed = _narrowed(request)
    context = {
        "tabs": tabs("works:highlights"),
        "table": paged(request, HighlightTable(narrowed.qs)),
        "filter": narrowed,
        "any": queries.highlights_in_scope(actor=request.user).exists(),
        "records": may(request.user, "works.report"),
    }
    return render(request, "works/highlights.html", context)


@opens("works.view")
@require_safe
def export_highlights(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    return attachment(highlights_book(_narrowed(request).qs), _("Highlights") + ".xlsx")


@opens("works.report", post="works.report")
@require_http_methods(["GET", "HEAD", "POST"])
def new_highlight(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.report")
    initial = {"happened_on": timezone.localdate()}
    form = HighlightForm(request.POST or None, actor=request.user, initial=initial)

    def act() -> None:
        actions.record_highlight(actor=request.user, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(request, form, act, _("The highlight is on record.")):
        return redirect("works:highlights")
    context = {"form": form, "title": _("Record a highlight"), "is_highlight": True}
    return render(request, "works/form.html", context, status=status_of(form))


@opens("works.view")
@require_safe
def highlight(request: HttpRequest, pk: int) -> HttpResponse:
    found = _highlight(request, pk)
    is_own = found.recorded_by_id == request.user.pk
    context = {
        "highlight": found,
        "steps": queries.history(about=found),
        "offers": may(request.user, "works.report", on=found.union)
        and why_not_offer(state=found.state) is None,
        "chooses": may(request.user, "works.edit", on=found.union)
        and why_not_choose(state=found.state, is_own=is_own) is None,
    }
    return render(request, "works/highlight.html", context)


@opens(post="works.report")
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _highlight(request, pk)
    require(request.user, "works.report", on=found.union)
    try:
        actions.offer_highlight(actor=request.user, highlight=found, now=timezone.now())
    except Refused as refused:
        messages.info(request, refused.sentence)
    else:
        messages.success(request, _("It is offered for the bulletin."))
    return redirect("works:highlight", pk)


@opens(post="works.edit")
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    found = _highlight(request, pk)
    require(request.user, "works.edit", on=found.union)
    try:
        actions.choose_highlight(actor=request.user, highlight=found, now=timezone.now())
    except Refused as refused:
        messages.info(request, refused.sentence)
    else:
        messages.success(request, _("It is chosen for the bulletin."))
    return redirect("works:highlight", pk)


def _narrowed(request: HttpRequest) -> HighlightFilter:
    rows = queries.highlights_listed(actor=request.user)
    found = HighlightFilter(request.GET, queryset=rows, request=request)
    found.form.is_valid()
    return found


def _highlight(request: HttpRequest, pk: int) -> Highlight:
    return get_object_or_404(queries.highlights_in_scope(actor=request.user), pk=pk)
