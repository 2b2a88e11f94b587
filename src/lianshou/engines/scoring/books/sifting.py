"""More that can be known in one round: faults of the data that do not merely follow from what the cells already said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from lianshou.engines.scoring.books.places import Found, Reading
from lianshou.engines.scoring.checking import faults_of_marks
from lianshou.engines.scoring.document import contest_from
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError

LISTS = {
    "scheme": "", "parts": "title", "aspects": "title", "measures": "title", "contestants": "contestant", "judges": "name"
}  # fmt: skip
"""The sheets of names, each with the column by which others name its rows."""
_LOOKED_UP = {
    "contestant": ("contestants",), "aspect": ("aspects",), "aspects": ("aspects",), "part": ("parts",),
    "judge": ("judges",), "keys": ("parts", "aspects", "measures"), "team_keys": ("parts", "aspects", "measures"),
}  # fmt: skip
"""The lists in which a field looks its names up."""
_SUMS = {
    Flaw.FULL_DIFFERS: ("parts", "aspects"),
    Flaw.SHARES_DIFFER: ("parts",),
    Flaw.NO_TEAM_RULE: ("scheme",),
}
"""The sheets on which a sum or a rule rests."""
_OF_ONE_CELL = (
    Flaw.UNKNOWN, Flaw.UNKNOWN_FIELD, Flaw.TWICE, Flaw.OUT_OF_RANGE, Flaw.NOT_A_CHOICE, Flaw.MARK_OUT_OF_RANGE,
    Flaw.MARK_NOT_ON_STEP, Flaw.NOT_THEIR_ASPECT,
)  # fmt: skip
"""Flaws of a cell alone, true whatever stands beside it."""


def sifted(
    reading: Reading, faults: Sequence[Fault], *, doubtful: Collection[str], broken: Collection[str]
) -> list[Found]:
    """The faults that say something new beside ``reading.problems``, led back to their cells.

    ``doubtful`` are the lists whose names are not all known, ``broken`` the sheets with anything wrong in them.
    """
    cells = {(one.file, one.problem.sheet, one.problem.address) for one in reading.problems}
    rows = {(one.file, one.problem.sheet, one.problem.row) for one in reading.problems}
    doubtful = {
        *doubtful,
        *(str(one.path[-3]) for one in faults if one.flaw is Flaw.TWICE and len(one.path) > 2),
    }
    found = []
    for fault in faults:
        (one,) = reading.led_back((fault,))
        told_here = (one.file, one.problem.sheet, one.problem.row) in rows
        own = fault.flaw in _OF_ONE_CELL and (one.file, one.problem.sheet, one.problem.address) not in cells
        if not _follows(fault, doubtful, broken) and (own or not told_here):
            found.append(one)
    return found


def _follows(fault: Fault, doubtful: Collection[str], broken: Collection[str]) -> bool:
    """Whether a fault may be gone once something else is mended."""
    if fault.flaw is Flaw.UNKNOWN_FIELD:  # a factor of an aspect that is not there
        return "aspects" in doubtful
    if fault.flaw is Flaw.UNKNOWN:
        return bool({name for step in fault.path for name in _LOOKED_UP.get(str(step), ())} & set(doubtful))
    if fault.flaw is Flaw.EMPTY:
        return "aspects" in broken or fault.path[-1] in broken
    return any(name in broken for name in _SUMS.get(fault.flaw, ()))


def marks_that_cannot_be(data: dict[str, Any]) -> list[Fault]:
    """What is wrong with marks whose contestant, aspect and judge are known, whatever else is wrong with the contest."""
    aspects = {
        str(one["title"]): {key: one[key] for key in ("key", "title", "high", "low", "step") if key in one}
        for one in data["scheme"]["aspects"]
        if one.get("title") and "high" in one
    }
    people = {one["key"]: one["name"] for one in data["contestants"] if one.get("key") and one.get("name")}
    judges = {str(one["name"]): one["aspects"] for one in data["judges"] if one["name"]}
    kept = [
        place
        for place, (who, aspect, judge, value) in enumerate(data["marks"])
        if who in people and aspect in aspects and judge in judges and value is not None
    ]
    sketch = {
        "scheme": {
            "title": "-",
            "parts": [{"key": "-", "title": "-"}],
            "aspects": [{**one, "part": "-"} for one in aspects.values()],
        },
        "contestants": [{"key": key, "name": name} for key, name in people.items()],
        "judges": [
            {"key": name, "name": name, "aspects": [one for one in own if one in aspects]}
            for name, own in judges.items()
        ],
        "marks": [data["marks"][place] for place in kept],
    }
    try:
        contest = contest_from(sketch)
    except ScoringError:
        return []
    return [
        replace(fault, path=("marks", kept[int(fault.path[1])], *fault.path[2:]))
        for fault in faults_of_marks(contest)
    ]
