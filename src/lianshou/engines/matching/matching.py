"""A matching that is kept solved: one set of questions and changes, answered by either engine.

``open_matching`` chooses by size: a light engine that imports numpy alone, and a large one, compiled, that
keeps prices and repairs. Both are exact, and both are held to the same answers by the same tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lianshou.engines.matching.changes import Change, Difference
from lianshou.engines.matching.explanation import Alternative, LeftOut
from lianshou.engines.matching.problem import Ints
from lianshou.engines.matching.verifier import Violation


@dataclass(frozen=True, eq=False, slots=True)
class Proof:
    """An arrangement and the prices that prove it: ``cost == bound``. Shapes as in ``Result``."""

    host_of: Ints
    cost: int
    bound: int
    host_prices: Ints
    guest_values: Ints

    @property
    def optimal(self) -> bool:
        return self.cost == self.bound


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a guest is where it is.

    ``host`` ``LEFT_OUT`` for none. ``terms`` the pair's cost by term, empty when left out. ``rank``: 1 when no open
    host is cheaper for this guest alone; ``options``: to how many hosts it could go; both leave room aside.
    ``next_best``: other hosts with the exact extra cost *to everybody*, cheapest first. ``left_out``: only
    when it has no host.
    """

    guest: int
    host: int
    terms: dict[str, int]
    rank: int | None
    options: int
    next_best: tuple[Alternative, ...]
    left_out: LeftOut | None


class Matching(Protocol):
    """A solved matching. Every method raises IndexError for an unknown row, ProblemError for a change that cannot be."""

    @property
    def cost(self) -> int:
        """The cost of the arrangement of now, which is the optimum."""

    @property
    def host_of(self) -> Ints:
        """int64 (guests,): rows of hosts, ``LEFT_OUT`` for none, ``ABSENT`` for those who dropped out."""

    @property
    def loads(self) -> Ints:
        """How many guests each host has, int64 (hosts,)."""

    def proof(self) -> Proof:
        """The proof of the state of now, cost and bound added up afresh."""

    def violations(self) -> list[Violation]:
        """Everything the independent verifier finds wrong with the state of now; empty means right and optimal."""

    def apply(self, change: Change) -> Difference:
        """Make a change and repair, from the state of now. On ProblemError nothing has changed."""

    def preview(self, change: Change) -> Difference:
        """What the change would make; the state stays."""

    def undo(self) -> Difference:
        """Take back the last change that was not yet taken back. Raises IndexError when there is none."""

    def price_of_forcing(self, guest: int, host: int) -> int | None:
        """Exact extra cost to everybody if the guest had to go there; None when that cannot be."""

    def explain(self, guest: int, k: int = 3) -> Explanation:
        """Why the guest is where it is, with its ``k`` next best hosts."""

    def explain_all(self, k: int = 3) -> list[Explanation]:
        """The same of every guest that asks (those who dropped out are passed over), in the order of the rows."""

    def host_price_range(self) -> tuple[Ints, Ints]:
        """The lowest and highest optimal price of every host; see ``explanation.host_price_range``."""
