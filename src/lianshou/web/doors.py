"""Who is let in at an address: said beside the view, held by ``access.views.DoorMiddleware``, printed in docs/permissions.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

PUBLIC = "public"
"""Open to everybody, logged in or not."""
ANYONE = "anyone"
"""Open to everybody who is logged in."""
CONCERNED = "concerned"
"""Open to everybody who is logged in and whom the record concerns, which the view asks."""

_V = TypeVar("_V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """What a method needs: PUBLIC, ANYONE, a verb of the table of permissions, or None when there is no such method."""

    get: str | None = None
    post: str | None = None
    is_shared: bool = False
    """Whether the record is read in the unions below its own too, as a text of a federation is."""

    def needs(self, method: str) -> str | None:
        """What a request by ``method`` needs, None where there is no such method; OPTIONS needs what any method needs."""
        if method == "OPTIONS":
            return self.get or self.post
        return {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(method)

    @property
    def is_public(self) -> bool:
        """Whether any method is open to everybody."""
        return PUBLIC in (self.get, self.post)

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that there are, as an Allow header tells them."""
        return (*(("GET", "HEAD") if self.get else ()), "OPTIONS", *(("POST",) if self.post else ()))


def opens(get: str | None = None, post: str | None = None, *, is_shared: bool = False) -> Callable[[_V], _V]:
    """Say who is let in: ``@opens("union.view", post="union.edit")``. A view without a door lets nobody in."""

    def put(view: _V) -> _V:
        view.door = Door(get, post, is_shared)  # type: ignore[attr-defined]
        return view

    return put


def door_of(view: Any) -> Door | None:
    """The door of a view, also where decorators or a class stand before it."""
    door = getattr(view, "door", None)
    if door is None and hasattr(view, "view_class"):
        door = getattr(view.view_class, "door", None)
    return door if isinstance(door, Door) else None
