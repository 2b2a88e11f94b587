"""A map that grows by a row, or counts its terms otherwise: the next question, the rows of before where they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import Final

import numpy as np

from lianshou.engines.matching.large.places import LargeProblem, Places, Rooms, Tariff
from lianshou.engines.matching.problem import LEFT_OUT, Flaw, ProblemError, Room

TERMS: Final = ("distance", "industry", "group", "renewal")
"""The terms of a map, as ``cost.terms_between`` names them."""


def with_guest(problem: LargeProblem, places: Places, left_out: int) -> LargeProblem:
    """One more guest, in the last row. Raises ProblemError."""
    _check_single(places)
    if type(left_out) is not int:
        raise ProblemError(Flaw.DTYPE, ("left_out",))
    none = np.int64(LEFT_OUT)
    return replace(
        problem,
        guests=_joined(problem.guests, places),
        left_out=np.append(problem.left_out, np.int64(left_out)),
        locked=np.append(problem.locked, none),
        existing=np.append(problem.existing, none),
    )


def with_host(problem: LargeProblem, places: Places, room: Room) -> LargeProblem:
    """One more host, in the last row. Raises ProblemError."""
    _check_single(places)
    rooms = {
        column.name: np.append(getattr(problem.rooms, column.name), np.int64(getattr(room, column.name)))
        for column in fields(Rooms)
    }
    return replace(problem, hosts=_joined(problem.hosts, places), rooms=Rooms(**rooms))


def reweighed(tariff: Tariff, factors: Mapping[str, Fraction]) -> Tariff:
    """The tariff with its terms times the factors, 1 where not named, each rate rounded down to whole units.

    The price of a shared chain goes with "industry". Raises ProblemError (UNKNOWN_TERM, NEGATIVE_RATE, TOO_LARGE).
    """
    if unknown := tuple(name for name in factors if name not in TERMS):
        raise ProblemError(Flaw.UNKNOWN_TERM, unknown)
    if below := tuple(name for name, factor in factors.items() if factor < 0):
        raise ProblemError(Flaw.NEGATIVE_RATE, below)
    distance, industry, group, renewal = (Fraction(factors.get(name, 1)) for name in TERMS)
    zero, one, two, three, four = (_scaled(step, industry) for step in tariff.industry)
    return Tariff(
        per_km=_scaled(tariff.per_km, distance),
        industry=(zero, one, two, three, four),
        chain=_scaled(tariff.chain, industry),
        group=_scaled(tariff.group, group),
        renewal=_scaled(tariff.renewal, renewal),
        farthest=tariff.farthest,
    )


def _scaled(rate: int, factor: Fraction) -> int:
    return rate * factor.numerator // factor.denominator


def _check_single(places: Places) -> None:
    if len(places) != 1:
        raise ProblemError(Flaw.SHAPE, ("places",))


def _joined(one: Places, other: Places) -> Places:
    columns = [column.name for column in fields(Places)]
    return Places(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in columns))
