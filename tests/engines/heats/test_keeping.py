"""Rounds that were rowed keep their start lists; who should not have rowed is told, and waits for officials."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.heats.regattas import crews, outcomes, raced, regattas, row, seats

from lianshou.engines.heats.corrections import changes, corrected
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.document import regatta_from, regatta_to
from lianshou.engines.heats.foreseeing import idle_decisions
from lianshou.engines.heats.keeping import differences, given_out, keeping
from lianshou.engines.heats.plan import Decision, HeatsError, Outcome, Regatta, Seeding, Start, Status
from lianshou.engines.heats.ranking import final_places
from lianshou.engines.heats.standing import State
from lianshou.engines.heats.templates import by_place, by_time
from lianshou.engines.heats.times import Time
from lianshou.engines.heats.verifier import Code, verify

STRENGTH = {f"{n:02d}": f"{50 + n}.00" for n in range(1, 25)}


def rowed() -> Regatta:
    """Six crews, two heats, a final of three and a small final of three, all rowed and given out."""
    plan = replace(by_time("t", 3, heats=2), seeding=Seeding.RANKING)
    return given_out(derive(raced(Regatta(plan, crews(6)), STRENGTH)))


def lanes(regatta: Regatta, key: str) -> list[dict[int, str]]:
    return [dict(race.lanes) for race in derive(regatta).round(key).races]


def test_other_places_in_the_heats_leave_the_lanes_of_a_final_that_was_rowed() -> None:
    regatta = rowed()
    other = corrected(regatta, outcomes("heats", {"01": "52.50"}))
    assert lanes(other, "final") == lanes(regatta, "final") == [{2: "01", 1: "02", 3: "03"}]
    final = derive(other).round("final")
    assert (final.state, final.kept, final.gone, final.come) == (State.DONE, True, (), ())
    assert sorted(final.moved) == ["01", "02"]
    assert [words.zh for words in differences(derive(other))] == [
        "决赛已经有成绩，编组和道次仍按赛时的名单。按现在的成绩：02、01的组次或道次不同。详见 lianshou heat correct。".replace(
            "02、01", "、".join(f"{crew}队" for crew in final.moved)
        )
    ]
    assert final_places(derive(other)) == final_places(derive(regatta))
    anew = replace(other, starts=())
    assert lanes(anew, "final") == [{2: "02", 1: "01", 3: "03"}]


def test_semifinals_keep_the_races_in_which_their_times_were_taken() -> None:
    plan = replace(by_place("t", 6, heats=4), seeding=Seeding.RANKING)
    regatta = given_out(derive(raced(Regatta(plan, crews(24)), STRENGTH)))
    other = corrected(regatta, outcomes("heats", {"02": "54.50"}))
    assert seats(other, "semifinals") == seats(regatta, "semifinals")
    assert seats(replace(other, starts=()), "semifinals") != seats(regatta, "semifinals")
    assert verify(derive(other)) == []


def struck_in_the_heats() -> Regatta:
    return corrected(rowed(), [Outcome("heats", "02", Status.DSQ, None, "串道")])


def test_who_should_not_have_rowed_waits_for_officials() -> None:
    regatta = struck_in_the_heats()
    standing = derive(regatta)
    final = standing.round("final")
    assert (final.state, final.gone, final.come) == (State.WAITING, ("02",), ("04",))
    assert final.waiting[0].zh.startswith("这一轮已经赛过，按更正后的成绩02队不该参加。请裁判长决定：要重赛")
    assert (standing.is_done, final_places(standing), verify(standing)) == (False, (), [])
    assert [one.crew for race in final.races for one in race.places] == ["01", "02", "03"]


@pytest.mark.parametrize(
    ("ruling", "wanted"),
    [
        ("struck", [("01", 1), ("03", 2)]),
        ("stands", [("01", 1), ("02", 2), ("03", 3)]),
        ("rowed again", [("04", 1), ("01", 2), ("03", 3)]),
    ],
)
def test_officials_settle_it_in_one_of_three_ways(ruling: str, wanted: list[tuple[str, int]]) -> None:
    regatta = struck_in_the_heats()
    if ruling == "struck":
        regatta = corrected(regatta, [Outcome("final", "02", Status.DSQ)])
    elif ruling == "stands":
        regatta = corrected(regatta, decisions=[Decision("final", ("02",), "成绩有效")])
        assert idle_decisions(derive(regatta)) == []
    else:
        left = tuple([one for one in regatta.outcomes if one.round != "final"])
        again = outcomes("final", {"04": "49.00", "01": "51.00", "03": "53.00"})
        assert derive(replace(regatta, outcomes=left)).round("final").crews == ("03", "01", "04")
        regatta = replace(regatta, outcomes=(*left, *again))
        regatta = replace(regatta, starts=tuple([one for one in regatta.starts if one.round != "final"]))
    final = derive(regatta).round("final")
    assert final.state is State.DONE
    assert [(one.crew, one.place) for race in final.races for one in race.places if one.place] == wanted
    assert verify(derive(regatta)) == []


def test_a_list_that_was_given_out_but_not_rowed_is_drawn_anew_and_says_so() -> None:
    plan = replace(by_time("t", 3, heats=2), seeding=Seeding.RANKING)
    regatta = given_out(
        derive(Regatta(plan, crews(6), outcomes("heats", {c: STRENGTH[c] for c in STRENGTH if c < "07"})))
    )
    other = corrected(regatta, [Outcome("heats", "02", Status.DSQ)])
    final = derive(other).round("final")
    assert (final.kept, final.gone, final.come) == (False, ("02",), ("04",))
    told = differences(derive(other))
    assert [words.zh[:28] for words in told] == [
        "决赛还没有成绩，已按现在的成绩重新编排，与上次发出的名单"[:28],
        "小决赛还没有成绩，已按现在的成绩重新编排，与上次发出的名单"[:28],
    ]
    assert differences(derive(given_out(derive(other)))) == []


def test_changes_tell_what_a_correction_does_to_rounds_that_were_rowed() -> None:
    before = rowed()
    bare = replace(before, starts=())
    for old in (before, bare):
        found = changes(old, corrected(old, [Outcome("heats", "02", Status.DSQ, None, "串道")]))
        told = {(one.round, one.crew): one.wording.zh for one in found}
        assert told["final", "02"] == "已经赛过这一轮，按更正后的成绩不该参加"
        assert told["final", "04"] == "按更正后的成绩应当参加，但没有赛过"
        assert told["final", ""].startswith("这一轮已经赛过")


def test_start_lists_that_cannot_be_are_refused() -> None:
    regatta = rowed()
    wrong = (
        Start("final", "01", 1, 9),
        Start("final", "01", 1, 2),
        Start("final", "02", 1, 2),
        Start("final", "99", 1, 1),
    )
    with pytest.raises(HeatsError) as caught:
        derive(replace(regatta, starts=wrong))
    assert [(one.flaw.value, one.path) for one in caught.value.faults] == [
        ("number", ("starts", 0, "lane")), ("twice", ("starts", 1, "lane")), ("twice", ("starts", 2, "lane")), ("unknown", ("starts", 3)),
    ]  # fmt: skip


def test_the_verifier_sees_a_rowed_round_that_was_moved() -> None:
    standing = derive(rowed())
    final = standing.round("final")
    race = final.races[0]
    turned = {1: race.lanes[2], 2: race.lanes[1], 3: race.lanes[3]}
    touched = replace(final, races=(replace(race, lanes=turned),))
    rounds = tuple([touched if one is final else one for one in standing.rounds])
    assert {one.code for one in verify(replace(standing, rounds=rounds))} == {Code.KEPT}
    quiet = derive(struck_in_the_heats())
    rounds = tuple([replace(one, gone=(), waiting=()) for one in quiet.rounds])
    assert Code.UNTOLD in {one.code for one in verify(replace(quiet, rounds=rounds))}


@given(regattas(), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_whatever_is_corrected_rowed_races_stay_and_once_is_as_twice(regatta: Regatta, seed: int) -> None:
    dice = random.Random(seed)
    before = derive(given_out(derive(regatta)))
    if not regatta.outcomes:
        return
    assert [(one.races, one.state) for one in before.rounds] == [
        (one.races, one.state) for one in derive(regatta).rounds
    ]
    wrong = dice.choice(regatta.outcomes)
    new = dice.choice(
        [
            Outcome(wrong.round, wrong.crew, dice.choice([Status.DSQ, Status.DNF, Status.DNS])),
            Outcome(wrong.round, wrong.crew, Status.OK, Time(dice.randint(50_000, 54_000) // 10 * 10, 2)),
        ]
    )
    once = corrected(before.regatta, [new])
    after = derive(once)
    rowed = {one.round for one in regatta.outcomes}
    for was, now in zip(before.rounds, after.rounds, strict=True):
        if was.round.key in rowed:
            assert [dict(race.lanes) for race in now.races] == [dict(race.lanes) for race in was.races]
    assert verify(after) == []
    assert derive(corrected(once, [new])) == after
    assert changes(once, corrected(once, [new])) == ()
    bare = derive(keeping(replace(once, starts=()), before))
    assert [(one.races, one.state) for one in bare.rounds] == [(one.races, one.state) for one in after.rounds]
    assert regatta_from(regatta_to(once)) == once
    rulings = [
        Decision(one.round.key, (crew,), "成绩有效") for one in after.rounds for crew in one.gone if one.kept
    ]
    settled = row(corrected(once, decisions=rulings), dice)
    assert verify(derive(settled)) == []
