"""Whatever happens on the water: nobody lost, nobody twice, quotas kept, lanes unique, corrections made once."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.heats.regattas import regattas, row

from lianshou.engines.heats.corrections import changes, corrected
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.plan import Decision, How, Outcome, Regatta, Status
from lianshou.engines.heats.ranking import final_places
from lianshou.engines.heats.standing import State
from lianshou.engines.heats.times import Time
from lianshou.engines.heats.verifier import Code, verify


@given(regattas())
@settings(max_examples=200, deadline=None)
def test_no_rule_is_broken(regatta: Regatta) -> None:
    assert verify(derive(regatta)) == []


@given(regattas())
@settings(max_examples=200, deadline=None)
def test_nobody_is_lost_and_nobody_is_twice(regatta: Regatta) -> None:
    standing = derive(regatta)
    for one in standing.rounds:
        assert len(set(one.crews)) == len(one.crews)
        for race in one.races:
            assert len(race.lanes) <= regatta.plan.lanes
            assert set(race.lanes) <= set(range(1, regatta.plan.lanes + 1))
    finals = final_places(standing)
    if standing.is_done:
        assert sorted(one.crew for one in finals) == sorted(crew.key for crew in regatta.entries)
        placed = [one.place for one in finals if one.place]
        assert placed == sorted(placed)
        assert all(place == placed.index(place) + 1 for place in placed)


@given(regattas())
@settings(max_examples=150, deadline=None)
def test_only_finishers_go_on_and_quotas_hold(regatta: Regatta) -> None:
    standing = derive(regatta)
    status = {(one.round, one.crew): one.status for one in regatta.outcomes}
    for one in standing.rounds:
        sources = [take.source for take in one.round.takes if take.how is not How.ALL]
        if sources and one.races:
            for crew in one.crews:
                assert any(
                    status.get((source, crew), Status.OK) is Status.OK
                    and crew in standing.round(source).crews
                    for source in sources
                )


@given(regattas(), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_a_correction_made_twice_is_made_once(regatta: Regatta, seed: int) -> None:
    dice = random.Random(seed)
    if not regatta.outcomes:
        return
    one = dice.choice(regatta.outcomes)
    other = Outcome(one.round, one.crew, Status.OK, Time(dice.randint(40_000, 60_000) // 10 * 10, 2))
    once = corrected(regatta, [other])
    twice = corrected(once, [other])
    assert (once, derive(once)) == (twice, derive(twice))
    assert changes(once, twice) == ()
    assert changes(regatta, corrected(once, [one])) == ()
    assert verify(derive(once)) == []


@given(regattas())
@settings(max_examples=100, deadline=None)
def test_outcomes_in_another_order_derive_the_same(regatta: Regatta) -> None:
    turned = replace(regatta, outcomes=regatta.outcomes[::-1])
    assert derive(turned).rounds == derive(regatta).rounds


@given(regattas())
@settings(max_examples=100, deadline=None)
def test_the_verifier_sees_what_was_touched(regatta: Regatta) -> None:
    standing = derive(regatta)
    first = standing.rounds[0]
    race = first.races[0]
    lanes = dict(race.lanes)
    lane = next(iter(lanes))
    lanes[lane] = "99"
    touched = replace(first, races=(replace(race, lanes=lanes), *first.races[1:]))
    found = {one.code for one in verify(replace(standing, rounds=(touched, *standing.rounds[1:])))}
    assert {Code.LOST, Code.STRANGER} <= found


def test_a_correction_shows_everything_that_follows_from_it() -> None:
    from tests.engines.heats.regattas import crews

    from lianshou.engines.heats.templates import by_time

    regatta = row(Regatta(by_time("t", 3, heats=2), crews(6)), random.Random(1), share_ok=1)
    standing = derive(regatta)
    assert standing.is_done
    winner = final_places(standing)[0].crew
    after = corrected(regatta, [Outcome("heats", winner, Status.DSQ, None, "串道")])
    found = changes(regatta, after)
    told = [(one.round, one.crew) for one in found]
    assert ("heats", winner) == told[0]
    assert ("final", winner) in told
    final = derive(after).round("final")
    assert (winner in final.crews, final.state) == (
        False,
        State.DRAWN,
    )  # the crew that moved up has not rowed


def test_the_verifier_sees_a_slower_crew_that_was_let_through() -> None:
    from tests.engines.heats.regattas import crews, outcomes

    from lianshou.engines.heats.templates import with_fastest

    times = {f"{n:02d}": f"{50 + n}.00" for n in range(1, 9)}
    standing = derive(Regatta(with_fastest("t", 4, heats=2), crews(8), outcomes("heats", times)))
    assert verify(standing) == []
    heats, final, small = standing.rounds
    (race,) = final.races
    lanes = {lane: "08" if crew == "04" else crew for lane, crew in race.lanes.items()}
    swapped = replace(final, races=(replace(race, lanes=lanes),))
    without = replace(small, races=())
    found = {one.code for one in verify(replace(standing, rounds=(heats, swapped, without)))}
    assert Code.FASTER in found


@given(regattas(), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_no_rule_is_broken_after_decisions_and_corrections(regatta: Regatta, seed: int) -> None:
    dice = random.Random(seed)
    rulings = []
    for one in derive(regatta).rounds:
        order = list(one.crews)
        dice.shuffle(order)
        rulings += [Decision(one.round.key, tuple(order), "抽签")] if order else []
    regatta = row(replace(regatta, decisions=tuple(rulings)), dice)
    wrong = dice.choice(regatta.outcomes) if regatta.outcomes else None
    if wrong:
        struck = Outcome(wrong.round, wrong.crew, dice.choice([Status.DSQ, Status.DNF]))
        regatta = row(corrected(regatta, [struck]), dice)
    assert verify(derive(regatta)) == []
