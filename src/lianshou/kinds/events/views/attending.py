from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kinds.events import actions
from lianshou.kinds.events.enums import Way
from lianshou.kinds.events.exports import attendance_book, code_picture
from lianshou.kinds.events.forms import SeatFilter
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries.codes import code_of_event, seat_of_code
from lianshou.kinds.events.queries.desk import is_on_the_day, seats_of
from lianshou.kinds.events.rules.columns import number_of
from lianshou.kinds.events.tables import SeatTable
from lianshou.kinds.events.views.frame import event_or_404
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("placement.view")
@require_safe
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk)
    narrowed = _narrowed(request, found)
    table = _table(request, found, narrowed.qs)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {
        "event": found,
        "programme": found.opening.programme,
        "filter": narrowed,
        "table": table,
        "any": found.opening.last_ticket > 0,
    }
    return render(request, "events/seats.html", context)


@opens("placement.view")
@require_safe
def seats_export(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk)
    table = _table(request, found, _narrowed(request, found).qs)
    RequestConfig(request, paginate=False).configure(table)
    book = table_workbook(table, title=pgettext("event", "Places"), language=page_language())
    return attachment(book, f"{found}-" + pgettext("event", "Places") + ".xlsx")


@opens("placement.view")
@require_safe
def attendance_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of attendance to fill in and bring back."""
    found = event_or_404(request, pk)
    placed = seats_of(event=found).filter(state=SeatState.PLACED)
    return attachment(
        attendance_book(found, placed, language=page_language()),
        f"{found}-" + _("List of attendance") + ".xlsx",
    )


@opens("placement.view")
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to print and sign."""
    found = event_or_404(request, pk)
    placed = seats_of(event=found).filter(state=SeatState.PLACED)
    lines = [(number_of(opening=seat.opening_id, ticket=seat.ticket or 0), seat) for seat in placed]
    context = {"event": found, "programme": found.opening.programme, "lines": lines, "blank": range(5)}
    return render(request, "events/sheet.html", context)


@opens("placement.view")
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The codes to hang up: one to sign up, one to sign in on the spot."""
    found = event_or_404(request, pk)
    here = reverse("events:here", args=[pk, code_of_event(found)])
    context = {
        "event": found,
        "programme": found.opening.programme,
        "here": code_picture(request.build_absolute_uri(here)),
        "join": code_picture(request.build_absolute_uri(reverse("events:join", args=[pk]))),
    }
    return render(request, "events/poster.html", context)


@opens(post="placement.edit")
@require_POST
def attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Note somebody as present by hand, or take the tick back."""
    found = event_or_404(request, pk, verb="placement.edit")
    seat = get_object_or_404(seats_of(event=found), pk=_whole(request.POST.get("seat", "")))
    undo = "undo" in request.POST
    now = timezone.now()
    act: dict[str, Any] = {"actor": request.user, "event": found, "seat": seat}
    try:
        if undo:
            actions.undo_attendance(now=now, **act)
        else:
            actions.note_attendance(way=Way.HAND, now=now, **act)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        words = _("Taken back: %(who)s") if undo else _("Noted: %(who)s")
        messages.success(request, words % {"who": seat.application})
    return redirect("events:seats", pk)


@opens("placement.edit", post="placement.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """What an organiser sees who scans the code that somebody shows."""
    seat = seat_of_code(actor=request.user, code=code)
    if seat is None:
        raise Http404
    event = seat.opening.event
    context: dict[str, Any] = {
        "seat": seat,
        "event": event,
        "code": code,
        "programme": event.opening.programme,
    }
    if request.method == "POST":
        try:
            actions.note_attendance(
                actor=request.user, event=event, seat=seat, way=Way.SHOWN, now=timezone.now()
            )
        except Refused as refusal:
            return render(request, "events/scan.html", context | {"reason": refusal.sentence}, status=409)
        seat.refresh_from_db()
    return render(request, "events/scan.html", context | {"noted": hasattr(seat, "attendance")})


def _narrowed(request: HttpRequest, found: Event) -> SeatFilter:
    narrowed = SeatFilter(request.GET, queryset=seats_of(event=found).select_related("opening__event"))
    narrowed.form.is_valid()
    return narrowed


def _table(request: HttpRequest, found: Event, rows: Any) -> SeatTable:
    edits = may(request.user, "placement.edit", on=found.opening.programme.union)
    notes = edits and is_on_the_day(event=found, now=timezone.now())
    return SeatTable(rows, notes=notes, csrf=get_token(request))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)
