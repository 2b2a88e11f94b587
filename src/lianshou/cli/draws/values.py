"""The public numbers of the command line, as people type them, to the values of an announcement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.draws.problem import Kind
from lianshou.engines.draws.randomness import RandomnessError

_BETWEEN = re.compile(r"[\s,、;]+")


def given_values(document: Any, values: Sequence[str], missing: Sequence[str]) -> dict[str, list[str] | None]:
    """The numbers by source. Full-width digits and Chinese separators count as plain ones.

    Raises RandomnessError for what has no name, a source named twice (also as missing), and one neither given nor missing.
    """
    kinds = {name: kind for name, kind, *_ in document["problem"]["sources"]}
    given: dict[str, list[str] | None] = {}
    for name in missing:
        _once(given, name.strip())
        given[name.strip()] = None
    for text in values:
        name, equals, told = (text if "=" in text else text.replace("＝", "=", 1)).rpartition("=")
        if not equals or not name.strip():
            raise RandomnessError(_FORM.fill(text=text))
        _once(given, name.strip())
        given[name.strip()] = _parts(name.strip(), told, kinds.get(name.strip()))
    for name in kinds:
        if name not in given:
            raise RandomnessError(_NOT_GIVEN.fill(name=name))
    return given


def _parts(name: str, told: str, kind: str | None) -> list[str]:
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
