"""Who is let in at an address: said beside the view, held by ``access.views.DoorMiddleware``, printed in docs/permissions.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

PUBLIC = "public"
"""Open to everybody, logged in or not."""
ANYONE = "anyone"
"""Open to everybody who is logged in."""

_V = TypeVar("_V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """What a method needs: PUBLIC, ANYONE, a verb of the table of permissions, or None when there is no such method."""

    get: str | None = None
    post: str | None = None

    def needs(self, method: str) -> str | None:
        """What a request by ``method`` needs; everything but reading is like POST."""
        return self.get if method in ("GET", "HEAD", "OPTIONS") else self.post


def opens(get: str | None = None, post: str | None = None) -> Callable[[_V], _V]:
    """Say who is let in: ``@opens("union.view", post="union.edit")``. A view without a door lets nobody in."""

    def put(view: _V) -> _V:
        view.door = Door(get, post)  # type: ignore[attr-defined]
        return view

    return put


def door_of(view: Any) -> Door | None:
    """The door of a view, also where decorators or a class stand before it."""
    door = getattr(view, "door", None)
    if door is None and hasattr(view, "view_class"):
        door = getattr(view.view_class, "door", None)
    return door if isinstance(door, Door) else None
