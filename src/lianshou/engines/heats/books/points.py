"""Points and medals of unions as a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.books.columns import (
    MEDAL_WORDS,
    PLACE,
    SIGNED,
)
from lianshou.engines.heats.plan import Share
from lianshou.engines.heats.ranking import final_places, medals, points_of
from lianshou.engines.heats.standing import Standing
from lianshou.engines.heats.titles import listed, titled
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut


def points_sheet(standings: Sequence[Standing]) -> SheetOut:
    """Points and medals of unions over regattas that are done, each by its own plan."""
    each = [points_of(one) for one in standings]
    won = Counter(
        (union, medal)
        for one in standings
        for crew, medal in medals(final_places(one)).items()
        for union in {entry.key: entry.unions for entry in one.regatta.entries}[crew]
    )
    unions = {union for one in standings for entry in one.regatta.entries for union in entry.unions}
    total = {union: sum((own.get(union, Fraction(0)) for own in each), Fraction(0)) for union in unions}
    several = len(standings) > 1
    rows = [
        (sum(other > total[union] for other in total.values()) + 1, union,
         *([_number(own.get(union, Fraction(0))) for own in each] if several else []), _number(total[union]),
         *(won[union, medal] or None for medal in MEDAL_WORDS))
        for union in sorted(unions, key=lambda union: (-total[union], union))
    ]  # fmt: skip
    columns = (
        PLACE, ColumnOut(Wording("工会", "Union"), width=30),
        *([ColumnOut(titled(one.regatta.plan.title), Form.DECIMAL, 16) for one in standings] if several else []),
        ColumnOut(Wording("总分", "Total") if several else Wording("积分", "Points"), Form.DECIMAL, 12),
        *(ColumnOut(words, Form.PLACE, 8) for words in MEDAL_WORDS.values()),
    )  # fmt: skip
    title = Wording("工会总分", "Points of unions over all")
    notes = [_points_told(one, several=several) for one in standings]
    return SheetOut(
        title,
        columns,
        rows,
        heading=title,
        notes=tuple(notes),
        signatures=SIGNED,
        landscape=several,
        row_height=18,
    )


def _number(points: Fraction) -> object:
    """Whole points as a number, others exactly: 3.5, 7/3."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact if Fraction(exact) == points else str(points)


def _points_told(standing: Standing, *, several: bool) -> Wording:
    plan = standing.regatta.plan
    table = _TABLE.fill(points=listed([str(one) for one in plan.union_points]))
    parts = [table if plan.union_points else _COUNTED, _PLACELESS, _SHARED[plan.share]]
    told = join(parts)
    return (
        Wording("{title}：{what}。", "{title}: {what}.").fill(title=titled(plan.title), what=told)
        if several
        else told
    )


_COUNTED = Wording(
    "有名次的最后一名1分，每前一名多1分", "the last that has a place has 1, each place before it 1 more"
)
_TABLE = Wording("第1名起依次得{points}分", "places from the first have {points}")
_PLACELESS = Wording("没有名次的队（未出发、取消资格）不得分", "crews without a place (DNS, DSQ) have none")
_SHARED = {
    Share.FULL: Wording("联队的各家工会都得全部积分", "every union of a joint crew has all of its points"),
    Share.DIVIDED: Wording("联队的积分由各家工会平分", "the unions of a joint crew share its points equally"),
}
