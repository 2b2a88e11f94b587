from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.privacy import actions, queries
from lianshou.kernel.privacy.enums import Reason
from lianshou.kernel.privacy.forms import RevealForm
from lianshou.kernel.privacy.models import Reveal
from lianshou.kernel.privacy.tables import LookerTable
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment


@opens(get="personal.reveal", post="personal.reveal")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reveal(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """Asks for the reason; then shows the fields called ``name`` of one record for a short time."""
    require(request.user, "personal.reveal")
    looked = queries.looked_at(actor=request.user, slug=slug, pk=pk, name=name)
    if looked is None:
        raise Http404(slug)
    form, fragment = RevealForm(request.POST or None), wants_fragment(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.reveal(actor=request.user, looked=looked, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _values(request, made, looked) if fragment else redirect("privacy:shown", made.pk)
    context = {
        "form": form,
        "looked": looked,
        "slug": slug,
        "name": name,
        "seconds": settings.LIANSHOU_REVEAL_SECONDS,
    }
    page = "privacy/reveal.html#ask" if fragment else "privacy/reveal.html"
    # htmx swaps no answer that reports a fault
    return render(request, page, context, status=422 if form.errors and not fragment else 200)


@opens(get="personal.reveal")
@require_safe
@never_cache
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The values once more while the time runs; after that nothing but the way to ask again."""
    require(request.user, "personal.reveal")
    made: Reveal = get_object_or_404(queries.reveals_of(actor=request.user), pk=pk)
    looked = queries.looked_again(actor=request.user, reveal=made)
    if looked is None:
        raise Http404(pk)
    now = timezone.now()
    reason = queries.why_not_show(actor=request.user, reveal=made, now=now)
    if reason is not None:
        context = {"made": made, "looked": looked, "reason": Reason(reason)}
        return render(request, "privacy/over.html", context, status=410)
    return _values(request, made, looked)


@opens(get="personal.watch")
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked how often: counts, nothing about the records."""
    require(request.user, "personal.watch")
    found = queries.lookers_in_scope(actor=request.user, now=timezone.now())
    table = RequestConfig(request, paginate={"per_page": 25}).configure(LookerTable(found))
    context = {
        "table": table,
        "days": queries.WATCHED_DAYS,
        "noted": [one for one in found if one.is_noted],
        "most": settings.LIANSHOU_REVEALS_NOTED,
    }
    return render(request, "privacy/looks.html", context)


def _values(request: HttpRequest, made: Reveal, looked: queries.Looked) -> HttpResponse:
    left = max(1, round((made.until - timezone.now()).total_seconds()))
    context: dict[str, Any] = {"made": made, "looked": looked, "seconds": left}
    page = "privacy/shown.html#values" if wants_fragment(request) else "privacy/shown.html"
    answer = render(request, page, context)
    answer["Cache-Control"] = "no-store"
    return answer
