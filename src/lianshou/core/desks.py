"""What apps of the kernel put on somebody's desk ("my work") beside the kinds of programmes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from lianshou.core.kinds import InboxItem


class Desk:
    """Where apps hang what waits for a person, in the order in which they start.

    A maker takes ``actor`` and ``today`` and gives items; it looks only where the actor may.
    """

    def __init__(self) -> None:
        self._makers: list[Callable[..., Sequence[InboxItem]]] = []

    def add(self, maker: Callable[..., Sequence[InboxItem]]) -> None:
        self._makers.append(maker)

    def items(self, *, actor: Any, today: date) -> list[InboxItem]:
        """Everything that waits for ``actor``."""
        return [item for maker in self._makers for item in maker(actor=actor, today=today)]


desk = Desk()
