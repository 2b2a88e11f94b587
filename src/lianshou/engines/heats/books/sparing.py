"""What a workbook that stands where a new one is to be written holds, and the new one would not."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.books import layouts
from lianshou.engines.heats.books.filling import Rows, filled_rows, write_regatta_book
from lianshou.engines.heats.books.reading import Reading, read_regatta
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.keeping import given_out
from lianshou.engines.heats.plan import HeatsError, Regatta
from lianshou.formats.sheets.problems import SheetError

Line = tuple[tuple[str, str], ...]


def would_lose(existing: Path, new: Regatta, source: Reading) -> Wording | None:
    """What gets lost if ``new`` (with the athletes of ``source``) is written over ``existing``; None where nothing does.

    A workbook nobody has touched since it was written holds nothing of its own. One that cannot be read may hold anything.
    """
    try:
        reading = read_regatta(existing)
    except SheetError as error:
        return _UNREADABLE.fill(why=error.message)
    if reading.regatta is None:
        first = reading.problems[0].problem
        told = Wording("{place}：{what}", "{place}: {what}").fill(place=first.place, what=first.message)
        return _UNREADABLE.fill(why=told)
    try:
        old = given_out(derive(reading.regatta))
    except HeatsError as error:
        return _UNREADABLE.fill(why=error.faults[0].wording)
    if (source.athletes or not reading.athletes) and _is_untouched(existing, old, reading):
        return None
    own = filled_rows(old, reading.rule, reading.athletes, reading.seats)
    others = filled_rows(new, source.rule, source.athletes, source.seats)
    found = [_told(name, own[name], others[name]) for name in _SHEETS]
    return join([one for one in found if one], zh="、", en=", ") if any(found) else None


def _is_untouched(existing: Path, old: Regatta, reading: Reading) -> bool:
    """Whether the file is byte for byte what was once written."""
    content = existing.read_bytes()
    for language in ("zh", "en"):
        again = BytesIO()
        write_regatta_book(
            old, again, rule=reading.rule, athletes=reading.athletes, seats=reading.seats, language=language
        )
        if again.getvalue() == content:
            return True
    return False


def _told(name: str, own: Rows, others: Rows) -> Wording | None:
    """How many lines of a sheet are not in the new one, and the first of them."""
    keys = _SHEETS[name]
    known = {_line(row, keys) for row in others}
    lost = [line for row in own for line in [_line(row, keys)] if line not in known and _says(name, row)]
    if not lost:
        return None
    first = " ".join(value for key, value in lost[0] if value and key in _SHOWN)
    title = next(layout.title for layout in layouts.LAYOUTS if layout.name == name)
    return (_ONE if len(lost) == 1 else _SEVERAL).fill(sheet=title, n=len(lost), first=first)


def _line(row: Mapping[str, object], keys: tuple[str, ...]) -> Line:
    return tuple([(key, _said(row.get(key))) for key in keys])


def _said(value: object) -> str:
    return "" if value is None else value.zh if isinstance(value, Wording) else str(value)


def _says(name: str, row: Mapping[str, object]) -> bool:
    """Whether a row holds anything: start lists do not, as long as nobody has rowed."""
    return name != "results" or row["outcome"] is not None


_SHEETS = {
    "results": ("round", "crew", "outcome", "note"),
    "decisions": ("round", "order", "why"),
    "crews": ("name", "unions", "best"),
    "athletes": ("crew", "name", "role", "is_woman", "union", "insured", "swims"),
    "rounds": ("title", "heats", "source", "how", "first", "last", "count", "among"),
    "plan": ("item", "value"),
}
_SHOWN = ("round", "crew", "outcome", "order", "name", "title", "value")
_ONE = Wording("“{sheet}”1行（{first}）", "1 line of “{sheet}” ({first})")
_SEVERAL = Wording("“{sheet}”{n}行（{first}等）", "{n} lines of “{sheet}” ({first} and others)")
_UNREADABLE = Wording("读不出的内容（{why}）", "what cannot be read ({why})")
