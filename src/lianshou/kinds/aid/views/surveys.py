from __future__ import annotations

from base64 import b64decode
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions, queries
from lianshou.kinds.aid.enums import Mode, Reason, State
from lianshou.kinds.aid.forms import AddPicturesForm, Sheet, TakingForm, answers_of
from lianshou.kinds.aid.models import Survey
from lianshou.kinds.aid.views.frame import in_clear, survey_for
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment
from lianshou.web.keys import opened_page


@opens("person.view")
@require_safe
@never_cache
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """A survey as it was handed in: what it found, line by line, and what changed."""
    found = survey_for(request, pk)
    if found.is_draft:
        return redirect("aid:household", found.household_id)
    return _told(request, found, AddPicturesForm())


def _told(request: HttpRequest, found: Survey, form: AddPicturesForm) -> HttpResponse:
    adds = found.household.state != State.ENDED and may(request.user, "person.edit", on=found.household.union)
    context = {
        "survey": found,
        "household": found.household,
        "outcome": queries.outcome_of(found),
        "differences": queries.differences_of(found, found.before),
        "sections": queries.sections_of(found.form, found.answers or {}),
        "pictures": queries.pictures_of(found),
        "takers": found.takers.all(),
        "may_reveal": may(request.user, "personal.reveal", on=found.household.union),
        "add_form": form if adds else None,
        "is_unseen": found.mode == Mode.VISIT and not queries.door_pictures(found),
    }
    return render(request, "aid/survey.html", context, status=422 if form.errors else 200)


@opens(post="person.edit")
@require_POST
@never_cache
def add_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """Pictures and papers for a survey that was handed in: what was forgotten, or could not be taken at the door."""
    found = survey_for(request, pk, verb="person.edit")
    form = AddPicturesForm(request.POST, request.FILES)
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        pictures, consent = form.pictures_told(), bool(told["consent"])
        try:
            actions.add_pictures(
                actor=request.user, survey=found, pictures=pictures, consent=consent, now=now
            )
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The pictures are added."))
            return redirect("aid:survey", found.pk)
    return _told(request, found, form)


@opens("person.edit", post="person.edit")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The form in hand; sending it hands it in."""
    found = survey_for(request, pk, verb="person.edit")
    if not found.is_draft:
        return redirect("aid:survey", found.pk)
    if request.method != "POST":
        return _form(request, found, _taking(request, found))
    taking = _taking(request, found)
    if not taking.is_valid():
        told, now = taking.filled(found.form), timezone.now()
        faults = actions.judge_survey(actor=request.user, survey=found, filled=told, now=now)
        _keep_chosen(request, found, taking)
        return _form(request, found, taking, faults=faults)
    try:
        actions.hand_in_survey(**_sent(request, found, taking))
    except actions.Faulty as faulty:
        taking.blame_beside(faulty)
        _keep_chosen(request, found, taking)
        return _form(request, found, taking, faults=faulty.faults)
    except Refused as refused:
        taking.blame(refused)
        found.refresh_from_db()
        if found.is_draft:
            _keep_chosen(request, found, taking)
        return _form(request, found, taking)
    messages.success(request, _("The survey is handed in; what it found stands below."))
    return redirect("aid:survey", found.pk)


@opens(post="person.edit")
@sensitive_post_parameters()
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it stands, kept as a draft: by itself while somebody types, or by the button."""
    found = survey_for(request, pk, verb="person.edit")
    taking = _taking(request, found)
    taking.is_valid()
    refused = None
    try:
        found = actions.save_survey(**_sent(request, found, taking))
    except Refused as why:
        refused = why
    if wants_fragment(request):
        version = _version(request) if refused else found.version
        context = {"survey": found, "version": version, "refused": refused}
        return render(request, "aid/kept.html", context)
    if refused is not None:
        messages.error(request, refused.sentence)
    else:
        _keep_chosen(request, found, taking)
        messages.success(request, _("Kept as a draft."))
    return redirect("aid:fill", found.pk)


def _sent(request: HttpRequest, found: Survey, taking: TakingForm) -> dict[str, Any]:
    """What a page sends of a draft, whether it is kept or handed in."""
    return {
        "actor": request.user,
        "survey": found,
        "filled": taking.filled(found.form),
        "version": _version(request),
        "page": opened_page(request),
        "now": timezone.now(),
    }


def _keep_chosen(request: HttpRequest, found: Survey, taking: TakingForm) -> None:
    """Keep with the draft the pictures that were sent along, for a browser forgets what was chosen when the page comes back."""
    chosen, consent = taking.pictures_told(), bool(taking.cleaned_data.get("consent"))
    if not chosen:
        return
    try:
        actions.keep_pictures(
            actor=request.user, survey=found, pictures=chosen, consent=consent, now=timezone.now()
        )
    except Refused as refused:
        taking.blame(refused)
    taking.asks_photograph = taking.asks_photograph and not queries.door_pictures(found)


@opens(post="person.edit")
@sensitive_post_parameters()
@require_POST
def drop_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out again what was kept with a draft."""
    found = survey_for(request, pk, verb="person.edit")
    taking = _taking(request, found)
    taking.is_valid()

    def act() -> None:
        actions.save_survey(**_sent(request, found, taking))
        actions.drop_pictures(actor=request.user, survey=found, now=timezone.now())

    return acted(request, act, _("The pictures are taken out."), "aid:fill", found.pk)


@opens(post="person.edit")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = survey_for(request, pk, verb="person.edit")
    household = found.household_id
    try:
        actions.discard_survey(actor=request.user, survey=found, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The draft is thrown away."))
    return redirect("aid:household", household)


@opens(post="personal.reveal")
@require_POST
@never_cache
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture in clear, asked for by a button: that somebody looked is written into the book."""
    require(request.user, "personal.reveal")
    found = get_object_or_404(queries.pictures_in_scope(actor=request.user), pk=pk)
    if not found.content:
        raise Http404
    actions.look_at_picture(actor=request.user, picture=found, now=timezone.now())
    return in_clear(b64decode(found.content), f"{found.survey.household.number}-{found.pk}")


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _taking(request: HttpRequest, found: Survey) -> TakingForm:
    people = queries.colleagues(actor=request.user, union=found.household.union)
    today = timezone.localdate()
    asks = queries.asks_photograph(union=found.household.union, on=today, household=found.household)
    asks = asks and not queries.door_pictures(found)
    if request.method == "POST":
        return TakingForm(request.POST, request.FILES, colleagues=people, asks_photograph=asks)
    initial = {
        "mode": found.mode,
        "takers": list(found.takers.values_list("pk", flat=True)) or [request.user.pk],
        "other_takers": found.other_takers,
        "taken_on": found.taken_on or today,
    }
    return TakingForm(colleagues=people, asks_photograph=asks, initial=initial)


def _form(request: HttpRequest, found: Survey, taking: TakingForm, *, faults: Any = ()) -> HttpResponse:
    posted = request.method == "POST"
    require(request.user, "person.edit", on=found.household.union)
    old = None
    if found.before is not None:
        told = queries.begun_with(household=found.household, form=found.form, before=found.before)
        old = told.answers
    seen = {key[5:]: str(request.POST[key]) for key in request.POST if key.startswith("seen-")}
    sheet = Sheet(
        form=found.form,
        stored=found.answers or {},
        given=answers_of(found.form, request.POST) if posted else None,
        old=old,
        marks=found.marks,
        seen=seen if posted else found.seen,
        faults=faults,
    )
    refused = bool(faults) or (posted and bool(taking.errors))
    context = {
        "survey": found,
        "household": found.household,
        "sheet": sheet,
        "taking": taking,
        "version": found.version,
        "opened": opened_page(request) or uuid4(),
        "is_visit": found.mode == Mode.VISIT,
        "again": found.before is not None,
        "kept_pictures": queries.pictures_of(found).count(),
        "faults_said": Reason.FAULTS.label,
    }
    return render(request, "aid/fill.html", context, status=422 if refused else 200)
