"""A form filled in: what its texts say, and where each came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from lianshou.china.telephones import normalise, why_not_phone
from lianshou.china.text import tidy
from lianshou.core.asking import AskedField, Asking, Sort
from lianshou.core.wording import Wording
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.intake.enums import Mark

_MISSING = Wording("请填写。", "Please fill this in.")
_LONG = Wording("最多{most}个字。", "At most {most} characters.")
_WHOLE = Wording("请填整数。", "Write a whole number.")
_DAY = Wording("请按2020-03-05的样子填日期。", "Write the day like 2020-03-05.")
_CHOICE = Wording("请从列出的选项里选。", "Choose one of those offered.")
_PHONE = Wording(
    "请填11位手机号，或带区号的固定电话。",
    "Write a mobile number of 11 digits, or a landline with its area code.",
)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What is known of a field: its value (empty where only ``shown``, its mask, may be seen), whence, and since when."""

    value: str
    shown: str
    source: Wording
    on: date | None

    @property
    def is_hidden(self) -> bool:
        return not self.value


@dataclass(frozen=True)
class Filled:
    """A form read: ``values`` by field, tidied; ``problems`` by field; ``marks`` say where each value came from."""

    values: dict[str, str]
    problems: dict[str, Wording]
    marks: dict[str, Mark] = field(default_factory=dict)


def read_form(
    asking: Asking,
    texts: Mapping[str, str],
    *,
    known: Mapping[str, Origin],
    programme: Any,
    before: Mapping[str, str] = MappingProxyType({}),
) -> Filled:
    """The texts of a form, tidied and judged; an empty field whose value is held behind a mask stays as it is held.

    ``before`` is what the form said that is being corrected: what was chosen then may stay, offered now or not.
    """
    values: dict[str, str] = {}
    problems: dict[str, Wording] = {}
    marks: dict[str, Mark] = {}
    for one in asking.fields:
        origin = known.get(one.key)
        values[one.key] = tidied(one, texts.get(one.key, ""))
        marks[one.key] = mark_of(values[one.key], origin)
        if values[one.key] and values[one.key] == before.get(one.key):
            continue
        if problem := _problem(one, values[one.key], origin, programme):
            problems[one.key] = problem
    return Filled(values, problems, marks)


def tidied(one: AskedField, given: str) -> str:
    """A text of a field as it is kept."""
    if one.sort is Sort.PHONE:
        return normalise(given) if given.strip() else ""
    if one.sort is Sort.TICK:
        return "yes" if given else ""
    return tidy(given, lines=one.sort is Sort.LONG)


def mark_of(value: str, origin: Origin | None) -> Mark:
    """Whether a value is what was known, another than that, or new."""
    if origin is None:
        return Mark.TYPED
    held = origin.value if not origin.is_hidden else ""
    return Mark.CONFIRMED if value == held else Mark.CHANGED


def _problem(one: AskedField, value: str, origin: Origin | None, programme: Any) -> Wording | None:
    if not value:
        held = origin is not None and origin.is_hidden
        return _MISSING if one.required and not held else None
    if len(value) > one.most:
        return _LONG.fill(most=one.most)
    return _of_sort(one, value, programme)


def _of_sort(one: AskedField, value: str, programme: Any) -> Wording | None:
    if one.sort is Sort.WHOLE:
        return None if value.isascii() and value.isdigit() and len(value) < 10 else _WHOLE
    if one.sort is Sort.DAY:
        return None if _is_day(value) else _DAY
    if one.sort is Sort.PHONE:
        return _PHONE if why_not_phone(value) else None
    if one.sort is Sort.CHOICE:
        return None if value in {key for key, _title in one.choices(programme)} else _CHOICE
    return None


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def differences(mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """The fields in which two versions of a draft differ."""
    return [key for key in {**theirs, **mine} if mine.get(key, "") != theirs.get(key, "")]


def mask_for(one: AskedField) -> Mask | None:
    """The mask over an answer for everybody but the person it is about; None where everybody let in reads it."""
    if one.sort is Sort.PHONE:
        return Mask.PHONE
    open_facts = ("person.name", "person.union")
    return Mask.HEAD if one.fact.startswith("person.") and one.fact not in open_facts else None


def filled_up(
    asking: Asking, texts: Mapping[str, str], before: Mapping[str, str], *, own: bool
) -> dict[str, str]:
    """The texts of a correction: what its author saw only behind a mask, and left empty, stays as it was sent in."""
    kept = {
        one.key: before.get(one.key, "")
        for one in asking.fields
        if not own and mask_for(one) and not texts.get(one.key, "").strip()
    }
    return {**texts, **kept}
