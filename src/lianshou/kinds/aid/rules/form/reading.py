"""From what was typed to answers: put into one form, whatever the page or the browser sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any

from lianshou.china import bank_cards, identity_numbers, telephones
from lianshou.china.text import squeeze, tidy
from lianshou.kinds.aid.rules.form.fields import (
    Answers,
    Field,
    Form,
    Hide,
    Section,
    Sort,
    place_of,
    yes,
)

ERASE = "无"
"""Typed into a field whose answer is hidden, it says that there is none any longer."""
ROW, GONE = "row", "gone"
"""Beside the fields of a row: the number by which it is carried on, and that it was struck out."""
FEN = 100
_MOST_FEN, _WHOLE_DIGITS = 10**12, 9


def fen_of(text: str) -> int | None:
    """Yuan as typed in fen; None where it is no amount. Nothing typed is nothing."""
    if text.isascii() and text.isdigit() and len(text) <= _WHOLE_DIGITS:  # the most usual by far
        return int(text) * FEN
    plain = squeeze(text).replace(",", "").replace("，", "").removesuffix("元")
    if not plain:
        return 0
    try:
        fen = Decimal(plain) * FEN
    except InvalidOperation:
        return None
    return int(fen) if fen.is_finite() and fen == int(fen) and abs(fen) < _MOST_FEN else None


def yuan_of(fen: int) -> str:
    """Fen as they are kept in an answer: 1200, 1200.5."""
    return f"{Decimal(fen) / FEN:f}".rstrip("0").rstrip(".") if fen % FEN else str(fen // FEN)


def whole_of(text: str) -> int | None:
    """A whole number as typed; None where it is none. Nothing typed is nothing."""
    plain = squeeze(text)
    if not plain:
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else None


def _money(text: str) -> str:
    fen = fen_of(text)
    return tidy(text) if fen is None or not squeeze(text) else yuan_of(fen)


def _whole(text: str) -> str:
    number = whole_of(text)
    return tidy(text) if number is None or not squeeze(text) else str(number)


_TIDY: Mapping[Sort, Callable[[str], str]] = {
    Sort.YUAN: _money,
    Sort.WHOLE: _whole,
    Sort.PHONE: telephones.normalise,
    Sort.IDENTITY: identity_numbers.normalise,
    Sort.CARD: bank_cards.normalise,
    Sort.LONG: lambda text: text.replace("\r\n", "\n").strip(),
    Sort.TICK: lambda text: "1" if yes(text) else "",
}


def tidied(field: Field, text: str) -> str:
    """One answer as it is kept, cut where it is absurdly long."""
    return _TIDY.get(field.sort, tidy)(text[: field.most * 2])


def answers_from(
    form: Form, *, get: Callable[[str], str], several: Callable[[str], Sequence[str]]
) -> dict[str, Any]:
    """The answers on a page: ``get`` gives the text at a name, ``several`` all of a name. Rows with nothing in them fall away."""
    found: dict[str, Any] = {one.key: _read(one, one.key, get, several) for one in form.single}
    for section in form.repeated:
        rows = [_row(section, number, get, several) for number in range(section.rows)]
        found[section.key] = [row for row in rows if row is not None and any(row.values())]
    return found


def _row(
    section: Section, number: int, get: Callable[[str], str], several: Callable[[str], Sequence[str]]
) -> dict[str, Any] | None:
    """A row of the page; None where it was struck out. ``row`` names the row of the answers that it continues."""
    if yes(get(place_of(section.key, number, GONE))):
        return None
    told = {
        one.key: _read(one, place_of(section.key, number, one.key), get, several) for one in section.fields
    }
    row = get(place_of(section.key, number, ROW)) or ""
    return told | {ROW: row if row.isascii() and row.isdigit() and len(row) < 4 else ""}


def _read(field: Field, name: str, get: Callable[[str], str], several: Callable[[str], Sequence[str]]) -> Any:
    if field.sort is Sort.SEVERAL:
        known = dict(field.choices)
        return [key for key in dict.fromkeys(several(name)) if key in known]
    return tidied(field, get(name) or "")


def kept(form: Form, answers: Answers, before: Answers) -> dict[str, Any]:
    """The answers with what is hidden filled in from before where nothing was typed; a row that only kept its place falls away."""
    found = {one.key: _kept(one, answers.get(one.key, ""), before.get(one.key, "")) for one in form.single}
    for section in form.repeated:
        old = {str(row.get(ROW, "")): row for row in before.get(section.key) or []}
        rows = [_kept_row(section, row, old) for row in answers.get(section.key) or []]
        rows = [row for row in rows if any(value for key, value in row.items() if key != ROW)]
        found[section.key] = numbered(rows)
    return found


def _kept_row(section: Section, row: Answers, old: Mapping[str, Answers]) -> dict[str, Any]:
    number = str(row.get(ROW, ""))
    before = old.get(number, {}) if number else {}
    told = {one.key: _kept(one, row.get(one.key, ""), before.get(one.key, "")) for one in section.fields}
    return told | {ROW: number if before else ""}


def numbered(rows: Sequence[Answers]) -> list[dict[str, Any]]:
    """The rows, each with a number of its own that it keeps for as long as it is carried on."""
    taken = {str(row.get(ROW, "")) for row in rows}
    free = (str(number) for number in count(1) if str(number) not in taken)
    return [dict(row, **{ROW: row.get(ROW) or next(free)}) for row in rows]


def _kept(field: Field, given: Any, before: Any) -> Any:
    if field.hide is Hide.NOT:
        return given
    if given == ERASE:
        return ""
    return given or before
