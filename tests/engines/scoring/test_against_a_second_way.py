"""The engine against a second implementation with plain fractions, and the verifier against results that were touched."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.scoring.contests import EDGES, KINDS, RANKS, WAYS, contests
from tests.engines.scoring.second import Second, half_up

from lianshou.engines.scoring import (
    Contest,
    ScoringError,
    Tie,
    contest_from,
    contest_to,
    derivation,
    score,
    verify,
)


def agrees(contest: Contest) -> None:
    """Every aspect, part, total, place and award, of persons and teams, is that of the second way; so says the verifier."""
    result, second = score(contest), Second(contest)
    assert second.aspect == {
        (one.contestant, key): mark.score for one in result.scores for key, mark in one.panels.items()
    }
    assert second.part == {
        (one.contestant, key): part.value for one in result.scores for key, part in one.parts.items()
    }
    told = [(one.contestant, one.total, one.rank, one.award) for one in result.scores]
    assert told == [(one.who, one.total, one.rank, one.award) for one in second.individuals()]
    teams = [(one.team, one.total, one.rank, one.award) for one in result.teams]
    assert teams == [(one.who, one.total, one.rank, one.award) for one in second.teams()]
    assert verify(result) == []


@given(contests())
@settings(max_examples=150, deadline=None)
def test_every_number_is_that_of_the_second_way(contest: Contest) -> None:
    agrees(contest)


@pytest.mark.parametrize(
    ("way", "ranks", "edge", "kind"), [*product(WAYS, RANKS, EDGES, KINDS)], ids="-".join
)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_so_it_is_for_every_way_rank_edge_and_kind_of_award(
    way: str, ranks: str, edge: str, kind: str, data: st.DataObject
) -> None:
    agrees(data.draw(contests(ways=(way,), ranks=(ranks,), edges=(edge,), kinds=(kind,))))


@given(contests(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_measure_that_is_missing_refuses_or_does_not_matter(contest: Contest, data: st.DataObject) -> None:
    people = list(contest.contestants)
    place = data.draw(st.integers(0, len(people) - 1))
    one = people[place]
    totals = {score.contestant: score.total for score in score(contest).scores}

    def told(time: int | None) -> list[object]:
        measures = {**one.measures, "time": Decimal(0 if time is None else time)}
        if time is None:
            del measures["time"]
        people[place] = replace(one, measures=measures)
        result = score(replace(contest, contestants=tuple(people)))
        return [(row.rank, row.award, row.total) for row in (*result.scores, *result.teams)]

    try:
        without = told(None)
    except ScoringError as error:
        refused = error.faults
    else:
        assert without == told(0) == told(10**6)
        return
    assert {fault.flaw.name for fault in refused} == {"MEASURE_MISSING"}
    own = [fault for fault in refused if fault.path == ("contestants", place)]
    assert one.team or (own and list(totals.values()).count(totals[one.key]) > 1)


EQUATION = re.compile(r"([-\d.…()+×÷− ]+)＝(-?[\d.]+…?)")
ROUNDED = re.compile(r"(?:＝|得|计)(-?[\d.]+)…?，四舍五入到(\d)位小数＝(-?[\d.]+)")


def worked_out(text: str) -> tuple[Fraction, bool]:
    """What an expression of a derivation comes to, and whether a number in it was cut."""
    plain = re.sub(r"-?[\d.]+", lambda found: f"F('{found[0]}')", text.replace("…", ""))
    for sign, meant in (("×", "*"), ("÷", "/"), ("−", "-")):
        plain = plain.replace(sign, meant)
    return eval(plain, {"F": Fraction}), "…" in text  # noqa: S307


@given(contests())
@settings(max_examples=150, deadline=None)
def test_a_pencil_finds_every_line_of_a_derivation_right(contest: Contest) -> None:
    result = score(contest)
    for one in result.scores:
        lines = [re.sub("系数|权重", "", line.zh) for line in derivation(result, one.contestant)]
        for text, said in (found for line in lines for found in EQUATION.findall(line)):
            (right, cut), (claimed, told_cut) = worked_out(text), worked_out(said)
            assert abs(right - claimed) < Fraction(1, 1000) if cut or told_cut else right == claimed, (
                text,
                said,
            )
        for exact, digits, value in (found for line in lines for found in ROUNDED.findall(line)):
            assert half_up(Fraction(exact), int(digits)) == Fraction(value), (exact, digits, value)


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
                replace(one, ties=(*one.ties, Tie("99", None))),
                replace(
                    one, panels={key: mark._replace(value=mark.value + 1) for key, mark in one.panels.items()}
                ),
                replace(
                    one,
                    panels={
                        key: mark._replace(dropped=(*mark.dropped, "J0")) for key, mark in one.panels.items()
                    },
                ),
                replace(one, parts={key: replace(part, sum=part.sum + 1) for key, part in one.parts.items()}),
            ]
        )
    )
    scores = (*result.scores[:place], touched, *result.scores[place + 1 :])
    assert verify(replace(result, scores=scores)) != []
