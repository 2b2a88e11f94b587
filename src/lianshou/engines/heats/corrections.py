"""Corrections after publication: the same regatta derived anew, and what is different in every round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lianshou.core.wording import Wording
from lianshou.engines.heats.deriving import Derived, Standing, State, derive
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
        if before.state is State.DONE and before.races and set(was) != set(now):
            found += _rowed_already(before, was, now)
            continue
        for crew in dict.fromkeys([*was, *now]):
            if was.get(crew) != now.get(crew) and before.state is not State.DONE:
                words = Wording("由{old}改为{new}", "from {old} to {new}")
                told = words.fill(old=_seat_told(was.get(crew)), new=_seat_told(now.get(crew)))
                found.append(Change(before.round.key, crew, told))
        found += _places(before, after)
    return found


def _rowed_already(before: Derived, was: Mapping[str, object], now: Mapping[str, object]) -> list[Change]:
    """A round that was rowed keeps its lanes; who should not, or should, have been in it is for officials to decide."""
    key = before.round.key
    gone, come = [crew for crew in was if crew not in now], [crew for crew in now if crew not in was]
    if not now:
        return [Change(key, "", _UNDECIDED)]
    return [
        *(Change(key, crew, _GONE) for crew in gone),
        *(Change(key, crew, _COME) for crew in come),
        Change(key, "", _DECIDE),
    ]


_GONE = Wording(
    "已经赛过这一轮，按更正后的成绩不该参加", "rowed in it, but by the corrected results should not have"
)
_COME = Wording(
    "按更正后的成绩应当参加，但没有赛过", "should have rowed by the corrected results, but did not"
)
_DECIDE = Wording(
    "这一轮已经赛过，道次仍按赛时的记录。请裁判长决定：按更正后的名单重赛，或在“成绩”里改正后重算。",
    "This round has been rowed; its lanes stand as they were. The chief umpire must decide: row it again with the corrected crews, or correct its results.",
)
_UNDECIDED = Wording(
    "这一轮已经赛过，道次仍按赛时的记录；更正以后谁该参加还没有定。请先补全前一轮的成绩或裁定。",
    "This round has been rowed; its lanes stand as they were. Who should have rowed is open: complete the results or decisions before it.",
)
_OPEN = Wording("未定", "open")
_NO_PLACE = Wording("无名次", "no place")


def _place_told(place: int | None, *, known: bool) -> object:
    return place or (_NO_PLACE if known else _OPEN)


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
