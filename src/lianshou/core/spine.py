"""Where a programme stands: every app that keeps a step of the spine tells of its own, without the lower ones knowing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lianshou.core.kinds import Step, registry
from lianshou.core.wording import Wording


class Standing(StrEnum):
    """How far a step is."""

    AHEAD = "ahead"
    UNDER_WAY = "under_way"
    DONE = "done"

    @property
    def words(self) -> Wording:
        return _TITLES[self]


_TITLES = {
    Standing.AHEAD: Wording("未开始", "not begun"),
    Standing.UNDER_WAY: Wording("进行中", "under way"),
    Standing.DONE: Wording("已办完", "done"),
}


def standing_of(*, begun: bool, open_: bool) -> Standing:
    """A step with nothing in it lies ahead; one with something open is under way; else it is done."""
    if open_:
        return Standing.UNDER_WAY
    return Standing.DONE if begun else Standing.AHEAD


@dataclass(frozen=True)
class ToDo:
    """What the actor can do about a step now, one click away."""

    title: Wording
    url: str


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step of a programme: what is counted in it, how far it is, where its rows are, and what waits for the actor."""

    step: Step
    title: Wording
    said: Wording
    standing: Standing
    url: str
    todo: ToDo | None = None


class Spine:
    """Where apps hang tellers: each takes ``actor``, ``programme`` and ``today`` and gives its line, or None.

    A teller is silent where neither the programme's kind uses its step nor a federation has added it, and before whoever
    may not see its rows.
    """

    def __init__(self) -> None:
        self._tellers: list[Callable[..., StepLine | None]] = []

    def add(self, teller: Callable[..., StepLine | None]) -> None:
        self._tellers.append(teller)

    def lines(self, *, actor: Any, programme: Any, today: date) -> list[StepLine]:
        """The steps of a programme that the actor has been let in to, in the order of the spine."""
        told = (teller(actor=actor, programme=programme, today=today) for teller in self._tellers)
        order, kind = list(Step), getattr(programme, "kind", "")
        lines = [line for line in told if line]
        if kind in registry:
            lines = [registry[kind].retold(line=line, programme=programme, today=today) for line in lines]
        return sorted(lines, key=lambda line: order.index(line.step))


spine = Spine()
