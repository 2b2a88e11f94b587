"""Corrections after publication: the same regatta derived anew, and what is different in every round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lianshou.core.wording import Wording
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.keeping import keeping, seats_of
from lianshou.engines.heats.plan import Decision, Outcome, Regatta
from lianshou.engines.heats.ranking import final_places
from lianshou.engines.heats.standing import Derived, Standing


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
    """Everything that differs between two states of a regatta: outcomes, races, lanes, places, final places.

    Rounds that had results before keep the races and lanes they were rowed in.
    """
    old = derive(before)
    new = derive(keeping(after, old))
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
        key = before.round.key
        if after.kept:
            found += [Change(key, crew, _GONE) for crew in after.gone if crew not in before.gone]
            found += [Change(key, crew, _COME) for crew in after.come if crew not in before.come]
            if after.waiting != before.waiting:
                found += [Change(key, "", words) for words in after.waiting]
        else:
            was, now = seats_of(before), seats_of(after)
            for crew in dict.fromkeys([*was, *now]):
                if was.get(crew) != now.get(crew):
                    words = Wording("由{old}改为{new}", "from {old} to {new}")
                    told = words.fill(old=_seat_told(was.get(crew)), new=_seat_told(now.get(crew)))
                    found.append(Change(key, crew, told))
        found += _places(before, after)
    return found


_GONE = Wording(
    "已经赛过这一轮，按更正后的成绩不该参加", "rowed in it, but by the corrected results should not have"
)
_COME = Wording(
    "按更正后的成绩应当参加，但没有赛过", "should have rowed by the corrected results, but did not"
)
_OPEN = Wording("未定", "open")
_NO_PLACE = Wording("无名次", "no place")


def _place_told(place: int | None, *, known: bool) -> object:
    return place or (_NO_PLACE if known else _OPEN)


def _seat_told(seat: tuple[int, int] | None) -> Wording:
    if seat is None:
        return Wording("不参加", "not in it")
    return Wording("第{race}组第{lane}道", "race {race}, lane {lane}").fill(race=seat[0], lane=seat[1])


def _places(before: Derived, after: Derived) -> list[Change]:
    was = {one.crew: one.place for race in before.races for one in race.places}
    now = {one.crew: one.place for race in after.races for one in race.places}
    words = Wording("名次由{old}改为{new}", "place from {old} to {new}")
    return [
        Change(
            before.round.key,
            crew,
            words.fill(old=_place_told(was[crew], known=True), new=_place_told(now[crew], known=True)),
        )
        for crew in was
        if crew in now and was[crew] != now[crew]
    ]


def _finals(old: Standing, new: Standing) -> list[Change]:
    was = {one.crew: one.place for one in final_places(old)}
    now = {one.crew: one.place for one in final_places(new)}
    words = Wording("最终名次由{old}改为{new}", "final place from {old} to {new}")
    return [
        Change(
            "",
            crew,
            words.fill(
                old=_place_told(was.get(crew), known=old.is_done),
                new=_place_told(now.get(crew), known=new.is_done),
            ),
        )
        for crew in dict.fromkeys([*was, *now])
        if was.get(crew) != now.get(crew)
    ]
