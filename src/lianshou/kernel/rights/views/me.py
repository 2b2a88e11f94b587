from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.panels import own_board
from lianshou.core.refusals import Refused
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.enums import RequestKind
from lianshou.kernel.rights.exports.own import own_archive
from lianshou.kernel.rights.forms.consents import chosen_parts
from lianshou.kernel.rights.forms.me import AskForm
from lianshou.kernel.rights.queries import consents, own
from lianshou.kernel.rights.queries.looks import looks_at
from lianshou.kernel.rights.queries.requests import requests_of
from lianshou.web.acting import acted
from lianshou.web.doors import ANYONE, CONCERNED, opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment

_KINDS = frozenset(RequestKind.values)
_SHOWN_LOOKS = 20
_ELSEWHERE = frozenset({"consent", "request"})  # they have their own parts of the page


@opens(ANYONE)
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept about me, masked; an account without a person gets a page that says so."""
    person = own.own_person(actor=request.user)
    if person is None:
        return render(request, "rights/me_none.html")
    return _page(request, person)


@opens(post=CONCERNED)
@require_POST
def show_own(request: HttpRequest) -> HttpResponse:
    """The same page with the values, once; nothing of it is kept by the browser."""
    _own(request)
    return _page(request, actions.show_own(actor=request.user, now=timezone.now()), shown=True)


@opens(post=CONCERNED)
@require_POST
def export_own(request: HttpRequest) -> HttpResponse:
    """Everything about me as one archive: a workbook to read and a file for machines."""
    _own(request)
    now = timezone.now()
    person = actions.export_own(actor=request.user, now=now)
    content = own_archive(person=person, now=now, language=page_language())
    answer = attachment(
        content, _("My data") + f"-{timezone.localdate(now):%Y%m%d}.zip", content_type="application/zip"
    )
    answer["Cache-Control"] = "no-store"
    return answer


@opens(post=CONCERNED)
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    person = _own(request)
    holding = consents.texts_in_force(union=person.union, on=timezone.localdate()).values()
    text = next((one.text for one in holding if one.text.pk == pk), None)
    if text is None:
        raise Http404
    asked = request.POST.get("relative", "")
    relative = get_object_or_404(own.relatives_of(person=person), pk=_whole(asked)) if asked else None
    parts = chosen_parts(request.POST.getlist("parts"))
    return acted(
        request,
        lambda: actions.give_consent(
            actor=request.user, text=text, parts=parts, relative=relative, now=timezone.now()
        ),
        _("Thank you. You can take it back here at any time, with one press."),
        "me:page",
    )


@opens(post=CONCERNED)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person = _own(request)
    consent = get_object_or_404(consents.consents_of(person=person), pk=pk)
    return acted(
        request,
        lambda: actions.withdraw_consent(actor=request.user, consent=consent, now=timezone.now()),
        _("Taken back. From now on your data are no longer used for this."),
        "me:page",
    )


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in _KINDS:
        raise Http404
    person = _own(request)
    form = _ask_form(request, person, kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_request(actor=request.user, now=timezone.now(), **form.facts)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Sent. You see the answer here."))
            return redirect("me:request", made.pk)
    context = {"form": form, "kind": kind, "title": RequestKind(kind).label}
    return render(request, "rights/ask.html", context, status=422 if form.errors else 200)


@opens(CONCERNED)
@require_safe
def my_request(request: HttpRequest, pk: int) -> HttpResponse:
    person = _own(request)
    found = get_object_or_404(requests_of(person=person), pk=pk)
    context = {
        "request_": found,
        "overdue": found.is_overdue_on(timezone.localdate()),
        "field": own.field_called(person=person, field=found.field, row=found.row),
        "purpose": _purpose(person, found.purpose),
    }
    return render(request, "rights/my_request.html", context)


@opens(post=CONCERNED)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(requests_of(person=_own(request)), pk=pk)
    return acted(
        request,
        lambda: actions.take_back_request(actor=request.user, request=found, now=timezone.now()),
        _("Taken back."),
        "me:page",
    )


def _own(request: HttpRequest) -> Person:
    person = own.own_person(actor=request.user)
    if person is None:
        raise Http404
    return person


def _page(request: HttpRequest, person: Person, *, shown: bool = False) -> HttpResponse:
    today = timezone.localdate()
    records = own.kept_about(person=person, today=today, but=_ELSEWHERE)
    found = list(consents.consents_of(person=person))
    looks = looks_at(person=person)
    context = {
        "person": person,
        "shown": shown,
        "records": records,
        "whys": own.whys_for(
            person=person,
            classes=[one.data_class for record in records for one in record.values],
            today=today,
        ),
        "offices": own.offices_held(person=person),
        "offered": consents.offered_to(
            person=person, relatives=own.relatives_of(person=person), consents=found, on=today
        ),
        "ended": [consent for consent in found if consent.withdrawn_at is not None],
        "looks": looks[:_SHOWN_LOOKS],
        "more_looks": len(looks) - _SHOWN_LOOKS,
        "requests": requests_of(person=person),
        "kinds": RequestKind.choices,
        "decisions": own.decisions_about(person=person),
        "panels": list(own_board.panels(actor=request.user, subject=person)),
    }
    answer = render(request, "rights/me.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _ask_form(request: HttpRequest, person: Person, kind: str) -> AskForm:
    today = timezone.localdate()
    texts = consents.texts_in_force(union=person.union, on=today)
    records = own.kept_about(person=person, today=today)
    kept = dict.fromkeys(one.data_class for record in records for one in record.values)
    initial = {name: request.GET[name] for name in ("choice", "purpose") if name in request.GET}
    return AskForm(
        request.POST or None,
        kind=kind,
        fields=own.correctable(person=person),
        purposes=[(slug, _say(one.text.title)) for slug, one in texts.items()],
        classes=list(kept),
        relatives=own.relatives_of(person=person),
        initial=initial,
    )


def _say(words: Any) -> str:
    said: str = words.say(page_language())
    return said


def _purpose(person: Person, slug: str) -> Any:
    return consents.texts_in_force(union=person.union, on=timezone.localdate()).get(slug) if slug else None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)
