"""What kernel apps add to everybody's desk of work, beside the kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from lianshou.core.kinds import InboxItem


class Desk:
    """Where apps hang makers of items: each takes ``actor`` and ``today`` and gives what waits for the actor."""

    def __init__(self) -> None:
        self._makers: list[Callable[..., Sequence[InboxItem]]] = []

    def add(self, maker: Callable[..., Sequence[InboxItem]]) -> None:
        self._makers.append(maker)

    def items(self, *, actor: Any, today: date) -> list[InboxItem]:
        """Everything that waits for the actor, in the order in which apps start."""
        return [item for maker in self._makers for item in maker(actor=actor, today=today)]


desk = Desk()
