"""Helpers matched with households, with the reasons of every pair: 13 counties of 400 households and 600 helpers each.

    python bench/aid_matching [--counties 13] [--households 400] [--helpers 600] [--rounds 3]

Everything is invented: unions, places, fields of help, languages, relatives to be kept apart. Three questions: every county by
itself; the same anew with nine of ten households helped already (who stands stays); and a whole city as one table of 5,200
households and 600 helpers. The goal is under 5 s each. Time of the processor counts: the machine may be busy with other things.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from lianshou.kinds.aid.rules.helping.facing import HelperFacts, HouseholdFacts, Question
from lianshou.kinds.aid.rules.helping.matching import match

GOAL = 5.0
FIELDS = ("illness", "schooling", "employment", "law", "living")
LANGUAGES = ("mandarin", "local", "zhuang", "cantonese")
WEIGHTS = {"level": 3, "need": 12, "language": 15, "load": 8, "unknown": 10}


def invented(households: int, helpers: int, seed: int) -> Question:
    """A county: forty unions below it, a tenth of the places unknown, a relative for every household."""
    random = Random(seed)

    def side(n: int) -> tuple[Any, ...]:
        known = random.random() < 0.9
        place = (random.uniform(108, 109), random.uniform(22.5, 23.2)) if known else (None, None)
        return (n, f"0001{seed:04d}{random.randrange(40):04d}", *place)

    return Question(
        tuple(
            HelperFacts(
                *side(n),
                tuple(random.sample(FIELDS, 2)),
                tuple(random.sample(LANGUAGES, 2)),
                random.randint(1, 5),
            )
            for n in range(1, helpers + 1)
        ),
        tuple(
            HouseholdFacts(*side(n), (random.choice(FIELDS),), (random.choice(LANGUAGES),))
            for n in range(1, households + 1)
        ),
        WEIGHTS,
        {(n, random.randint(1, helpers)): "RELATIVE" for n in range(1, households + 1)},
    )


def helped(question: Question, answer: dict[str, Any]) -> Question:
    """The same county, nine of ten households helped as the answer says."""
    now = {one["household"]: one["helper"] for one in answer["placements"] if one["household"] % 10}
    rows = tuple(replace(one, now=now.get(one.id)) for one in question.households)
    return replace(question, households=rows)


def timed(
    work: Callable[[], Sequence[dict[str, Any]]], rounds: int
) -> tuple[float, Sequence[dict[str, Any]]]:
    """The median of some rounds in seconds of the processor, and the answers of the last."""
    times = []
    for _round in range(rounds):
        start = time.process_time()
        answers = work()
        times.append(time.process_time() - start)
    return statistics.median(times), answers


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--counties", type=int, default=13)
    asked.add_argument("--households", type=int, default=400)
    asked.add_argument("--helpers", type=int, default=600)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    counties = [invented(given.households, given.helpers, n) for n in range(given.counties)]
    city = invented(given.counties * given.households, given.helpers, 99)
    seconds, answers = timed(lambda: [match(one) for one in counties], given.rounds)
    say(
        f"{given.counties} counties × {given.households} households × {given.helpers} helpers",
        seconds,
        answers,
    )
    again = [helped(one, answer) for one, answer in zip(counties, answers, strict=True)]
    seconds, answers = timed(lambda: [match(one) for one in again], given.rounds)
    moved = sum(
        not one["kept"] for answer in answers for one in answer["placements"] if one["household"] % 10
    )
    say(f"the same anew, nine of ten helped: {moved} moved", seconds, answers)
    seconds, answers = timed(lambda: [match(city)], given.rounds)
    say(f"one city: {len(city.households)} households × {given.helpers} helpers", seconds, answers)


def say(what: str, seconds: float, answers: Sequence[dict[str, Any]]) -> None:
    placed = sum(len(answer["placements"]) for answer in answers)
    told = sum(bool(one["sentence"]["zh"]) for answer in answers for one in answer["placements"])
    proven = all(answer["optimal"] for answer in answers)
    print(
        f"{what}: {seconds:.2f} s (goal: under {GOAL:.0f} s); placed {placed}, with reasons {told}, proven {proven}"
    )


if __name__ == "__main__":
    main()
