"""Scoring 100,000 marks: 2,000 contestants, ten aspects, five judges, trimmed means, ties, teams and awards.

    python bench/scoring

Seconds of the processor, the best of three rounds; the verifier and the second way stand beside it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from lianshou.engines.scoring import Contest, contest_from, judges_report, score, verify  # noqa: E402

CONTESTANTS, ASPECTS, JUDGES = 2_000, 10, 5
GOAL = 2.0


def contest() -> Contest:
    dice = random.Random(5)
    panel = {"way": "trimmed", "trim": 1, "least": 3, "digits": 2}
    scheme: dict[str, Any] = {
        "title": "bench",
        "parts": [{"key": "theory", "title": "理论", "share": "0.3"}, {"key": "work", "title": "实操", "share": "0.7", "counted_digits": 2}],
        "aspects": [
            {"key": f"a{n}", "title": f"项{n}", "part": "theory" if n < 2 else "work", "high": 50 if n < 2 else "12.5", "panel": panel}
            for n in range(ASPECTS)
        ],
        "keys": [{"of": "part", "key": "work"}, {"of": "aspect", "key": "a9"}],
        "digits": 2,
        "team": {"best": 3},
        "awards": [{"key": "1", "title": "一等奖", "share": "0.1"}, {"key": "2", "title": "二等奖", "share": "0.2", "edge": "all_out"}],
    }  # fmt: skip
    people = [{"key": f"{n:04d}", "name": f"选手{n}", "team": f"队{n % 400}"} for n in range(CONTESTANTS)]
    judges = [{"key": f"J{n}", "name": f"评委{n}"} for n in range(JUDGES)]
    marks = [
        [
            one["key"],
            aspect["key"],
            judge["key"],
            str(dice.randint(14, 24 if aspect["part"] == "work" else 98) / 2),
        ]
        for one in people
        for aspect in scheme["aspects"]
        for judge in judges
    ]
    return contest_from({"scheme": scheme, "contestants": people, "judges": judges, "marks": marks})


def seconds(act: Callable[[], Any], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        act()
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    began = time.process_time()
    posed = contest()
    print(f"reading {len(posed.marks):,} marks from data   {time.process_time() - began:6.2f} s")
    result = score(posed)
    took = seconds(lambda: score(posed))
    print(
        f"score, {len(posed.marks):,} marks              {took:6.2f} s   goal {GOAL} s   {'ok' if took < GOAL else 'TOO SLOW'}"
    )
    print(f"verify                              {seconds(lambda: verify(result), 1):6.2f} s")
    print(f"judges' report                      {seconds(lambda: judges_report(posed), 1):6.2f} s")
    sys.exit(took >= GOAL)


if __name__ == "__main__":
    main()
