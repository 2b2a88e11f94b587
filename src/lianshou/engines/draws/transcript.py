"""The draw itself: from an announcement and the public numbers to a result, with everything that computing it again needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.engines.draws.canonical import hash_of
from lianshou.engines.draws.problem import Method, problem_of
from lianshou.engines.draws.randomness import Values, key_of
from lianshou.engines.draws.sequence import Chance, rfc3797

SCHEMA = "lianshou.draws.transcript/1"

Json = dict[str, Any]
Unit = list[int]


@dataclass(frozen=True, slots=True)
class Result:
    """Which panel came up (0 is the first), the units selected in the order of the list, and all others in reserve order."""

    panel: int
    selected: list[Unit]
    reserves: list[Unit]


def transcript_of(announcement: Json, values: Values) -> Json:
    """The transcript, closed by a ``seal`` over all of it. Raises RandomnessError or ProblemError."""
    problem = problem_of(announcement["problem"])
    key = key_of(problem, values)
    result = result_of(announcement, key)
    told: Json = {
        "schema": SCHEMA,
        "announcement": announcement,
        "values": {
            one.name: None if (found := values.get(one.name)) is None else list(found)
            for one in problem.sources
        },
        "key": key,
        "panel": result.panel,
        "selected": result.selected,
        "reserves": result.reserves,
    }
    return {**told, "seal": hash_of(told)}


def result_of(announcement: Json, key: str) -> Result:
    """What the key draws: by RFC 3797, or a panel by its weight and then units within each profile."""
    if announcement["problem"]["method"] == Method.RFC3797:
        return _by_memo(announcement, key)
    chance = Chance(f"{announcement['digest']}/{key}")
    lot, panel = chance.number("panel", int(announcement["total"])), 0
    while lot >= (weight := int(announcement["panels"][panel][0])):
        lot, panel = lot - weight, panel + 1
    counts = dict(announcement["panels"][panel][1])
    selected: list[Unit] = []
    for number, units in enumerate(announcement["profiles"]):
        if counts.get(number):
            selected += chance.ordered(f"profile {number}", units)[: counts[number]]
    selected.sort()
    left = [unit for unit in _everybody(announcement) if unit not in selected]
    return Result(panel, selected, chance.ordered("reserves", left))


def _everybody(announcement: Json) -> list[Unit]:
    return sorted(unit for units in announcement["profiles"] for unit in units)


def _by_memo(announcement: Json, key: str) -> Result:
    """Those who can be drawn keep their order; the picks after the last place are the reserves."""
    pool = _everybody(announcement)
    picks = [pool[pick - 1] for _, pick in rfc3797(key, len(pool), len(pool))]
    places = announcement["problem"]["places"]
    return Result(0, picks[:places], picks[places:])
