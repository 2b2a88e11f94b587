"""How long the fairest lottery takes, with its proof followed by the verifier, and a whole draw.

`python bench/draws` takes invented crowds (tests/engines/draws/worlds.py): uneven categories, quotas near to equal shares, so that
nearly every quota binds. Then families of three and four under narrow quotas, where fractions promise more than whole panels can
keep: which of them are refused, and how large their proofs are. Seconds are of the processor; the goals are those of issue 8.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "src")]

WORLDS: tuple[tuple[str, int, int, tuple[int, ...], float], ...] = (
    ("two attributes, 20 × 12", 2_000, 200, (20, 12), 5.0),
    ("two attributes, 10 × 8", 2_000, 200, (10, 8), 5.0),
    ("two attributes, 40 × 30", 2_000, 200, (40, 30), 5.0),
    ("three attributes, 8 × 6 × 5", 2_000, 100, (8, 6, 5), 60.0),
    ("five attributes, 2 × 4 × 5 × 6 × 12", 2_000, 60, (2, 4, 5, 6, 12), 60.0),
)

FAMILIES: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (20, 9, (3, 3, 3)),
    (24, 10, (2, 3, 4)),
    (24, 12, (2, 2, 3, 3)),
)
WIDTHS = (1, 2)


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    missed = crowds()
    missed += families()
    sys.exit(1 if missed else 0)


def families() -> int:
    """How many are refused."""
    from tests.engines.draws.worlds import families

    from lianshou.engines.draws.announcement import announcement_of
    from lianshou.engines.draws.canonical import canonical
    from lianshou.engines.draws.fairness.linear import SolvingError
    from lianshou.engines.draws.verifier import faults_of

    print(
        f"\n{'families':<44}{'profiles':>9}{'levels':>8}{'cuts':>8}{'kB':>11}{'lottery s':>11}{'verify s':>10}",
        flush=True,
    )
    refused = 0
    for units, chosen, categories in FAMILIES:
        for width in WIDTHS:
            title = f"{chosen} of {units}, {' × '.join(map(str, categories))}, width {width}"
            problem = families(units, chosen, categories, width=width)
            times = [time.process_time()]
            try:
                announcement = announcement_of(problem)
            except SolvingError as error:
                refused += 1
                print(f"{title:<44}refused after {time.process_time() - times[0]:.1f} s: {error}", flush=True)
                continue
            times.append(time.process_time())
            content = canonical(announcement)
            assert faults_of(content) == []
            times.append(time.process_time())
            lottery, verify = (later - earlier for earlier, later in pairwise(times))
            counts = [len(announcement[part]) for part in ("profiles", "levels", "cuts")]
            print(
                f"{title:<44}{counts[0]:>9}{counts[1]:>8}{counts[2]:>8}{len(content) / 1000:>11.1f}"
                f"{lottery:>11.2f}{verify:>10.2f}",
                flush=True,
            )
    print(f"refused: {refused} of {len(FAMILIES) * len(WIDTHS)}")
    return refused


def crowds() -> int:
    """How many take longer than their goal."""
    from tests.engines.draws.worlds import VALUES, crowd

    from lianshou.engines.draws.announcement import announcement_of
    from lianshou.engines.draws.canonical import canonical
    from lianshou.engines.draws.transcript import transcript_of
    from lianshou.engines.draws.verifier import faults_of

    announcement_of(crowd(30, 5, [3]))  # the imports
    print(
        f"{'draw':<38}{'profiles':>9}{'levels':>8}{'panels':>8}{'lottery s':>11}{'draw s':>8}{'verify s':>10}{'goal s':>8}",
        flush=True,
    )
    missed = 0
    for title, people, places, categories, goal in WORLDS:
        problem = crowd(people, places, categories)
        times = [time.process_time()]
        announcement = announcement_of(problem)
        times.append(time.process_time())
        transcript = transcript_of(announcement, VALUES)
        times.append(time.process_time())
        assert faults_of(canonical(transcript)) == []
        times.append(time.process_time())
        lottery, draw, verify = (later - earlier for earlier, later in pairwise(times))
        missed += lottery > goal
        counts = [len(announcement[part]) for part in ("profiles", "levels", "panels")]
        print(
            f"{title:<38}{counts[0]:>9}{counts[1]:>8}{counts[2]:>8}{lottery:>11.2f}{draw:>8.2f}{verify:>10.2f}{goal:>8.0f}",
            flush=True,
        )
    return missed


if __name__ == "__main__":
    main()
