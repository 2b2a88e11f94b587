"""Decisions that a computation made about a person: what upper storeys tell them on their own page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided by computation, when, in one sentence why, and the page with all reasons where the person may open it."""

    title: Wording
    made_on: date
    why: Wording
    url: str = ""


class Decisions:
    """Where kinds say which automated decisions they made about a person (个人信息保护法 24).

    A teller takes ``person`` and gives decisions, newest first.
    """

    def __init__(self) -> None:
        self._tellers: list[Callable[..., Sequence[Decision]]] = []

    def add(self, teller: Callable[..., Sequence[Decision]]) -> None:
        self._tellers.append(teller)

    def about(self, person: Any) -> list[Decision]:
        """Every decision about ``person``, newest first."""
        found = [decision for teller in self._tellers for decision in teller(person=person)]
        return sorted(found, key=lambda decision: decision.made_on, reverse=True)


decisions = Decisions()
