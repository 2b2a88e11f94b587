"""The engine against a second implementation with plain fractions, and the verifier against results that were touched."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.scoring.contests import contests
from tests.engines.scoring.second import Second

from lianshou.engines.scoring import Contest, contest_from, contest_to, score, verify


@given(contests())
@settings(max_examples=300, deadline=None)
def test_totals_places_and_awards_are_those_of_the_second_way(contest: Contest) -> None:
    result, second = score(contest), Second(contest)
    told = [(one.contestant, one.total, one.rank, one.award) for one in result.scores]
    assert told == [(one.who, one.total, one.rank, one.award) for one in second.individuals()]
    teams = [(one.team, one.total, one.rank, one.award) for one in result.teams]
    assert teams == [(one.who, one.total, one.rank, one.award) for one in second.teams()]


@given(contests())
@settings(max_examples=150, deadline=None)
def test_the_verifier_finds_nothing_wrong(contest: Contest) -> None:
    assert verify(score(contest)) == []


@given(contests(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_marks_in_another_order_give_the_same_result(contest: Contest, dice: random.Random) -> None:
    marks = list(contest.marks)
    dice.shuffle(marks)
    one, other = score(contest), score(replace(contest, marks=tuple(marks)))
    assert (one.scores, one.teams) == (other.scores, other.teams)


@given(contests())
@settings(max_examples=100, deadline=None)
def test_a_contest_survives_its_document(contest: Contest) -> None:
    assert contest_from(contest_to(contest)) == contest


@given(contests(), st.data())
@settings(max_examples=150, deadline=None)
def test_the_verifier_finds_whatever_was_touched(contest: Contest, data: st.DataObject) -> None:
    result = score(contest)
    if not result.scores:
        return
    place = data.draw(st.integers(0, len(result.scores) - 1))
    one = result.scores[place]
    touched = data.draw(
        st.sampled_from(
            [
                replace(one, total=one.total + Fraction(1, 1000)),
                replace(one, rank=one.rank + 1),
                replace(one, award=one.award + "x"),
                replace(
                    one, panels={key: mark._replace(score=mark.score + 1) for key, mark in one.panels.items()}
                ),
                replace(one, contestant="99"),
            ]
        )
    )
    scores = (*result.scores[:place], touched, *result.scores[place + 1 :])
    assert verify(replace(result, scores=scores)) != []
