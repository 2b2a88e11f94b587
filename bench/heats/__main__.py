"""A regatta of 32 teams and about 500 athletes in four events: heats, semifinals and finals timetabled, and proven.

    python bench/heats

Seconds of the processor, the best of three rounds.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from lianshou.engines.heats.deriving import derive  # noqa: E402
from lianshou.engines.heats.plan import Crew, Regatta  # noqa: E402
from lianshou.engines.heats.shortest import shortest, solver_at_hand  # noqa: E402
from lianshou.engines.heats.templates import by_place  # noqa: E402
from lianshou.engines.heats.timetable import Course, Job, Timetable, clock, jobs_of, timetable  # noqa: E402
from lianshou.engines.heats.timetable_verifier import prove  # noqa: E402

TEAMS, EACH, GOAL = 32, 16, 10.0
EVENTS = ("男子200米", "男子500米", "混合200米", "混合500米")
COURSE = Course(opens=8 * 60, closes=18 * 60, slot=8, boats=24, rest=25, gap=15)


def races() -> list[Job]:
    """Each team has a crew of twelve in every event it enters, drawn from its sixteen."""
    dice = random.Random(3)
    found: list[Job] = []
    for event in EVENTS:
        teams = [n for n in range(TEAMS) if dice.random() < 0.75]
        crews = tuple([Crew(f"{event}{n}", f"{n}队", (f"工会{n % 11}",)) for n in teams])
        rowers = {f"{event}{n}": dice.sample([f"{n}-{k}" for k in range(EACH)], 12) for n in teams}
        standing = derive(Regatta(by_place(event, 6, heats=-(-len(teams) // 6)), crews))
        found += jobs_of(standing, rowers)
    return found


def main() -> None:
    jobs = races()
    best, found = float("inf"), None
    for _ in range(3):
        began = time.process_time()
        found = timetable(jobs, COURSE)
        proof = prove(found)
        best = min(best, time.process_time() - began)
    assert isinstance(found, Timetable)
    athletes = len({one for job in jobs for one in job.athletes})
    print(
        f"{TEAMS} teams, {athletes} athletes, {len(jobs)} races: {best:.2f} s   goal {GOAL} s   {'ok' if best < GOAL else 'TOO SLOW'}"
    )
    print(
        f"last start {clock(found.last)}, bound {clock(found.bound)}, unplaced {len(found.unplaced)}; {proof.wording.en}"
    )
    two = [job for job in jobs if job.event in EVENTS[:2]]
    began = time.perf_counter()
    proven = shortest(two, COURSE, seconds=GOAL)
    took = time.perf_counter() - began
    print(
        f"{len(two)} races of two events by {solver_at_hand().__name__}: last start {clock(proven.last)}, bound {clock(proven.bound)}, "
        f"proven {proven.is_shortest}, {took:.2f} s; {len(prove(proven).breaches)} breaches"
    )
    wrong = proof.breaches or found.unplaced or prove(proven).breaches
    sys.exit(best >= GOAL or bool(wrong))


if __name__ == "__main__":
    main()
