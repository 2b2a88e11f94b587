"""Who goes on from a round, and where to: places first, then times, then the rest; nobody goes to two rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lianshou.core.wording import Wording
from lianshou.engines.heats.places import Placed, by_time
from lianshou.engines.heats.plan import Decision, Edge, How, Plan, Status, Take
from lianshou.engines.heats.titles import listed

Slot = tuple[str, int]
"""A round and the number of the take in it."""
_ORDER = (How.ALL, How.PLACE, How.OVERALL, How.TIME, How.REST)


@dataclass(slots=True)
class Going:
    """Crews by slot, the strongest first, and slots that wait for a decision."""

    crews: dict[Slot, list[str]] = field(default_factory=dict)
    waiting: dict[Slot, tuple[Wording, ...]] = field(default_factory=dict)


def going_on(
    plan: Plan,
    source: str,
    heats: Sequence[Sequence[Placed]],
    decisions: Sequence[Decision],
    names: Mapping[str, str],
) -> Going:
    """Who goes where from the finished round ``source``."""
    own = [decision for decision in decisions if decision.round == source]
    taker = _Taker(plan, heats, own, names)
    slots = [
        (one.key, number, take)
        for one in plan.rounds
        for number, take in enumerate(one.takes)
        if take.source == source
    ]
    for key, number, take in sorted(slots, key=lambda slot: _ORDER.index(slot[2].how)):
        taker.take((key, number), take)
    return taker.going


class _Taker:
    def __init__(
        self,
        plan: Plan,
        heats: Sequence[Sequence[Placed]],
        decisions: Sequence[Decision],
        names: Mapping[str, str],
    ) -> None:
        self.plan, self.heats, self.decisions, self.names = plan, heats, decisions, names
        self.going = Going()
        self.gone: set[str] = set()
        self.finished = [
            one for heat in heats for one in heat if one.status is Status.OK and one.place is not None
        ]
        self.place = {one.crew: one.place or 0 for one in self.finished}
        order = self._over_all([one.crew for one in self.finished])
        self.over_all = {crew: rank for rank, group in order for crew in group}
        self.rank = order

    def _over_all(self, crews: Sequence[str]) -> list[tuple[int, list[str]]]:
        """Groups of equals by time over all heats, with the place of the first of each; who has no time comes last."""
        times = {one.crew: one.time for one in self.finished if one.time and one.crew in crews}
        groups = by_time(times, self.decisions)
        groups += [[one.crew] for one in self.finished if one.crew in crews and one.time is None]
        found, place = [], 1
        for group in groups:
            found.append((place, group))
            place += len(group)
        return found

    def take(self, slot: Slot, take: Take) -> None:
        if take.how is How.ALL:
            crews = [one.crew for heat in self.heats for one in heat]
        elif take.how in (How.REST, How.TIME) and self.going.waiting:
            crews = []
            waits = [words for own in self.going.waiting.values() for words in own]
            self.going.waiting[slot] = tuple(dict.fromkeys(waits))
        elif take.how is How.REST:
            crews = [one.crew for one in self.finished if one.crew not in self.gone]
        elif take.how is How.TIME:
            crews = self._fastest(slot, take)
        else:
            crews = self._by_place(slot, take)
        if take.how is not How.ALL:
            self.gone.update(crews)
        last = len(self.place) + 1
        crews.sort(key=lambda crew: (self.place.get(crew, last), self.over_all.get(crew, last)))
        self.going.crews[slot] = crews

    def _by_place(self, slot: Slot, take: Take) -> list[str]:
        groups = (
            self.rank
            if take.how is How.OVERALL
            else [group for heat in self.heats for group in _groups(heat)]
        )
        found = []
        for place, group in groups:
            end = place + len(group) - 1
            across = (place <= take.last < end) or (place < take.first <= end)
            if across and self.plan.edge is Edge.WAIT:
                self._wait(slot, group)
            elif take.first <= place <= take.last:
                found += group
        return found

    def _fastest(self, slot: Slot, take: Take) -> list[str]:
        among = [
            one.crew
            for one in self.finished
            if one.crew not in self.gone and one.time and take.among in (None, one.place)
        ]
        found: list[str] = []
        for _, group in self._over_all(among):
            room = take.count - len(found)
            if room <= 0:
                break
            if len(group) > room and self.plan.edge is Edge.WAIT:
                self._wait(slot, group)
                break
            found += group
        return found

    def _wait(self, slot: Slot, group: Sequence[str]) -> None:
        words = Wording(
            "{crews}成绩相同，晋级名额分不开，等裁判裁定（终点照片、抽签或加赛）",
            "{crews} are tied across the last place that goes on; officials must decide (photo, lot, race-off)",
        )
        crews = [self.names[crew] for crew in sorted(group)]
        told = words.fill(crews=listed(crews))
        self.going.waiting[slot] = (*self.going.waiting.get(slot, ()), told)


def _groups(heat: Sequence[Placed]) -> list[tuple[int, list[str]]]:
    found: dict[int, list[str]] = {}
    for one in heat:
        if one.place is not None and one.status is Status.OK:
            found.setdefault(one.place, []).append(one.crew)
    return list(found.items())
