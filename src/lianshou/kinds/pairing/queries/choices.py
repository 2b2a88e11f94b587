"""Where else a guest could go, and what one choice costs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from lianshou.engines.matching import ProblemError
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.queries.instance import instance_of, standing_pairs
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.solving import price_move
from lianshou.kinds.pairing.rules.terms import Board


@dataclass(frozen=True)
class Choice:
    """A host that a guest might go to: how far, how dear the pair alone, and how full."""

    opening: int
    name: str
    level: dict[str, str]
    place: str
    metres: int | None
    cost: int
    load: int
    low: int
    high: int
    most: int
    present: bool
    forbidden: bool

    @property
    def full(self) -> bool:
        return self.load >= self.most and not self.present


@dataclass(frozen=True)
class Offer:
    """All hosts for one guest, the best first; the price of the one asked about, or why it has none."""

    present: Choice | None
    choices: list[Choice]
    price: dict[str, Any] | None
    contradiction: bool


def choices_of(*, programme: Programme, application: Application, to: Opening | None) -> Offer:
    """The hosts that ``application`` might go to, and what going to ``to`` costs."""
    instance = instance_of(programme=programme)
    pairs = standing_pairs(programme=programme)
    board = Board(instance)
    guest = str(application.pk)
    if guest not in board.guest_index:
        return Offer(None, [], None, contradiction=False)
    loads = Counter(pair["host"] for pair in pairs["pairs"])
    present = next((pair["host"] for pair in pairs["pairs"] if pair["guest"] == guest), None)
    apart = {host for one, host in instance.forbidden if one == guest}
    row = board.guest_index[guest]
    choices = [
        Choice(
            opening=int(host.id),
            name=host.name,
            level={"zh": host.level.wording.zh, "en": host.level.wording.en},
            place=host.place,
            metres=None if board.metres[row, place] < 0 else int(board.metres[row, place]),
            cost=sum(int(term.costs[row, place]) for term in board.terms),
            load=loads[host.id],
            low=host.room(instance.settings).low,
            high=host.room(instance.settings).high,
            most=host.room(instance.settings).most,
            present=host.id == present,
            forbidden=host.id in apart,
        )
        for place, host in enumerate(board.hosts)
    ]
    choices.sort(key=lambda choice: (choice.cost, choice.name, choice.opening))
    price, contradiction = None, False
    if to is not None and str(to.pk) in board.host_index:
        try:
            price = price_move(_unlocked(instance, guest), pairs, guest, str(to.pk))
        except ProblemError:
            contradiction = True
    now = next((choice for choice in choices if choice.present), None)
    return Offer(now, [choice for choice in choices if not choice.present], price, contradiction)


def _unlocked(instance: Instance, guest: str) -> Instance:
    """The instance without the guest's own lock: a person who moves it by hand lifts that lock."""
    return replace(instance, locks=tuple(pair for pair in instance.locks if pair[0] != guest))
