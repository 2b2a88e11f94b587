"""The large engine: the optimum over all pairs on a map, proven and kept, up to a nation. Needs the extra ``large``."""

from lianshou.engines.matching.large.checking import check
from lianshou.engines.matching.large.cost import small_problem
from lianshou.engines.matching.large.exact import ExactPrices
from lianshou.engines.matching.large.explaining import Options
from lianshou.engines.matching.large.matching import LargeMatching
from lianshou.engines.matching.large.places import LargeProblem, Places, Rooms, Tariff
from lianshou.engines.matching.large.revising import Revision
from lianshou.engines.matching.large.solving import Result, solve, solve_table
from lianshou.engines.matching.large.starting import Start
from lianshou.engines.matching.problem import ABSENT

__all__ = [
    "ABSENT",
    "ExactPrices",
    "LargeMatching",
    "LargeProblem",
    "Options",
    "Places",
    "Result",
    "Revision",
    "Rooms",
    "Start",
    "Tariff",
    "check",
    "small_problem",
    "solve",
    "solve_table",
]
