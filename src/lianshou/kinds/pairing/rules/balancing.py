"""Settings chosen by looking: what the matching would be if one term counted more against another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from lianshou.engines.matching import LEFT_OUT
from lianshou.engines.matching.goals import CurvePoint, trade_off
from lianshou.kinds.pairing.rules import answers
from lianshou.kinds.pairing.rules.asking import Standing
from lianshou.kinds.pairing.rules.changing import factor_of, weights
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.posing import posed
from lianshou.kinds.pairing.rules.rearranging import moves
from lianshou.kinds.pairing.rules.reporting import said
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.terms import TERMS, Board, Share

CURVE_SCHEMA = "lianshou.pairing.curve/1"
STEPS = ("1/8", "1/4", "1/2", "2/3", "1", "3/2", "2", "4", "8")
"""How many times the one term counts against the other, when nothing else is asked."""

_CLOSE = (Share.CLASS, Share.CHAIN, Share.GROUP, Share.DIVISION)

Json = dict[str, Any]


def curve(
    instance: Instance,
    one: str = "distance",
    other: str = "industry",
    *,
    steps: Sequence[Fraction | float | str] = STEPS,
) -> Json:
    """The best matching for each of several weights of ``one`` against ``other``: see docs/matching-json.md.

    ``steps`` are factors above 0; 1, the present settings, is always among them. Raises ValueError for a term that
    is unknown or twice the same and for a factor that is none, ProblemError as ``match``.
    """
    if one == other or not {one, other} <= set(TERMS):
        raise ValueError(f"not two of {', '.join(TERMS)}: {one}, {other}")
    board = Board(instance)
    problem = posed(board)
    points = trade_off(problem, one, other, steps=_factors(steps))
    present = Standing(board, problem, next(point.host_of for point in points if _is_present(point)))
    facts_now = _facts(present)
    return {
        "schema": CURVE_SCHEMA,
        "one": one,
        "other": other,
        "one_name": said(answers.TERM_NAMES[one]),
        "other_name": said(answers.TERM_NAMES[other]),
        "points": [
            _point(point, Standing(board, problem, point.host_of), present, facts_now, names=(one, other))
            for point in points
        ],
    }


def _factors(steps: Sequence[Fraction | float | str]) -> list[Fraction]:
    found = [factor_of(step) for step in steps]
    factors = [factor for factor in found if factor]
    if len(factors) < len(found):
        raise ValueError(f"not factors above 0: {steps}")
    return factors


def _is_present(point: CurvePoint) -> bool:
    return point.low <= 1 <= point.high


def _point(
    point: CurvePoint, standing: Standing, present: Standing, facts_now: Json, *, names: tuple[str, str]
) -> Json:
    factor = Fraction(1) if _is_present(point) else point.factor
    facts, moved = _facts(standing), moves(present, standing)
    sentence = answers.curve_point(
        factor,
        names,
        average=(facts["average_distance_m"], facts_now["average_distance_m"]),
        close=(facts["close"], facts_now["close"]),
        moved=len(moved),
    )
    return {
        "factor": float(factor),
        "low": float(point.low),
        "high": float(point.high),
        "present": _is_present(point),
        "settings": _settings(standing.board.instance.settings, factor, *names),
        **facts,
        "moved": len(moved),
        "moves": moved,
        "extra_cost": standing.cost - present.cost,
        "sentence": said(sentence),
    }


def _settings(settings: Settings, factor: Fraction, one: str, other: str) -> Json:
    """What to write into the settings: the term that counts more keeps its price, the other counts less."""
    return weights(settings, {one: min(factor, Fraction(1)), other: min(1 / factor, Fraction(1))})


def _facts(standing: Standing) -> Json:
    """What people look at: how far, what the industries share, who has too many."""
    board = standing.board
    served = np.flatnonzero(standing.host_of != LEFT_OUT)
    hosts = standing.host_of[served]
    reach = board.reach[served, hosts].tolist()
    shares = Counter(board.commons[i][j].share for i, j in zip(served.tolist(), hosts.tolist(), strict=True))
    terms = {term.name: term.costs for term in standing.problem.terms}
    loads = list(zip(standing.loads, standing.problem.rooms, strict=True))
    return {
        "pairs": len(reach),
        "unmatched": standing.unmatched,
        "average_distance_m": (sum(reach) + len(reach) // 2) // len(reach) if reach else None,
        "farthest_m": max(reach, default=None),
        "industries": {share.name.lower(): shares[share] for share in Share},
        "close": sum(shares[share] for share in _CLOSE),
        "same_group": int((terms["group"][served, hosts] < 0).sum()),
        "renewed": int((terms["renewal"][served, hosts] < 0).sum()),
        "above": sum(load > room.high for load, room in loads),
        "below": sum(load < room.low for load, room in loads),
    }
