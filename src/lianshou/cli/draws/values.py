"""The public numbers of the command line, as people type them, to the values of an announcement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from lianshou.china.text import same_name_key
from lianshou.core.wording import Wording
from lianshou.engines.draws.problem import Kind
from lianshou.engines.draws.randomness import RandomnessError

_BETWEEN = re.compile(r"[\s,、;]+")


def given_values(document: Any, values: Sequence[str], missing: Sequence[str]) -> dict[str, list[str] | None]:
    """The numbers by source. Full-width digits and Chinese separators count as plain ones; spaces in a name do not count.

    Raises RandomnessError for what has no name, a name that was not announced, a source named twice (also as missing), and one
    neither given nor missing.
    """
    kinds = {name: kind for name, kind, *_ in document["problem"]["sources"]}
    given: dict[str, list[str] | None] = {}
    for text in missing:
        name = _announced(kinds, text)
        _once(given, name)
        given[name] = None
    for text in values:
        name, equals, told = (text if "=" in text else text.replace("＝", "=", 1)).rpartition("=")
        if not equals or not name.strip():
            raise RandomnessError(_FORM.fill(text=text))
        name = _announced(kinds, name)
        _once(given, name)
        given[name] = _parts(name, told, kinds[name])
    for name in kinds:
        if name not in given:
            raise RandomnessError(_NOT_GIVEN.fill(name=name))
    return given


def _announced(kinds: dict[str, str], name: str) -> str:
    """The source as it was announced."""
    found = [one for one in kinds if one == name.strip() or same_name_key(one) == same_name_key(name)]
    if name.strip() in found or len(found) == 1:
        return name.strip() if name.strip() in found else found[0]
    known = Wording("、".join(f"“{one}”" for one in kinds), ", ".join(f"“{one}”" for one in kinds))
    raise RandomnessError(_UNKNOWN.fill(name=name.strip(), known=known))


def _parts(name: str, told: str, kind: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", told)
    if kind == Kind.DECIMALS:
        if "," in plain:
            raise RandomnessError(_COMMA.fill(name=name, given=told.strip()))
        plain = plain.replace("。", ".")
    return [one for one in _BETWEEN.split(plain) if one]


def _once(given: dict[str, list[str] | None], name: str) -> None:
    if name in given:
        raise RandomnessError(_TWICE.fill(name=name))


_FORM = Wording(
    "“{text}”看不懂：请写成“名称=数字”，如 双色球=5 12 33。",
    "“{text}” cannot be read: write NAME=NUMBERS, such as lottery=5 12 33.",
)
_UNKNOWN = Wording(
    "公告里没有叫“{name}”的公开数；公告里的是{known}。请照公告的名称写。",
    "No public number of the announcement is called “{name}”; there are {known}. Write the name as it was announced.",
)
_TWICE = Wording(
    "“{name}”给了不止一次：每个公开数只能给一个值，或者只写没有公布。请核对后只留一个。",
    "“{name}” is given more than once: each public number has one value, or is missing. Check, and keep one.",
)
_COMMA = Wording(
    "“{name}”的值“{given}”里有逗号：小数不写千分号，几个小数之间用空格或顿号分开，如“3241.57”。",
    "“{given}” of “{name}” has a comma: write decimals without it, as “3241.57”, and a space between several.",
)
_NOT_GIVEN = Wording(
    '没有给出“{name}”：请用 --value "{name}=…"，没有公布就用 --missing "{name}"。',
    '“{name}” is not given: use --value "{name}=…", or --missing "{name}" where nothing was published.',
)
