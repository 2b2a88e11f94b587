from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lianshou.kernel.access import queries
from lianshou.kernel.access.tables import places_for


def menu(request: HttpRequest) -> dict[str, Any]:
    """For every page: the places that the reader's posts open, the first post, and whether the reader may ask who can see
    what; read only where a page shows them."""
    actor = getattr(request, "user", None)
    if actor is None or not actor.is_authenticated:
        return {"menu": (), "seldom": (), "whose": "", "asks_who": False}
    places = SimpleLazyObject(lambda: places_for(actor))
    return {
        "menu": places,
        "seldom": SimpleLazyObject(lambda: tuple(place for place in places if place.is_seldom)),
        "whose": SimpleLazyObject(lambda: queries.post_said(actor=actor)),
        "asks_who": SimpleLazyObject(lambda: queries.may(actor, "permission.read")),
    }
