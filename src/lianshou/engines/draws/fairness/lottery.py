"""The fairest lottery over the panels of a shape, exactly and with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from lianshou.engines.draws.fairness.branching import Proving, Tree
from lianshou.engines.draws.fairness.chances import Cut, Level, levels_of
from lianshou.engines.draws.fairness.columns import Columns, Held
from lianshou.engines.draws.fairness.composing import Composing, Mixture, best_panel
from lianshou.engines.draws.fairness.linear import SolvingError
from lianshou.engines.draws.fairness.peeling import Rest, peeled
from lianshou.engines.draws.shape import Counts, Shape

_FEW_PROFILES = 200


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

    The rules are taken as they stand, then, where their fractions promise what whole panels cannot keep, whole panels. Raises
    SolvingError where exact arithmetic does not confirm the result.
    """
    first = best_panel(shape, [0.0] * len(shape.profiles))
    if first is None:
        return None
    composing = Composing(shape, {first: None})
    if (found := _by_rules(composing)) is None:
        found = _by_columns(composing)
    return _lottery(shape, *found)


Found = tuple[Mixture, tuple[Level, ...], list[Cut]]


def _by_rules(composing: Composing) -> Found | None:
    """By the rules as they stand; None where their fractions promise what whole panels cannot keep, or might."""
    levels = _levels(composing.shape, [])
    rest = _expected(composing.shape, levels)
    if not rest.mass:
        return _shared_out(rest), levels, []
    composing.known |= dict.fromkeys(panel for _, panel in rest.taken)
    if len(composing.shape.profiles) <= _FEW_PROFILES:
        return None
    mixture = _composed(composing, rest)
    return None if mixture is None else (mixture, levels, [])


def _by_columns(composing: Composing) -> Found:
    """With a cut for every level that needs one; what they are is found among whole panels."""
    true = Columns(composing.shape, composing.known).levels()
    cuts: list[Cut] = []
    for _ in range(len(true) + 1):
        levels = _levels(composing.shape, cuts)
        wrong = [held for held, level in zip(true, levels, strict=False) if not _agree(held, level)]
        if not wrong:
            break
        cuts.append(wrong[0].cut)
    rest = _expected(composing.shape, levels)
    mixture = _composed(composing, rest) if rest.mass else _shared_out(rest)
    if mixture is None:
        raise SolvingError("the chances are no mixture of panels")
    return mixture, levels, cuts


def _agree(held: Held, level: Level) -> bool:
    return (held.chance, held.profiles) == (level.chance, level.profiles)


def _levels(shape: Shape, cuts: Sequence[Cut]) -> tuple[Level, ...]:
    levels = levels_of(shape, cuts)
    if levels is None:
        raise SolvingError("cuts that no counts keep")
    return levels


def _expected(shape: Shape, levels: Sequence[Level]) -> Rest:
    """What remains of the expected counts when panels have been taken out of them."""
    known = {one: level.chance for level in levels for one in level.profiles}
    return peeled(shape, [known[one] * profile.size for one, profile in enumerate(shape.profiles)])


def _shared_out(rest: Rest) -> Mixture:
    return [(Fraction(weight, rest.total), panel) for weight, panel in rest.taken]


def _composed(composing: Composing, rest: Rest) -> Mixture | None:
    """A mixture for what could not be shared out. It may lie outside all panels though the whole does not: then some of the
    panels taken are given back, in the end all of them. None where even the whole lies outside.
    """
    composing.known |= dict.fromkeys(panel for _, panel in rest.taken)
    steps = len(rest.taken)
    for step in dict.fromkeys((steps, steps * 3 // 4, steps // 2, steps // 4, 0)):
        left = rest.before(step)
        found = composing.compose([Fraction(one, left.mass) for one in left.counts])
        if found is not None:
            share = Fraction(left.mass, left.total)
            return [*_shared_out(left), *((share * weight, panel) for weight, panel in found)]
    return None


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
    proving = [
        Proving(shape, cuts[place], tuple(cuts[other] for other in used[:number]))
        for number, place in enumerate(used)
    ]
    proved = tuple((one.cut, one.tree()) for one in proving)
    return Lottery(total // common, tuple((weight // common, panel) for weight, panel in parts), kept, proved)
