"""What was changed in a scheme: every setting with its old and new value, in the words of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of
from decimal import Decimal

from lianshou.core.wording import Wording, join, named
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.scheme import (
    Aspect,
    Award,
    Better,
    Cut,
    Edge,
    Measure,
    Panel,
    Part,
    Scheme,
    Way,
)
from lianshou.engines.scoring.scheme_reading import TITLES, percent

_LISTS = {
    "parts": Wording("部分", "part"),
    "aspects": Wording("评分项", "aspect"),
    "measures": Wording("比较项", "measure"),
    "awards": Wording("奖项", "award"),
}
_ORDERS = {
    "parts": Wording("部分的次序", "order of the parts"),
    "aspects": Wording("评分项的次序", "order of the aspects"),
    "measures": Wording("比较项的次序", "order of the measures"),
    "awards": Wording("奖项的次序", "order of the awards"),
}
_FIELDS = {
    **TITLES,
    "panel digits": Wording("合分保留小数", "decimals of the panel"),
    "scheme digits": Wording("总分保留小数", "decimals of totals"),
    "for_teams": Wording("发给", "for"),
    "award keys": Wording("末位再比", "then by"),
    "team keys": Wording("团体同分办法", "ties of teams"),
}
_EXACT = Wording("不取整", "exact")
_NONE = Wording("无", "none")
Item = Part | Aspect | Measure | Award


@dataclass(frozen=True, slots=True)
class Change:
    """One setting: what it is called, what it was and is (None: was or is not there)."""

    what: Wording
    old: Wording | None
    new: Wording | None


def scheme_changes(old: Scheme, new: Scheme) -> list[Change]:
    """Every setting that differs, in the order of the workbook; a part, aspect, measure or award that came or went is one."""
    found = _differing(_whole(old), _whole(new), Wording("{field}", "{field}"))
    for name, kind in _LISTS.items():
        before: dict[str, Item] = {one.key: one for one in getattr(old, name)}
        after: dict[str, Item] = {one.key: one for one in getattr(new, name)}
        for key in dict.fromkeys([*before, *after]):
            found += _of_item(kind, before.get(key), after.get(key), old, new)
        common = [[key for key in own if key in before and key in after] for own in (before, after)]
        if common[0] != common[1]:
            found.append(Change(_ORDERS[name], _listed(before, common[0]), _listed(after, common[1])))
    return found


def _of_item(
    kind: Wording, before: Item | None, after: Item | None, old: Scheme, new: Scheme
) -> list[Change]:
    one = before or after
    if one is None:
        return []
    was = dict(_settings(old, before)) if before else None
    now = dict(_settings(new, after)) if after else None
    if was is None or now is None:
        words = Wording("{kind}“{title}”", "{kind} “{title}”").fill(kind=kind, title=one.title)
        return [Change(words, _summed(was), _summed(now))]
    words = Wording("{kind}“{title}”的{field}", "{kind} “{title}”, {field}")
    return _differing(was, now, words, kind=kind, title=one.title)


def _differing(
    was: dict[str, Wording], now: dict[str, Wording], words: Wording, **told: object
) -> list[Change]:
    return [
        Change(words.fill(field=_FIELDS[field], **told), was.get(field), now.get(field))
        for field in dict.fromkeys([*was, *now])
        if was.get(field) != now.get(field)
    ]


def _summed(settings: dict[str, Wording] | None) -> Wording | None:
    """All settings of something that came or went, without those that say nothing."""
    if settings is None:
        return None
    words = Wording("{field} {value}", "{field} {value}")
    told = [
        words.fill(field=_FIELDS[field], value=value)
        for field, value in settings.items()
        if field != "title" and value not in (_NONE, _EXACT)
    ]
    return join(told)


def _listed(items: dict[str, Item], keys: Sequence[str]) -> Wording:
    return named(items[key].title for key in keys)


def _whole(scheme: Scheme) -> dict[str, Wording]:
    """The settings that stand in no list."""
    told = {
        "title": Wording(scheme.title, scheme.title),
        "scheme digits": _value(scheme, "digits", scheme.digits),
        "ranks": scheme.ranks.wording,
        "keys": _value(scheme, "keys", scheme.keys),
        "floor": _value(scheme, "floor", scheme.floor),
        "outlying": _value(scheme, "share", scheme.outlying),
    }
    if scheme.team is not None:
        told |= {
            "best": _value(scheme, "best", scheme.team.best),
            "short": scheme.team.short.wording,
            "team keys": _value(scheme, "keys", scheme.team.keys),
        }
    return told


def _settings(scheme: Scheme, one: Item | Panel) -> Iterator[tuple[str, Wording]]:
    for field in fields_of(one):
        value = getattr(one, field.name)
        if isinstance(value, Panel):
            yield from _settings(scheme, value)
        elif field.name != "key":
            name = field.name
            if name == "digits" and isinstance(one, Panel):
                name = "panel digits"
            if name == "keys":
                name = "award keys"
            yield name, _value(scheme, field.name, value)


def _value(scheme: Scheme, field: str, value: object) -> Wording:
    """A setting as people write it."""
    if value is None:
        return _EXACT if field in ("digits", "counted_digits") else _NONE
    if isinstance(value, tuple):
        return join([scheme.title_of(key) for key in value], zh="；", en="; ") if value else _NONE
    if isinstance(value, bool):
        return Wording("团体", "teams") if value else Wording("个人", "individuals")
    if isinstance(value, Better | Cut | Edge | Way):
        return value.wording
    if isinstance(value, Decimal):
        text = percent(value) if field == "share" else shown(value)
    else:
        text = scheme.part(str(value)).title if field == "part" else str(value)
    return Wording(text, text)
