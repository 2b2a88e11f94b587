"""From what public sources published to the key of a draw, in the way of RFC 3797, section 4."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from lianshou.core.wording import Wording
from lianshou.engines.draws.problem import Kind, Missing, Problem, Source

_WHOLE = re.compile(r"[0-9]{1,200}")
_DECIMAL = re.compile(r"([0-9]{1,200})(?:\.([0-9]{1,200}))?")

Values = Mapping[str, Sequence[str] | None]
"""By the name of a source: the numbers as published, or None where nothing was."""


class RandomnessError(ValueError):
    """Public numbers that cannot be taken; ``wording`` says which."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


def key_of(problem: Problem, values: Values) -> str:
    """The key: the part of every source that is known, in the order in which they were announced.

    Raises RandomnessError: a source nobody announced, values that are none, a source missing that may not be, too few.
    """
    if strange := sorted(set(values) - {one.name for one in problem.sources}):
        raise RandomnessError(_STRANGE.fill(name=strange[0]))
    known = [one for one in problem.sources if values.get(one.name) is not None]
    for source in problem.sources:
        if source not in known and source.missing is Missing.VOID:
            raise RandomnessError(_VOID.fill(name=source.name))
    if len(known) < problem.needed or not known:
        raise RandomnessError(_TOO_FEW.fill(known=len(known), needed=max(problem.needed, 1)))
    return "".join(part_of(source, values[source.name] or ()) for source in known)


def part_of(source: Source, given: Sequence[str]) -> str:
    """What one source adds to the key: its values, then "/".

    Whole numbers in ascending order without leading zeros, each followed by "."; decimal fractions in the order published
    without trailing zeros; of texts the letters A-Z, in capitals, and the digits. Raises RandomnessError.
    """
    found = [_VALUE[source.kind](one.strip()) for one in given]
    if not found:
        raise RandomnessError(_NO_VALUE.fill(name=source.name, given=""))
    if None in found:
        wrong = given[found.index(None)].strip()
        sign = next((one for one in wrong if one not in _SIGNS[source.kind]), None)
        told = _NO_VALUE if sign is None or source.kind is Kind.TEXT else _NO_SIGN
        raise RandomnessError(told.fill(name=source.name, given=wrong, sign=sign))
    said = [one for one in found if one is not None]
    if source.kind is Kind.NUMBERS:
        said.sort(key=int)
        return "".join(f"{one}." for one in said) + "/"
    return "".join(said) + "/"


def _whole(value: str) -> str | None:
    return str(int(value)) if _WHOLE.fullmatch(value) else None


def _decimal(value: str) -> str | None:
    found = _DECIMAL.fullmatch(value)
    return f"{int(found[1])}.{(found[2] or '').rstrip('0')}" if found else None


def _letters(value: str) -> str | None:
    plain = unicodedata.normalize("NFKD", value).upper()
    return re.sub(r"[^A-Z0-9]", "", plain) or None


_VALUE = {Kind.NUMBERS: _whole, Kind.DECIMALS: _decimal, Kind.TEXT: _letters}
_SIGNS = {Kind.NUMBERS: "0123456789", Kind.DECIMALS: "0123456789.", Kind.TEXT: ""}
_STRANGE = Wording(
    "“{name}”不是事先公布的来源；只能用公告里写明的公开数。",
    "“{name}” was not announced; only the sources of the announcement count.",
)
_VOID = Wording(
    "“{name}”没有公布；公告写明缺了它抽签就不能进行，请另行公告重新安排。",
    "“{name}” is not known, and the announcement says that there is no draw without it: announce a new draw.",
)
_TOO_FEW = Wording(
    "已知的公开数只有{known}个，公告要求至少{needed}个。",
    "{known} public numbers are known; the announcement needs {needed}.",
)
_NO_SIGN = Wording(
    "“{name}”的值“{given}”里的“{sign}”不是数字；整数写成“2 5 12”，小数写成“3241.57”。",
    "“{sign}” in “{given}” of “{name}” is no digit: write whole numbers as “2 5 12”, decimals as “3241.57”.",
)
_NO_VALUE = Wording(
    "“{name}”的值“{given}”看不懂；整数写成“2 5 12”，小数写成“3241.57”，文字至少有一个字母或数字。",
    "“{given}” is no value of “{name}”: whole numbers as “2 5 12”, decimals as “3241.57”, texts with a letter or digit.",
)
