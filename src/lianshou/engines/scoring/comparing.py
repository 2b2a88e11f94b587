"""A published result held against the one computed again: what differs, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lianshou.core.wording import Wording, join

_MOST_TOLD = 5


def differences(document: Mapping[str, Any], again: Mapping[str, Any]) -> list[Wording]:
    """What of ``document`` is not as in ``again``: the parts in one sentence, then the first people and teams; empty when all agree."""
    parts = [key for key in sorted({*again, *document}) if again.get(key) != document.get(key)]
    if not parts:
        return []
    words = Wording("重算结果不同：{parts}。", "Computed again, these differ: {parts}.")
    told = [words.fill(parts=join([_PARTS.get(key, Wording(key, key)) for key in parts], zh="、", en=", "))]
    names = {str(one["key"]): f"{one['key']} {one['name']}" for one in again["contest"]["contestants"]}
    for part in parts:
        if part in _ROWS:
            told += _first(_of_rows(_ROWS[part], document.get(part), again[part], names))
    return told


def _first(found: Sequence[Wording]) -> list[Wording]:
    more = Wording("……还有{n}处。", "… and {n} more.").fill(n=len(found) - _MOST_TOLD)
    return [*found[:_MOST_TOLD], *([more] if len(found) > _MOST_TOLD else [])]


def _of_rows(
    key: str, given: object, again: Iterable[Mapping[str, Any]], names: Mapping[str, str]
) -> list[Wording]:
    """Whose row differs, and in what."""
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    before = {str(row.get(key)): row for row in rows}
    after = {str(row[key]): row for row in again}
    found = []
    for who in dict.fromkeys([*after, *before]):
        name = names.get(who, who) if key == "contestant" else who
        if who not in before or who not in after:
            found.append((_STRANGER if who in before else _ABSENT).fill(who=name))
        elif before[who] != after[who]:
            found.append(_of_row(name, before[who], after[who]))
    if not found and rows:
        found.append(_ORDER)
    return found


def _of_row(who: str, given: Mapping[str, Any], again: Mapping[str, Any]) -> Wording:
    names = [name for name in dict.fromkeys([*again, *given]) if given.get(name) != again.get(name)]
    plain = [name for name in names if name in _VALUES]
    words = Wording("{what}写的是{given}，应为{right}", "{what} {given}, should be {right}")
    told = [
        words.fill(what=_VALUES[name], given=_shown(given.get(name)), right=_shown(again.get(name)))
        for name in plain
    ]
    if "members" in names or "counted" in names:
        told.append(Wording("队员的成绩有改动", "the totals of its members were changed"))
    elif len(plain) < len(names):
        told.append(Wording("计算过程有改动", "the derivation was changed"))
    return Wording("{who}：{told}。", "{who}: {told}.").fill(who=who, told=join(told, zh="，", en="; "))


def _shown(value: object) -> Wording:
    return Wording("（无）", "(none)") if value in (None, "") else Wording(str(value), str(value))


_ROWS = {"scores": "contestant", "teams": "team"}
"""Parts that are lists of rows, with the field that tells whose a row is."""
_VALUES = {
    "total": Wording("总分", "total"),
    "rank": Wording("名次", "place"),
    "award": Wording("奖项", "award"),
}
_PARTS = {
    "schema": Wording("格式", "the form"), "contest": Wording("原始数据", "the data"), "scores": Wording("个人成绩", "the scores"),
    "unranked": Wording("没有名次的人", "who is not ranked"), "teams": Wording("团体成绩", "the teams"),
    "unranked_teams": Wording("没有名次的队", "teams that are not ranked"),
}  # fmt: skip
_STRANGER = Wording("{who}：重算没有名次，却写了成绩。", "{who}: given a result, but not ranked.")
_ABSENT = Wording("{who}：重算有名次，却没有写。", "{who}: ranked, but not given.")
_ORDER = Wording("次序被改动过。", "The order was changed.")
