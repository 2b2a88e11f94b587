"""What households wrote on their pages, for the union that answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid.actions.own import answer_concern
from lianshou.kinds.aid.forms.own import AnswerForm, ConcernFilter
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries.own import agrees_to_photographs, concerns_in_scope, concerns_of
from lianshou.kinds.aid.tables.own import ConcernTable
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import opens


def own_context(household: Household) -> dict[str, Any]:
    """What the page of a file shows of what the household said."""
    said = concerns_of(household)
    return {"concerns_waiting": [one for one in said if one.waits], "photos": agrees_to_photographs(said)}


_CONCERNS = Listed(
    table=ConcernTable, filters=ConcernFilter, rows=lambda request: concerns_in_scope(actor=request.user)
)


@opens("person.view")
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    return _CONCERNS.page(request, "aid/own/concerns.html")


@opens("person.view")
@require_safe
def export_concerns(request: HttpRequest) -> HttpResponse:
    return _CONCERNS.book(request)


@opens("person.view", post="person.edit")
@sensitive_post_parameters("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(concerns_in_scope(actor=request.user), pk=pk)
    union = found.household.union
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.user, "person.edit", on=union)
        if form.is_valid():
            told = {"answer": form.cleaned_data["answer"], "now": timezone.now()}
            try:
                answer_concern(actor=request.user, concern=found, **told)
            except Refused as refused:
                form.add_error("answer", refused.sentence)
            else:
                messages.success(request, _("Answered: the household reads it on its page."))
                return redirect("aid:concerns")
    context = {
        "concern": found,
        "form": form,
        "answers": found.waits and may(request.user, "person.edit", on=union),
        "may_reveal": may(request.user, "personal.reveal", on=union),
    }
    return render(request, "aid/own/concern.html", context, status=422 if form.errors else 200)
