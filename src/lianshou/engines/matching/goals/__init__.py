"""Other goals than the least cost, on the same engine: the least change, fairness, and curves to choose from."""

from lianshou.engines.matching.goals.curve import RATIOS, CurvePoint, every_trade_off, trade_off
from lianshou.engines.matching.goals.fairness import Fair, Goal, fairest, worst_first
from lianshou.engines.matching.goals.least_change import (
    Backing,
    LeastChange,
    Point,
    least_between,
    least_change,
    moves_curve,
)

__all__ = [
    "RATIOS",
    "Backing",
    "CurvePoint",
    "Fair",
    "Goal",
    "LeastChange",
    "Point",
    "every_trade_off",
    "fairest",
    "least_between",
    "least_change",
    "moves_curve",
    "trade_off",
    "worst_first",
]
