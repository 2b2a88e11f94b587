"""A new household written at the door, in one sitting and without a network where there is none."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.china import identity_numbers
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kinds.aid import actions, queries
from lianshou.kinds.aid.enums import Mode, Reason
from lianshou.kinds.aid.forms import Sheet, TakingForm, UnionForm, answers_of
from lianshou.kinds.aid.rules.form import Fault, Form, faults_in, form_of, kept
from lianshou.web.doors import PUBLIC, opens
from lianshou.web.keys import key_in, keys_in
from lianshou.web.templatetags.web import say, say_both

_NAME = {Reason.OTHER_NAME}
_NUMBER = {Reason.HELD_IN_SIGHT, Reason.HELD_ELSEWHERE, Reason.NO_IDENTITY, Reason.PERSON_ELSEWHERE}
CACHE = "lianshou-households-1"


@opens("person.edit", post="person.edit")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new_visit(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    if request.method == "POST":
        return _record(request)
    initial = {"mode": Mode.VISIT, "takers": [request.user.pk], "taken_on": timezone.localdate()}
    form = form_of(timezone.localdate().year)
    taking = TakingForm(colleagues=_people(request), asks_photograph=True, initial=initial)
    unions = UnionForm(actor=request.user, initial={"union": _only_union(request)})
    return _page(request, Sheet(form=form), taking, unions, key=str(uuid4()))


@opens("person.edit")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What the browser asks before it sends: who is signed in, the token, and which households arrived already."""
    require(request.user, "person.edit")
    there = queries.keys_there(actor=request.user, keys=keys_in(request.GET.getlist("key")))
    return JsonResponse({"user": request.user.pk, "token": get_token(request), "there": there})


@opens(PUBLIC)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the empty form for when there is no network; served here, for it may reach no further than its folder."""
    script = render(request, "web/outbox_worker.js", {"cache": CACHE}, content_type="text/javascript")
    script["Cache-Control"] = "no-cache"
    return script


def _record(request: HttpRequest) -> HttpResponse:
    sent = "X-Outbox" in request.headers
    if sent and request.headers["X-Outbox"] != str(request.user.pk):
        return JsonResponse({}, status=409)
    form = form_of(timezone.localdate().year)
    unions = UnionForm(request.POST, actor=request.user)
    union = unions.cleaned_data["union"] if unions.is_valid() else None
    asks = union is not None and queries.asks_photograph(union=union, on=timezone.localdate())
    taking = TakingForm(request.POST, request.FILES, colleagues=_people(request), asks_photograph=asks)
    faults: list[Fault] = []
    if taking.is_valid() and union is not None:
        try:
            survey = actions.record_household(
                actor=request.user,
                union=union,
                level=unions.cleaned_data["level"] or "nation",
                filled=taking.filled(form),
                key=_key(request),
                now=timezone.now(),
            )
        except actions.Faulty as faulty:
            taking.blame_beside(faulty)
            faults = list(faulty.faults)
        except Refused as refused:
            faults = _blamed(refused, taking)
        else:
            return _done(request, survey.pk, sent)
    else:
        given = kept(form, answers_of(form, request.POST), {})
        faults = list(faults_in(form, given, today=timezone.localdate()))
    if sent:
        return JsonResponse({"errors": _said(form, taking, unions, faults)}, status=422)
    sheet = Sheet(form=form, given=answers_of(form, request.POST), faults=faults)
    return _page(request, sheet, taking, unions, key=str(_key(request) or uuid4()))


def _done(request: HttpRequest, pk: int, sent: bool) -> HttpResponse:
    if sent:
        return JsonResponse({"url": reverse("aid:survey", args=[pk])})
    messages.success(request, _("The survey is handed in; what it found stands below."))
    return redirect("aid:survey", pk)


def _blamed(refused: Refused, taking: TakingForm) -> list[Fault]:
    """A refusal about who it is stands at the name or the number, any other beside the answers."""
    place = "name" if refused.reason in _NAME else "id_number" if refused.reason in _NUMBER else ""
    if not place:
        taking.blame(refused)
        return []
    said = Wording(refused.sentence, refused.sentence)
    return [Fault(place, said, Wording("", ""))]


def _said(form: Form, taking: TakingForm, unions: UnionForm, faults: list[Fault]) -> list[str]:
    """What is wrong, as lines beside a draft that was not taken."""
    titles = {place: field.title for place, field, _value in form.places({})}
    told = [
        f"{say(titles[one.place])}：{say_both(one.problem, one.way_out)}"
        if one.place in titles
        else say_both(one.problem, one.way_out)
        for one in faults
    ]
    for shape in (taking, unions):
        for name, errors in shape.errors.items():
            label = str(shape.fields[name].label or "") if name in shape.fields else ""
            told += [f"{label}：{error}" if label else str(error) for error in errors]
    return told


def _key(request: HttpRequest) -> UUID | None:
    return key_in(request.POST.get("key", ""))


def _people(request: HttpRequest) -> list[Any]:
    union = queries.unions_to_keep(actor=request.user).first()
    return queries.colleagues(actor=request.user, union=union) if union else [request.user]


def _only_union(request: HttpRequest) -> int | None:
    found = list(queries.unions_to_keep(actor=request.user)[:2])
    return found[0].pk if len(found) == 1 else None


def _page(
    request: HttpRequest, sheet: Sheet, taking: TakingForm, unions: UnionForm, *, key: str
) -> HttpResponse:
    refused = request.method == "POST"
    held = None
    if refused:
        number = identity_numbers.normalise(request.POST.get("id_number", "")[:40])
        held = queries.file_in_sight(actor=request.user, number=number)
    context = {
        "sheet": sheet,
        "taking": taking,
        "unions": unions,
        "key": key,
        "held": held,
        "is_visit": True,
        "cache": CACHE,
        "faults_said": Reason.FAULTS.label,
    }
    return render(request, "aid/new_visit.html", context, status=422 if refused else 200)
