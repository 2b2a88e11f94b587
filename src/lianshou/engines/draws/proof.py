"""The proof of the chances, followed in fractions; docs/draws.md tells how to follow it with a pencil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.draws.canonical import fraction, whole
from lianshou.engines.draws.problem import Counting, Person, Problem

Json = dict[str, Any]


class ProofError(ValueError):
    """A step of the proof that does not hold; ``wording`` says which."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


@dataclass(frozen=True)
class Facts:
    """What follows from the problem: units by what they add to each rule, and the limits of the rules."""

    profiles: dict[tuple[int, ...], list[list[int]]]
    limits: list[tuple[int, int]]

    @classmethod
    def of(cls, problem: Problem) -> Facts:
        """Places first, then the quotas in their order; a quota without a most may have all there are."""
        units: dict[tuple[str, int], list[Person]] = {}
        for one in problem.people:
            units.setdefault((one.unit, 0 if one.unit else one.number), []).append(one)
        profiles: dict[tuple[int, ...], list[list[int]]] = {}
        for members in sorted(units.values(), key=lambda some: some[0].number):
            if all(not one.excluded for one in members):
                profiles.setdefault(_adds(problem, members), []).append([one.number for one in members])
        limits = [(problem.places, problem.places)]
        for row, quota in enumerate(problem.quotas, start=1):
            there = sum(adds[row] * len(some) for adds, some in profiles.items())
            limits.append((quota.least, there if quota.most is None else min(there, quota.most)))
        return cls(profiles, limits)

    @property
    def sizes(self) -> list[int]:
        return [len(some) for some in self.profiles.values()]


def _adds(problem: Problem, members: Sequence[Person]) -> tuple[int, ...]:
    counts = [len(members)]
    for quota in problem.quotas:
        counts.append(sum(1 for one in members if one.values.get(quota.attribute) == quota.value))
    return tuple(counts) if problem.counting is Counting.PERSONS else tuple(int(one > 0) for one in counts)


def check_proof(facts: Facts, announcement: Json) -> None:
    """Panels keep the rules, weights add up, the lottery gives the chances, the prices prove them. Raises ProofError."""
    chances = _chances(facts, announcement["levels"])
    _check_panels(facts, announcement, chances)
    for number, cut in enumerate(announcement["cuts"]):
        _check_cut(facts, cut, announcement["cuts"][:number])
    last = Fraction(-1)
    for chance, profiles, prices in announcement["levels"]:
        if not last < fraction(chance) <= 1 or fraction(chance) < 0:
            raise ProofError(_ORDER)
        last = fraction(chance)
        if last < 1:
            _check_level(facts, announcement["cuts"], chances, last, profiles, prices)


def _chances(facts: Facts, levels: Sequence[Any]) -> list[Fraction]:
    """The chance by profile; each profile stands in one level."""
    found = {one: fraction(chance) for chance, profiles, _ in levels for one in profiles}
    if sorted(whole(one) for _, profiles, _ in levels for one in profiles) != list(
        range(len(facts.profiles))
    ):
        raise ProofError(_LEVELS)
    return [found[one] for one in range(len(found))]


def _check_panels(facts: Facts, announcement: Json, chances: Sequence[Fraction]) -> None:
    total, columns, sizes = whole(announcement["total"]), list(facts.profiles), facts.sizes
    expected, weights = [0] * len(columns), 0
    for number, (weight, some) in enumerate(announcement["panels"], start=1):
        counts = {whole(one): whole(count) for one, count in some}
        if len(counts) < len(some) or whole(weight) < 1 or not _is_panel(facts, columns, sizes, counts):
            raise ProofError(_PANEL.fill(number=number))
        weights += whole(weight)
        for one, count in counts.items():
            expected[one] += whole(weight) * count
    if weights != total:
        raise ProofError(_WEIGHTS)
    for one, size in enumerate(sizes):
        if expected[one] != chances[one] * size * total:
            raise ProofError(_CHANCE.fill(number=one + 1))


def _is_panel(
    facts: Facts, columns: Sequence[tuple[int, ...]], sizes: Sequence[int], counts: dict[int, int]
) -> bool:
    within = all(0 <= one < len(sizes) and 0 < count <= sizes[one] for one, count in counts.items())
    return within and all(
        least <= sum(columns[one][row] * count for one, count in counts.items()) <= most
        for row, (least, most) in enumerate(facts.limits)
    )


def _check_level(
    facts: Facts, cuts: Sequence[Any], chances: Sequence[Fraction], chance: Fraction,
    profiles: Sequence[int], told: Sequence[str],
) -> None:  # fmt: skip
    """The prices add every rule up to one that says: the weights of a panel come to no more than ``bound``. The lottery's mean
    reaches it; so whoever has a weight can have more only if another with a weight, of this level or below, has less.
    """
    prices = [fraction(one) for one in told]
    columns, sizes = list(facts.profiles), facts.sizes
    limits = [*facts.limits, *((None, most) for _, most, _ in cuts)]
    bound = Fraction(0)
    for price, (least, most) in zip(prices, limits, strict=True):
        if price < 0 and least is None:
            raise ProofError(_PROOF.fill(chance=chance))
        bound += price * (most if price > 0 else least or 0)
    reached = Fraction(0)
    for one, column in enumerate(columns):
        adds = (*column, *(cut[0][one] for cut in cuts))
        weight = sum((price * add for price, add in zip(prices, adds, strict=True) if price), Fraction(0))
        reached += weight * sizes[one] * chances[one]
        if not _may_weigh(weight, chances[one], chance):
            raise ProofError(_PROOF.fill(chance=chance))
    if reached != bound or any(chances[one] != chance for one in profiles):
        raise ProofError(_PROOF.fill(chance=chance))


def _may_weigh(weight: Fraction, chance: Fraction, level: Fraction) -> bool:
    """Above 0 in the level, 0 or more below it, 0 above it; who has the chance 1 cannot have more and may weigh less."""
    if chance == level:
        return weight > 0
    if chance < level:
        return weight >= 0
    return weight == 0 or (weight < 0 and chance == 1)


def _check_cut(facts: Facts, cut: Sequence[Any], earlier: Sequence[Any]) -> None:
    """The earlier cuts, which are proved, hold in every case."""
    adds, most, tree = cut
    if len(adds) != len(facts.profiles) or any(type(one) is not int for one in (*adds, most)):
        raise ProofError(_CUT)
    sums = tuple((held, greatest) for held, greatest, _ in earlier)
    _check_case(facts, adds, most, tree, Case([0] * len(adds), facts.sizes, sums))


@dataclass(frozen=True)
class Case:
    """Counts between ``low`` and ``high``; ``sums`` (adds, most) hold as earlier cuts, then by the way the case was parted off."""

    low: list[int]
    high: list[int]
    sums: tuple[tuple[list[int], int], ...] = ()


def _check_case(facts: Facts, adds: Sequence[int], most: int, tree: Json, case: Case) -> None:
    """A case is closed by a bound below the next whole number, closed as impossible, or parted in two that cover it."""
    low, high = case.low, case.high
    if "sum" in tree:
        parting, at = [whole(one) for one in tree["sum"]], whole(tree["most"])
        if len(parting) != len(adds):
            raise ProofError(_CUT)
        below, above = (parting, at), ([-one for one in parting], -at - 1)
        _check_case(facts, adds, most, tree["low"], Case(low, high, (*case.sums, below)))
        _check_case(facts, adds, most, tree["high"], Case(low, high, (*case.sums, above)))
        return
    if "profile" in tree:
        one, at = whole(tree["profile"]), whole(tree["most"])
        if not 0 <= one < len(adds):
            raise ProofError(_CUT)
        upper, lower = list(high), list(low)
        upper[one], lower[one] = min(high[one], at), max(low[one], at + 1)
        _check_case(facts, adds, most, tree["low"], Case(low, upper, case.sums))
        _check_case(facts, adds, most, tree["high"], Case(lower, high, case.sums))
        return
    if any(least > greatest for least, greatest in zip(low, high, strict=True)):
        return
    empty = "empty" in tree
    prices = [fraction(one) for one in tree["empty" if empty else "prices"]]
    bound = _bound(facts, prices, [0] * len(adds) if empty else adds, case)
    if bound >= 0 if empty else floor(bound) > most:
        raise ProofError(_CUT)


def _bound(facts: Facts, prices: Sequence[Fraction], adds: Sequence[int], case: Case) -> Fraction:
    """Prices of the rules, then of the earlier cuts and the sums, which have only a most and so no price below 0."""
    rules, total = len(facts.limits), Fraction(0)
    for price, (least, greatest) in zip(prices[:rules], facts.limits, strict=True):
        total += price * (greatest if price > 0 else least)
    for price, (_, greatest) in zip(prices[rules:], case.sums, strict=True):
        if price < 0:
            raise ProofError(_CUT)
        total += price * greatest
    for one, column in enumerate(facts.profiles):
        held = (*column, *(parting[one] for parting, _ in case.sums))
        rest = adds[one] - sum((price * add for price, add in zip(prices, held, strict=True)), Fraction(0))
        total += rest * (case.high[one] if rest > 0 else case.low[one])
    return total


_LEVELS = Wording("有的类别没有机会，或者出现了两次。", "A profile stands in no level, or in two.")
_ORDER = Wording("机会没有从低到高排列。", "The levels are not in the order of their chances.")
_PANEL = Wording("第{number}个组合不符合名额规定。", "Panel {number} does not keep the rules.")
_WEIGHTS = Wording(
    "各组合的份数加起来不等于总份数。", "The weights of the panels do not add up to the total."
)
_CHANCE = Wording(
    "第{number}类的机会与抽签方案算出来的不同。",
    "The lottery gives profile {number} another chance than told.",
)
_PROOF = Wording(
    "机会{chance}这一档的证明不成立。", "The proof of the level with the chance {chance} does not hold."
)
_CUT = Wording("补充规则的证明不成立。", "The proof of a cut does not hold.")
