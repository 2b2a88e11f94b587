"""What a large matching over a table is asked: its own growth, its costs by row, its check, its exact prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from lianshou.engines.matching.asking import Question
from lianshou.engines.matching.changes import AddGuest, AddHost, Change, Reweigh
from lianshou.engines.matching.explanation import Alternative, host_price_range, price_of_forcing
from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.revising import Revision
from lianshou.engines.matching.large.table import TableProblem, table_of
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Ints, Problem, Room, Term
from lianshou.engines.matching.solver import Result
from lianshou.engines.matching.verifier import Violation, verify_result


@dataclass(frozen=True, eq=False)
class Tabled:
    """The side of a ``LargeMatching`` that knows the table; ``posed``, ``terms``, ``factors`` as in ``Question``."""

    posed: Problem
    terms: tuple[Term, ...]
    factors: Mapping[str, Fraction]

    @staticmethod
    def of(problem: Problem) -> Tabled:
        question = Question.of(problem)
        return Tabled(question.posed, question.terms, question.factors)

    def question(self, revision: Revision) -> Question:
        """The question of now, with every change made live."""
        b, at = revision.board, revision.host_at
        stairs = b.host[at, col.LOW : col.OVER + 1].tolist()
        hosts, names = self.posed.hosts, self.posed.guests
        pins = {names[i]: hosts[revision.pinned_to(i)] for i in revision.pinned().tolist()}
        banned = np.zeros_like(self.posed.allowed)
        banned[tuple(revision.problem_of_now().forbidden.T)] = True
        return Question(
            posed=replace(self.posed, rooms=tuple(Room(*row) for row in stairs), locked=pins),
            terms=self.terms,
            factors=self.factors,
            banned=banned,
            gone=frozenset(np.flatnonzero(revision.hosts_by_row() == ABSENT).tolist()),
        )

    def asked(self, revision: Revision, change: Change) -> tuple[Tabled, TableProblem]:
        """The problem once the table has grown or counts otherwise. Raises ProblemError, TypeError."""
        if not isinstance(change, AddGuest | AddHost | Reweigh):
            raise TypeError(f"{type(change).__name__} asks for a map; this is a table")
        question = self.question(revision).after(change)
        problem = replace(
            question.posed,
            terms=question.terms,
            allowed=question.posed.allowed & ~question.banned,
            forbidden=question.banned & question.posed.allowed,
        )
        return Tabled(question.posed, question.terms, question.factors), table_of(problem)

    def result(self, revision: Revision) -> Result:
        """The state of now as a result of the light engine, in which who is gone may go nowhere and costs nothing."""
        proof = revision.proof()
        return Result(
            problem=self.question(revision).problem(),
            host_of=np.where(proof.host_of == ABSENT, LEFT_OUT, proof.host_of),
            cost=proof.cost,
            bound=proof.bound,
            host_prices=proof.host_prices,
            guest_values=proof.guest_values,
        )

    def violations(self, revision: Revision) -> list[Violation]:
        return verify_result(self.result(revision))

    def terms_of(self, revision: Revision, guest: int, host: int) -> Mapping[str, int]:
        """The pair's cost by term."""
        return {term.name: int(term.costs[guest, host]) for term in self.terms}

    def costs_of(self, revision: Revision, guest: int) -> tuple[Ints, bool]:
        """The cost of the guest with every host, ``IMPOSSIBLE`` where closed; whether a rule closes any within the wall."""
        costs = sum(
            (term.costs[guest] for term in self.terms), start=np.zeros(len(self.posed.hosts), np.int64)
        )
        reach = self.posed.allowed[guest].copy()
        bans = revision.forbidden_hosts(guest)
        ruled_out = bool(reach[bans].any())
        reach[bans] = False
        return np.where(reach, costs, np.int64(IMPOSSIBLE)), ruled_out

    def host_ranks(self) -> Ints:
        """The order in which hosts that cost the same are named: by id."""
        return np.argsort(self.posed.canonical_order[1])

    def others(self, revision: Revision, k: int) -> list[tuple[Alternative, ...]]:
        """Every guest's ``k`` cheapest other hosts for everybody. Time and memory as in the light engine."""
        result = self.result(revision)
        prices = price_of_forcing(result)
        own = result.problem.costs - revision.paid()[:, None]
        order = np.lexsort((np.broadcast_to(self.host_ranks(), prices.shape), own, prices))[:, : k + 1]
        return [
            _named(row, prices[guest], own[guest], int(result.host_of[guest]))[:k]
            for guest, row in enumerate(order.tolist())
        ]

    def host_price_range(self, revision: Revision) -> tuple[Ints, Ints]:
        return host_price_range(self.result(revision))


def _named(order: list[int], prices: Ints, own: Ints, home: int) -> tuple[Alternative, ...]:
    open_hosts = (j for j in order if j != home and prices[j] < IMPOSSIBLE)
    return tuple(Alternative(j, int(prices[j]), int(own[j])) for j in open_hosts)
