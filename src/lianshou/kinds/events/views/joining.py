from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may
from lianshou.kernel.rights.queries.own import own_person
from lianshou.kinds.events import actions
from lianshou.kinds.events.enums import State
from lianshou.kinds.events.exports import code_picture
from lianshou.kinds.events.forms import AnswerForm
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries import mine as queries
from lianshou.kinds.events.queries.codes import code_of_seat, is_code_of
from lianshou.kinds.events.rules.deciding import why_not_answer, why_not_join, why_not_scan
from lianshou.kinds.events.views.frame import event_to_join
from lianshou.web.busy import patiently
from lianshou.web.doors import ANYONE, CONCERNED, opens

_FORM = ["GET", "HEAD", "POST"]
_MOST_AT_ONCE = 100


@opens(ANYONE)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My places, and what I can sign up for."""
    found = queries.open_events(actor=request.user)
    words = request.GET.get("q", "").strip()[:60]
    shown = found.filter(opening__name__icontains=words) if words else found
    context = {
        "seats": queries.own_seats(actor=request.user),
        "page": Paginator(shown, 12).get_page(request.GET.get("page")),
        "words": words,
        "any": bool(words) or found.exists(),
    }
    return render(request, "events/mine.html", context)


@opens(CONCERNED, post=CONCERNED, is_shared=True)
@require_http_methods(_FORM)
def join(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_join(request, pk)
    if request.method == "POST":
        return _join(request, event)
    return _page(request, event)


@opens(post=CONCERNED)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_join(request, pk)
    tended = queries.seats_to_tend(actor=request.user, event=event)
    seat = get_object_or_404(tended, pk=_whole(request.POST.get("seat", "")))
    try:
        patiently(lambda: actions.leave_event(actor=request.user, event=event, seat=seat, now=timezone.now()))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(
            request, _("Given up: %(who)s. The next on the list moves up.") % {"who": seat.application}
        )
    return redirect("events:join", pk)


@opens(CONCERNED)
@require_safe
def own_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that I show at the door."""
    event = event_to_join(request, pk)
    seat = queries.own_seat(actor=request.user, event=event)
    if seat is None or seat.state != "placed":
        raise Http404
    url = request.build_absolute_uri(reverse("events:scan", args=[code_of_seat(seat)]))
    return render(
        request, "events/own_code.html", {"event": event, "seat": seat, "picture": code_picture(url)}
    )


@opens(CONCERNED, post=CONCERNED, is_shared=True)
@require_http_methods(_FORM)
def here(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What I see who scanned the code on the spot."""
    event = event_to_join(request, pk)
    if not is_code_of(event=event, code=code):
        raise Http404
    seat, now = queries.own_seat(actor=request.user, event=event), timezone.now()
    has_place = seat is not None and seat.state == "placed"
    moments = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    context: dict[str, Any] = {
        "event": event,
        "seat": seat,
        "code": code,
        "why_not": why_not_scan(state=event.state, now=now, has_place=has_place, **moments),
        "noted": seat is not None and hasattr(seat, "attendance"),
    }
    if request.method == "POST":
        actions.scan_code(actor=request.user, event=event, seat=seat, now=now)
        return render(request, "events/here.html", context | {"noted": True, "why_not": None})
    return render(request, "events/here.html", context)


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_FORM)
def say_how(request: HttpRequest, pk: int) -> HttpResponse:
    """How it was, without a name."""
    event = event_to_join(request, pk)
    seat = queries.own_seat(actor=request.user, event=event)
    if seat is None:
        raise Http404
    noted = getattr(seat, "attendance", None)
    why_not = why_not_answer(attended=noted is not None, answered=bool(noted and noted.answered))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_event(
            actor=request.user, event=event, seat=seat, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Thank you. Your answer was kept without your name."))
        return redirect("events:mine")
    context = {"event": event, "form": form, "why_not": why_not}
    return render(request, "events/say.html", context, status=422 if form.errors else 200)


def _join(request: HttpRequest, event: Event) -> HttpResponse:
    """Sign myself up, or those chosen."""
    chosen = [_whole(pk) for pk in request.POST.getlist("person")[:_MOST_AT_ONCE]]
    if "me" in request.POST:
        own = own_person(actor=request.user)
        people = [own] if own else []
    else:
        eligible = queries.people_to_join(actor=request.user, event=event)
        people = list(eligible.filter(pk__in=chosen))
    try:
        joined = patiently(
            lambda: actions.join_event(actor=request.user, event=event, people=people, now=timezone.now())
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _page(request, event, chosen=chosen, status=422)
    _tell(request, joined)
    return redirect("events:join", event.pk)


def _tell(request: HttpRequest, joined: actions.Joined) -> None:
    if n := len(joined.placed):
        words = ngettext("%(n)d person has a place.", "%(n)d people have a place.", n)
        messages.success(request, words % {"n": n})
    if n := len(joined.to_approve):
        words = ngettext(
            "%(n)d sign-up waits for approval and moves up once it is approved.",
            "%(n)d sign-ups wait for approval and move up once they are approved.",
            n,
        )
        messages.warning(request, words % {"n": n})
    if n := len(joined.queued):
        words = ngettext(
            "%(n)d person is on the waiting list and moves up by itself.",
            "%(n)d people are on the waiting list and move up by themselves.",
            n,
        )
        messages.warning(request, words % {"n": n})


def _page(
    request: HttpRequest, event: Event, *, chosen: list[int] | None = None, status: int = 200
) -> HttpResponse:
    own, seat = own_person(actor=request.user), queries.own_seat(actor=request.user, event=event)
    words = request.GET.get("q", "").strip()[:60]
    signs_up = may(request.user, "seat.take")
    people = queries.people_to_sign_up(actor=request.user, event=event, words=words) if signs_up else None
    tended = queries.seats_to_tend(actor=request.user, event=event) if signs_up else None
    context = {
        "event": event,
        "opening": event.opening,
        "queued": queries.queue_length(event=event),
        "own": own,
        "seat": seat,
        "is_inside": own is not None and own.union.path.startswith(event.opening.programme.union.path),
        "why_not": why_not_join(state=event.state, closes_at=event.closes_at, now=timezone.now()),
        "is_over": event.state == State.HELD or event.ends_at < timezone.now(),
        "signs_up": signs_up,
        "words": words,
        "chosen": chosen or [],
        "people": Paginator(people, 20).get_page(request.GET.get("page")) if people is not None else None,
        "tended": Paginator(tended, 20).get_page(request.GET.get("seats")) if tended is not None else None,
        "runs_it": may(request.user, "placement.view", on=event.opening.programme.union),
    }
    return render(request, "events/join.html", context, status=status)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)
