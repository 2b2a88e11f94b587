"""What the pages of events have in common: finding the record, and the answer after an act."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries.desk import events_in_scope, programmes_of_events
from lianshou.kinds.events.queries.mine import events_for


def programme_or_404(request: HttpRequest, pk: int, *, verb: str = "placement.view") -> Programme:
    return get_object_or_404(programmes_of_events(actor=request.user, verb=verb), pk=pk)


def event_or_404(request: HttpRequest, pk: int, *, verb: str = "placement.view") -> Event:
    return get_object_or_404(events_in_scope(actor=request.user, verb=verb), pk=pk)


def event_to_join(request: HttpRequest, pk: int) -> Event:
    """An event that the reader can have to do with without running it."""
    return get_object_or_404(events_for(actor=request.user), pk=pk)


def acted(request: HttpRequest, act: Callable[[], object], words: str, to: str, pk: int) -> HttpResponse:
    """Do it and go to a page, which says that it was done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect(to, pk)
