"""A draw in words: what chance somebody has, why not more, and what the lottery does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lianshou.core.wording import Wording, join
from lianshou.engines.draws.problem import Counting, Problem, Quota, problem_of

Json = dict[str, Any]
_FEW = 0.2
_MOST_TOLD = 10


@dataclass(frozen=True)
class Standing:
    """Where one unit stands: its chance, its level (1 is the lowest) of so many, how many units share its profile."""

    chance: Fraction
    level: int
    levels: int
    alike: int
    unit: tuple[int, ...]
    prices: tuple[Fraction, ...]


class Explained:
    """An announcement, ready to be asked about."""

    def __init__(self, announcement: Json) -> None:
        self.problem: Problem = problem_of(announcement["problem"])
        self.announcement = announcement
        self.standings: dict[int, Standing] = {}
        levels = announcement["levels"]
        for rank, (chance, profiles, prices) in enumerate(levels, start=1):
            fractions = tuple(Fraction(one) for one in prices)
            for one in profiles:
                units = announcement["profiles"][one]
                for unit in units:
                    standing = Standing(
                        Fraction(chance), rank, len(levels), len(units), tuple(unit), fractions
                    )
                    self.standings |= dict.fromkeys(unit, standing)

    def overview(self) -> Iterator[Wording]:
        """How many, how they are drawn, and the lowest and the highest chance."""
        units = sum(len(some) for some in self.announcement["profiles"])
        yield _OVERVIEW.fill(
            people=len(self.problem.people),
            units=units,
            places=self.problem.places,
            profiles=len(self.announcement["profiles"]),
            panels=len(self.announcement["panels"]),
        )
        yield from self.sizes()
        for rank, (chance, profiles, prices) in enumerate(self.announcement["levels"], start=1):
            there = sum(len(self.announcement["profiles"][one]) for one in profiles)
            yield _LEVEL.fill(
                rank=rank,
                units=there,
                chance=said(Fraction(chance)),
                why=self.why(tuple(Fraction(one) for one in prices), Fraction(chance)),
            )

    def sizes(self) -> Iterator[Wording]:
        """Where persons come together: how many units of which size, and which ones differ from the rest."""
        by_size: dict[int, list[list[int]]] = {}
        for units in self.announcement["profiles"]:
            for unit in units:
                by_size.setdefault(len(unit), []).append(unit)
        if max(by_size, default=1) == 1:
            return
        parts = [_SIZE.fill(size=size, units=len(units)) for size, units in sorted(by_size.items())]
        yield _SIZES.fill(parts=join(parts, zh="，", en=", "))
        usual = max(by_size, key=lambda size: len(by_size[size]))
        total = sum(map(len, by_size.values()))
        others = sorted(unit for size, units in by_size.items() if size != usual for unit in units)
        if others and len(others) <= total * _FEW:
            told = [_unit_said(self.problem, unit) for unit in others[:_MOST_TOLD]]
            more = Wording("等", " …") if len(others) > _MOST_TOLD else Wording("", "")
            yield _ODD.fill(count=len(others), usual=usual, units=join(told, zh="、", en=", "), more=more)

    def person(self, number: int) -> Wording:
        """Why somebody has the chance that is told; for a number nobody has, that."""
        found = next((one for one in self.problem.people if one.number == number), None)
        if found is None:
            return _NOBODY.fill(number=number)
        standing = self.standings.get(number)
        if standing is None:
            reason = Wording(found.excluded, found.excluded) if found.excluded else _WITH_UNIT
            return _EXCLUDED.fill(number=number, name=found.name, reason=reason)
        return _PERSON.fill(
            number=number,
            name=found.name,
            chance=said(standing.chance),
            level=standing.level,
            levels=standing.levels,
            alike=standing.alike,
            why=capital(self.why(standing.prices, standing.chance)),
        )

    def why(self, prices: tuple[Fraction, ...], chance: Fraction) -> Wording:
        """Which rules hold a level where it is: those that have a price."""
        if not prices:
            return CERTAIN
        rules = [rule_said(self.problem, place, price) for place, price in enumerate(prices) if price]
        return (_HELD if chance else _NEVER).fill(rules=join(rules, zh="、", en=", "))


def _unit_said(problem: Problem, unit: list[int]) -> Wording:
    people = {one.number: one for one in problem.people}
    names = [f"{number} {people[number].name}" for number in unit]
    return Wording("＋".join(names), " + ".join(names))


def capital(wording: Wording) -> Wording:
    """The wording as a sentence of its own: its English begins with a capital."""
    return Wording(wording.zh, wording.en[:1].upper() + wording.en[1:])


def counted(problem: Problem) -> Wording:
    """What the quotas count: persons where some come together and are counted by persons, else whatever the list holds."""
    persons = problem.counting is Counting.PERSONS and any(one.unit for one in problem.people)
    return Wording("人", "") if persons else Wording("个", "")


def rule_said(problem: Problem, place: int, price: Fraction) -> Wording:
    """The rule at ``place`` of the prices, from the side on which it binds."""
    if place == 0:
        return _PLACES.fill(places=problem.places)
    if place > len(problem.quotas):
        return _WHOLE.fill(number=place - len(problem.quotas))
    return _binding(problem.quotas[place - 1], price, counted(problem))


def quota_said(problem: Problem, quota: Quota) -> Wording:
    """Both ends of a quota."""
    told = {
        "of": counted(problem),
        "attribute": quota.attribute,
        "value": quota.value,
        "least": quota.least,
        "most": quota.most,
    }
    if quota.most is None:
        return _LEAST.fill(limit=quota.least, **told)
    return (_BETWEEN if quota.least else _MOST).fill(limit=quota.most, **told)


def said(chance: Fraction) -> Wording:
    """A chance as a fraction with its per cent; one with many digits as per cent alone."""
    percent = f"{float(chance) * 100:.4g}%"
    if chance in (0, 1) or len(str(chance)) > 15:
        return Wording(percent, percent)
    return Wording(f"{chance}（约{percent}）", f"{chance} (about {percent})")


def _binding(quota: Quota, price: Fraction, of: Wording) -> Wording:
    if price > 0 and quota.most is not None:
        return _MOST.fill(attribute=quota.attribute, value=quota.value, limit=quota.most, of=of)
    words = _LEAST if price < 0 else _ALL
    return words.fill(attribute=quota.attribute, value=quota.value, limit=quota.least, of=of)


_OVERVIEW = Wording(
    "名单{people}人，可抽{units}个（人或组），选{places}个名额；分成{profiles}类，同类机会相同；抽签方案有{panels}种组合。",
    "{people} on the list, {units} (persons or units) can be drawn for {places} places; {profiles} profiles, within each of "
    "which chances are equal; the lottery has {panels} panels.",
)
_SIZES = Wording("一起来的人数：{parts}。", "Who comes together: {parts}.")
_SIZE = Wording("{size}人的{units}组", "{units} of {size}")
_ODD = Wording(
    "请核对：有{count}组的人数与多数（{usual}人一组）不同：{units}{more}。如是漏填或写错“同组”，请改正名单后重新准备。",
    "Check: {count} differ from the usual size of {usual}: {units}{more}. If “Together” was left out or misspelt, mend the list and "
    "prepare again.",
)
_LEVEL = Wording(
    "第{rank}档：{units}个，机会{chance}；{why}。", "Level {rank}: {units} with a chance of {chance}; {why}."
)
_NOBODY = Wording("名单上没有{number}号。", "Nobody has the number {number}.")
_EXCLUDED = Wording("{number}号 {name}：不参加抽签（{reason}）。", "{number} {name}: not drawn ({reason}).")
_WITH_UNIT = Wording("同组有人不参加", "a member of the unit is excluded")
_PERSON = Wording(
    "{number}号 {name}：机会{chance}，从低到高在{levels}档里是第{level}档；同类共{alike}个，机会相同。{why}。",
    "{number} {name}: a chance of {chance}, level {level} of {levels} from the lowest; {alike} alike with the same chance. {why}.",
)
CERTAIN = Wording("必定选中", "certainly selected")
_NEVER = Wording(
    "按这些规定一定选不上，原因是{rules}；要给机会，请改名额（如单双数）、改成按组计数，或者放宽规定",
    "never selected under these rules, because of {rules}; to give a chance, change the places (odd or even), count by units, or "
    "widen a quota",
)
_HELD = Wording(
    "要再高，就得压低其他机会同样低的人，原因是{rules}",
    "any more would take from others with no greater chance, because of {rules}",
)
_PLACES = Wording("名额共{places}个", "{places} places in all")
_MOST = Wording("“{attribute}：{value}”至多{limit}{of}", "at most {limit} of “{attribute}: {value}”")
_LEAST = Wording("“{attribute}：{value}”至少{limit}{of}", "at least {limit} of “{attribute}: {value}”")
_BETWEEN = Wording("“{attribute}：{value}”{least}至{most}{of}", "{least} to {most} of “{attribute}: {value}”")
_ALL = Wording("“{attribute}：{value}”只有这么多人", "there are no more of “{attribute}: {value}”")
_WHOLE = Wording("人数和组数只能是整数（补充规则{number}）", "panels being whole (cut {number})")
