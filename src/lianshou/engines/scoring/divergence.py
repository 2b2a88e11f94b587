"""How judges differ: who marks higher or lower than the others, which marks lie far out, who orders contestants differently.

Each judge is held against the *other* judges of the same contestant and aspect, never against a mean that holds the judge's
own mark: in a panel of three that mean would hide a third of every difference. All numbers are exact fractions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from lianshou.core.wording import Wording
from lianshou.engines.scoring.contest import Contest
from lianshou.engines.scoring.exact import EXACT, rounded, shown
from lianshou.engines.scoring.solving import marks_by_cell

FEWEST_JUDGES = 3
FEWEST_MARKS = 5
_MOST_COMPARED = 400
"""Contestants whose order is compared pair by pair; beyond these the order is left out."""


@dataclass(frozen=True, slots=True)
class Outlying:
    """A mark far from the median of the other judges."""

    contestant: str
    aspect: str
    judge: str
    value: Decimal
    others: Fraction


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """One judge. ``offset``: mean difference from the others, in percent of the full mark; ``distance``: the same without sign.

    ``same``, ``against``: pairs of contestants that the judge and the others order the same way, and the other way round
    (None where there are too many contestants, or too few others). ``enough``: whether there is enough to judge by.
    """

    judge: str
    marks: int
    offset: Fraction | None
    distance: Fraction | None
    same: int | None
    against: int | None
    outlying: tuple[Outlying, ...]
    enough: bool

    @property
    def wording(self) -> Wording:
        """What may be said of the judge, and no more."""
        if self.offset is None:
            return Wording("没有别的评委可比", "no other judge to compare with")
        if not self.enough:
            return Wording("可比的分太少，只列数字，不作判断", "too few marks to judge by; the numbers only")
        words = Wording("比其他评委平均{way}{offset}%", "on average {offset}% {way} than the others")
        way = Wording("高", "higher") if self.offset >= 0 else Wording("低", "lower")
        return words.fill(way=way, offset=shown(rounded(abs(self.offset), 1), 1))


def judges_report(contest: Contest) -> tuple[JudgeReport, ...]:
    """Every judge of ``contest``, in its order. Marks need not be complete."""
    with localcontext(EXACT):
        return _reported(contest)


def _reported(contest: Contest) -> tuple[JudgeReport, ...]:
    cells = marks_by_cell(contest)
    full = {aspect.key: Fraction(aspect.high) - Fraction(aspect.low) for aspect in contest.scheme.aspects}
    offsets: dict[str, list[Fraction]] = defaultdict(list)
    others_seen: dict[str, set[str]] = defaultdict(set)
    outlying: dict[str, list[Outlying]] = defaultdict(list)
    sums: dict[str, dict[str, list[Fraction]]] = defaultdict(
        lambda: defaultdict(lambda: [Fraction(0), Fraction(0)])
    )
    for (who, aspect), given in cells.items():
        total = sum([value for _, value in given])
        for judge, value in given:
            if len(given) < 2:
                continue
            mean = Fraction(total - value) / (len(given) - 1)
            offsets[judge].append((Fraction(value) - mean) / full[aspect])
            others_seen[judge].update(other for other, _ in given if other != judge)
            pair = sums[judge][who]
            pair[0], pair[1] = pair[0] + Fraction(value), pair[1] + mean
            others = [mark for other, mark in given if other != judge]
            if len(given) >= FEWEST_JUDGES and _is_far(value, others, full[aspect], contest.scheme.outlying):
                outlying[judge].append(Outlying(who, aspect, judge, value, _median(others)))
    counts: dict[str, int] = defaultdict(int)
    for mark in contest.marks:
        counts[mark.judge] += 1
    return tuple(
        [
            _report(
                judge.key,
                counts[judge.key],
                offsets[judge.key],
                sums[judge.key],
                outlying[judge.key],
                others_seen,
            )
            for judge in contest.judges
        ]
    )


def _is_far(value: Decimal, others: list[Decimal], full: Fraction, share: Decimal) -> bool:
    return abs(Fraction(value) - _median(others)) > full * Fraction(share)


def _median(values: list[Decimal]) -> Fraction:
    ordered = sorted(values)
    return Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _report(
    judge: str, marks: int, offsets: list[Fraction], sums: dict[str, list[Fraction]], outlying: list[Outlying],
    others: dict[str, set[str]],
) -> JudgeReport:  # fmt: skip
    if not offsets:
        return JudgeReport(judge, marks, None, None, None, None, (), False)
    same, against = _order(list(sums.values()))
    enough = len(others[judge]) >= FEWEST_JUDGES - 1 and len(offsets) >= FEWEST_MARKS
    offset = 100 * sum(offsets, Fraction(0)) / len(offsets)
    distance = 100 * sum(map(abs, offsets), Fraction(0)) / len(offsets)
    return JudgeReport(judge, marks, offset, distance, same, against, tuple(outlying), enough)


def _order(pairs: list[list[Fraction]]) -> tuple[int | None, int | None]:
    """Pairs of contestants ordered alike and contrariwise by a judge and the others; equals count for neither."""
    if not 1 < len(pairs) <= _MOST_COMPARED:
        return None, None
    own = _dense([pair[0] for pair in pairs])
    rest = _dense([pair[1] for pair in pairs])
    same = against = 0
    for place in range(1, len(own)):
        for before in range(place):
            sign = (own[place] - own[before]) * (rest[place] - rest[before])
            same += sign > 0
            against += sign < 0
    return same, against


def _dense(values: list[Fraction]) -> list[int]:
    """Whole numbers in the same order: comparing fractions n² times is slow."""
    order = {value: place for place, value in enumerate(sorted(set(values)))}
    return [order[value] for value in values]
