"""Regattas for tests: crews, outcomes as a table, any regatta of any family."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import strategies as st

from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.plan import Crew, Edge, Outcome, Plan, Regatta, Seeding, Status
from lianshou.engines.heats.standing import State
from lianshou.engines.heats.templates import TEMPLATES, most_heats, with_repechage
from lianshou.engines.heats.times import Time, parse_time


def crews(count: int, unions: int = 0) -> tuple[Crew, ...]:
    names = [f"{number:02d}" for number in range(1, count + 1)]
    return tuple(
        [Crew(name, f"{name}队", (f"工会{n % unions}",) if unions else ()) for n, name in enumerate(names)]
    )


def outcomes(round_: str, table: dict[str, str]) -> tuple[Outcome, ...]:
    """``{"01": "50.4", "02": "dnf"}`` as outcomes."""
    states = {status.value: status for status in Status}
    return tuple(
        [
            Outcome(round_, crew, states[told])
            if told in states
            else Outcome(round_, crew, Status.OK, parse_time(told))
            for crew, told in table.items()
        ]
    )


def raced(regatta: Regatta, strength: dict[str, str]) -> Regatta:
    """Every round rowed, each crew always in the time of ``strength``."""
    while True:
        drawn = [one for one in derive(regatta).rounds if one.state is State.DRAWN]
        if not drawn:
            return regatta
        told = {crew: strength[crew] for crew in drawn[0].crews}
        regatta = replace(regatta, outcomes=(*regatta.outcomes, *outcomes(drawn[0].round.key, told)))


def seats(regatta: Regatta, key: str) -> list[list[str]]:
    """The crews of each heat, sorted."""
    return [sorted(race.lanes.values()) for race in derive(regatta).round(key).races]


def row(regatta: Regatta, dice: random.Random, *, share_ok: float = 0.85, until: int = 10) -> Regatta:
    """Row round after round with chance outcomes, ties and mishaps; stops where a decision is needed."""
    for _ in range(until):
        drawn = [one for one in derive(regatta).rounds if one.state is State.DRAWN]
        if not drawn:
            break
        key, known = drawn[0].round.key, {(one.round, one.crew) for one in regatta.outcomes}
        new = [_chance(key, crew, dice, share_ok) for crew in drawn[0].crews if (key, crew) not in known]
        regatta = replace(regatta, outcomes=(*regatta.outcomes, *new))
    return regatta


def _chance(key: str, crew: str, dice: random.Random, share_ok: float) -> Outcome:
    if dice.random() > share_ok:
        return Outcome(key, crew, dice.choice([Status.DNF, Status.DNS, Status.DSQ]))
    digits = dice.choice([1, 2, 2, 2])
    return Outcome(
        key,
        crew,
        Status.OK,
        Time(dice.randint(500, 540) * 100 + (dice.randint(0, 9) * 10 if digits == 2 else 0), digits),
    )


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, int]:
    """A plan of any family and how many crews it holds."""
    lanes = draw(st.integers(3, 8))
    name = draw(st.sampled_from([*sorted(TEMPLATES), "one repechage"]))
    if name == "one repechage":
        heats = draw(st.integers(2, max(2, lanes - 2)))
        plan = with_repechage("测试", lanes, heats=heats, repechages=1, seconds=max(1, lanes - heats - 1))
        most = min(heats * lanes, heats + lanes)
    else:
        heats = draw(st.integers(2, min(4, most_heats(name, lanes))))
        plan = TEMPLATES[name]("测试", lanes, heats=heats)
        most = heats * lanes
    plan = replace(
        plan, seeding=draw(st.sampled_from([Seeding.DRAW, Seeding.RANKING])), edge=draw(st.sampled_from(Edge))
    )
    return plan, draw(st.integers(1, most))


@st.composite
def regattas(draw: st.DrawFn) -> Regatta:
    plan, count = draw(plans())
    entries = tuple(
        [
            Crew(
                f"{n:02d}",
                f"{n}队",
                tuple(draw(st.lists(st.sampled_from("甲乙丙丁"), max_size=2, unique=True))),
            )
            for n in range(count)
        ]
    )
    return row(Regatta(plan, entries), random.Random(draw(st.integers(0, 10**6))))
