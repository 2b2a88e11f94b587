from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.china import identity_numbers
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kinds.aid import actions, queries
from lianshou.kinds.aid.enums import Mode, Reason
from lianshou.kinds.aid.forms import (
    CausesForm,
    HouseholdFilter,
    MergeForm,
    MoveForm,
    OpenForm,
    SplitForm,
)
from lianshou.kinds.aid.forms.aiding import LongTermForm
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries.aiding import aids_of
from lianshou.kinds.aid.queries.aiding import panel_of as aid_panel
from lianshou.kinds.aid.tables import HouseholdTable
from lianshou.kinds.aid.views.checking import checking_context
from lianshou.kinds.aid.views.concerns import own_context
from lianshou.kinds.aid.views.frame import household_for, sent
from lianshou.kinds.aid.views.ladder import ladder_context, leaving_context
from lianshou.kinds.aid.views.listing import Listed
from lianshou.kinds.aid.views.matching import help_context
from lianshou.kinds.aid.views.next_step import next_steps
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say

_HOUSEHOLDS = Listed(
    table=HouseholdTable,
    filters=HouseholdFilter,
    rows=lambda request: queries.households_in_scope(actor=request.user),
)


@opens("person.view")
@require_safe
def households(request: HttpRequest) -> HttpResponse:
    return _HOUSEHOLDS.page(request, "aid/households.html", writes=may(request.user, "person.edit"))


@opens("person.view")
@require_safe
def export_households(request: HttpRequest) -> HttpResponse:
    return _HOUSEHOLDS.book(request)


@opens(post="person.view")
@sensitive_post_parameters("id_number")
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """By a whole identity number, which never stands in an address."""
    require(request.user, "person.view")
    number = identity_numbers.normalise(request.POST.get("id_number", "")[:40])
    found = queries.file_in_sight(actor=request.user, number=number)
    if found is not None:
        return redirect("aid:household", found.pk)
    messages.warning(request, _("No standing file in your unions has this identity number."))
    return redirect("aid:households")


@opens("person.edit", post="person.edit")
@sensitive_post_parameters("id_number")
@require_http_methods(["GET", "HEAD", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.edit")
    form = OpenForm(request.POST or None, actor=request.user, initial=_known(request))
    held = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.open_file(
                actor=request.user,
                union=told["union"],
                name=told["name"],
                id_number=told["id_number"],
                level=told["level"] or "nation",
                programme=told["programme"],
                now=timezone.now(),
            )
            survey = actions.begin_survey(actor=request.user, household=made, now=timezone.now())
        except Refused as refused:
            number = identity_numbers.normalise(told["id_number"])
            held = queries.file_in_sight(actor=request.user, number=number)
            form.refuse(refused)
        else:
            messages.success(
                request, _("The file is opened. Fill the form in; it is kept as a draft by itself.")
            )
            return redirect("aid:fill", survey.pk)
    context = {"form": form, "held": held}
    return render(request, "aid/open.html", context, status=422 if form.errors else 200)


def _known(request: HttpRequest) -> dict[str, Any]:
    """Of a person whose page led here: name and union; the number is typed from the card. Of a programme: itself."""
    known: dict[str, Any] = {"programme": _whole(request.GET.get("programme", ""))}
    asked = _whole(request.GET.get("person", ""))
    found = people_in_scope(actor=request.user, verb="person.edit")
    person = found.filter(pk=asked).first() if asked else None
    return known | ({"name": person.name, "union": person.union_id} if person else {})


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


@opens("person.view")
@require_safe
def household(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, household_for(request, pk))


def page(request: HttpRequest, found: Household, **forms: Any) -> HttpResponse:
    """The page of a file; ``forms`` are those that were refused, with what was typed."""
    actor, today = request.user, timezone.localdate()
    surveys = queries.surveys_of(found)
    last = next((one for one in surveys if not one.is_draft), None)
    acts = queries.acts_on(
        actor=actor, household=found, is_own=last is not None and last.handed_in_by_id == actor.pk
    )
    context: dict[str, Any] = {
        "household": found,
        "members": [
            {
                "row": one,
                "masked": one.masked,
                "is_child": one.is_child(today),
                "relation": queries.relation_words(one),
            }
            for one in queries.members_of(found)
        ],
        "surveys": surveys,
        "draft": next((one for one in surveys if one.is_draft), None),
        "last": last,
        "is_visited": any(one.mode == Mode.VISIT and not one.is_draft for one in surveys),
        "outcome": queries.outcome_of(last) if last else None,
        "steps": queries.events_of(found),
        "acts": acts,
        "is_due": queries.is_due(found, today=today),
        "may_reveal": may(actor, "personal.reveal", on=found.union),
        "sees_person": may(actor, "person.view", on=found.head.union),
        "merge_form": MergeForm(prefix="merge"),
        "causes_form": CausesForm(
            prefix="causes", initial={"cause": found.cause, "secondary": found.secondary}
        ),
    }
    context |= ladder_context(request, found)
    context |= leaving_context(request, found)
    context |= help_context(request, found)
    context |= aid_panel(actor=actor, household=found, aids=aids_of(found))
    context["long_form"] = LongTermForm(prefix="long")
    context |= checking_context(found)
    context |= own_context(found)
    context["next_steps"] = next_steps(found, context, today=today)
    if acts.moves:
        context["move_form"] = MoveForm(prefix="move", actor=actor)
        context["split_form"] = SplitForm(prefix="split", members=_others(context["members"]))
    return render(request, "aid/household.html", context | forms, status=422 if forms else 200)


@opens(post="person.edit")
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a survey, or go on with the one that is open."""
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    draft = queries.draft_of(found)
    if draft is not None:
        return redirect("aid:fill", draft.pk)
    mode = Mode.VISIT if request.POST.get("mode") == Mode.VISIT else Mode.DESK
    try:
        draft = actions.begin_survey(actor=request.user, household=found, mode=mode, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("aid:household", found.pk)
    return redirect("aid:fill", draft.pk)


@opens(post="review.decide")
@require_POST
def put_on_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "review.decide", on=found.union)
    return acted(
        request,
        lambda: actions.put_on_file(actor=request.user, household=found, now=timezone.now()),
        _("The household is on file."),
        "aid:household",
        found.pk,
    )


@opens(post="person.edit")
@require_POST
def causes(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    form = CausesForm(request.POST, prefix="causes")

    def act() -> None:
        actions.set_causes(actor=request.user, household=found, now=timezone.now(), **form.cleaned_data)

    return sent(
        request, form, act, _("The causes are set."), found, lambda: page(request, found, causes_form=form)
    )


@opens(post="person.edit")
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    form = MoveForm(request.POST, prefix="move", actor=request.user)

    def act() -> None:
        actions.move_file(actor=request.user, household=found, now=timezone.now(), **form.cleaned_data)

    words = _("Another union keeps the file now.")
    return sent(request, form, act, words, found, lambda: page(request, found, move_form=form))


@opens(post="review.decide")
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "review.decide", on=found.union)
    form = MergeForm(request.POST, prefix="merge")

    def act() -> None:
        number = form.cleaned_data["number"].strip().upper()
        other = queries.file_called(actor=request.user, number=number, verb="review.decide")
        if other is None:
            raise Refused(Reason.NO_SUCH_FILE)
        actions.merge_files(actor=request.user, household=found, other=other, now=timezone.now())

    words = _("The files are one now; the next survey begins with everybody.")
    return sent(request, form, act, words, found, lambda: page(request, found, merge_form=form))


@opens(post="person.edit")
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    rows = queries.members_of(found)
    told = [{"row": one, "masked": one.masked, "relation": queries.relation_words(one)} for one in rows]
    form = SplitForm(request.POST, prefix="split", members=_others(told))

    def act() -> None:
        actions.split_household(actor=request.user, household=found, now=timezone.now(), **form.cleaned_data)

    words = _("The new household has a file of its own; survey both.")
    return sent(request, form, act, words, found, lambda: page(request, found, split_form=form))


def _others(members: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Who may go their own way, under their masks."""
    return [
        (one["row"].pk, f"{say(one['relation'])} {one['masked']['name']}")
        for one in members
        if not one["row"].is_head
    ]
