"""The fairest lottery over the panels of a shape, exactly and with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from lianshou.engines.draws.fairness.branching import Proving, Tree
from lianshou.engines.draws.fairness.chances import Cut, Level, levels_of
from lianshou.engines.draws.fairness.composing import Composing, Mixture, best_panel
from lianshou.engines.draws.fairness.linear import SolvingError
from lianshou.engines.draws.fairness.peeling import Rest, peeled
from lianshou.engines.draws.shape import Counts, Shape

_MOST_CUTS = 150


@dataclass(frozen=True)
class Lottery:
    """``panels`` with their weights, which add up to ``total``; the levels of chance with their prices; cuts with their trees."""

    total: int
    panels: tuple[tuple[int, Counts], ...]
    levels: tuple[Level, ...]
    cuts: tuple[tuple[Cut, Tree], ...] = ()

    @property
    def chances(self) -> dict[int, Fraction]:
        """The chance of each unit, by profile."""
        return {one: level.chance for level in self.levels for one in level.profiles}


def fairest(shape: Shape) -> Lottery | None:
    """The leximin lottery: the lowest chance as high as can be, then the next; None where no panel keeps the rules.

    The rules are taken as they stand, then, where their fractions promise what whole panels cannot keep, with cuts. Raises
    SolvingError where exact arithmetic does not confirm the result.
    """
    if best_panel(shape, [0.0] * len(shape.profiles)) is None:
        return None
    cuts: list[Cut] = []
    composing = Composing(shape, {})
    while len(cuts) <= _MOST_CUTS:
        levels = levels_of(shape, cuts)
        if levels is None:
            raise SolvingError("cuts that no counts keep")
        known = {one: level.chance for level in levels for one in level.profiles}
        expected = [known[one] * profile.size for one, profile in enumerate(shape.profiles)]
        rest = peeled(shape, expected)
        found = _shared_out(rest) if not rest.mass else _composed(composing, rest)
        if isinstance(found, Cut):
            cuts.append(found)
            continue
        return _lottery(shape, found, levels, cuts)
    raise SolvingError("too many cuts")


def _shared_out(rest: Rest) -> Mixture:
    return [(Fraction(weight, rest.total), panel) for weight, panel in rest.taken]


def _composed(composing: Composing, rest: Rest) -> Mixture | Cut:
    """A mixture for what could not be shared out. It may lie outside all panels though the whole does not: then some of the
    panels taken are given back, in the end all of them, and only the whole can call for a cut.
    """
    composing.known |= dict.fromkeys(panel for _, panel in rest.taken)
    steps = len(rest.taken)
    for step in dict.fromkeys((steps, steps * 3 // 4, steps // 2, steps // 4, 0)):
        left = rest.before(step)
        try:
            found = composing.compose([Fraction(one, left.mass) for one in left.counts])
        except SolvingError:
            if not step:
                raise
            continue
        if isinstance(found, list):
            share = Fraction(left.mass, left.total)
            return [*_shared_out(left), *((share * weight, panel) for weight, panel in found)]
        if not step:
            return found
    raise AssertionError("step 0 is always tried")


def _lottery(shape: Shape, mixture: Mixture, levels: tuple[Level, ...], cuts: list[Cut]) -> Lottery:
    """Equal panels joined, in a fixed order; only cuts that a price uses are kept, with their proofs."""
    weights: dict[Counts, Fraction] = {}
    for weight, panel in mixture:
        weights[panel] = weights.get(panel, Fraction(0)) + weight
    total = lcm(*(weight.denominator for weight in weights.values()))
    parts = [(int(weight * total), panel) for panel, weight in sorted(weights.items(), reverse=True)]
    common = gcd(*(weight for weight, _ in parts))
    rules = len(shape.rules)
    used = [
        place for place in range(len(cuts)) if any(one.prices and one.prices[rules + place] for one in levels)
    ]
    kept = tuple(
        Level(
            one.chance,
            one.profiles,
            (*one.prices[:rules], *(one.prices[rules + place] for place in used)) if one.prices else (),
        )
        for one in levels
    )
    proved = tuple((cuts[place], Proving(shape, cuts[place]).tree()) for place in used)
    return Lottery(total // common, tuple((weight // common, panel) for weight, panel in parts), kept, proved)
