"""Settings by region and date (规则参数): what each app and kind declares, and how a value is read, checked and said.

A setting is declared once, with its form, its usual value and the paper that this value comes from; a federation sets another
for its own region from a day on (``programmes.Parameter``). Values are kept as plain JSON: whole numbers and fen as numbers,
decimals and boundaries as text, so that nothing is rounded on the way. An undeclared key is a programming error, said loudly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol, TypeVar

from lianshou.core.quantities import FEN, yuan_text
from lianshou.core.wording import Wording, join

NOTHING = Wording("", "")
_WHOLE = Wording("请填整数。", "Enter a whole number.")
_DIGITS = Wording("请填数字，小数最多{digits}位。", "Enter a number with at most {digits} decimals.")
_RANGE = Wording("请填{low}到{high}之间的数。", "Enter a number from {low} to {high}.")
_LOW = Wording("不能小于{low}。", "May not be below {low}.")
_CHOOSE = Wording("请从列出的选项中选择。", "Choose one of those listed.")
_ROW = Wording("{row}：{trouble}", "{row}: {trouble}")
_N = TypeVar("_N", int, Decimal)
YES, NO = Wording("是", "yes"), Wording("否", "no")


class BadValue(ValueError):
    """A value that a setting cannot have; ``wording`` says why not."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


class Form(Protocol):
    """What values a setting has: ``keep`` checks and gives plain JSON (raises BadValue), ``read`` gives the value that rules
    use, ``say`` its words."""

    def keep(self, given: Any) -> Any: ...

    def read(self, kept: Any) -> Any: ...

    def say(self, kept: Any) -> Wording: ...


@dataclass(frozen=True)
class Whole:
    """A whole number from ``low`` to ``high``; read as int."""

    low: int = 0
    high: int | None = None

    def keep(self, given: Any) -> int:
        return _within(_whole(given), self.low, self.high)

    def read(self, kept: Any) -> int:
        return int(kept)

    def say(self, kept: Any) -> Wording:
        return Wording(str(kept), str(kept))


@dataclass(frozen=True)
class Number:
    """A number with at most ``digits`` decimals; read as Decimal, kept as text."""

    digits: int
    low: Decimal = Decimal(0)
    high: Decimal | None = None

    def keep(self, given: Any) -> str:
        number = _within(_decimal(given, self.digits), self.low, self.high)
        return f"{number:.{self.digits}f}"

    def read(self, kept: Any) -> Decimal:
        return Decimal(str(kept))

    def say(self, kept: Any) -> Wording:
        plain = f"{Decimal(str(kept)).normalize():f}"
        return Wording(plain, plain)


@dataclass(frozen=True)
class Yuan:
    """An amount of money: typed in yuan, kept and read as whole fen."""

    low: int = 0
    high: int | None = None

    def keep(self, given: Any) -> int:
        if isinstance(given, int) and not isinstance(given, bool):
            return _within(given, self.low, self.high)
        fen = int(_decimal(given, 2) * FEN)
        if fen < self.low or (self.high is not None and fen > self.high):
            high = "" if self.high is None else yuan_text(self.high)
            raise BadValue(_outside(yuan_text(self.low), high))
        return fen

    def read(self, kept: Any) -> int:
        return int(kept)

    def say(self, kept: Any) -> Wording:
        return Wording(yuan_text(int(kept)), yuan_text(int(kept)))


@dataclass(frozen=True)
class YesNo:
    """Yes or no; read as bool."""

    def keep(self, given: Any) -> bool:
        if not isinstance(given, bool):
            raise BadValue(_CHOOSE)
        return given

    def read(self, kept: Any) -> bool:
        return bool(kept)

    def say(self, kept: Any) -> Wording:
        return YES if kept else NO


@dataclass(frozen=True)
class Choice:
    """One of ``options``: what is kept, and its words; read as text."""

    options: tuple[tuple[str, Wording], ...]

    def keep(self, given: Any) -> str:
        if given not in dict(self.options):
            raise BadValue(_CHOOSE)
        return str(given)

    def read(self, kept: Any) -> str:
        return str(kept)

    def say(self, kept: Any) -> Wording:
        return dict(self.options)[kept]


@dataclass(frozen=True)
class Boundary(Choice):
    """Whether a limit itself still belongs to what lies below it: ``<`` or ``<=``; read as text, asked by ``is_below``."""

    options: tuple[tuple[str, Wording], ...] = (
        ("<", Wording("低于（不含等于）", "below (<)")),
        ("<=", Wording("不高于（含等于）", "at most (≤)")),
    )


def is_below(value: Any, boundary: str, limit: Any) -> bool:
    """Whether ``value`` lies below ``limit`` as a Boundary setting says."""
    return bool(value <= limit) if boundary == "<=" else bool(value < limit)


@dataclass(frozen=True)
class Table:
    """A table of fixed ``rows`` and ``columns``, each cell of its column's form; read as a mapping of rows.

    ``check(row)`` says what is wrong with a row whose cells are right each. A row may be left out: the usual one counts.
    """

    rows: tuple[tuple[str, Wording], ...]
    columns: tuple[tuple[str, Wording, Form], ...]
    check: Callable[[Mapping[str, Any]], Wording | None] = lambda _row: None

    def keep(self, given: Any) -> dict[str, dict[str, Any]]:
        if not isinstance(given, Mapping) or not given or set(given) - dict(self.rows).keys():
            raise BadValue(_CHOOSE)
        return {name: self._row(title, given[name]) for name, title in self.rows if name in given}

    def _row(self, title: Wording, cells: Any) -> dict[str, Any]:
        try:
            kept = {name: form.keep(cells.get(name)) for name, _title, form in self.columns}
        except BadValue as bad:
            raise BadValue(_ROW.fill(row=title, trouble=bad.wording)) from bad
        if trouble := self.check(kept):
            raise BadValue(_ROW.fill(row=title, trouble=trouble))
        return kept

    def read(self, kept: Any) -> dict[str, dict[str, Any]]:
        return {
            name: {key: form.read(cells[key]) for key, _title, form in self.columns}
            for name, cells in kept.items()
        }

    def say(self, kept: Any) -> Wording:
        return join([self._say_row(title, kept[name]) for name, title in self.rows if name in kept])

    def _say_row(self, title: Wording, cells: Mapping[str, Any]) -> Wording:
        said = [Wording(f"{head.zh}{form.say(cells[key]).zh}", f"{head.en} {form.say(cells[key]).en}")
                for key, head, form in self.columns]  # fmt: skip
        line = join(said, zh="、", en=", ")
        return Wording(f"{title.zh}{line.zh}", f"{title.en}: {line.en}")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One rule of a region and a date: ``key`` begins with the slug of its kind or the name of its app.

    ``usual`` counts where no federation has set another; ``source`` says in words what paper it comes from, or that none
    does. ``by_two`` asks for a second person: what changes who is entitled, or money. ``verb`` is needed to set it.
    """

    key: str
    title: Wording
    form: Form
    usual: Any
    source: Wording
    unit: Wording = NOTHING
    hint: Wording = NOTHING
    by_two: bool = False
    verb: str = "setting.edit"

    def __post_init__(self) -> None:
        if self.form.keep(self.usual) != self.usual:
            raise ValueError(f"{self.key}: the usual value is not as it is kept")

    def say(self, kept: Any) -> Wording:
        """A value with its unit."""
        said = self.form.say(kept)
        return Wording(f"{said.zh}{self.unit.zh}", f"{said.en} {self.unit.en}".strip())


class Undeclared(LookupError):
    """Somebody asked for a setting that no app has declared."""


class Declared:
    """The settings that apps and kinds have declared, in the order in which they start."""

    def __init__(self) -> None:
        self._settings: dict[str, Setting] = {}
        self._owners: dict[str, tuple[str, Wording]] = {}

    def add(self, *settings: Setting, owner: str, title: Wording) -> None:
        """Declare the settings of ``owner``, the slug of a kind or name of an app, called ``title`` on pages."""
        for one in settings:
            if one.key in self._settings or not one.key.startswith(f"{owner}."):
                raise ValueError(f"{one.key!r} is declared twice, or is no setting of {owner!r}")
            self._settings[one.key] = one
            self._owners[one.key] = (owner, title)

    def __getitem__(self, key: str) -> Setting:
        if key not in self._settings:
            raise Undeclared(f"no app has declared the setting {key!r} (docs/settings.md)")
        return self._settings[key]

    def __contains__(self, key: object) -> bool:
        return key in self._settings

    def __iter__(self) -> Iterator[Setting]:
        return iter(self._settings.values())

    def owner(self, key: str) -> tuple[str, Wording]:
        """Whose setting it is: the slug or name, and the title."""
        return self._owners[key]

    def owners(self) -> dict[str, Wording]:
        """Everybody who declares settings, by slug or name."""
        return dict(self._owners.values())


declared = Declared()


def _whole(given: Any) -> int:
    text = str(given).strip()
    if isinstance(given, bool) or not text.removeprefix("-").isdecimal():
        raise BadValue(_WHOLE)
    return int(text)


def _decimal(given: Any, digits: int) -> Decimal:
    try:
        number = Decimal(str(given).strip().replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise BadValue(_DIGITS.fill(digits=digits)) from error
    exponent = number.as_tuple().exponent
    if isinstance(given, bool) or not isinstance(exponent, int) or exponent < -digits:
        raise BadValue(_DIGITS.fill(digits=digits))
    return number


def _within(number: _N, low: _N, high: _N | None) -> _N:
    if number < low or (high is not None and number > high):
        raise BadValue(_outside(low, "" if high is None else high))
    return number


def _outside(low: object, high: object) -> Wording:
    return _LOW.fill(low=low) if high == "" else _RANGE.fill(low=low, high=high)
