"""What would change the outcome, exactly: the least by which something had to be otherwise, found by asking the decision itself.

A household only ever gets harder (or easier) off while one number moves one way, so that each turn is found by halving; where it
is likely to lie is asked first, which changes nothing but the number of questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording, join
from lianshou.kinds.aid.rules.computing.judging import (
    MONTHS,
    Sums,
    category_of,
    exclusions_of,
    sums_of,
    year_limit,
)
from lianshou.kinds.aid.rules.computing.outcome import Change
from lianshou.kinds.aid.rules.computing.values import ONE, Limit, Rules
from lianshou.kinds.aid.rules.facts import Category, Exclusion, Facts
from lianshou.kinds.aid.rules.words import CATEGORIES, EXCLUSIONS

Turns = list[tuple[int, Category]]
_THEN = Wording("若{cause}，则为“{category}”", "With {cause}: {category}")
_WITHOUT = Wording("没有“{what}”的情形", "none of this: {what}")
_BOTH = Wording("{first}，且{second}", "{first} and {second}")
_NET_LESS = Wording(
    "一年的刚性支出多{yuan}元或收入少{yuan}元", "rigid expenses {yuan} yuan a year higher, or income lower"
)
_NET_MORE = Wording(
    "一年的收入多{yuan}元或刚性支出少{yuan}元", "income {yuan} yuan a year higher, or rigid expenses lower"
)
_EXPENSES_MORE = Wording("一年的刚性支出多{yuan}元", "rigid expenses {yuan} yuan a year higher")
_EXPENSES_LESS = Wording("一年的刚性支出少{yuan}元", "rigid expenses {yuan} yuan a year lower")
_INCOME_MORE = Wording("一年的收入多{yuan}元", "income {yuan} yuan a year higher")
_INCOME_LESS = Wording("一年的收入少{yuan}元", "income {yuan} yuan a year lower")
_LINE = Wording("低保标准是{then}元而不是{now}元", "a subsistence line of {then} yuan instead of {now}")
_COST_MORE = Wording(
    "自己负担的致困费用多{yuan}元", "{yuan} yuan more of own cost of the main cause"
)  # fmt: skip
_COST_LESS = Wording(
    "自己负担的致困费用少{yuan}元", "{yuan} yuan less of own cost of the main cause"
)  # fmt: skip
_IDLE = Wording("按最低工资计入的月份少{months}个月", "a wage imputed for {months} months less")
_PERSONS = Wording("家庭人口是{persons}人", "{persons} persons in the household")


@dataclass(frozen=True, slots=True)
class _Cause:
    key: str
    words: Wording
    category: Category
    by: int
    distance: int

    @property
    def change(self) -> Change:
        said = _THEN.fill(cause=self.words, category=CATEGORIES[self.category])
        return Change(key=self.key, words=said, category=self.category, by=self.by, distance=self.distance)

    def after(self, first: Wording) -> _Cause:
        return replace(self, key=f"exclusions+{self.key}", words=_BOTH.fill(first=first, second=self.words))


def changes_of(
    facts: Facts, rules: Rules, sums: Sums, by_income: Category, found: tuple[Exclusion, ...]
) -> tuple[Change, ...]:
    """What would change the outcome, nearest first; while something excludes the household, its end comes before all else."""
    if not found:
        causes = [*_of_income(facts, rules, sums), *_persons(facts, rules, by_income)]
    else:
        without = _WITHOUT.fill(what=join([EXCLUSIONS[one] for one in found], zh="”“", en="; "))
        if by_income is Category.NONE:
            causes = [one.after(without) for one in _of_income(facts, rules, sums)]
        else:
            ending = _Cause("exclusions", without, by_income, len(found), 0)
            causes = [ending, *_persons(facts, rules, Category.NONE)]
    return tuple(one.change for one in sorted(causes, key=lambda one: one.distance))


def _of_income(facts: Facts, rules: Rules, sums: Sums) -> Iterator[_Cause]:
    yield from _net_less(rules, sums)
    yield from _net_more(rules, sums)
    yield from _line(rules, sums)
    yield from _cost(rules, sums)
    yield from _idle(facts, rules, sums)


def _net_less(rules: Rules, sums: Sums) -> Iterator[_Cause]:
    """Higher expenses and lower income do the same but for the accident, whose share is of the income."""

    def spent(fen: int) -> Category:
        return category_of(sums.moved(expense=fen), rules)

    def earned(fen: int) -> Category:
        return category_of(sums.moved(income=-fen), rules)

    likely = [*_at_limits(rules, sums, -1), sums.income_fen - sums.own_fen * ONE // rules.share]
    more, less = _turns(spent, sums.net_fen, likely), _turns(earned, max(sums.income_fen, 0), likely)
    words = (_NET_LESS, _EXPENSES_MORE, _INCOME_LESS)
    yield from _either(more, less, keys=("expenses_more", "income_less"), words=words)


def _net_more(rules: Rules, sums: Sums) -> Iterator[_Cause]:
    def earned(fen: int) -> Category:
        return category_of(sums.moved(income=fen), rules)

    def spent(fen: int) -> Category:
        return category_of(sums.moved(expense=-fen), rules)

    likely = [*_at_limits(rules, sums, 1), sums.own_fen * ONE // rules.share - sums.income_fen]
    more, less = _turns(earned, _beyond(rules, sums), likely), _turns(spent, sums.expense_fen, likely)
    words = (_NET_MORE, _INCOME_MORE, _EXPENSES_LESS)
    yield from _either(more, less, keys=("income_more", "expenses_less"), words=words)


def _either(
    one: Turns, other: Turns, *, keys: tuple[str, str], words: tuple[Wording, Wording, Wording]
) -> Iterator[_Cause]:
    """Turns that two ways lead to alike are said as one, under the key of the first."""
    both, only_one, only_other = words
    found = [(keys[0], turn, both if turn in other else only_one) for turn in one]
    found += [(keys[1], turn, only_other) for turn in other if turn not in one]
    for key, (fen, category), said in found:
        yield _Cause(key, said.fill(yuan=yuan_text(fen)), category, fen, fen)


def _beyond(rules: Rules, sums: Sums) -> int:
    """So much more income that nothing is below any limit any more."""
    highest = max(year_limit(one, line_fen=rules.line_fen, persons=sums.persons) for one in _limits(rules))
    heavy = sums.own_fen * ONE // rules.share
    return int(highest) + sums.expense_fen + heavy + max(-sums.income_fen, 0) + 2


def _limits(rules: Rules) -> tuple[Limit, ...]:
    return (*rules.limits, *((rules.ceiling,) if rules.ceiling else ()))


def _at_limits(rules: Rules, sums: Sums, sign: int) -> list[int]:
    """How far the net income is from each limit, upwards or downwards, to a fen or so."""
    once, raw = rules.line_fen * sums.persons * MONTHS, sums.income_fen - sums.expense_fen
    return [sign * (once * one.multiple // ONE - raw) for one in _limits(rules)]


def _line(rules: Rules, sums: Sums) -> Iterator[_Cause]:
    lowest = min(one.multiple for one in _limits(rules))
    lines = [sums.net_fen * ONE // (one.multiple * sums.persons * MONTHS) for one in _limits(rules)]
    enough = sums.net_fen * ONE // (lowest * sums.persons * MONTHS) + 2
    for sign, most in ((1, enough - rules.line_fen), (-1, rules.line_fen - 1)):

        def drawn(fen: int, sign: int = sign) -> Category:
            return category_of(sums, rules, line_fen=rules.line_fen + sign * fen)

        likely = [sign * (line - rules.line_fen) for line in lines]
        for fen, category in _turns(drawn, most, likely):
            then, now = yuan_text(rules.line_fen + sign * fen), yuan_text(rules.line_fen)
            words = _LINE.fill(then=then, now=now)
            yield _Cause("line", words, category, sign * fen, fen * sums.persons * MONTHS)


def _cost(rules: Rules, sums: Sums) -> Iterator[_Cause]:
    enough = max(sums.income_fen, 0) * rules.share // ONE + 2
    for sign, most, said in ((1, enough - sums.own_fen, _COST_MORE), (-1, sums.own_fen, _COST_LESS)):

        def borne(fen: int, sign: int = sign) -> Category:
            return category_of(sums.moved(own=sign * fen), rules)

        likely = [sign * (max(sums.income_fen, 0) * rules.share // ONE - sums.own_fen)]
        for fen, category in _turns(borne, most, likely):
            yield _Cause("cost", said.fill(yuan=yuan_text(fen)), category, sign * fen, fen)


def _idle(facts: Facts, rules: Rules, sums: Sums) -> Iterator[_Cause]:
    def worked(months: int) -> Category:
        return category_of(sums.moved(income=-months * rules.wage_fen), rules)

    if rules.imputes:
        for months, category in _turns(worked, facts.idle_months):
            words = _IDLE.fill(months=months)
            yield _Cause("idle", words, category, months, months * rules.wage_fen)


def _persons(facts: Facts, rules: Rules, now: Category) -> Iterator[_Cause]:
    """One person more or less; that changes what housing excludes too."""
    for persons in (facts.persons + 1, facts.persons - 1):
        if persons < 1:
            continue
        other = replace(facts, persons=persons)
        shut = exclusions_of(other, rules)
        category = Category.NONE if shut else category_of(sums_of(other, rules), rules)
        if category is not now:
            words = _PERSONS.fill(persons=persons)
            yield _Cause("persons", words, category, persons - facts.persons, rules.line_fen * MONTHS)


def _turns(asked: Callable[[int], Category], most: int, likely: Iterable[int] = ()) -> Turns:
    """Every number from 1 to ``most`` at which the answer is another than before it; ``likely`` are asked about first."""
    found: Turns = []
    at, now, last = 0, asked(0), asked(max(most, 0))
    near = sorted({one + by for one in likely for by in (-1, 0, 1, 2)})
    while at < most and last is not now:
        low, high = at, most
        for middle in near:
            if low < middle < high:
                low, high = (middle, high) if asked(middle) is now else (low, middle)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if asked(middle) is now else (low, middle)
        at, now = high, asked(high)
        found.append((at, now))
    return found
