"""A value as a superior's system wants it: codes for choices, yuan with their decimals, days in a form of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.form import Sort, day_of, fen_of, yes
from lianshou.kinds.aid.rules.shaping.sources import Source

FORMS: Mapping[str, Wording] = {
    "": Wording("照原样", "As kept"),
    "yuan2": Wording("元，两位小数（1200.00）", "Yuan, two decimals (1200.00)"),
    "yuan0": Wording("元，四舍五入到元（1200）", "Whole yuan, rounded (1200)"),
    "wan2": Wording("万元，两位小数（0.12）", "Ten thousand yuan, two decimals (0.12)"),
    "fen": Wording("分（120000）", "Fen (120000)"),
    "day_plain": Wording("年月日连写（20260131）", "Day without signs (20260131)"),
    "day_slash": Wording("斜线（2026/1/31）", "Day with strokes (2026/1/31)"),
    "day_cn": Wording("汉字（2026年1月31日）", "Day in Chinese (2026年1月31日)"),
    "month": Wording("年月（2026-01）", "Month (2026-01)"),
}
"""How amounts and days can be written."""
OF_YUAN, OF_DAY = frozenset({"yuan2", "yuan0", "wan2", "fen"}), frozenset({"day_plain", "day_slash", "day_cn", "month"})  # fmt: skip
_WAN = 10_000


def written(source: Source, value: Any, *, form: str = "", codes: Mapping[str, str] | None = None) -> str:
    """A value in the words of a layout; nothing is the empty text. ``codes`` gives other words for choices, by key."""
    codes = codes or {}
    if source.sort is Sort.TICK:
        return codes.get("1", "是") if yes(value) else codes.get("", "否")
    if value in (None, "", []):
        return codes.get("", "")
    if source.sort in (Sort.SEVERAL, Sort.CHOICE):
        keys = value if source.sort is Sort.SEVERAL else [str(value)]
        return "、".join(codes.get(key, source.words_of(key)) for key in keys)
    if source.sort is Sort.YUAN and form in OF_YUAN:
        return _amount(str(value), form)
    if source.sort is Sort.DAY:
        return _day(value, form)
    return str(value)


def _amount(text: str, form: str) -> str:
    fen = fen_of(text)
    if fen is None:
        return text
    if form == "fen":
        return str(fen)
    yuan = Decimal(fen) / 100
    if form == "wan2":
        return f"{(yuan / _WAN).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return f"{yuan.quantize(Decimal('0.01' if form == 'yuan2' else '1'), ROUND_HALF_UP):f}"


def _day(value: Any, form: str) -> str:
    day = value if isinstance(value, date) else day_of(value)
    if day is None:
        return str(value)
    if form == "day_plain":
        return f"{day:%Y%m%d}"
    if form == "day_slash":
        return f"{day.year}/{day.month}/{day.day}"
    if form == "day_cn":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day:%Y-%m}" if form == "month" else day.isoformat()
