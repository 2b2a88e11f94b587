"""Ready parsers for columns: each takes a cell that is not empty and returns a value or raises CellError."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from lianshou.china.dates import WAY_OUT as DATE_WAY_OUT
from lianshou.china.dates import DateError, parse_day
from lianshou.china.text import same_name_key, squeeze, tidy, tidy_name
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Choice

T = TypeVar("T")
_LOST_DIGITS_FROM = 10**15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_COUNTED = re.compile(r"(?<=\d)(?:人次|人|名|个|家|户|对|次|岁|年|条|份|期|场|件|支)$")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+")
_SEPARATORS = re.compile(r"[、，,;；/|\n]+")
_YES = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "已", "愿意", "同意"})
_NO = frozenset(
    {"否", "无", "不", "×", "✗", "✘", "☐", "n", "no", "false", "0", "未", "不愿意", "不同意", "没有"}
)


def text_of(cell: Cell) -> str:
    """What the cell shows: 123.0 is 123, a date is 2019-06-01; line breaks are kept."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return "" if cell is None else str(cell)


def as_text(*, most: int = 500, lines: bool = False) -> Callable[[Cell], str]:
    """Free text of at most ``most`` characters, tidied; in one line unless ``lines``."""

    def parse(cell: Cell) -> str:
        return _short_enough(tidy(text_of(cell), lines=lines), most)

    return parse


def as_name(*, most: int = 100) -> Callable[[Cell], str]:
    """The name of a person, unit or place: brackets as （）, no spaces between Chinese characters."""

    def parse(cell: Cell) -> str:
        if isinstance(cell, int | float | date | time):
            raise CellError(
                "not_a_name",
                Wording("“{given}”不是名称。", "“{given}” is no name.").fill(given=text_of(cell)),
                Wording("请填写名称，不要填数字或日期。", "Write a name, not a number or date."),
            )
        return _short_enough(tidy_name(text_of(cell)), most)

    return parse


def as_code(
    *, check: Callable[[str], tuple[str, Wording, Wording] | None] | None = None, most: int = 64
) -> Callable[[Cell], str]:
    """A number that names something (a credit code, a telephone): text without spaces, capitals, all digits kept.

    Numbers that a spreadsheet has rounded (16 digits and more) are refused with ``digits_lost``.
    ``check`` gives what is wrong as (code, message, way out), or None.
    """

    def parse(cell: Cell) -> str:
        code = squeeze(text_of(cell)).upper()
        rounded = (
            isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _LOST_DIGITS_FROM
        )
        if rounded or _SCIENTIFIC.fullmatch(code):
            raise _digits_lost(cell)
        if check and (wrong := check(code)):
            raise CellError(*wrong)
        return _short_enough(code, most)

    return parse


def _digits_lost(cell: Cell) -> CellError:
    return CellError(
        "digits_lost",
        Wording(
            "这个号码是按数字存的，电子表格只保留前15位，后面几位已经丢失（现在是“{given}”）。",
            "This code is stored as a number; spreadsheets keep 15 digits only and the rest is lost (now “{given}”).",
        ).fill(given=text_of(cell)),
        Wording(
            "请先把这一列的单元格格式改成“文本”，再照证件重新输入号码。",
            "Set the format of this column to “text”, then type the code again from the document.",
        ),
    )


def as_whole(*, least: int | None = None, most: int | None = None) -> Callable[[Cell], int]:
    """A whole number, bounds included; “1,234”, “１２” and a counting word behind (“12人”) are understood."""

    def parse(cell: Cell) -> int:
        number = _decimal(cell)
        if number != number.to_integral_value():
            raise CellError(
                "not_whole",
                Wording("“{given}”不是整数。", "“{given}” is not a whole number.").fill(given=text_of(cell)),
                Wording("请填写整数。", "Write a whole number."),
            )
        return int(_within(number, least, most))

    return parse


def as_decimal(
    *, least: float | None = None, most: float | None = None, percent: bool = False
) -> Callable[[Cell], float]:
    """A number, bounds included. With ``percent``, “85%” and a cell shown as 85% both give 0.85."""

    def parse(cell: Cell) -> float:
        marked = percent and isinstance(cell, str) and squeeze(cell).endswith("%")
        number = _decimal(squeeze(str(cell))[:-1] if marked else cell)
        return float(_within(number / 100 if marked else number, least, most))

    return parse


def as_exact(
    *, digits: int = 6, least: float | None = None, most: float | None = None
) -> Callable[[Cell], Decimal]:
    """A number exactly as it was typed, bounds included; more than ``digits`` decimals (a formula's 0.30000000000000004) are refused."""

    def parse(cell: Cell) -> Decimal:
        number = _within(_decimal(cell), least, most)
        if number != round(number, digits):
            raise CellError(
                "too_fine",
                Wording("“{given}”的小数超过{digits}位。", "“{given}” has more than {digits} decimals.").fill(
                    given=text_of(cell), digits=digits
                ),
                Wording("请按规定的位数重新填写。", "Write it with the decimals that are asked for."),
            )
        return number

    return parse


def as_yuan(*, least_fen: int | None = 0) -> Callable[[Cell], int]:
    """Money written in yuan (or 万元, when the cell says so), as integer fen; more than two decimals are refused."""

    def parse(cell: Cell) -> int:
        if (plain := _plain_whole(cell)) is not None:
            return int(_within(Decimal(plain * 100), least_fen, None))
        text = squeeze(text_of(cell)).removeprefix("¥").removeprefix("￥")
        times = 10_000 if text.endswith(("万元", "万")) else 1
        fen = _decimal(re.sub(r"万?元?$", "", text), shown=text_of(cell)) * times * 100
        if abs(fen - round(fen)) > Decimal("0.0001"):
            raise CellError(
                "not_fen",
                Wording("“{given}”精确到分以下了。", "“{given}” is finer than a fen.").fill(
                    given=text_of(cell)
                ),
                Wording("请把金额四舍五入到分（两位小数）。", "Round the amount to two decimals."),
            )
        return int(_within(Decimal(round(fen)), least_fen, None))

    return parse


def as_day(*, month_only: bool = True) -> Callable[[Cell], date]:
    """A date; a month without a day is taken as its first day, or refused unless ``month_only``."""

    def parse(cell: Cell) -> date:
        try:
            day = parse_day(cell)
        except DateError as error:
            raise CellError(f"date_{error.reason}", error.message, DATE_WAY_OUT) from error
        if day.month_only and not month_only:
            message = Wording("“{given}”没有写到日。", "“{given}” lacks the day.").fill(given=text_of(cell))
            raise CellError("date_month_only", message, DATE_WAY_OUT)
        return day.on

    return parse


def as_choice(choices: tuple[Choice, ...]) -> Callable[[Cell], object]:
    """One of ``choices`` by any of its spellings; width, case, spaces and brackets do not count."""
    known = {same_name_key(word): choice.value for choice in choices for word in choice.spellings}

    seen: dict[str, object] = {}  # the few words of a drop-down stand in every row
    most = 4 * len(known)

    def parse(cell: Cell) -> object:
        if isinstance(cell, str) and cell in seen:
            return seen[cell]
        key = same_name_key(text_of(cell))
        if key not in known:
            raise _no_choice(cell, choices, key, list(known))
        if isinstance(cell, str) and len(seen) < most:
            seen[cell] = known[key]
        return known[key]

    return parse


def _no_choice(cell: Cell, choices: tuple[Choice, ...], key: str, known: list[str]) -> CellError:
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    meant = next(
        (choice for choice in choices if near and near[0] in map(same_name_key, choice.spellings)), None
    )
    way_out = Wording("请从这些里选一个：{zh}。", "Choose one of: {en}.").fill(
        zh="、".join(choice.title.zh for choice in choices),
        en=", ".join(choice.title.en for choice in choices),
    )
    if meant:
        hint = Wording("您要填的是不是“{title}”？", "Did you mean “{title}”? ").fill(title=meant.title)
        way_out = Wording(hint.zh + way_out.zh, hint.en + way_out.en)
    message = Wording("“{given}”不在可选的内容里。", "“{given}” is not among the choices.")
    return CellError("not_a_choice", message.fill(given=tidy(text_of(cell))), way_out)


def as_flag() -> Callable[[Cell], bool]:
    """Yes or no: 是/否, 有/无, √/×, 1/0, yes/no."""

    def parse(cell: Cell) -> bool:
        word = squeeze(text_of(cell)).casefold()
        if word not in _YES and word not in _NO:
            raise CellError(
                "not_a_flag",
                Wording("“{given}”看不出是还是否。", "“{given}” is neither yes nor no.").fill(
                    given=text_of(cell)
                ),
                Wording("请填“是”或“否”。", "Write “是” (yes) or “否” (no)."),
            )
        return word in _YES

    return parse


def as_list(parse_one: Callable[[Cell], T]) -> Callable[[Cell], tuple[T, ...]]:
    """Several values in one cell, parted by 、，,；;/ or line breaks; each one once, in order."""

    def parse(cell: Cell) -> tuple[T, ...]:
        if not isinstance(cell, str):
            return (parse_one(cell),)
        parts = (tidy(part) for part in _SEPARATORS.split(cell))
        return tuple(dict.fromkeys(parse_one(part) for part in parts if part))

    return parse


def _plain_whole(cell: Cell) -> int | None:
    """A cell of nothing but a few digits, as nearly all numbers are; None for any other, which has to be looked at."""
    if isinstance(cell, str):
        return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= _FEW_DIGITS else None
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e9 else None


_FEW_DIGITS = 9


def _decimal(cell: Cell, *, shown: str = "") -> Decimal:
    if (plain := _plain_whole(cell)) is not None:
        return Decimal(plain)
    text = _COUNTED.sub("", squeeze(text_of(cell)))
    if isinstance(cell, bool | date | time):
        text = ""
    elif not _NUMBER.fullmatch(text):
        text = _plain_exponent(text)
    try:
        return Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise CellError(
            "not_a_number",
            Wording("“{given}”不是数字。", "“{given}” is not a number.").fill(
                given=shown or tidy(text_of(cell))
            ),
            Wording("请只填阿拉伯数字。", "Write digits only."),
        ) from error


def _plain_exponent(text: str) -> str:
    """Numbers as programs print them (1e-05); everything else becomes empty, as no number."""
    return text if re.fullmatch(r"-?\d+(?:\.\d+)?e[+-]?\d{1,3}", text) else ""


def _within(number: Decimal, least: float | None, most: float | None) -> Decimal:
    low = least is not None and number < _bound(least)
    high = most is not None and number > _bound(most)
    if low or high:
        raise CellError(
            "too_small" if low else "too_large",
            Wording("{given}超出了范围。", "{given} is out of range.").fill(given=format(number, "f")),
            _bounds(least, most),
        )
    return number


@lru_cache
def _bound(number: float) -> Decimal:
    return Decimal(str(number))


def _bounds(least: float | None, most: float | None) -> Wording:
    if least is None:
        return Wording("不能大于{most}。", "At most {most}.").fill(most=most)
    if most is None:
        return Wording("不能小于{least}。", "At least {least}.").fill(least=least)
    return Wording("应当在{least}和{most}之间。", "Between {least} and {most}.").fill(least=least, most=most)


def _short_enough(text: str, most: int) -> str:
    if len(text) > most:
        raise CellError(
            "too_long",
            Wording("内容有{long}个字，最多{most}个字。", "{long} characters; at most {most}.").fill(
                long=len(text), most=most
            ),
            Wording("请写得简短一些。", "Write it shorter."),
        )
    return text
