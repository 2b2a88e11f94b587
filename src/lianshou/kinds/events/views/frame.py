"""What the pages of events have in common: finding the record, and the answer after an act."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

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
