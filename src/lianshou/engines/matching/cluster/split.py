"""One problem in parts: each solved apart, joined with its prices, priced over all pairs and repaired on this machine.

The parts only give a start; what makes the end exact is that pricing looks at all pairs, those across the
borders among them, as it would from any start. Bad parts cost time, never truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar, Unpack

import numpy as np

from lianshou.engines.matching.cluster.connecting import Where
from lianshou.engines.matching.cluster.many import Failure, solve_many
from lianshou.engines.matching.problem import LEFT_OUT, Flaw, Ints, ProblemError

if TYPE_CHECKING:  # many tables need no extra ``large``
    from lianshou.engines.matching.large import LargeProblem, Places, Result, Rooms
    from lianshou.engines.matching.large.starting import Start

Columns = TypeVar("Columns", "Places", "Rooms")


def solve_split(problem: LargeProblem, parts: Ints, host_parts: Ints, **where: Unpack[Where]) -> Result:
    """The optimum over all pairs with its proof, as ``large.solve``, from parts that were solved apart.

    ``parts`` int64 (guests,), ``host_parts`` int64 (hosts,): any labels; guests of a label that no host
    bears begin without a host. ``passes`` and ``arcs`` of the result count the work after joining. Raises
    ProblemError (DTYPE, SHAPE) for the labels, what solving a part raised, and what ``solve_many`` raises.
    """
    from lianshou.engines.matching.large import solve

    return solve(problem, start=solve_parts(problem, parts, host_parts, **where))


def solve_parts(problem: LargeProblem, parts: Ints, host_parts: Ints, **where: Unpack[Where]) -> Start:
    """The pairs and the host prices of the parts, joined in the rows of the whole. As ``solve_split``."""
    from lianshou.engines.matching.large.starting import Start

    _check(parts, len(problem.guests), "parts")
    _check(host_parts, len(problem.hosts), "host_parts")
    rows = list(_rows_of_parts(problem, parts, host_parts))
    pieces = [_piece(problem, guests, hosts) for guests, hosts in rows]
    names = [str(host_parts[hosts[0]]) for _, hosts in rows]
    host_of = np.full(len(problem.guests), LEFT_OUT, dtype=np.int64)
    prices = np.zeros(len(problem.hosts), dtype=np.int64)
    answers = solve_many(pieces, each=_pairs_and_prices, names=names, **where)
    for (guests, hosts), answer in zip(rows, answers, strict=True):
        if isinstance(answer, Failure):
            answer.error.add_note(answer.wording.en)
            raise answer.error
        picks, prices[hosts] = answer
        host_of[guests] = np.append(hosts, LEFT_OUT)[picks]  # the last item answers for LEFT_OUT
    return Start(host_of, prices)


def _check(labels: Ints, count: int, name: str) -> None:
    if not isinstance(labels, np.ndarray) or labels.dtype != np.int64:
        raise ProblemError(Flaw.DTYPE, (name,))
    if labels.shape != (count,):
        raise ProblemError(Flaw.SHAPE, (name,))


def _rows_of_parts(problem: LargeProblem, parts: Ints, host_parts: Ints) -> Iterator[tuple[Ints, Ints]]:
    """The guests and the hosts of every label that some host bears. A locked guest goes where its host is."""
    locked = problem.locked
    labels = parts.copy()
    labels[locked != LEFT_OUT] = host_parts[locked[locked != LEFT_OUT]]
    for label in np.unique(host_parts):
        yield np.flatnonzero(labels == label), np.flatnonzero(host_parts == label)


def _piece(problem: LargeProblem, guests: Ints, hosts: Ints) -> LargeProblem:
    """The same question of some rows only; what names a row outside is left out."""
    guest_at = _places(guests, len(problem.guests))
    host_at = _places(hosts, len(problem.hosts))
    pairs = np.column_stack([guest_at[problem.forbidden[:, 0]], host_at[problem.forbidden[:, 1]]])
    return replace(
        problem,
        guests=_rows(problem.guests, guests),
        hosts=_rows(problem.hosts, hosts),
        rooms=_rows(problem.rooms, hosts),
        left_out=problem.left_out[guests],
        locked=host_at[problem.locked[guests]],
        existing=host_at[problem.existing[guests]],
        forbidden=pairs[(pairs != LEFT_OUT).all(axis=1)],
    )


def _places(rows: Ints, count: int) -> Ints:
    """Where each of ``count`` rows stands among ``rows``, ``LEFT_OUT`` for none; the last item answers for LEFT_OUT."""
    places = np.full(count + 1, LEFT_OUT, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return places


def _rows(columns: Columns, rows: Ints) -> Columns:
    return replace(
        columns, **{column.name: getattr(columns, column.name)[rows] for column in fields(columns)}
    )


def _pairs_and_prices(piece: LargeProblem) -> tuple[Ints, Ints]:
    from lianshou.engines.matching.large import solve

    result = solve(piece)
    return result.host_of, result.host_prices
