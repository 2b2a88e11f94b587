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
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid.actions.own import answer_concern
from lianshou.kinds.aid.exports import households_book
from lianshou.kinds.aid.forms.own import AnswerForm, ConcernFilter
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries.own import agrees_to_photographs, concerns_in_scope, concerns_of
from lianshou.kinds.aid.tables.own import ConcernTable
from lianshou.kinds.aid.views.frame import PER_PAGE
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment


def own_context(household: Household) -> dict[str, Any]:
    """What the page of a file shows of what the household said."""
    said = concerns_of(household)
    return {"concerns_waiting": [one for one in said if one.waits], "photos": agrees_to_photographs(said)}


def _narrowed(request: HttpRequest) -> ConcernFilter:
    require(request.user, "person.view")
    found = ConcernFilter(request.GET, queryset=concerns_in_scope(actor=request.user), request=request)
    found.form.is_valid()
    return found


@opens("person.view")
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(ConcernTable(found.qs))
    any_there = concerns_in_scope(actor=request.user).exists()
    return render(request, "aid/own/concerns.html", {"table": table, "filter": found, "any": any_there})


@opens("person.view")
@require_safe
def export_concerns(request: HttpRequest) -> HttpResponse:
    table = ConcernTable(_narrowed(request).qs)
    RequestConfig(request, paginate=False).configure(table)
    return attachment(households_book(table, language=page_language()), f"{table.caption}.xlsx")


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
