"""Reading plain data (JSON, or a workbook put into the same form) kindly: every fault is collected, none stops the reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from lianshou.core.wording import Wording, join, named
from lianshou.engines.scoring.exact import LARGEST, MOST_DIGITS, is_plain, shown
from lianshou.engines.scoring.flaws import Fault, Flaw, Path

E = TypeVar("E", bound=StrEnum)
_MOST_TEXT = 200
_MOST_NAMED = 8


class Fields:
    """One object of the data at ``path``; what is wrong goes to ``faults`` and a harmless value comes back."""

    def __init__(self, data: object, path: Path, faults: list[Fault], titles: Mapping[str, Wording]) -> None:
        self.path, self.faults, self.titles = path, faults, titles
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.fault(Flaw.MISSING, "", what=self._title(str(path[-1]) if path else "contest"))

    def fault(self, flaw: Flaw, field: str, **values: object) -> None:
        self.faults.append(Fault(flaw, (*self.path, field) if field else self.path, values))

    def _title(self, field: str) -> Wording:
        return self.titles.get(field, Wording(field, field))

    def known_only(self, names: Iterable[str]) -> None:
        """Every field that is not among ``names`` is a fault: a slip of the pen would be passed over otherwise."""
        names = list(names)
        for field in self.data:
            if field not in names:
                self.fault(Flaw.UNKNOWN_FIELD, str(field), what=field, choices=named(names))

    def text(self, field: str, default: str | None = None) -> str:
        """Words of one line; required without ``default``."""
        value = self.data.get(field)
        if value is None or value == "":
            if default is None:
                self.fault(Flaw.MISSING, field, what=self._title(field))
            return default or ""
        if not isinstance(value, str) or len(value) > _MOST_TEXT:
            self.fault(Flaw.NOT_TEXT, field, what=self._title(field))
            return default or ""
        return value

    def number(
        self, field: str, default: Decimal | None = None, *, low: int | None = 0, high: int = LARGEST,
        required: bool = False,
    ) -> Decimal | None:  # fmt: skip
        """An exact number, as a string ("0.3"), a whole number or a Decimal; never a binary fraction."""
        value = self.data.get(field)
        if value is None or value == "":
            if required:
                self.fault(Flaw.MISSING, field, what=self._title(field))
            return default
        found = decimal_from(value)
        if found is None:
            self.fault(Flaw.NOT_NUMBER, field, what=self._title(field), given=value)
            return default
        if (low is not None and found < low) or found > high:
            bounds = {"low": "—" if low is None else low, "high": high}
            self.fault(Flaw.OUT_OF_RANGE, field, what=self._title(field), given=shown(found), **bounds)
            return default
        return found

    def whole(
        self, field: str, default: int | None = None, *, low: int = 0, high: int = 10_000
    ) -> int | None:
        """A whole number within bounds."""
        found = self.number(field, low=low, high=high)
        if found is None:
            return default
        if found != found.to_integral_value():
            self.fault(Flaw.NOT_WHOLE, field, what=self._title(field), given=shown(found))
            return default
        return int(found)

    def digits(self, field: str) -> int | None:
        """How many decimals a step keeps; None for exact."""
        return self.whole(field, high=MOST_DIGITS)

    def choice(self, field: str, kind: type[E], default: E) -> E:
        """One of the values of an enum."""
        value = self.data.get(field)
        if value is None or value == "":
            return default
        if value in {one.value for one in kind}:
            return kind(value)
        choices = named(one.value for one in kind)
        self.fault(Flaw.NOT_A_CHOICE, field, what=self._title(field), given=value, choices=choices)
        return default

    def flag(self, field: str) -> bool:
        """True or false; false when it is not given."""
        value = self.data.get(field, False)
        if not isinstance(value, bool):
            self.fault(
                Flaw.NOT_A_CHOICE,
                field,
                what=self._title(field),
                given=value,
                choices=named(("true", "false")),
            )
            return False
        return value

    def items(self, field: str, *, required: bool = False) -> list[Fields]:
        """The objects of a list."""
        value = self.data.get(field, [])
        if not isinstance(value, list | tuple):
            self.fault(Flaw.NOT_A_LIST, field, what=self._title(field))
            return []
        if required and not value:
            self.fault(Flaw.EMPTY, field, what=self._title(field))
        return [Fields(one, (*self.path, field, n), self.faults, self.titles) for n, one in enumerate(value)]

    def inside(self, field: str) -> Fields | None:
        """An object within this one; None where there is none."""
        value = self.data.get(field)
        return None if value is None else Fields(value, (*self.path, field), self.faults, self.titles)

    def one_of(self, field: str, known: Collection[str], default: str | None = None) -> str:
        """The key of something that exists."""
        value = self.text(field, default)
        if value and value not in known:
            self.fault(
                Flaw.UNKNOWN, field, what=self._title(field), given=value, choices=some_of(known, value)
            )
        return value


def some_of(known: Collection[str], given: str) -> Wording:
    """What might have been meant: the names nearest to ``given``, else the first of them; never a list of thousands."""
    near = get_close_matches(given, sorted(known), n=_MOST_NAMED, cutoff=0.6)
    shown_names = near or sorted(known)[:_MOST_NAMED]
    more = Wording("……", " …") if len(shown_names) < len(known) else Wording("", "")
    return join([named(shown_names), more], zh="", en="")


def decimal_from(value: object) -> Decimal | None:
    """An exact number, or None: for no number at all, for more digits than are admitted, for a binary fraction."""
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        return None
    try:
        found = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return found if is_plain(found) else None
