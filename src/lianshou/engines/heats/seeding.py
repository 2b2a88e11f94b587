"""Crews into heats and lanes: sizes even, the strong apart, crews of one union apart as far as can be, and a proof of how far that is.

Strength comes first: with h heats the first h crews are a pot, the next h another, and each pot gives every heat one crew. Within
these pots crews change heats until no change takes crews of one union further apart. The pairs of crews that share a union and a
heat are counted, union by union; a union of c crews has at least the pairs of an even split over h heats, so a count that equals
the sum of these is proven to be the least there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from lianshou.engines.heats.plan import Crew

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Split:
    """Crews by heat in the order of strength; ``together`` pairs of one union in one heat, of which ``least`` cannot be avoided."""

    heats: tuple[tuple[Crew, ...], ...]
    together: int
    least: int

    @property
    def is_proven(self) -> bool:
        """Whether no other split could keep more crews of one union apart."""
        return self.together == self.least


def split(crews: Sequence[Crew], heats: int, *, by_strength: bool) -> Split:
    """``crews`` (the strongest first, or in the order drawn) over ``heats`` heats, whose sizes differ by one at most.

    Without ``by_strength`` all crews are equal, and any two may change heats. The same input gives the same split.
    """
    pots = [list(crews[at : at + heats]) for at in range(0, len(crews), heats)]
    placed: list[list[Crew]] = [[] for _ in range(heats)]
    for number, pot in enumerate(pots):
        order = range(heats) if number % 2 == 0 else range(heats - 1, -1, -1)
        for heat, crew in zip(order, pot, strict=False):
            placed[heat].append(crew)
    pot_of = {crew.key: number if by_strength else 0 for number, pot in enumerate(pots) for crew in pot}
    _part(placed, pot_of)
    strength = {crew.key: place for place, crew in enumerate(crews)}
    ordered = tuple([tuple(sorted(heat, key=lambda crew: strength[crew.key])) for heat in placed])
    return Split(ordered, together_in(ordered), _least(crews, heats))


def together_in(heats: Sequence[Sequence[Crew]]) -> int:
    """Pairs of crews that share a heat and a union, once for every union they share."""
    return sum(
        count * (count - 1) // 2
        for heat in heats
        for count in Counter(union for crew in heat for union in set(crew.unions)).values()
    )


def _least(crews: Sequence[Crew], heats: int) -> int:
    total = 0
    for count in Counter(union for crew in crews for union in set(crew.unions)).values():
        each, more = divmod(count, heats)
        total += more * (each + 1) * each // 2 + (heats - more) * each * (each - 1) // 2
    return total


def _part(placed: list[list[Crew]], pot_of: dict[str, int]) -> None:
    """Exchange crews of one pot between heats as long as that takes crews of one union apart; then chains over three heats."""
    counts = [Counter(union for crew in heat for union in set(crew.unions)) for heat in placed]
    for _ in range(_MOST_STEPS):
        if not (_exchange(placed, counts, pot_of) or _rotate(placed, counts, pot_of)):
            return


def _gain(counts: list[Counter[str]], one: Crew, other: Crew, here: int, there: int) -> int:
    """Pairs that vanish when ``one`` of heat ``here`` and ``other`` of heat ``there`` change places."""
    own, others = set(one.unions), set(other.unions)
    gain = 0
    for union in own - others:
        gain += counts[here][union] - 1 - counts[there][union]
    for union in others - own:
        gain += counts[there][union] - 1 - counts[here][union]
    return gain


def _exchange(placed: list[list[Crew]], counts: list[Counter[str]], pot_of: dict[str, int]) -> bool:
    best, found = 0, None
    for here, there in combinations(range(len(placed)), 2):
        for i, one in enumerate(placed[here]):
            for j, other in enumerate(placed[there]):
                if pot_of[one.key] == pot_of[other.key]:
                    gain = _gain(counts, one, other, here, there)
                    if gain > best:
                        best, found = gain, (here, i, there, j)
    if found is None:
        return False
    _swap(placed, counts, *found)
    return True


def _rotate(placed: list[list[Crew]], counts: list[Counter[str]], pot_of: dict[str, int]) -> bool:
    """An exchange that gains nothing, if another then gains: looked for from crews that share their heat with their union."""
    for here, heat in enumerate(placed):
        for i, one in enumerate(list(heat)):
            if all(counts[here][union] < 2 for union in one.unions):
                continue
            for there in range(len(placed)):
                for j, other in enumerate(placed[there]):
                    if (
                        there == here
                        or pot_of[one.key] != pot_of[other.key]
                        or _gain(counts, one, other, here, there) < 0
                    ):
                        continue
                    _swap(placed, counts, here, i, there, j)
                    if _exchange(placed, counts, pot_of):
                        return True
                    _swap(placed, counts, here, i, there, j)
    return False


def _swap(
    placed: list[list[Crew]], counts: list[Counter[str]], here: int, i: int, there: int, j: int
) -> None:
    one, other = placed[here][i], placed[there][j]
    placed[here][i], placed[there][j] = other, one
    counts[here].subtract(set(one.unions))
    counts[here].update(set(other.unions))
    counts[there].subtract(set(other.unions))
    counts[there].update(set(one.unions))


def lanes_for(count: int, lanes: int) -> list[int]:
    """Lanes for ``count`` crews, the strongest first: from the middle outwards (4 lanes: 2, 3, 1, 4), the outer ones left empty."""
    middle = (lanes + 1) / 2
    order = sorted(range(1, lanes + 1), key=lambda lane: (abs(lane - middle), lane))
    return order[:count]
