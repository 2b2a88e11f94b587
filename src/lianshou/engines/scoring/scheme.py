"""A scheme of scoring: what is marked, how marks become a score, how scores become places and awards.

The way of every mark, each step rounded half-up at the digits given for it, or kept exact where none are given::

    marks ─ panel (mean, trimmed mean, median) ─▶ panel mark × factor × weight ─▶ aspect
    aspects of a part + bonuses − deductions ─▶ part ─ × share ─▶ counted
    counted parts + bonuses − deductions ─▶ total ─▶ place, awards;  the best n of a team ─▶ its total
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lianshou.core.ranking import Way as Ranks
from lianshou.core.wording import Wording


class Way(StrEnum):
    """How the marks of a panel become one."""

    MEAN = "mean"
    TRIMMED = "trimmed"
    MEDIAN = "median"

    @property
    def wording(self) -> Wording:
        return _WAYS[self]


_WAYS = {
    Way.MEAN: Wording("平均", "mean"),
    Way.TRIMMED: Wording("去高去低平均", "trimmed mean"),
    Way.MEDIAN: Wording("中位数", "median"),
}


class Better(StrEnum):
    """Which of two values of a measure is the better one."""

    LOW = "low"
    HIGH = "high"

    @property
    def wording(self) -> Wording:
        return _WORDS[self]


class Short(StrEnum):
    """What becomes of a team with fewer members than count."""

    UNRANKED = "unranked"
    COUNT = "count"

    @property
    def wording(self) -> Wording:
        return _WORDS[self]


class Edge(StrEnum):
    """Who of those tied across the last place of an award has it."""

    ALL_IN = "all_in"
    ALL_OUT = "all_out"

    @property
    def wording(self) -> Wording:
        return _WORDS[self]


class Cut(StrEnum):
    """How a share of those ranked becomes a number of places."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"

    @property
    def wording(self) -> Wording:
        return _WORDS[self]


class Status(StrEnum):
    """Whether a contestant is ranked."""

    PRESENT = "present"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"

    @property
    def wording(self) -> Wording:
        return _STATUSES[self]


_STATUSES = {
    Status.PRESENT: Wording("参赛", "present"),
    Status.ABSENT: Wording("缺考", "absent"),
    Status.WITHDRAWN: Wording("弃权", "withdrawn"),
    Status.DISQUALIFIED: Wording("取消成绩", "disqualified"),
}


_WORDS: dict[Better | Short | Edge | Cut, Wording] = {
    Better.LOW: Wording("小者为优", "less is better"),
    Better.HIGH: Wording("大者为优", "more is better"),
    Short.UNRANKED: Wording("不排名次", "no place"),
    Short.COUNT: Wording("有几人算几人", "those there are count"),
    Edge.ALL_IN: Wording("全部入围", "all in"),
    Edge.ALL_OUT: Wording("全部不入", "all out"),
    Cut.HALF_UP: Wording("四舍五入", "half up"),
    Cut.DOWN: Wording("舍去", "down"),
    Cut.UP: Wording("进一", "up"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """``trim`` highest and as many lowest marks are dropped (only when trimmed); fewer than ``least`` marks refuse."""

    way: Way = Way.MEAN
    trim: int = 0
    least: int = 1
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that judges mark, from ``low`` to ``high``, in steps of ``step`` if given; ``factor`` is what a contestant has who has none of their own."""

    key: str
    title: str
    part: str
    high: Decimal
    low: Decimal = Decimal(0)
    step: Decimal | None = None
    factor: Decimal = Decimal(1)
    weight: Decimal = Decimal(1)
    panel: Panel = Panel()
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the contest (theory, practice): its sum rounded at ``digits``, times ``share`` rounded at ``counted_digits``."""

    key: str
    title: str
    share: Decimal = Decimal(1)
    digits: int | None = None
    counted_digits: int | None = None
    full: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured that only decides between equals: the time used, say."""

    key: str
    title: str
    better: Better = Better.LOW


class KeyOf(StrEnum):
    """What a key of ties looks at."""

    PART = "part"
    ASPECT = "aspect"
    MEASURE = "measure"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Key:
    """One of the things by which equals are told apart: ``Key(KeyOf.PART, "practice")``; of a member, ``key`` is which one ("1": the best)."""

    of: KeyOf
    key: str


@dataclass(frozen=True, slots=True)
class Award:
    """``count`` places, or ``share`` of those ranked, following the places of the awards before it in the same list.

    Those tied across its last place are first told apart by ``keys``; who are still tied are all in or all out by ``edge``.
    Below ``at_least`` points it is not given and its place stays empty.
    """

    key: str
    title: str
    count: int | None = None
    share: Decimal | None = None
    cut: Cut = Cut.HALF_UP
    edge: Edge = Edge.ALL_IN
    keys: tuple[Key, ...] = ()
    at_least: Decimal | None = None
    for_teams: bool = False


@dataclass(frozen=True, slots=True)
class TeamRule:
    """The totals of the best ``best`` members make that of the team; ties by ``keys``, summed over those who count."""

    best: int
    short: Short = Short.UNRANKED
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that was decided before the first mark. ``floor``: no part and no total falls below it.

    ``outlying``: a mark further from the median of the other judges than this share of the full mark is reported.
    """

    title: str
    parts: tuple[Part, ...]
    aspects: tuple[Aspect, ...]
    measures: tuple[Measure, ...] = ()
    keys: tuple[Key, ...] = ()
    ranks: Ranks = Ranks.COMPETITION
    digits: int | None = None
    floor: Decimal | None = Decimal(0)
    team: TeamRule | None = None
    awards: tuple[Award, ...] = ()
    outlying: Decimal = Decimal("0.2")

    def part(self, key: str) -> Part:
        """The part called ``key``; raises KeyError."""
        return {part.key: part for part in self.parts}[key]

    def aspect(self, key: str) -> Aspect:
        """The aspect called ``key``; raises KeyError."""
        return {aspect.key: aspect for aspect in self.aspects}[key]

    def measure(self, key: str) -> Measure:
        """The measure called ``key``; raises KeyError."""
        return {measure.key: measure for measure in self.measures}[key]

    def title_of(self, key: Key) -> Wording:
        """What a key of ties is called."""
        if key.of is KeyOf.MEMBER:
            return Wording("第{n}名队员总分", "total of member {n}").fill(n=key.key)
        titles = {
            KeyOf.PART: {part.key: part.title for part in self.parts},
            KeyOf.ASPECT: {aspect.key: aspect.title for aspect in self.aspects},
            KeyOf.MEASURE: {measure.key: measure.title for measure in self.measures},
        }
        title = titles[key.of][key.key]
        return Wording(title, title)
