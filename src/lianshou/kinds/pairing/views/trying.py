from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing import actions, queries
from lianshou.kinds.pairing.forms import AdoptForm, change_of, is_empty_room, token_asked, typed_in
from lianshou.kinds.pairing.tables import MoveTable
from lianshou.kinds.pairing.views.finding import around, programme_or_404
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("placement.view")
@require_GET
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    tokens = request.GET.getlist("c")[: queries.MOST_CHANGES]
    if is_empty_room(request.GET.dict()):
        messages.warning(request, _("Fill in at least one of the three numbers."))
        return redirect(_address(programme, tokens))
    if asked := token_asked(request.GET.dict()):
        return redirect(_address(programme, [*tokens, asked][: queries.MOST_CHANGES]))
    return _page(request, programme, tokens, AdoptForm())


@opens(post="placement.edit")
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    require(request.user, "placement.edit", on=programme.union)
    tokens = request.POST.getlist("c")[: queries.MOST_CHANGES]
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, tokens, form)
    try:
        n = actions.adopt_changes(
            actor=request.user,
            programme=programme,
            changes=[change_of(token) for token in tokens],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, programme, tokens, form)
    said = ngettext("%(n)d change adopted.", "%(n)d changes adopted.", n) % {"n": n}
    then = _("Match again so that it takes effect.")
    messages.success(request, f"{said} {then}")
    return redirect("pairing:steady", pk)


def _page(request: HttpRequest, programme: Programme, tokens: list[str], form: AdoptForm) -> HttpResponse:
    trial = queries.trial_of(programme=programme, changes=[change_of(token) for token in tokens])
    answer: dict[str, Any] = trial.answer or {}
    wrong_place = trial.step - 1 if trial.wrong else -1
    kept = _without(tokens, wrong_place)
    table = MoveTable(answer.get("moves", []), request=request)
    if "export" in request.GET:
        RequestConfig(request, paginate=False).configure(table)
        content = table_workbook(table, title=str(table.caption), language=page_language())
        return attachment(content, f"{programme.title}-{table.caption}.xlsx")
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = around(request, programme, tab="what_if") | {
        "trial": trial,
        "answer": answer,
        "table": table,
        "moving": sum(move["kind"] != "gone" for move in answer.get("moves", ())),
        "form": form,
        "tokens": tokens,
        "kept": kept,
        "typed": typed_in(tokens[wrong_place]) if wrong_place >= 0 else {},
        "steps": _steps(programme, tokens, answer),
        "without_wrong": _address(programme, kept),
        "terms": queries.terms_to_weigh(),
        "full": len(kept) >= queries.MOST_CHANGES,
        "too_many": queries.too_many(guests=len(trial.guests)),
    }
    wrong = form.errors or trial.wrong
    return render(request, "pairing/what_if.html", context, status=422 if wrong else 200)


def _steps(
    programme: Programme, tokens: list[str], answer: dict[str, Any]
) -> list[tuple[dict[str, Any], str]]:
    """Each change with its answer, and the address of the page without it."""
    return [
        (step, _address(programme, _without(tokens, place)))
        for place, step in enumerate(answer.get("steps", ()))
    ]


def _without(tokens: list[str], place: int) -> list[str]:
    return [token for number, token in enumerate(tokens) if number != place]


def _address(programme: Programme, tokens: list[str]) -> str:
    query = urlencode([("c", token) for token in tokens])
    return f"{reverse('pairing:what_if', args=[programme.pk])}{'?' if query else ''}{query}"
