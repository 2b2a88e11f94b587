"""The ladder of a file: a layer entered, the approval refused, a scan looked at; and everybody who is being verified."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions, queries
from lianshou.kinds.aid.enums import DIFFERS, Layer
from lianshou.kinds.aid.exports.papers import BATCH
from lianshou.kinds.aid.forms import FORMS, ProgrammeForm, RefusalForm, VerificationFilter
from lianshou.kinds.aid.rules.verifying import is_enterable
from lianshou.kinds.aid.tables import VerificationTable
from lianshou.kinds.aid.views.files import page
from lianshou.kinds.aid.views.frame import household_for, in_clear, sent
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say

VERIFICATIONS = Listed(
    table=VerificationTable,
    filters=VerificationFilter,
    rows=lambda request: queries.verifications_open(actor=request.user),
)


@opens("person.view")
@require_safe
def verifications(request: HttpRequest) -> HttpResponse:
    return VERIFICATIONS.page(
        request,
        "aid/verifications.html",
        writes=may(request.user, "person.edit"),
        waits=request.GET.get("waits", ""),
        batch=[(slug, say(title)) for slug, title in BATCH],
    )


@opens("person.view")
@require_safe
def export_verifications(request: HttpRequest) -> HttpResponse:
    return VERIFICATIONS.book(request)


@opens(post="person.edit")
@require_POST
def pass_notices(request: HttpRequest) -> HttpResponse:
    """Of all that are narrowed: those whose window is over."""
    require(request.user, "person.edit")
    rows = queries.verifications_open(actor=request.user, verb="person.edit").filter(waits_at=Layer.NOTICE)
    done = actions.pass_notices(actor=request.user, verifications=list(rows[:500]), now=timezone.now())
    words = ngettext(
        "%(n)d household has passed its notice.", "%(n)d households have passed their notice.", done
    )
    if done:
        messages.success(request, words % {"n": done})
    else:
        messages.info(request, _("No notice is over yet, so there was nothing to enter."))
    return redirect("aid:verifications")


@opens("person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def layer(request: HttpRequest, pk: int, layer: str) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    ladder = queries.ladder_of(actor=request.user, household=found, today=timezone.localdate())
    if layer not in FORMS or ladder is None:
        raise Http404
    why_not = queries.why_not_layer(
        ladder.verification, layer, actor=request.user, today=timezone.localdate()
    )
    form: Any = FORMS[layer](request.POST or None, request.FILES or None, verification=ladder.verification)
    form.bar(why_not)
    if request.method == "POST" and form.is_valid():
        try:
            step = actions.take_layer(
                actor=request.user, household=found, layer=layer, told=form.told, now=timezone.now()
            )
        except Refused as refused:
            form.blame(refused)
        else:
            words = (
                _("%(layer)s: entered as passed.")
                if step.is_passed
                else _("%(layer)s: entered as not passed.")
            )
            messages.success(request, words % {"layer": Layer(layer).label})
            return redirect("aid:household", found.pk)
    context = {
        "household": found,
        "form": form,
        "layer": Layer(layer),
        "ladder": ladder,
        "why_not": why_not,
        "can_refuse": is_enterable(why_not),
        "draft": queries.draft_of(found) if layer == Layer.VISIT else None,
        "finding": queries.finding_on(found, today=timezone.localdate()) if layer == Layer.CIVIL else None,
        "differs": DIFFERS,
        "rung": next((one for one in ladder.rungs if one.layer == layer), None),
        "least": queries.least_present(found, on=timezone.localdate()),
    }
    return render(request, "aid/layer.html", context, status=422 if form.errors else 200)


@opens(post="person.edit")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme in which a household asks: its public notices can list it then."""
    found = household_for(request, pk)
    require(request.user, "person.edit", on=found.union)
    form = ProgrammeForm(request.POST, prefix="ask", union=found.union)

    def act() -> None:
        actions.ask_in_programme(actor=request.user, household=found, now=timezone.now(), **form.cleaned_data)

    words = _("The household asks in this programme now.")
    return sent(request, form, act, words, found, lambda: page(request, found, ask_form=form))


@opens(post="review.decide")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    require(request.user, "review.decide", on=found.union)
    form = RefusalForm(request.POST, prefix="refuse")

    def act() -> None:
        actions.refuse_approval(actor=request.user, household=found, now=timezone.now(), **form.cleaned_data)

    words = _("The household is not approved; it reads why.")
    return sent(request, form, act, words, found, lambda: page(request, found, refuse_form=form))


@opens(post="personal.reveal")
@require_POST
@never_cache
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """A scan in clear, asked for by a button: that somebody looked is written into the book."""
    require(request.user, "personal.reveal")
    found = get_object_or_404(queries.scans_in_scope(actor=request.user), pk=pk)
    if not found.content:
        raise Http404
    actions.look_at_scan(actor=request.user, scan=found, now=timezone.now())
    return in_clear(b64decode(found.content), f"{found.step.verification.household.number}-{found.pk}")
