"""The one integer cost of a pair, twice: compiled for one pair, numpy for blocks; tests hold them equal.

Distance: great circle on a sphere of the mean radius (IUGG), whole metres, rounded down. From the chord of
two points of the unit sphere, by the rational arcsine of fdlibm (Sun Microsystems, 1993): only ``+ - * /``
and square root, which IEEE 754 rounds alike everywhere, so numpy and machine code agree to the last bit.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.places import Floats, LargeProblem, Places, Tariff
from lianshou.engines.matching.problem import IMPOSSIBLE, Ints, Problem, Room, Term

GIRTH: Final = 2 * 6_371_008.8
"""Twice the mean radius of the Earth in metres."""
_QUARTER: Final = 1.5707963267948966
_P0: Final = 1.66666666666666657415e-01
_P1: Final = -3.25565818622400915405e-01
_P2: Final = 2.01212532134862925881e-01
_P3: Final = -4.00555345006794114027e-02
_P4: Final = 7.91534994289814532176e-04
_P5: Final = 3.47933107596021167570e-05
_Q1: Final = -2.40339491173441421878e00
_Q2: Final = 2.02094576023350569471e00
_Q3: Final = -6.88283971605453293030e-01
_Q4: Final = 7.70381505559019352791e-02


INDUSTRY: Final = 0
CHAINS: Final = 1
GROUP: Final = 2
"""Columns of ``Side.traits``."""
PER_KM: Final = 0
CHAIN: Final = 1
SAME_GROUP: Final = 2
RENEWAL: Final = 3
FARTHEST: Final = 4
STEPS: Final = 5
"""Columns of the rates; from STEPS on, the five industry prices."""


class Side(NamedTuple):
    """One side for the compiled code: points float64 (n, 3), traits int64 (n, 3)."""

    points: Floats
    traits: Ints


def side_of(places: Places, order: Ints) -> Side:
    """The columns in another order."""
    traits = np.column_stack([places.industry, places.chains, places.group])
    return Side(places.points[order], traits[order])


def rates_of(tariff: Tariff) -> Ints:
    """A tariff for the compiled code, int64 (10,)."""
    single = (tariff.per_km, tariff.chain, tariff.group, tariff.renewal, tariff.farthest)
    return np.array([*single, *tariff.steps], dtype=np.int64)


@compiled
def metres_of(square: float) -> int:
    """Whole metres over the sphere for a squared chord of the unit sphere."""
    half = 0.5 * np.sqrt(square)
    if half > 1.0:
        half = 1.0
    if half <= 0.5:
        t = half * half
        p = t * (_P0 + t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5)))))
        q = 1.0 + t * (_Q1 + t * (_Q2 + t * (_Q3 + t * _Q4)))
        return int(GIRTH * (half + half * (p / q)))
    t = (1.0 - half) * 0.5
    s = np.sqrt(t)
    p = t * (_P0 + t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5)))))
    q = 1.0 + t * (_Q1 + t * (_Q2 + t * (_Q3 + t * _Q4)))
    return int(GIRTH * (_QUARTER - 2.0 * (s + s * (p / q))))


@compiled
def least_metres(square: float) -> int:
    """Never more than ``metres_of`` of this squared chord or a longer one: the chord, a metre off for rounding."""
    metres = int(0.5 * GIRTH * np.sqrt(square)) - 1
    return metres if metres > 0 else 0


@compiled
def trade_cost(rates: Ints, a: int, b: int, chains: int) -> int:
    """What it costs that industries ``a`` and ``b`` differ; ``chains`` are those they share."""
    level = 4
    if a > 0 and b > 0 and a // 10000 == b // 10000:
        level = 3
        if a // 100 == b // 100 and a // 100 % 100 > 0:
            level = 2
            if a // 10 == b // 10 and a // 10 % 10 > 0:
                level = 1
                if a == b and a % 10 > 0:
                    level = 0
    cost: int = rates[STEPS + level]
    return min(cost, rates[CHAIN]) if chains != 0 else cost


@compiled
def squared_chord(a: Side, i: int, b: Side, j: int) -> float:
    x = a.points[i, 0] - b.points[j, 0]
    y = a.points[i, 1] - b.points[j, 1]
    z = a.points[i, 2] - b.points[j, 2]
    square: float = x * x + y * y + z * z
    return square


@compiled
def pair_cost(rates: Ints, a: Side, i: int, b: Side, j: int, square: float) -> int:
    """The cost without renewal, ``IMPOSSIBLE`` beyond the wall; the same whichever side comes first."""
    metres = metres_of(square)
    if metres > rates[FARTHEST]:
        return IMPOSSIBLE
    cost: int = metres * rates[PER_KM] // 1000
    shared = a.traits[i, CHAINS] & b.traits[j, CHAINS]
    cost += trade_cost(rates, a.traits[i, INDUSTRY], b.traits[j, INDUSTRY], shared)
    if a.traits[i, GROUP] != 0 and a.traits[i, GROUP] == b.traits[j, GROUP]:
        cost -= rates[SAME_GROUP]
    return cost


def terms_between(problem: LargeProblem, guests: Ints, hosts: Ints) -> tuple[dict[str, Ints], Ints]:
    """By numpy alone: the named terms of pairs, and the metres between them.

    ``guests`` and ``hosts`` are rows that broadcast: two columns for pairs, ``[:, None]`` for a block.
    """
    metres = metres_between(problem.guests.points[guests], problem.hosts.points[hosts])
    here, there, tariff = problem.guests, problem.hosts, problem.tariff
    same = (here.group[guests] == there.group[hosts]) & (here.group[guests] != 0)
    terms = {
        "distance": metres * tariff.per_km // 1000,
        "industry": _trade_between(problem, guests, hosts),
        "group": np.where(same, -tariff.group, 0),
        "renewal": np.where(problem.existing[guests] == hosts, -tariff.renewal, 0),
    }
    return terms, metres


def costs_between(problem: LargeProblem, guests: Ints, hosts: Ints) -> Ints:
    """The whole cost of pairs, as ``terms_between``; walls and forbidden pairs are not looked at."""
    terms, _ = terms_between(problem, guests, hosts)
    return terms["distance"] + terms["industry"] + terms["group"] + terms["renewal"]


def metres_between(a: Floats, b: Floats) -> Ints:
    """Whole metres between points of the unit sphere, float64 (…, 3) that broadcast; the same as ``metres_of``."""
    x, y, z = (a[..., axis] - b[..., axis] for axis in range(3))
    half = np.minimum(0.5 * np.sqrt(x * x + y * y + z * z), 1.0)
    near = half <= 0.5
    t = np.where(near, half * half, (1.0 - half) * 0.5)
    p = t * (_P0 + t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5)))))
    q = 1.0 + t * (_Q1 + t * (_Q2 + t * (_Q3 + t * _Q4)))
    s = np.where(near, half, np.sqrt(t))
    angle = s + s * (p / q)
    metres: Ints = (GIRTH * np.where(near, angle, _QUARTER - 2.0 * angle)).astype(np.int64)
    return metres


def _trade_between(problem: LargeProblem, guests: Ints, hosts: Ints) -> Ints:
    a, b = problem.guests.industry[guests], problem.hosts.industry[hosts]
    steps = problem.tariff.steps
    same = (a > 0) & (a // 10000 == b // 10000)
    cost = np.where(same, steps[3], steps[4])
    for digits, modulus, step in ((100, 100, steps[2]), (10, 10, steps[1]), (1, 10, steps[0])):
        same = same & (a // digits == b // digits) & (a // digits % modulus > 0)
        cost = np.where(same, step, cost)
    shared = (problem.guests.chains[guests] & problem.hosts.chains[hosts]) != 0
    cheaper: Ints = np.where(shared, np.minimum(cost, problem.tariff.chain), cost)
    return cheaper


def small_problem(problem: LargeProblem) -> Problem:
    """The same question for the small engine, every pair written out; for a few thousand pairs."""
    n, m = len(problem.guests), len(problem.hosts)
    terms, metres = terms_between(problem, np.arange(n)[:, None], np.arange(m))
    forbidden = np.zeros((n, m), dtype=np.bool_)
    forbidden[tuple(problem.forbidden.T)] = True
    held = problem.locked[:, None] == np.arange(m)
    rooms = problem.rooms
    columns = (rooms.low, rooms.high, rooms.most, rooms.under, rooms.over)
    return Problem(
        guests=tuple(f"{i:07}" for i in range(n)),
        hosts=tuple(f"{j:07}" for j in range(m)),
        terms=tuple(Term(name, costs) for name, costs in terms.items()),
        rooms=tuple(Room(*row) for row in zip(*(column.tolist() for column in columns), strict=True)),
        left_out=problem.left_out,
        allowed=((metres <= problem.tariff.farthest) | held) & ~forbidden,
        locked={f"{i:07}": f"{j:07}" for i, j in enumerate(problem.locked.tolist()) if j >= 0},
        forbidden=forbidden,
    )
