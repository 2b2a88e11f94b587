from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.forms.consents import PaperForm
from lianshou.kernel.rights.queries import consents as queries
from lianshou.kernel.rights.queries.own import relatives_of
from lianshou.web.acting import acted
from lianshou.web.doors import opens

_FIELD_OF = {
    "DAY_IN_FUTURE": "given_on",
    "BEFORE_TEXT": "given_on",
    "GUARDIAN_MISSING": "guardian_name",
    "PAPER_MISSING": "paper_place",
    "ALREADY_GIVEN": "parts",
    "AGE_UNKNOWN": "relative",
}


@opens("person.view")
@require_safe
def consents_of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Every consent of a person, standing and withdrawn, and what can be recorded."""
    person = _person(request, pk)
    today = timezone.localdate()
    found = list(queries.consents_of(person=person))
    context = {
        "person": person,
        "standing": [consent for consent in found if consent.withdrawn_at is None],
        "ended": [consent for consent in found if consent.withdrawn_at is not None],
        "holding": queries.texts_in_force(union=person.union, on=today).values(),
        "records": may(request.user, "consent.record", on=person.union),
    }
    return render(request, "rights/person_consents.html", context)


@opens("consent.record", post="consent.record")
@require_http_methods(["GET", "HEAD", "POST"])
def record_consent(request: HttpRequest, pk: int, text: int) -> HttpResponse:
    person = _person(request, pk)
    require(request.user, "consent.record", on=person.union)
    today = timezone.localdate()
    holding = queries.texts_in_force(union=person.union, on=today).values()
    found = next((one.text for one in holding if one.text.pk == text and not one.stands_on_law), None)
    if found is None:
        raise Http404
    form = PaperForm(
        request.POST or None,
        text=found,
        relatives=relatives_of(person=person),
        person=person,
        today=today,
        initial={"given_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consent(
                actor=request.user, person=person, text=found, now=timezone.now(), **form.facts
            )
        except Refused as refusal:
            field = _FIELD_OF.get(refusal.reason.name)
            form.add_error(field if field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("The consent is on record."))
            return redirect("rights:person_consents", person.pk)
    context = {"form": form, "person": person, "text": found}
    return render(request, "rights/record.html", context, status=422 if form.errors else 200)


@opens(post="consent.record")
@require_POST
def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The union writes down that somebody took a consent back."""
    consent = get_object_or_404(queries.consents_in_scope(actor=request.user, verb="consent.record"), pk=pk)
    return acted(
        request,
        lambda: actions.withdraw_consent(actor=request.user, consent=consent, now=timezone.now()),
        _("The consent has been withdrawn. From now on the data are no longer used for this."),
        "rights:person_consents",
        consent.person_id,
    )


def _person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(people_in_scope(actor=request.user), pk=pk)
