"""A contest and its result as JSON that anybody can check again; numbers are strings, so that none loses a digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields as fields_of
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from lianshou.engines.scoring.contest import Adjustment, Contest, Contestant, Judge, Mark
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.fields import Fields, some_of
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError
from lianshou.engines.scoring.result import Result
from lianshou.engines.scoring.scheme import Scheme, Status
from lianshou.engines.scoring.scheme_reading import TITLES, read_scheme

CONTEST, RESULT = "lianshou.scoring.contest/1", "lianshou.scoring.result/1"


def loads(text: str | bytes) -> Any:
    """JSON whose numbers stay as they are written. Raises ScoringError for what is no JSON."""
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ScoringError([Fault(Flaw.UNKNOWN_FORM, (), {"given": type(error).__name__})]) from error


def is_result(data: object) -> bool:
    """Whether ``data`` says that it is a result, with the contest inside it."""
    return isinstance(data, dict) and data.get("schema") == RESULT


def contest_from(data: object) -> Contest:
    """The contest that ``data`` describes. Raises ScoringError with every fault; marks are judged by ``score``."""
    faults: list[Fault] = []
    fields = Fields(data, (), faults, TITLES)
    fields.known_only(("schema", "scheme", "contestants", "judges", "marks", "adjustments"))
    if fields.data.get("schema", CONTEST) != CONTEST:
        raise ScoringError([Fault(Flaw.UNKNOWN_FORM, ("schema",), {"given": fields.data["schema"]})])
    scheme = read_scheme(Fields(fields.data.get("scheme"), ("scheme",), faults, TITLES))
    aspects, measures = {one.key for one in scheme.aspects}, {one.key for one in scheme.measures}
    contestants = tuple(
        [_contestant(one, aspects, measures) for one in fields.items("contestants", required=True)]
    )
    judges = tuple([_judge(one, aspects) for one in fields.items("judges")])
    _twice(faults, "contestants", [one.key for one in contestants])
    _twice(faults, "judges", [one.key for one in judges])
    who, by = {one.key for one in contestants}, {one.key for one in judges}
    marks = _marks(fields, faults, who, aspects, by)
    parts = {one.key for one in scheme.parts}
    adjustments = tuple([_adjustment(one, who, parts) for one in fields.items("adjustments")])
    if faults:
        raise ScoringError(faults)
    return Contest(scheme, contestants, judges, marks, adjustments)


def _contestant(fields: Fields, aspects: set[str], measures: set[str]) -> Contestant:
    fields.known_only(("key", "name", "team", "status", "factors", "measures"))
    return Contestant(
        key=fields.text("key"),
        name=fields.text("name"),
        team=fields.text("team", ""),
        status=fields.choice("status", Status, Status.PRESENT),
        factors=_numbers(fields.inside("factors"), aspects),
        measures=_numbers(fields.inside("measures"), measures),
    )


def _numbers(fields: Fields | None, known: set[str]) -> dict[str, Decimal]:
    if fields is None:
        return {}
    fields.known_only(known)
    numbers = {str(key): fields.number(str(key), low=None) for key in fields.data}
    return {key: number for key, number in numbers.items() if number is not None}


def _judge(fields: Fields, aspects: set[str]) -> Judge:
    fields.known_only(("key", "name", "aspects"))
    own = fields.data.get("aspects") or []
    if not isinstance(own, list | tuple):
        fields.fault(Flaw.NOT_A_LIST, "aspects", what=TITLES["aspects"])
        own = []
    for one in own:
        if one not in aspects:
            choices = some_of(aspects, str(one))
            fields.fault(Flaw.UNKNOWN, "aspects", what=TITLES["aspects"], given=one, choices=choices)
    return Judge(fields.text("key"), fields.text("name"), tuple(own))


def _marks(
    fields: Fields, faults: list[Fault], who: set[str], aspects: set[str], by: set[str]
) -> tuple[Mark, ...]:
    """Marks are [contestant, aspect, judge, value] each."""
    value = fields.data.get("marks", [])
    if not isinstance(value, list | tuple):
        fields.fault(Flaw.NOT_A_LIST, "marks", what=TITLES["marks"])
        return ()
    found = []
    for place, row in enumerate(value):
        if not isinstance(row, list | tuple) or len(row) != 4:
            faults.append(Fault(Flaw.NOT_A_LIST, ("marks", place), {"what": TITLES["marks"]}))
            continue
        own = Fields(
            dict(zip(("contestant", "aspect", "judge", "value"), row, strict=True)),
            ("marks", place),
            faults,
            TITLES,
        )
        number = own.number("value", required=True, low=None)
        found.append(
            Mark(
                own.one_of("contestant", who), own.one_of("aspect", aspects), own.one_of("judge", by),
                Decimal(0) if number is None else number,
            )
        )  # fmt: skip
    return tuple(found)


def _adjustment(fields: Fields, who: set[str], parts: set[str]) -> Adjustment:
    fields.known_only(("contestant", "points", "reason", "part"))
    points = fields.number("points", required=True, low=None)
    return Adjustment(
        contestant=fields.one_of("contestant", who),
        points=Decimal(0) if points is None else points,
        reason=fields.text("reason"),
        part=fields.one_of("part", parts, ""),
    )


def _twice(faults: list[Fault], name: str, keys: list[str]) -> None:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key and key in seen:
            faults.append(Fault(Flaw.TWICE, (name, place, "key"), {"given": key}))
        seen.add(key)


def contest_to(contest: Contest) -> dict[str, Any]:
    """The contest as plain data; ``contest_from`` gives the same contest again."""
    return {
        "schema": CONTEST,
        "scheme": scheme_to(contest.scheme),
        "contestants": [_plain(one) for one in contest.contestants],
        "judges": [_plain(one) for one in contest.judges],
        "marks": [[*mark[:3], shown(mark.value)] for mark in contest.marks],
        "adjustments": [_plain(one) for one in contest.adjustments],
    }


def scheme_to(scheme: Scheme) -> dict[str, Any]:
    """The scheme as plain data; a floor of None is written, for its absence means 0."""
    return {**_plain(scheme), "floor": None if scheme.floor is None else shown(scheme.floor)}


def _plain(one: Any) -> Any:
    if isinstance(one, Decimal | Fraction):
        return shown(one)
    if isinstance(one, Enum):
        return one.value
    if isinstance(one, Mapping):
        return {key: _plain(value) for key, value in one.items()}
    if isinstance(one, tuple):
        return [_plain(value) for value in one]
    if hasattr(one, "__dataclass_fields__"):
        pairs = {field.name: getattr(one, field.name) for field in fields_of(one)}
        return {name: _plain(value) for name, value in pairs.items() if value not in (None, "", (), {})}
    return one


def result_to(result: Result) -> dict[str, Any]:
    """The result with everything that computing it again needs."""
    return {
        "schema": RESULT,
        "contest": contest_to(result.contest),
        "scores": [
            {
                "contestant": one.contestant,
                "panels": {
                    key: {
                        "dropped": list(panel.dropped),
                        "exact": shown(panel.exact),
                        "value": shown(panel.value),
                        "score": shown(panel.score),
                    }
                    for key, panel in one.panels.items()
                },
                "parts": {
                    key: {"sum": shown(part.sum), "value": shown(part.value), "counted": shown(part.counted)}
                    for key, part in one.parts.items()
                },
                "total": shown(one.total),
                "rank": one.rank,
                "award": one.award,
            }
            for one in result.scores
        ],
        "unranked": list(result.unranked),
        "teams": [
            {
                "team": one.team,
                "members": [[key, shown(total)] for key, total in one.members],
                "counted": one.counted,
                "total": shown(one.total),
                "rank": one.rank,
                "award": one.award,
            }
            for one in result.teams
        ],
        "unranked_teams": list(result.unranked_teams),
    }


def result_bytes(data: object) -> bytes:
    """JSON in one canonical form: the same content gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
