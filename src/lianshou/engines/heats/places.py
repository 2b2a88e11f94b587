"""Places within a race and over several: by time as finely as it was taken, ties kept until somebody decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianshou.engines.heats.plan import Decision, Outcome, Status
from lianshou.engines.heats.times import Time, coarsest

STATUS_ORDER = (Status.DNF, Status.DNS, Status.DSQ)
"""How those are listed who have no time that counts."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A crew in a race: its place (None without a result that counts), and whether it shares it."""

    crew: str
    place: int | None
    status: Status
    time: Time | None
    is_tied: bool = False


def placed(
    crews: Sequence[str], outcomes: Mapping[str, Outcome], decisions: Sequence[Decision]
) -> tuple[Placed, ...]:
    """The places of one race whose outcomes are all known: finishers by time, then DNF, DNS, DSQ in this order without a place."""
    finished = {
        crew: time for crew in crews if outcomes[crew].status is Status.OK and (time := outcomes[crew].time)
    }
    found: list[Placed] = []
    for group in by_time(finished, decisions):
        found += [Placed(crew, len(found) + 1, Status.OK, finished[crew], len(group) > 1) for crew in group]
        first = found[-len(group)].place
        found[-len(group) :] = [
            Placed(one.crew, first, one.status, one.time, one.is_tied) for one in found[-len(group) :]
        ]
    for status in STATUS_ORDER:
        found += [
            Placed(crew, None, status, outcomes[crew].time)
            for crew in crews
            if outcomes[crew].status is status
        ]
    return tuple(found)


def by_time(times: Mapping[str, Time], decisions: Sequence[Decision]) -> list[list[str]]:
    """Crews in groups of equals, the fastest first; a decision that names all of a group takes it apart.

    Times are compared at the decimals of the one taken least finely; those that agree there and were all taken more finely
    are compared again among themselves. 50.4 and 50.400 tie: which was faster nobody can know.
    """
    return [group for tied in _groups(list(times), times) for group in _decided(tied, decisions)]


def _groups(crews: list[str], times: Mapping[str, Time]) -> list[list[str]]:
    digits = coarsest(times[crew] for crew in crews)
    same: dict[int, list[str]] = defaultdict(list)
    for crew in crews:
        same[times[crew].at(digits)].append(crew)
    found: list[list[str]] = []
    for value in sorted(same):
        group = same[value]
        finer = len(group) > 1 and coarsest(times[crew] for crew in group) > digits
        found += _groups(group, times) if finer else [group]
    return found


def _decided(group: list[str], decisions: Sequence[Decision]) -> list[list[str]]:
    if len(group) == 1:
        return [group]
    for decision in decisions:
        if set(group) <= set(decision.order):
            return [[crew] for crew in sorted(group, key=decision.order.index)]
    return [group]
