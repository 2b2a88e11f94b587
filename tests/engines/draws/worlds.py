"""Invented draws, and a second way to their fairest chances: every panel written down, one linear programme after another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from lianshou.engines.draws.problem import Counting, Kind, Person, Problem, Quota, Source

SOURCES = (Source("双色球第2026088期红球"), Source("上证指数收盘", Kind.DECIMALS))
VALUES: dict[str, list[str] | None] = {
    "双色球第2026088期红球": ["05", "12", "3", "33", "21", "9"],
    "上证指数收盘": ["3241.50"],
}


def person(number: int, *, unit: str = "", excluded: str = "", **values: str) -> Person:
    return Person(number, f"职工{number}", values, unit, excluded)


@st.composite
def problems(draw: st.DrawFn, most: int = 9) -> Problem:
    """Few persons, two or three attributes, some together, some excluded."""
    count = draw(st.integers(0, most))
    people = tuple(
        person(
            number,
            unit=draw(st.sampled_from(["", "", "", "一", "二", "三"])),
            excluded=draw(st.sampled_from(["", "", "", "", "", "请假"])),
            a=draw(st.sampled_from("xyz")),
            b=draw(st.sampled_from("pq")),
            c=draw(st.sampled_from("pq")),
        )
        for number in range(1, count + 1)
    )
    quotas = []
    for attribute, values in (("a", "xyz"), ("b", "pq"), ("c", "p")):
        for value in values:
            if draw(st.integers(0, 2)) == 0:
                least = draw(st.integers(0, 2))
                most_of = draw(st.sampled_from([None, least, least + 1, least + 2]))
                quotas.append(Quota(attribute, value, least, most_of))
    return Problem(
        places=draw(st.integers(0, max(count, 1))),
        people=people,
        quotas=tuple(quotas),
        sources=SOURCES,
        counting=draw(st.sampled_from(Counting)),
    )


def panels_of(problem: Problem) -> list[frozenset[int]]:
    """Every selection that keeps all rules, by trying all of them; as sets of numbers."""
    units: dict[str, list[Person]] = {}
    for one in problem.people:
        units.setdefault(one.unit or str(one.number), []).append(one)
    free = [members for members in units.values() if not any(one.excluded for one in members)]
    found = []
    for taken in product((False, True), repeat=len(free)):
        chosen = [members for members, is_in in zip(free, taken, strict=True) if is_in]
        if keeps(problem, chosen):
            found.append(frozenset(one.number for members in chosen for one in members))
    return found


def keeps(problem: Problem, chosen: Sequence[Sequence[Person]]) -> bool:
    """Whether these units keep the rules, counted the slow way."""
    by_person = problem.counting is Counting.PERSONS
    if sum(len(members) if by_person else 1 for members in chosen) != problem.places:
        return False
    for quota in problem.quotas:
        held = [sum(one.values[quota.attribute] == quota.value for one in members) for members in chosen]
        count = sum(held) if by_person else sum(one > 0 for one in held)
        if count < quota.least or (quota.most is not None and count > quota.most):
            return False
    return True


def leximin(numbers: Sequence[int], panels: Sequence[frozenset[int]]) -> dict[int, float]:
    """The fairest chances over ``panels``, person by person: the floor is raised, whoever cannot rise is fixed."""
    has = np.array([[float(number in panel) for panel in panels] for number in numbers])
    fixed: dict[int, float] = {}
    while len(fixed) < len(numbers):
        open_ones = [row for row, number in enumerate(numbers) if number not in fixed]
        floor = -float(_solve(has, numbers, fixed, open_ones, raised=None))
        for row in open_ones:
            highest = -float(_solve(has, numbers, fixed, open_ones, raised=row, floor=floor))
            if highest < floor + 1e-6:
                fixed[numbers[row]] = floor
    return fixed


def _solve(
    has: np.ndarray,
    numbers: Sequence[int],
    fixed: dict[int, float],
    open_ones: Sequence[int],
    *,
    raised: int | None,
    floor: float = 0.0,
) -> float:
    """The least of minus the floor of the open ones, or of minus the chance of one of them above a floor."""
    count = has.shape[1]
    rows, limits = [], []
    for row, number in enumerate(numbers):
        if number in fixed:
            rows.append([*-has[row], 0.0])
            limits.append(-fixed[number] + 1e-9)
    for row in open_ones:
        rows.append([*-has[row], 1.0 if raised is None else 0.0])
        limits.append(0.0 if raised is None else -floor + 1e-9)
    worth = [*np.zeros(count), -1.0] if raised is None else [*-has[raised], 0.0]
    found = linprog(
        worth, A_ub=np.array(rows), b_ub=limits, A_eq=[[1.0] * count + [0.0]], b_eq=[1.0], bounds=(0, 1)
    )
    assert found.status == 0, found.message
    return float(found.fun)


def crowd(people: int, places: int, categories: Sequence[int], *, slack: int = 1, seed: int = 1) -> Problem:
    """A large draw: uneven categories, quotas near to equal shares."""
    chance = Random(seed)
    weights = [[chance.random() + 0.1 for _ in range(count)] for count in categories]
    listed = tuple(
        Person(
            number,
            f"职工{number}",
            {
                f"属性{place}": str(chance.choices(range(count), weights[place])[0])
                for place, count in enumerate(categories)
            },
        )
        for number in range(1, people + 1)
    )
    quotas = tuple(
        Quota(f"属性{place}", str(value), max(0, places // count - slack), places // count + slack + 1)
        for place, count in enumerate(categories)
        for value in range(count)
    )
    return Problem(places, listed, quotas, SOURCES)


def wedding(couples: int, places: int, *, singles: int = 1, seed: int = 0) -> Problem:
    """Couples with a few single persons among them, counted by persons, with quotas over two attributes."""
    chance, thirds = Random(seed), places // 3
    count = 2 * couples + singles
    listed = tuple(
        person(
            number,
            unit=f"第{(number + 1) // 2}对" if number <= 2 * couples else "",
            a=chance.choice("xyz"),
            b=chance.choice("pqr"),
        )
        for number in range(1, count + 1)
    )
    quotas = [Quota("a", value, thirds - 6, thirds + 4) for value in "xyz"]
    quotas += [Quota("b", value, thirds - 5, thirds + 5) for value in "pqr"]
    return Problem(places, listed, tuple(quotas), SOURCES)


def families(
    units: int,
    chosen: int,
    categories: Sequence[int],
    *,
    width: int = 1,
    sizes: Sequence[int] = (3, 4),
    seed: int = 0,
) -> Problem:
    """Families counted by persons, with quotas ``width`` wide around what some selection of ``chosen`` families has."""
    chance = Random(seed)
    listed, planted = list[Person](), set(chance.sample(range(units), chosen))
    for unit in range(units):
        for _ in range(chance.choice(sizes)):
            values = {f"属性{one}": str(chance.randrange(count)) for one, count in enumerate(categories)}
            listed.append(person(len(listed) + 1, unit=f"第{unit + 1}家", **values))
    there = [one for one in listed if int(one.unit[1:-1]) - 1 in planted]
    quotas = []
    for place, count in enumerate(categories):
        for value in range(count):
            held = sum(one.values[f"属性{place}"] == str(value) for one in there)
            least = max(0, held - chance.randint(0, width))
            quotas.append(Quota(f"属性{place}", str(value), least, least + width))
    return Problem(len(there), tuple(listed), tuple(quotas), SOURCES)
