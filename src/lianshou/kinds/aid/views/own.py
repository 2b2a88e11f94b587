"""The page of the head of a household about the own file: where it stands, in plain words, and what may be said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import own as actions
from lianshou.kinds.aid.enums.own import WRITTEN, ConcernKind
from lianshou.kinds.aid.forms.own import SayForm
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries import own as reads
from lianshou.kinds.aid.queries.checking import latest_check, lines_of_check
from lianshou.kinds.aid.queries.helping import helpings_of, visits_of
from lianshou.web.acting import acted
from lianshou.web.doors import ANYONE, CONCERNED, opens

_WRITTEN = frozenset(WRITTEN)
_FORM = ["GET", "HEAD", "POST"]


@opens(ANYONE)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    found = reads.own_file(actor=request.user)
    if found is None:
        return render(request, "aid/own/none.html", {"self_test": reverse("public_aid:self_test")})
    return _page(request, found)


@opens(post=CONCERNED)
@require_POST
def show_own(request: HttpRequest) -> HttpResponse:
    """The same page with the computation, once; that it was looked at stands in the book."""
    found = _own(request)
    actions.show_own_outcome(actor=request.user, household=found, now=timezone.now())
    return _page(request, found, shown=True)


@opens(CONCERNED, post=CONCERNED)
@sensitive_post_parameters("words")
@require_http_methods(_FORM)
def say(request: HttpRequest, kind: str) -> HttpResponse:
    found = _own(request)
    if kind not in _WRITTEN:
        raise Http404
    form = SayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = {"kind": kind, "words": form.cleaned_data["words"], "now": timezone.now()}
        try:
            actions.say_concern(actor=request.user, household=found, **told)
        except Refused as refused:
            form.add_error("words", refused.sentence)
        else:
            messages.success(request, _("Sent. The answer of your union stands on this page."))
            return redirect("aid:own")
    context = {"household": found, "form": form, "kind": ConcernKind(kind)}
    return render(request, "aid/own/say.html", context, status=422 if form.errors else 200)


@opens(post=CONCERNED)
@require_POST
def photographs(request: HttpRequest) -> HttpResponse:
    found = _own(request)
    kind = ConcernKind.PHOTOS_YES if request.POST.get("agrees") == "yes" else ConcernKind.PHOTOS_NO
    return acted(
        request,
        lambda: actions.say_concern(actor=request.user, household=found, kind=kind, now=timezone.now()),
        _("Kept. You can change it here at any time."),
        "aid:own",
    )


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_FORM)
def withdraw(request: HttpRequest) -> HttpResponse:
    found = _own(request)
    if request.method == "POST":
        return acted(
            request,
            lambda: actions.withdraw_own(actor=request.user, household=found, now=timezone.now()),
            _("Your application is withdrawn. You may apply anew at any time."),
            "aid:own",
        )
    return render(request, "aid/own/withdraw.html", {"household": found})


def _own(request: HttpRequest) -> Household:
    found = reads.own_file(actor=request.user)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Household, *, shown: bool = False) -> HttpResponse:
    today = timezone.localdate()
    survey, check = queries.last_survey(found), latest_check(found)
    concerns = reads.concerns_of(found)
    papers = reads.own_papers(found) if found.is_standing else []
    context: dict[str, Any] = {
        "household": found,
        "shown": shown,
        "today": today,
        "ladder": queries.ladder_of(actor=request.user, household=found, today=today),
        "survey": survey,
        "outcome": queries.outcome_of(survey) if survey and shown else None,
        "papers": papers,
        "missing": sum(one.is_there is False for one in papers),
        "aids": reads.own_aids(actor=request.user),
        "helping": next((one for one in helpings_of(found) if one.is_standing), None),
        "visits": visits_of(found),
        "notices": reads.own_notices(found),
        "lines": lines_of_check(check) if check else [],
        "check": check,
        "concerns": [one for one in concerns if one.kind in _WRITTEN],
        "waiting": {one.kind for one in concerns if one.waits},
        "photos": reads.agrees_to_photographs(concerns),
        "is_due": queries.is_due(found, today=today),
    }
    answer = render(request, "aid/own/own.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
