"""After an appeal: the same contest computed again, old and new side by side, with what moved whom."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lianshou.core.wording import Wording, named
from lianshou.engines.scoring.causes import Cause, Causes, Standing, standing_of, team_standing
from lianshou.engines.scoring.contest import Contest
from lianshou.engines.scoring.document import contest_to
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.result import Result
from lianshou.engines.scoring.scheme import Status
from lianshou.engines.scoring.scheme_changes import Change, scheme_changes


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing written down differently: what, and what it was and is (None: was or is not there)."""

    what: Wording
    contestant: str
    old: Wording | None
    new: Wording | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One contestant (``name``) or team (none), before and after; ``causes``: own corrections, the scheme, those of others."""

    who: str
    name: str
    old: Standing
    new: Standing
    causes: tuple[Cause, ...] = ()

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Appeal:
    """What was corrected, what was changed in the scheme and who judges, and everybody before and after in the order of the new places."""

    corrections: tuple[Correction, ...]
    scheme: tuple[Change, ...]
    contestants: tuple[Moved, ...]
    teams: tuple[Moved, ...]


def appeal(old: Result, new: Result) -> Appeal:
    """Compare the results of a contest before and after corrections, of its marks or of its scheme."""
    corrections = tuple(_corrections(old.contest, new.contest))
    changes = (*scheme_changes(old.contest.scheme, new.contest.scheme), *_of_judges(old.contest, new.contest))
    causes = Causes(old, new, corrected={one.contestant for one in corrections}, by_scheme=bool(changes))
    people = {one.key: one.name for one in (*old.contest.contestants, *new.contest.contestants)}
    order = [score.contestant for score in new.scores]
    rest = [one.key for one in (*new.contest.contestants, *old.contest.contestants) if one.key not in order]
    contestants = [
        Moved(key, people[key], standing_of(old, key), standing_of(new, key), causes.of(key))
        for key in dict.fromkeys(order + rest)
    ]
    names = [one.team for one in (*new.teams, *old.teams)] + [*new.unranked_teams, *old.unranked_teams]
    teams = [
        Moved(team, "", team_standing(old, team), team_standing(new, team), causes.of_team(team))
        for team in dict.fromkeys(names)
    ]
    return Appeal(corrections, tuple(changes), tuple(contestants), tuple(teams))


def _of_judges(old: Contest, new: Contest) -> list[Change]:
    """Judges who came or went, or whose aspects are others."""
    before, after = _judging(old), _judging(new)
    words = Wording("评委“{name}”评的项目", "aspects that {name} marks")
    return [
        Change(words.fill(name=name), before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _judging(contest: Contest) -> dict[str, Wording]:
    titles = {one.key: one.title for one in contest.scheme.aspects}
    return {
        judge.name: named(own) if own else Wording("全部", "all")
        for judge in contest.judges
        for own in [[titles[key] for key in judge.aspects]]
    }


def _corrections(old: Contest, new: Contest) -> list[Correction]:
    found = _of_marks(old, new)
    found += _of_contestants(contest_to(old), contest_to(new))
    found += _of_adjustments(old, new)
    return found


def _of_marks(old: Contest, new: Contest) -> list[Correction]:
    """Marks of aspects that both schemes have: those that came or went are a change of the scheme."""
    both = {one.key for one in old.scheme.aspects} & {one.key for one in new.scheme.aspects}
    one = {mark[:3]: mark.value for mark in old.marks}
    other = {mark[:3]: mark.value for mark in new.marks}
    titles = {aspect.key: aspect.title for aspect in (*old.scheme.aspects, *new.scheme.aspects)}
    judges = {judge.key: judge.name for judge in (*old.judges, *new.judges)}
    return [
        Correction(
            Wording("{judge}打的{aspect}分", "{aspect}, by {judge}").fill(
                judge=judges[cell[2]], aspect=titles[cell[1]]
            ),
            cell[0],
            _number_told(one.get(cell)),
            _number_told(other.get(cell)),
        )
        for cell in dict.fromkeys([*one, *other])
        if cell[1] in both and one.get(cell) != other.get(cell)
    ]


def _number_told(value: Decimal | None) -> Wording | None:
    return None if value is None else Wording(shown(value), shown(value))


def _of_contestants(before: dict[str, Any], after: dict[str, Any]) -> list[Correction]:
    one = {row["key"]: row for row in before["contestants"]}
    other = {row["key"]: row for row in after["contestants"]}
    found = []
    titles = _columns(after["scheme"])
    other_columns = set(_columns(before["scheme"])) ^ set(titles)
    for key in dict.fromkeys([*one, *other]):
        left, right = _flat(one.get(key, {})), _flat(other.get(key, {}))
        for field in dict.fromkeys([*left, *right]):
            if field not in other_columns and left.get(field) != right.get(field):
                was, now = _value_told(field, left.get(field)), _value_told(field, right.get(field))
                found.append(Correction(_field_told(field, titles), key, was, now))
    return found


def _columns(scheme: dict[str, Any]) -> dict[str, str]:
    """The factors and measures that a contestant may have, with their titles."""
    return {
        **{f"factors.{row['key']}": row["title"] for row in scheme["aspects"]},
        **{f"measures.{row['key']}": row["title"] for row in scheme.get("measures", [])},
    }


_FIELDS = {
    "key": Wording("抽签号", "draw number"),
    "name": Wording("姓名", "name"),
    "team": Wording("代表队", "team"),
    "status": Wording("状态", "status"),
}


def _field_told(field: str, titles: dict[str, str]) -> Wording:
    if field in _FIELDS:
        return _FIELDS[field]
    words = Wording("{f}的系数", "factor of {f}") if field.startswith("factors.") else Wording("{f}", "{f}")
    return words.fill(f=titles.get(field, field))


def _value_told(field: str, value: str | None) -> Wording | None:
    if value is None:
        return None
    return Status(value).wording if field == "status" else Wording(value, value)


def _flat(row: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in row.items():
        inside = (
            {f"{key}.{name}": str(one) for name, one in value.items()}
            if isinstance(value, dict)
            else {key: str(value)}
        )
        flat |= inside
    return flat


def _of_adjustments(old: Contest, new: Contest) -> list[Correction]:
    """Rows that are only in one of the two, counted: the same row twice is two rows."""
    before, after = list(old.adjustments), list(new.adjustments)
    for one in list(before):
        if one in after:
            before.remove(one)
            after.remove(one)
    what = Wording("加减分：{reason}", "bonus or deduction: {reason}")
    gone = [
        Correction(what.fill(reason=one.reason), one.contestant, _number_told(one.points), None)
        for one in before
    ]
    return gone + [
        Correction(what.fill(reason=one.reason), one.contestant, None, _number_told(one.points))
        for one in after
    ]
