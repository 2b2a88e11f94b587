"""Counts with their unit and the qualifier they are said with; unlike units are never added.

The unit is part of the type: ``Quantity[Persons] + Quantity[PersonTimes]`` is refused by mypy, and by UnlikeUnits when the
programme runs. Money is whole fen, and what is hoped for is another unit than what was claimed, verified or came true.

How numbers are written. Chinese: the largest of 亿, 万 and none in which the number is at least 1 and exact with two
decimals (1000万元, 1.2亿元, 1.55万元, but 12345.67元: nothing is ever rounded). English: the same with billion and million,
else thousands are grouped. A round 100, 1,000 or 10,000 behind 近 or before 余 is a word: 近百名, 千余人.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar, Generic, TypeVar

from lianshou.core.wording import Language, Wording

FEN = 100
"""Fen in a yuan."""


@dataclass(frozen=True, eq=False)
class Unit:
    """What is counted. Each unit is a class of its own with one member, so that the type of a quantity names it.

    ``counters`` are the words that stand behind the number in Chinese, the usual one first; ``english`` its plural.
    """

    name: str
    counters: tuple[str, ...]
    english: str

    @property
    def wording(self) -> Wording:
        """The usual word for it."""
        return Wording(self.counters[0], self.english)

    def __repr__(self) -> str:
        return f"Unit.{self.name}"

    UNION: ClassVar[Unions]
    ENTERPRISE: ClassVar[Enterprises]
    ENTRY: ClassVar[Entries]
    PAIR: ClassVar[Pairs]
    PERSON: ClassVar[Persons]
    PERSON_TIME: ClassVar[PersonTimes]
    HOUSEHOLD: ClassVar[Households]
    COUPLE: ClassVar[Couples]
    ACTIVITY: ClassVar[Activities]
    PAPER: ClassVar[Papers]
    PAYMENT: ClassVar[Payments]
    TEAM: ClassVar[Teams]
    CLASS_HOUR: ClassVar[ClassHours]
    ITEM: ClassVar[Items]
    FEN: ClassVar[Money]
    EXPECTED_FEN: ClassVar[Expected]
    CLAIMED_FEN: ClassVar[Claimed]
    VERIFIED_FEN: ClassVar[Verified]
    REALISED_FEN: ClassVar[Realised]


class Unions(Unit):
    """Unions, each once."""


class Enterprises(Unit):
    """Enterprises, which may share a union."""


class Entries(Unit):
    """Unions, as often as they take part."""


class Pairs(Unit):
    """Two that were put together."""


class Persons(Unit):
    """Persons, each once."""


class PersonTimes(Unit):
    """Persons, as often as they take part."""


class Households(Unit):
    """Families."""


class Couples(Unit):
    """Two who marry."""


class Activities(Unit):
    """What took place."""


class Papers(Unit):
    """Agreements, letters, forms."""


class Payments(Unit):
    """Payments, whatever their amount."""


class Teams(Unit):
    """Teams that compete."""


class ClassHours(Unit):
    """Hours of teaching."""


class Items(Unit):
    """Anything else that is counted by 个."""


class Money(Unit):
    """Fen that are there or have been moved."""

    stage: ClassVar[Wording] = Wording("", "")


class Expected(Money):
    """Fen that somebody hopes for."""

    stage = Wording("预计", "expected")


class Claimed(Money):
    """Fen that somebody says were saved or earned."""

    stage = Wording("申报", "claimed")


class Verified(Money):
    """Fen that somebody else has checked."""

    stage = Wording("核定", "verified")


class Realised(Money):
    """Fen that stand in the accounts."""

    stage = Wording("实现", "realised")


Unit.UNION = Unions("UNION", ("家", "个"), "unions")
Unit.ENTERPRISE = Enterprises("ENTERPRISE", ("家企业", "家"), "enterprises")
Unit.ENTRY = Entries("ENTRY", ("家次",), "entries")
Unit.PAIR = Pairs("PAIR", ("对",), "pairs")
Unit.PERSON = Persons("PERSON", ("人", "名", "位"), "persons")
Unit.PERSON_TIME = PersonTimes("PERSON_TIME", ("人次",), "person-times")
Unit.HOUSEHOLD = Households("HOUSEHOLD", ("户",), "households")
Unit.COUPLE = Couples("COUPLE", ("对新人",), "couples")
Unit.ACTIVITY = Activities("ACTIVITY", ("场", "次"), "activities")
Unit.PAPER = Papers("PAPER", ("份",), "papers")
Unit.PAYMENT = Payments("PAYMENT", ("笔",), "payments")
Unit.TEAM = Teams("TEAM", ("支", "支队伍"), "teams")
Unit.CLASS_HOUR = ClassHours("CLASS_HOUR", ("课时", "个课时"), "class hours")
Unit.ITEM = Items("ITEM", ("个", "项", "件", "条"), "items")
Unit.FEN = Money("FEN", ("元",), "yuan")
Unit.EXPECTED_FEN = Expected("EXPECTED_FEN", ("元",), "yuan")
Unit.CLAIMED_FEN = Claimed("CLAIMED_FEN", ("元",), "yuan")
Unit.VERIFIED_FEN = Verified("VERIFIED_FEN", ("元",), "yuan")
Unit.REALISED_FEN = Realised("REALISED_FEN", ("元",), "yuan")
UNITS: tuple[Unit, ...] = tuple(one for one in vars(Unit).values() if isinstance(one, Unit))
"""Every unit, the one that a counter usually means first."""


class Qualifier(enum.Enum):
    """How a count is said: exactly, or with the page's own 多、余、近、以上、一般、左右."""

    EXACT = Wording("{n}{unit}", "{n} {unit}")
    MORE = Wording("{n}多{unit}", "more than {n} {unit}")
    ODD = Wording("{n}余{unit}", "some {n} {unit}")
    NEARLY = Wording("近{n}{unit}", "nearly {n} {unit}")
    AT_LEAST = Wording("{n}{unit}以上", "{n} {unit} or more")
    GENERALLY = Wording("一般{n}{unit}", "generally {n} {unit}")
    ABOUT = Wording("{n}{unit}左右", "about {n} {unit}")


_UPWARD = frozenset({Qualifier.MORE, Qualifier.ODD, Qualifier.AT_LEAST})
_NUMBER_WORDS = {100: "百", 1000: "千", 10000: "万"}
_GROUPS: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, " billion"), (10**6, " million")),
}


class UnlikeUnits(TypeError):
    """Two quantities of different units were added or compared."""


U = TypeVar("U", bound=Unit)


@dataclass(frozen=True, slots=True)
class Quantity(Generic[U]):
    """An exact ``value`` of ``unit``, said with ``qualifier``; with ``upto`` it is a range from the one to the other.

    Money is in fen. ``counter`` is the word of this phrase (近百名, not 近百人), which changes nothing of what is meant.
    """

    value: int
    unit: U
    qualifier: Qualifier = Qualifier.EXACT
    upto: int | None = None
    counter: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.upto is not None and self.upto <= self.value:
            raise ValueError("a range runs from less to more")
        if self.counter and self.counter not in self.unit.counters:
            raise ValueError(f"{self.counter} does not count {self.unit.english}")

    def __add__(self, other: Quantity[U]) -> Quantity[U]:
        self._same_unit(other)
        ranged = self.upto is not None or other.upto is not None
        upto = self._most + other._most if ranged else None
        return Quantity(self.value + other.value, self.unit, _together(self.qualifier, other.qualifier), upto)

    def __lt__(self, other: Quantity[U]) -> bool:
        self._same_unit(other)
        return self.value < other.value

    def roughly(self, qualifier: Qualifier) -> Quantity[U]:
        """The same rounded to be said with ``qualifier``: 3127 is 3100多, 余 or 以上, 96 is 近100, 1049 is 1000左右.

        To two leading digits, below 100 to full tens, below 10 not at all. What is round already is said exactly, but for
        以上 and 一般, which say something of their own. Raises ValueError for a range.
        """
        if self.upto is not None:
            raise ValueError("a range is not rounded")
        step = _step(abs(self.value) // self._per) * self._per
        rest = self.value % step
        if qualifier in _UPWARD:
            rounded = self.value - rest
        elif qualifier is Qualifier.NEARLY:
            rounded = self.value - rest + (step if rest else 0)
        elif qualifier is Qualifier.ABOUT:
            rounded = (2 * self.value + step) // (2 * step) * step
        else:
            return replace(self, qualifier=qualifier)
        said = qualifier if rest or qualifier is Qualifier.AT_LEAST else Qualifier.EXACT
        return replace(self, value=rounded, qualifier=said)

    def say(self, language: Language = "zh") -> str:
        """As the newspaper writes it: 3000多个, 近百名, 1000万元, 一般3至4家."""
        number, unit = self.parts(language)
        return self.qualifier.value.fill(n=number, unit=unit).say(language)

    def tell(self, language: Language = "zh") -> str:
        """The same with the stage of money before it: 预计1000万元."""
        stage = self.unit.stage.say(language) if isinstance(self.unit, Money) else ""
        space = " " if stage and language == "en" else ""
        return f"{stage}{space}{self.say(language)}"

    def parts(self, language: Language = "zh") -> tuple[str, str]:
        """The number and what stands behind it, so that 余 may stand between: ("300", "万元")."""
        if self.upto is None:
            number, group = self._written(self.value, language)
        else:
            number, group = self._range(language)
        if language == "en":
            return f"{number}{group}", self.unit.english
        return number, f"{group}{self.counter or self.unit.counters[0]}"

    def in_full(self, language: Language = "zh") -> tuple[str, str]:
        """Number and unit as a table or a page of figures shows them, every digit: ("12,345.60", "元"), ("164", "家")."""
        number = yuan_text(self.value) if self._per == FEN else str(self.value)
        return number, self.counter if self.counter and language == "zh" else self.unit.wording.say(language)

    @property
    def _most(self) -> int:
        return self.value if self.upto is None else self.upto

    def _written(self, value: int, language: Language) -> tuple[str, str]:
        if language == "zh" and self.qualifier in (Qualifier.NEARLY, Qualifier.ODD):
            whole = value if self._per == 1 else None
            if whole in _NUMBER_WORDS:
                return _NUMBER_WORDS[whole], ""
        return written(value, per=self._per, language=language)

    def _range(self, language: Language) -> tuple[str, str]:
        low, high = (written(one, per=self._per, language=language) for one in (self.value, self._most))
        group = high[1] if low[1] == high[1] else ""
        if low[1] != high[1]:
            low, high = (_plain(one, self._per, language) for one in (self.value, self._most))
        return f"{low[0]}{'至' if language == 'zh' else ' to '}{high[0]}", group

    @property
    def _per(self) -> int:
        return FEN if isinstance(self.unit, Money) else 1

    def _same_unit(self, other: Quantity[U]) -> None:
        if self.unit is not other.unit:
            raise UnlikeUnits(f"{self.unit.name} and {other.unit.name}")


def _step(whole: int) -> int:
    """What a number is rounded to when it is said roughly."""
    if whole < 10:
        return 1
    return 10 if whole < 100 else 10 ** (len(str(whole)) - 2)


def total(unit: U, quantities: Iterable[Quantity[U]]) -> Quantity[U]:
    """The sum of quantities of ``unit``, 0 of nothing; raises UnlikeUnits."""
    return sum(quantities, start=Quantity(0, unit))


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole of the same unit; both numbers stay, so that nobody has to trust the division."""

    over: int
    under: int

    @property
    def fraction(self) -> Fraction | None:
        """The exact share in lowest terms; None of nothing."""
        return Fraction(self.over, self.under) if self.under else None

    def percent(self, decimals: int = 1) -> str:
        """ "76.4%", rounded half up once and only here; an en dash over nothing."""
        return f"{_rounded(100 * self.over, self.under, decimals)}%" if self.under else "–"

    def average(self, decimals: int = 1) -> str:
        """So much of the one for each of the other: "2.6"; an en dash over nothing."""
        return _rounded(self.over, self.under, decimals) if self.under else "–"


def share_of(part: Quantity[U], whole: Quantity[U]) -> Share:
    """What ``part`` is of ``whole``; raises UnlikeUnits."""
    if part.unit is not whole.unit:
        raise UnlikeUnits(f"{part.unit.name} and {whole.unit.name}")
    return Share(part.value, whole.value)


def yuan_text(fen: int) -> str:
    """Fen as a table shows yuan, exactly: "12,345.60"."""
    whole, rest = divmod(abs(fen), FEN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def written(value: int, *, per: int = 1, language: Language = "zh") -> tuple[str, str]:
    """``value`` in units of 1/``per`` as digits and the group behind them: ("1.55", "万")."""
    for size, word in _GROUPS[language]:
        scaled = Fraction(value, per * size)
        if abs(scaled) >= 1 and (scaled * 100).denominator == 1:
            return _digits(scaled, language), word
    return _plain(value, per, language)


def _plain(value: int, per: int, language: Language) -> tuple[str, str]:
    return _digits(Fraction(value, per), language), ""


def _digits(number: Fraction, language: Language) -> str:
    """A number with at most two decimals, none of them a needless nought."""
    hundredths = abs(number.numerator) * 100 // number.denominator
    whole, rest = divmod(hundredths, 100)
    text = f"{whole:,}" if language == "en" else str(whole)
    decimals = f".{rest:02}".rstrip("0").rstrip(".")
    return f"{'-' if number < 0 else ''}{text}{decimals}"


def _rounded(over: int, under: int, decimals: int) -> str:
    scale = 10**decimals
    over, under = (over, under) if under > 0 else (-over, -under)
    whole = (2 * abs(over) * scale + under) // (2 * under)
    digits = f"{whole // scale}.{whole % scale:0{decimals}}" if decimals else str(whole)
    return f"-{digits}" if over < 0 and whole else digits


def _together(one: Qualifier, other: Qualifier) -> Qualifier:
    """A sum is as sure as what went into it."""
    if one is other or other is Qualifier.EXACT:
        return one
    if one is Qualifier.EXACT:
        return other
    return Qualifier.MORE if {one, other} <= _UPWARD else Qualifier.ABOUT
