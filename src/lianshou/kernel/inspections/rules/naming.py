"""The words of a bulletin that names what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

BULLETIN_TITLE = "关于督查问题逾期未整改情况的通报"
_DIGITS = "零一二三四五六七八九"


def bulletin_text(lines: Sequence[tuple[str, str, str, date | None, int]]) -> str:
    """The text of a bulletin about findings (unit, what is wrong, who answers, due day, days overdue), grouped by unit.

    Braces would be placeholders of a figure, so they are written full-width.
    """
    units = list(dict.fromkeys(line[0] for line in lines))
    told = [
        f"督查发现的问题，经提醒和书面催办后，仍有{len(units)}家单位的{len(lines)}个问题逾期未完成整改。现通报如下。",
        "一、逾期未整改的问题",
    ]
    for number, unit in enumerate(units, start=1):
        told.append(f"（{_numeral(number)}）{unit}")
        told += [_line(*line[1:]) for line in lines if line[0] == unit]
    told += [
        "二、下一步要求",
        "请有关单位对照问题逐项整改，明确责任人和完成时限，整改完成后及时报告，经核实后销号。",
    ]
    return "\n".join(told).replace("{", "｛").replace("}", "｝")


def _line(text: str, person: str, due_on: date | None, days: int) -> str:
    due = f"应于{due_on.year}年{due_on.month}月{due_on.day}日前完成整改，已逾期{days}天" if due_on else ""
    answers = f"，责任人{person}" if person else ""
    return f"{text.rstrip('。；')}；{due}{answers}。"


def _numeral(number: int) -> str:
    """A number below a hundred as headings of official papers write it."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
