"""The front door: a problem goes in, a solved matching that takes questions and changes comes out.

A table goes to the light engine while that answers within about a second, else to the large one; a map always
to the large one, since its changes speak of places. The large engine is imported only when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from lianshou.engines.matching.light import LightMatching
from lianshou.engines.matching.matching import Matching
from lianshou.engines.matching.problem import Flaw, Problem, ProblemError
from lianshou.engines.matching.solver import Result, solve

if TYPE_CHECKING:
    from lianshou.engines.matching.large.places import LargeProblem

LIGHT_PAIRS: Final = 1_000_000
"""Up to here (2,000 guests and 500 hosts) the light engine needs about a second in towns where places are short."""
HOPELESS_PAIRS: Final = 20_000_000
"""Beyond here it would need minutes, and gigabytes to explain."""


def open_matching(problem: Problem | LargeProblem) -> Matching:
    """The problem solved, by the engine that suits its size.

    Without the extra ``large`` the light engine takes what it can; a table beyond hope raises
    ProblemError(EXTRA_MISSING).
    """
    if isinstance(problem, Problem) and _suits_the_light_engine(problem):
        return LightMatching(problem)
    from lianshou.engines.matching.large.matching import LargeMatching  # needs the extra

    return LargeMatching(problem)


def solve_by_size(problem: Problem, *, progress: Callable[[int, int], None] | None = None) -> Result:
    """The optimum of a table with its proof, by the engine that suits its size; the cost is the same by either.

    ``progress(done, guests)`` as ``solve``; the large engine tells only the end. Raises ProblemError(EXTRA_MISSING)
    for a table beyond hope without the extra ``large``.
    """
    if _suits_the_light_engine(problem):
        return solve(problem, progress=progress)
    from lianshou.engines.matching.large.solving import solve_table  # needs the extra

    result = solve_table(problem)
    if progress is not None:
        progress(len(problem.guests), len(problem.guests))
    return result


def _suits_the_light_engine(problem: Problem) -> bool:
    pairs = problem.allowed.size
    if pairs <= LIGHT_PAIRS or find_spec("numba") is not None:
        return pairs <= LIGHT_PAIRS
    if pairs > HOPELESS_PAIRS:
        raise ProblemError(Flaw.EXTRA_MISSING, ("large",))
    return True
