"""The fairest lottery against every panel written down."""

from __future__ import annotations

from fractions import Fraction
from operator import mul
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.engines.draws.worlds import crowd, families, leximin, panels_of, person, problems, wedding

from lianshou.engines.draws.announcement import NoPanelError, announcement_of
from lianshou.engines.draws.canonical import canonical, hash_of
from lianshou.engines.draws.explanation import Explained
from lianshou.engines.draws.fairness.chances import Cut, Level, levels_of
from lianshou.engines.draws.fairness.exact import eliminated, solved
from lianshou.engines.draws.fairness.linear import SolvingError, System
from lianshou.engines.draws.fairness.lottery import fairest
from lianshou.engines.draws.problem import Counting, Problem, Quota
from lianshou.engines.draws.shape import shape_of
from lianshou.engines.draws.verifier import faults_of


def chances_of(problem: Problem) -> dict[int, Fraction]:
    shape = shape_of(problem)
    lottery = fairest(shape)
    assert lottery is not None
    return {
        number: lottery.chances[one]
        for one, profile in enumerate(shape.profiles)
        for unit in profile.units
        for number in unit.members
    }


def assert_exactly_fairest(
    problem: Problem, announcement: dict[str, Any], panels: list[frozenset[int]]
) -> None:
    """Level by level, over all panels written down and in fractions: none has more of the level's weights than the lottery."""
    people = {one.number: one for one in problem.people}
    by_person = problem.counting is Counting.PERSONS
    columns = []
    for units in announcement["profiles"]:
        members = [people[number] for number in units[0]]
        held = [
            sum(one.values.get(quota.attribute) == quota.value for one in members) for quota in problem.quotas
        ]
        columns.append([len(members), *held] if by_person else [1, *(min(one, 1) for one in held)])
    counts = [
        [sum(unit[0] in panel for unit in units) for units in announcement["profiles"]] for panel in panels
    ]
    chances = {one: Fraction(chance) for chance, some, _ in announcement["levels"] for one in some}
    for told, some, prices in announcement["levels"]:
        chance, parts = Fraction(told), [Fraction(one) for one in prices]
        if chance == 1:
            continue
        weights = [
            sum(
                price * add
                for price, add in zip(
                    parts, [*column, *(cut[0][one] for cut in announcement["cuts"])], strict=True
                )
            )
            for one, column in enumerate(columns)
        ]
        for one, weight in enumerate(weights):
            assert weight > 0 or one not in some
            assert weight >= 0 or chances[one] == 1
            assert weight <= 0 or chances[one] <= chance
        ours = sum(
            weight * chances[one] * len(announcement["profiles"][one]) for one, weight in enumerate(weights)
        )
        assert ours == max(sum(map(mul, weights, panel)) for panel in counts)


COUPLES = (person(1, unit="一"), person(2, unit="一"), person(3, unit="二"), person(4, unit="二"), person(5))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
@example(Problem(3, COUPLES))
@example(Problem(0, ()))
@example(Problem(0, (person(1),)))
def test_lottery_is_the_fairest_of_all_and_says_so_with_proof(problem: Problem) -> None:
    panels = panels_of(problem)
    if not panels:
        with pytest.raises(NoPanelError) as refused:
            announcement_of(problem)
        assert refused.value.conflict.smallest
        return
    announcement = announcement_of(problem)
    assert faults_of(canonical(announcement)) == []
    told = {number: float(one.chance) for number, one in Explained(announcement).standings.items()}
    free = sorted(told)
    expected = leximin(free, panels)
    assert told == pytest.approx(expected, abs=1e-6)
    # the lottery itself gives these chances, and has only panels that keep the rules
    total, held = int(announcement["total"]), dict.fromkeys(free, Fraction(0))
    for weight, counts in announcement["panels"]:
        panel = [
            number
            for one, count in counts
            for unit in announcement["profiles"][one][:count]
            for number in unit
        ]
        assert frozenset(panel) in set(panels)
        for one, count in counts:
            units = announcement["profiles"][one]
            for unit in units:
                for number in unit:
                    held[number] += Fraction(int(weight) * count, total * len(units))
    assert held == {number: one.chance for number, one in Explained(announcement).standings.items()}
    assert_exactly_fairest(problem, announcement, panels)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(4, 9),
    st.integers(1, 4),
    st.sampled_from([(2, 2, 2), (3, 3), (2, 3, 2, 2)]),
    st.integers(0, 2),
    st.integers(),
)
def test_families_under_narrow_quotas(
    units: int, chosen: int, categories: tuple[int, ...], width: int, seed: int
) -> None:
    problem = families(units, chosen, categories, width=width, sizes=(1, 2, 3, 4), seed=seed)
    panels = panels_of(problem)
    announcement = announcement_of(problem)
    assert faults_of(canonical(announcement)) == []
    told = {number: float(one.chance) for number, one in Explained(announcement).standings.items()}
    assert told == pytest.approx(leximin(sorted(told), panels), abs=1e-6)
    assert_exactly_fairest(problem, announcement, panels)


def test_many_levels_of_families_each_with_a_cut_are_proved_by_those_before() -> None:
    announcement = announcement_of(families(20, 9, (3, 3, 3), width=2))
    assert faults_of(canonical(announcement)) == []
    assert len(announcement["cuts"]) > 3
    # a cut must not lean on one that comes after it
    announcement["cuts"].reverse()
    for level in announcement["levels"]:
        prices, last = level[2], len(announcement["cuts"])
        level[2] = [*prices[:-last], *reversed(prices[-last:])] if prices else []
    announcement["digest"] = hash_of({key: one for key, one in announcement.items() if key != "digest"})
    assert faults_of(canonical(announcement)) != []


def cases(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The closed cases of a proof."""
    return [*cases(tree["low"]), *cases(tree["high"])] if "low" in tree else [tree]


def test_without_rules_everybody_has_the_same_chance() -> None:
    found = chances_of(Problem(3, tuple(person(one) for one in range(1, 8))))
    assert found == dict.fromkeys(range(1, 8), Fraction(3, 7))


def test_couples_whose_fractions_promise_too_much_are_cut_back() -> None:
    # by the rules as fractions all could have 3/5; but three places are one couple and the single one
    shape = shape_of(Problem(3, COUPLES))
    naive = levels_of(shape)
    assert naive is not None
    assert [level.chance for level in naive] == [Fraction(3, 5)]
    assert chances_of(Problem(3, COUPLES)) == {
        1: Fraction(1, 2), 2: Fraction(1, 2), 3: Fraction(1, 2), 4: Fraction(1, 2), 5: 1,
    }  # fmt: skip
    lottery = fairest(shape)
    assert lottery is not None
    assert len(lottery.cuts) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(*[st.sampled_from("xy")] * 2, *[st.sampled_from("pq")] * 2), min_size=2, max_size=5),
    st.integers(1, 9),
    st.integers(0, 2),
)
def test_one_single_among_couples_by_persons(couples: list[tuple[str, ...]], places: int, least: int) -> None:
    listed = [
        person(2 * place + member + 1, unit=f"第{place}对", a=told[member], b=told[2 + member])
        for place, told in enumerate(couples)
        for member in (0, 1)
    ]
    listed.append(person(2 * len(couples) + 1, a="x", b="p"))
    quotas = (Quota("a", "x", least, least + 3), Quota("b", "p", least, None))
    problem = Problem(places, tuple(listed), quotas)
    panels = panels_of(problem)
    if not panels:
        return
    announcement = announcement_of(problem)
    assert faults_of(canonical(announcement)) == []
    told = {number: float(one.chance) for number, one in Explained(announcement).standings.items()}
    assert told == pytest.approx(leximin(sorted(told), panels), abs=1e-6)


@pytest.mark.parametrize("places", [80, 81])
def test_wedding_with_one_single_has_a_short_proof(places: int) -> None:
    announcement = announcement_of(wedding(60, places))
    assert faults_of(canonical(announcement)) == []
    # the number of couples tells odd from even; by profiles the cases would be thousands
    assert sum(len(cases(tree)) for _, _, tree in announcement["cuts"]) < 10
    chances = {number: one.chance for number, one in Explained(announcement).standings.items()}
    assert chances[121] == places % 2


@pytest.mark.parametrize("price", ["-1", "0"])
def test_forged_price_of_a_parting_sum_is_refused(price: str) -> None:
    announcement = announcement_of(wedding(60, 80))
    tree = announcement["cuts"][0][2]
    assert "sum" in tree
    for case in cases(tree):
        for kind in ("prices", "empty"):
            if kind in case:
                case[kind][-1] = price
    announcement["digest"] = hash_of({key: one for key, one in announcement.items() if key != "digest"})
    assert [one.en for one in faults_of(canonical(announcement))] == ["The proof of a cut does not hold."]


def test_units_can_count_as_one() -> None:
    found = chances_of(Problem(2, COUPLES, counting=Counting.UNITS))
    assert found == dict.fromkeys(range(1, 6), Fraction(2, 3))


def test_quota_counts_a_unit_once_when_units_count() -> None:
    mixed = (person(1, unit="一", a="x"), person(2, unit="一", a="y"), person(3, a="x"), person(4, a="y"))
    units = Problem(1, mixed, (Quota("a", "x", 1, 1),), counting=Counting.UNITS)
    assert chances_of(units) == {1: Fraction(1, 2), 2: Fraction(1, 2), 3: Fraction(1, 2), 4: 0}
    persons = Problem(2, mixed, (Quota("a", "x", 1, 1),))
    assert chances_of(persons) == dict.fromkeys(range(1, 5), Fraction(1, 2))


def test_least_equal_to_most_is_kept_exactly() -> None:
    people = tuple(person(one, a="x" if one <= 2 else "y") for one in range(1, 11))
    found = chances_of(Problem(5, people, (Quota("a", "x", 2, 2),)))
    assert found == {one: Fraction(1) if one <= 2 else Fraction(3, 8) for one in range(1, 11)}


def test_panels_stay_within_one_of_what_is_expected() -> None:
    shape = shape_of(crowd(300, 40, [5, 4]))
    lottery = fairest(shape)
    assert lottery is not None
    for _, counts in lottery.panels:
        for one, count in enumerate(counts):
            expected = lottery.chances[one] * shape.profiles[one].size
            assert abs(count - expected) < 1


def test_three_attributes_at_a_size_beyond_trying_out_are_proved() -> None:
    announcement = announcement_of(crowd(400, 30, [2, 4, 5], seed=7))
    assert faults_of(canonical(announcement)) == []
    assert len(announcement["levels"]) > 2


def test_cut_that_no_counts_keep_gives_no_levels() -> None:
    shape = shape_of(Problem(1, (person(1), person(2))))
    assert levels_of(shape, [Cut((1,), 0)]) is None
    assert levels_of(shape, [Cut((1,), 1)]) == (Level(Fraction(1, 2), (0,), (Fraction(1), Fraction(0))),)


def test_corner_that_rounding_misses_is_found_by_elimination() -> None:
    # x = 1/7, y = 3/7 with denominators up to 3 cannot be rounded to
    rows = np.array([[4.0, 1.0], [2.0, -3.0]])
    goal = np.array([1.0, -1.0])
    system = System(rows, goal, goal, np.zeros(2), np.full(2, np.inf))
    corner = system.best([0.0, 0.0])
    assert corner is not None
    assert solved(system, corner, 3) == [Fraction(1, 7), Fraction(3, 7)]
    with pytest.raises(SolvingError, match="more than one"):
        solved(System(rows, goal, goal, np.zeros(2), np.full(2, np.inf)), np.array([0.5, 0.5]), 3)


@pytest.mark.parametrize(
    ("rows", "message"), [([(1, 1, 1)], "more than one"), ([(1, 0, 1), (1, 0, 2), (0, 1, 1)], "contradict")]
)
def test_equations_without_one_solution_are_refused(rows: list[tuple[int, ...]], message: str) -> None:
    with pytest.raises(SolvingError, match=message):
        eliminated(rows, 2)
