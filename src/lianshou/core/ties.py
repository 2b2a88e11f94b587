"""Who had to do with whom before, where only upper storeys know it: asked when somebody is to judge somebody else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping


class Ties:
    """A teller takes ``unions`` (ids) and gives, for each that it knows, the unions that it was joined with earlier."""

    def __init__(self) -> None:
        self._tellers: list[Callable[..., Mapping[int, set[int]]]] = []

    def add(self, teller: Callable[..., Mapping[int, set[int]]]) -> None:
        self._tellers.append(teller)

    def of(self, *, unions: Collection[int]) -> dict[int, set[int]]:
        """Everything that any teller knows of the unions."""
        found: dict[int, set[int]] = {}
        for teller in self._tellers:
            for union, others in teller(unions=unions).items():
                found.setdefault(union, set()).update(others)
        return found


earlier_ties = Ties()
