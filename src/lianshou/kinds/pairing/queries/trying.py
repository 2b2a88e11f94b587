"""What would be different: changes tried out on the lists and the pairs as they stand; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.matching import ProblemError
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.queries.instance import instance_of, standing_pairs
from lianshou.kinds.pairing.rules.answers import TERM_NAMES, stop
from lianshou.kinds.pairing.rules.asking import stand
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import RoomRange
from lianshou.kinds.pairing.rules.supposing import Change, ChangeError, changed, suppose

MOST_GUESTS = 500
"""Beyond this a question takes longer than a page may; the command line answers it."""
MOST_CHANGES = 12

Json = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """A host or guest to choose from."""

    id: str
    name: str
    room: RoomRange | None = None


@dataclass(frozen=True)
class Held:
    """Two that a person has tied or kept apart, and the change that would lift it."""

    guest: Side
    host: Side
    together: bool

    @property
    def token(self) -> str:
        return f"free~{self.guest.id}" if self.together else f"allow~{self.guest.id}~{self.host.id}"


@dataclass(frozen=True)
class Trial:
    """Changes tried out: the answer of the rules, or what is wrong and with which change (from 1)."""

    hosts: list[Side]
    guests: list[Side]
    matched: bool
    held: Sequence[Held] = ()
    optimal: bool = True
    answer: Json | None = None
    wrong: Wording | None = None
    step: int = 0

    @property
    def ready(self) -> bool:
        return bool(self.hosts and self.guests)


def too_many(*, guests: int) -> bool:
    """Whether a programme is too large for questions in a page."""
    return guests > MOST_GUESTS


def terms_to_weigh() -> list[tuple[str, Wording]]:
    return list(TERM_NAMES.items())


def trial_of(*, programme: Programme, changes: Sequence[Change]) -> Trial:
    """What ``changes`` would make of the pairs as they stand, or of the best arrangement before the first matching."""
    instance = instance_of(programme=programme)
    pairs = standing_pairs(programme=programme)
    arrangement = pairs if pairs["pairs"] else None
    empty = Trial(_hosts(instance), _guests(instance), matched=arrangement is not None)
    if not empty.ready or too_many(guests=len(instance.guests)):
        return empty
    empty = replace(empty, held=_held(instance, instance))
    try:
        answer = suppose(instance, changes, arrangement=arrangement)
        return replace(
            empty,
            held=_held(instance, changed(instance, changes)),
            optimal=stand(instance, arrangement).is_optimal,
            answer=answer,
        )
    except ChangeError as error:
        return replace(empty, wrong=stop_once(error.message), step=error.step)
    except ProblemError as error:
        return replace(empty, wrong=error.wording)


def stop_once(wording: Wording) -> Wording:
    """With one full stop, whether it has one already or not."""
    return wording if wording.zh.endswith("。") else stop(wording)


def _hosts(instance: Instance) -> list[Side]:
    found = (Side(host.id, host.name, host.room(instance.settings)) for host in instance.hosts)
    return sorted(found, key=lambda side: side.name)


def _guests(instance: Instance) -> list[Side]:
    return sorted((Side(guest.id, guest.name) for guest in instance.guests), key=lambda side: side.name)


def _held(instance: Instance, after: Instance) -> list[Held]:
    """What holds now and has not been lifted by the changes."""
    guests = {side.id: side for side in _guests(instance)}
    hosts = {side.id: side for side in _hosts(instance)}
    kept = [(pair, True) for pair in instance.locks if pair in after.locks]
    apart = [(pair, False) for pair in instance.forbidden if pair in after.forbidden]
    return [Held(guests[guest], hosts[host], together) for (guest, host), together in kept + apart]
