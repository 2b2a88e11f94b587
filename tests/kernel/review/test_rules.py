from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.kernel.review.enums import AscentState, Ground, Reason
from lianshou.kernel.review.rules import (
    Level,
    Problem,
    Scale,
    Side,
    Stop,
    Turn,
    assign,
    field_that_fits,
    grounds_between,
    half_up,
    next_stop,
    ranks_of,
    result_of,
    route,
    score_of,
    why_not_act,
    why_not_configure,
    why_not_hand_on,
    why_not_settle_appeal,
    why_not_turn_down,
)


@st.composite
def problems(draw: st.DrawFn, *, reviewers: int = 5, applications: int = 6) -> Problem:
    judges = list(range(100, 100 + draw(st.integers(1, reviewers))))
    asking = list(range(draw(st.integers(1, applications))))
    pairs = [(judge, one) for judge in judges for one in asking]
    barred = draw(st.sets(st.sampled_from(pairs)))
    fits = draw(st.sets(st.sampled_from(pairs)))
    capped = draw(st.sets(st.sampled_from(judges)))
    return Problem(
        reviewers=judges,
        applications=asking,
        each=draw(st.integers(1, 3)),
        barred=barred,
        fits=dict.fromkeys(fits, "风电"),
        most={judge: draw(st.integers(0, 3)) for judge in sorted(capped)},
    )


def most_places(problem: Problem) -> int:
    """The largest flow from applications to reviewers, by augmenting paths: knows nothing of loads and fields."""
    graph: dict[Any, dict[Any, int]] = defaultdict(dict)

    def edge(a: Any, b: Any, room: int) -> None:
        graph[a][b], graph[b][a] = room, 0

    for one in problem.applications:
        edge("from", ("a", one), problem.each)
    for judge in problem.reviewers:
        edge(("r", judge), "to", problem.most.get(judge, len(problem.applications)))
    for one, judge in product(problem.applications, problem.reviewers):
        if (judge, one) not in problem.barred:
            edge(("a", one), ("r", judge), 1)
    best = 0
    while _push(graph, "from", set()):
        best += 1
    return best


def _push(graph: dict[Any, dict[Any, int]], at: Any, seen: set[Any]) -> bool:
    """Push one unit from ``at`` to the end, where there is a way."""
    if at == "to":
        return True
    seen.add(at)
    for there, room in graph[at].items():
        if room > 0 and there not in seen and _push(graph, there, seen):
            graph[at][there] -= 1
            graph[there][at] += 1
            return True
    return False


def check(problem: Problem) -> Counter[int]:
    """What every plan must hold; gives the loads."""
    plan = assign(problem)
    assert len(set(plan.pairs)) == len(plan.pairs)
    assert not set(plan.pairs) & set(problem.barred)
    loads = Counter(judge for judge, _one in plan.pairs)
    assert {judge: loads[judge] for judge in problem.reviewers} == dict(plan.loads)
    assert all(loads[judge] <= most for judge, most in problem.most.items())
    got = Counter(one for _judge, one in plan.pairs)
    assert all(
        got[one] + plan.short.get(one, 0) == problem.each and got[one] >= 0 for one in problem.applications
    )
    return loads


@given(problems(reviewers=8, applications=12))
@settings(max_examples=400, deadline=None)
def test_as_many_places_are_filled_as_the_largest_flow_fills(problem: Problem) -> None:
    assert sum(check(problem).values()) == most_places(problem)


@given(problems(reviewers=4, applications=4))
@settings(max_examples=200, deadline=None)
def test_loads_are_as_even_and_fields_as_many_as_the_best_of_all_plans(problem: Problem) -> None:
    loads = check(problem)
    pairs = assign(problem).pairs
    own = (-len(pairs), sum(n * n for n in loads.values()), -sum(pair in problem.fits for pair in pairs))
    assert own == best_of_all(problem)


def best_of_all(problem: Problem) -> tuple[int, int, int]:
    """Every plan there is, looked at one by one: most places, then most even loads, then most fields."""
    ways = []
    for one in problem.applications:
        free = [judge for judge in problem.reviewers if (judge, one) not in problem.barred]
        ways.append(
            [chosen for n in range(min(problem.each, len(free)) + 1) for chosen in combinations(free, n)]
        )
    best = (0, 0, 0)
    for plan in product(*ways):
        loads = Counter(judge for chosen in plan for judge in chosen)
        if any(loads[judge] > most for judge, most in problem.most.items()):
            continue
        fits = sum(
            (judge, one) in problem.fits
            for one, chosen in zip(problem.applications, plan, strict=True)
            for judge in chosen
        )
        best = min(best, (-sum(loads.values()), sum(n * n for n in loads.values()), -fits))
    return best


@given(st.integers(1, 9), st.integers(1, 30), st.integers(1, 4))
@settings(deadline=None)
def test_without_conflicts_loads_differ_by_at_most_one(judges: int, asking: int, each: int) -> None:
    problem = Problem(list(range(100, 100 + judges)), list(range(asking)), min(each, judges))
    loads = assign(problem).loads.values()
    assert max(loads) - min(loads) <= 1


@given(problems())
@settings(deadline=None)
def test_same_problem_gives_the_same_plan(problem: Problem) -> None:
    assert assign(problem) == assign(problem)


@given(problems())
@settings(deadline=None)
def test_what_is_assigned_stays_when_one_pair_is_barred(problem: Problem) -> None:
    before = assign(problem)
    if not before.pairs:
        return
    gone, *kept = before.pairs
    again = Problem(
        problem.reviewers,
        problem.applications,
        problem.each,
        {*problem.barred, gone},
        problem.fits,
        frozenset(kept),
        problem.most,
    )
    after = assign(again)
    assert gone not in after.pairs
    assert not set(kept) & set(after.pairs)
    assert len(after.pairs) <= 1 + sum(before.short.values())


SCALES = {
    1: Scale(Decimal(60), Decimal(0), Decimal(100), Decimal(1)),
    2: Scale(Decimal(40), Decimal(1), Decimal(5), Decimal("0.5")),
}


@pytest.mark.parametrize(
    ("mark", "holds"),
    [("1", True), ("3.5", True), ("3.25", False), ("0.5", False), ("5.5", False), ("5", True)],
)
def test_scale_holds_its_steps_only(mark: str, holds: bool) -> None:
    assert SCALES[2].holds(Decimal(mark)) is holds


@pytest.mark.parametrize(
    ("high", "step", "sound"), [("5", "0.5", True), ("5", "3", False), ("1", "1", False), ("5", "0", False)]
)
def test_scale_is_a_whole_number_of_steps(high: str, step: str, sound: bool) -> None:
    assert Scale(Decimal(1), Decimal(1), Decimal(high), Decimal(step)).is_sound is sound


def test_score_is_the_exact_weighted_mean_of_shares() -> None:
    assert score_of({1: Decimal(80), 2: Decimal(4)}, SCALES) == Fraction(78)


def test_missing_mark_is_no_zero() -> None:
    assert score_of({1: Decimal(80)}, SCALES) is None
    assert score_of({1: Decimal(0), 2: Decimal(1)}, SCALES) == 0
    assert result_of([], wanted=2, spread_limit=20).score is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(5, 1000), "0.01"),
        (Fraction(15, 1000), "0.02"),
        (Fraction(25, 1000), "0.03"),
        (Fraction(100), "100.00"),
        (Fraction(-5, 1000), "-0.01"),
    ],
)
def test_half_goes_up(value: Fraction, said: str) -> None:
    assert str(half_up(value)) == said


@given(st.fractions(min_value=0, max_value=100))
def test_half_up_is_never_more_than_half_a_place_away(value: Fraction) -> None:
    said = Fraction(half_up(value))
    assert -Fraction(1, 200) < said - value <= Fraction(1, 200)


@pytest.mark.parametrize(("spread", "divided"), [(20, False), (21, True)])
def test_reviewers_are_divided_above_the_limit(spread: int, divided: bool) -> None:
    assert result_of([Fraction(50), Fraction(50 + spread)], wanted=2, spread_limit=20).is_divided is divided


def test_equal_scores_share_a_rank() -> None:
    scores = {1: Decimal("80.00"), 2: Decimal("90.00"), 3: Decimal("80.00"), 4: None, 5: Decimal("70.00")}
    assert ranks_of(scores) == {1: 2, 2: 1, 3: 2, 4: None, 5: 4}


def side(**facts: Any) -> Side:
    return Side(
        **{key: frozenset(value) if isinstance(value, set) else value for key, value in facts.items()}
    )


@pytest.mark.parametrize(
    ("judge", "asking", "found"),
    [
        (side(accounts={1}), side(accounts={1, 2}), [Ground.OWN]),
        (side(unions={7}), side(unions={7}), [Ground.SAME_UNION]),
        (side(names=("仇大海",)), side(names=("仇小河",)), [Ground.FAMILY_NAME]),
        (side(names=("王大海",)), side(names=("王小河",)), []),
        (side(names=("欧阳明",)), side(names=("欧阳红",)), [Ground.FAMILY_NAME]),
        (side(unions={7}), side(unions={8}, mentored={7}), [Ground.MENTOR]),
        (side(accounts={1}, unions={7}), side(accounts={2}, unions={8}), []),
    ],
)
def test_grounds_between_a_reviewer_and_an_application(
    judge: Side, asking: Side, found: list[Ground]
) -> None:
    assert grounds_between(judge, asking, family_names=["仇", "欧阳"]) == found


def test_field_fits_by_words_either_way() -> None:
    assert field_that_fits(["焊接", "风电"], ["风电设备", ""]) == "风电"
    assert field_that_fits(["通用设备制造业"], ["设备制造"]) == "通用设备制造业"
    assert field_that_fits(["纺织"], ["风电"]) == ""


LINEAGE = [(1, "province"), (2, "city"), (3, "county"), (5, "enterprise")]


def test_route_passes_over_levels_without_a_union() -> None:
    rungs = [Level(1, "township", None), Level(2, "county", None), Level(3, "", 99), Level(4, "city", None)]
    assert route(rungs, LINEAGE) == [Stop(2, 3), Stop(3, 99), Stop(4, 2)]
    assert next_stop(route(rungs, LINEAGE), after=2) == Stop(3, 99)
    assert next_stop(route(rungs, LINEAGE), after=4) is None


def turn(**changes: Any) -> Turn:
    usual: dict[str, Any] = {
        "state": AscentState.CLIMBING, "turn": 3, "seen": 3, "seat": True, "holder": False, "held": False, "submitter": False,
    }  # fmt: skip
    return Turn(**(usual | changes))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"seen": 2}, Reason.OVERTAKEN),
        ({"seen": None}, None),
        ({"state": AscentState.REFUSED}, Reason.SETTLED),
        ({"seat": False}, Reason.NOT_YOUR_TURN),
        ({"submitter": True}, Reason.OWN_SUBMISSION),
        ({"held": True}, Reason.HANDED_ON),
        ({"held": True, "holder": True, "seat": False}, None),
        ({"withdrawn": True}, Reason.WITHDRAWN),
    ],
)
def test_who_may_act(changes: dict[str, Any], reason: Reason | None) -> None:
    assert why_not_act(turn(**changes)) == reason


def test_turning_down_needs_words() -> None:
    assert why_not_turn_down(turn(), words=" ") == Reason.REASON_MISSING
    assert why_not_turn_down(turn(), words="缺照片") is None


def test_seat_takes_back_what_was_handed_on() -> None:
    assert why_not_hand_on(turn(held=True), able=True, to_submitter=False) is None
    assert why_not_hand_on(turn(), able=False, to_submitter=False) == Reason.CANNOT_TAKE
    assert why_not_hand_on(turn(), able=True, to_submitter=True) == Reason.OWN_SUBMISSION


def test_refuser_does_not_settle_the_appeal() -> None:
    appealed = turn(state=AscentState.APPEALED)
    assert why_not_settle_appeal(appealed, refuser=True, words="x") == Reason.REFUSER
    assert why_not_settle_appeal(appealed, refuser=False, words="") == Reason.REASON_MISSING
    assert why_not_settle_appeal(appealed, refuser=False, words="x") is None
    assert why_not_settle_appeal(turn(), refuser=False, words="x") == Reason.NO_APPEAL


@pytest.mark.parametrize(
    ("rungs", "reason"),
    [
        ([], Reason.NO_RUNGS),
        ([("county", False, 5, 1)], None),
        ([("county", True, 5, 1)], Reason.RUNG_UNCLEAR),
        ([("", False, 5, 1)], Reason.RUNG_UNCLEAR),
        ([("county", False, 0, 0)], Reason.DAYS_UNCLEAR),
        ([("county", False, 3, 3)], Reason.DAYS_UNCLEAR),
    ],
)
def test_rungs_are_clear(rungs: list[tuple[str, bool, int, int]], reason: Reason | None) -> None:
    assert why_not_configure(is_federation=True, rungs=rungs) == reason
