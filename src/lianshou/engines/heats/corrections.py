"""Corrections after publication: the same regatta derived anew, and what is different in every round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lianshou.core.wording import Wording
from lianshou.engines.heats.deriving import Derived, Standing, derive
from lianshou.engines.heats.plan import Decision, Outcome, Regatta
from lianshou.engines.heats.ranking import final_places


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different: the round (empty: the final places), the crew, and the sentence."""

    round: str
    crew: str
    wording: Wording


def corrected(
    regatta: Regatta, outcomes: Iterable[Outcome] = (), decisions: Iterable[Decision] = ()
) -> Regatta:
    """``regatta`` with ``outcomes`` in place of those of the same crew and round, and ``decisions`` added once.

    The same correction made twice is made once.
    """
    known = {(one.round, one.crew): one for one in regatta.outcomes}
    known |= {(one.round, one.crew): one for one in outcomes}
    rulings = [*regatta.decisions, *(one for one in decisions if one not in regatta.decisions)]
    return replace(regatta, outcomes=tuple(known.values()), decisions=tuple(rulings))


def changes(before: Regatta, after: Regatta) -> tuple[Change, ...]:
    """Everything that differs between two states of a regatta: outcomes, races, lanes, places, final places."""
    old, new = derive(before), derive(after)
    return tuple([*_outcomes(before, after), *_rounds(old, new), *_finals(old, new)])


def _outcomes(before: Regatta, after: Regatta) -> list[Change]:
    old = {(one.round, one.crew): one for one in before.outcomes}
    new = {(one.round, one.crew): one for one in after.outcomes}
    found = []
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            words = Wording("成绩由{old}更正为{new}", "result corrected from {old} to {new}")
            found.append(
                Change(*key, words.fill(old=outcome_told(old.get(key)), new=outcome_told(new.get(key))))
            )
    return found


def outcome_told(one: Outcome | None) -> Wording:
    """An outcome in a few words: its time, or its status."""
    if one is None:
        return Wording("（无）", "(none)")
    return Wording(str(one.time), str(one.time)) if one.status == "ok" else one.status.wording


def _rounds(old: Standing, new: Standing) -> list[Change]:
    found = []
    for before, after in zip(old.rounds, new.rounds, strict=True):
        was, now = _seats(before), _seats(after)
        for crew in dict.fromkeys([*was, *now]):
            if was.get(crew) != now.get(crew):
                words = Wording("由{old}改为{new}", "from {old} to {new}")
                told = words.fill(old=_seat_told(was.get(crew)), new=_seat_told(now.get(crew)))
                found.append(Change(before.round.key, crew, told))
        found += _places(before, after)
    return found


def _seats(derived: Derived) -> dict[str, tuple[int, int]]:
    return {crew: (race.number, lane) for race in derived.races for lane, crew in race.lanes.items()}


def _seat_told(seat: tuple[int, int] | None) -> Wording:
    if seat is None:
        return Wording("不参加", "not in it")
    return Wording("第{race}组第{lane}道", "race {race}, lane {lane}").fill(race=seat[0], lane=seat[1])


def _places(before: Derived, after: Derived) -> list[Change]:
    was = {one.crew: one.place for race in before.races for one in race.places}
    now = {one.crew: one.place for race in after.races for one in race.places}
    words = Wording("名次由{old}改为{new}", "place from {old} to {new}")
    return [
        Change(before.round.key, crew, words.fill(old=was[crew] or "—", new=now[crew] or "—"))
        for crew in was
        if crew in now and was[crew] != now[crew]
    ]


def _finals(old: Standing, new: Standing) -> list[Change]:
    was = {one.crew: one.place for one in final_places(old)}
    now = {one.crew: one.place for one in final_places(new)}
    words = Wording("最终名次由{old}改为{new}", "final place from {old} to {new}")
    return [
        Change("", crew, words.fill(old=was.get(crew) or "—", new=now.get(crew) or "—"))
        for crew in dict.fromkeys([*was, *now])
        if was.get(crew) != now.get(crew)
    ]
