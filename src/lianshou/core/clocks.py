"""From when on the time runs for which data of a person are kept, where only upper storeys know it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date


class Clock:
    """Where kinds say when somebody's last programme ends.

    A teller takes ``people`` (ids) and gives, for each whom it knows, the last day of their last programme, which may lie
    in the future; whom nobody knows, the clock has not begun for.
    """

    def __init__(self) -> None:
        self._tellers: list[Callable[..., Mapping[int, date]]] = []

    def add(self, teller: Callable[..., Mapping[int, date]]) -> None:
        self._tellers.append(teller)

    def ends(self, *, people: Collection[int]) -> dict[int, date]:
        """The latest day that any teller gives, by person."""
        latest: dict[int, date] = {}
        for teller in self._tellers:
            for person, day in teller(people=people).items():
                latest[person] = max(day, latest.get(person, day))
        return latest


programme_clock = Clock()
