"""The form of a visit on paper: what every section asks, with the answers of before, or empty with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lianshou.kinds.aid.rules.form import Form, words_for
from lianshou.kinds.aid.rules.form.fields import Field, Section, Sort
from lianshou.kinds.aid.rules.form.using import Masks

_EMPTY_ROWS = 3
_MOST_BOXES = 12


def parts_of_visit(
    form: Form, answers: Mapping[str, Any], masked: Masks
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The sections in Chinese, each with what it asks and what was answered; empty answers leave room, or boxes."""
    for section in form.sections:
        if not section.rows:
            yield section.title.zh, [_line(one, answers, masked) for one in section.fields]
            continue
        rows: list[Mapping[str, Any]] = list(answers.get(section.key) or [])
        for number in range(max(len(rows), 0 if rows else _EMPTY_ROWS)):
            row = rows[number] if number < len(rows) else {}
            yield f"{section.title.zh}（{number + 1}）", _row(section, row, masked)


def _row(section: Section, row: Mapping[str, Any], masked: Masks) -> list[tuple[str, str]]:
    return [_line(one, row, masked) for one in section.fields]


def _line(field: Field, answers: Mapping[str, Any], masked: Masks) -> tuple[str, str]:
    value = answers.get(field.key)
    if value:
        return field.title.zh, words_for(field, value, masked).zh
    return field.title.zh, _boxes(field)


def _boxes(field: Field) -> str:
    if field.sort is Sort.TICK:
        return "□是  □否"
    if field.sort in (Sort.CHOICE, Sort.SEVERAL) and len(field.choices) <= _MOST_BOXES:
        return "  ".join(f"□{words.zh}" for _key, words in field.choices)
    return ""
