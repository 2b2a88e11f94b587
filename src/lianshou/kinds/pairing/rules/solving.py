"""The match itself: an instance in, the result as plain JSON out (``lianshou.pairing.result/1``), and what a move costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lianshou.engines.matching import Problem
from lianshou.kinds.pairing.rules.facts import Instance

__all__ = ["RESULT_SCHEMA", "Instance", "match", "price_move", "problem_of"]

RESULT_SCHEMA = "lianshou.pairing.result/1"

Progress = Callable[[int, int], None]


def match(instance: Instance, progress: Progress | None = None) -> dict[str, Any]:
    """The cheapest pairing of ``instance`` with its proof and its reasons, as JSON; ``progress(done, guests)``.

    The order of the lists changes nothing. Raises ProblemError (locks that cannot be kept, see ``subject``) and
    AssertionError when the verifier finds a violation.
    """
    raise NotImplementedError


def price_move(instance: Instance, result: Mapping[str, Any], guest: str, host: str) -> dict[str, Any]:
    """What it costs to move ``guest`` to ``host`` while the pairs of ``result`` stand, and what would be best instead.

    ``result`` is what ``match`` gave, or any mapping whose ``pairs`` list the present ``{"guest", "host"}``. Keys:
    ``guest, guest_name, from, from_name, to, to_name`` (from: None when unmatched), ``possible: bool``,
    ``cost_now: int | None`` (difference with all others kept; None when not possible as things stand),
    ``cost_best: int | None`` (difference when others may move too), ``others: [{guest, guest_name, from, from_name, to,
    to_name}]`` who would move then, ``before`` and ``after`` (``{terms, cost, distance_m, near}``; before None when
    unmatched), ``loads: {host id: load}`` of the two hosts after the move, ``warnings: [{code, zh, en}]``,
    ``sentence: {zh, en}``. Raises KeyError for an unknown id.
    """
    raise NotImplementedError


def problem_of(instance: Instance) -> Problem:
    """The question put to the engine. Guests and hosts stand in the order of their names."""
    raise NotImplementedError
