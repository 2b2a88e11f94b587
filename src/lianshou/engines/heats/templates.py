"""Plans that regattas really run: by place, with a repechage, by time, for points. Each is only data; change what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lianshou.engines.heats.plan import How, Plan, RankBy, Round, Take
from lianshou.engines.heats.titles import in_english


def by_place(title: str, lanes: int, *, heats: int, semifinals: int | None = None) -> Plan:
    """Heats → semifinals (each heat's first places) → final of the semifinals' first half, small final of the second.

    Without ``semifinals`` there are two, or as many as a winner of each heat needs.
    """
    semifinals = semifinals or max(2, -(-heats // lanes))
    each = lanes * semifinals // heats
    final = lanes // semifinals
    return Plan(
        title,
        lanes,
        (
            Round("heats", "预赛", heats=heats),
            Round("semifinals", "半决赛", (Take("heats", How.PLACE, 1, max(each, 1)),), heats=semifinals),
            Round("small", "小决赛", (Take("semifinals", How.PLACE, final + 1, 2 * final),), heats=1),
            Round("final", "决赛", (Take("semifinals", How.PLACE, 1, final),), heats=1),
        ),
        finals=("final", "small"),
    )


def with_fastest(title: str, lanes: int, *, heats: int) -> Plan:
    """Heats → final of the heats' winners and, for the lanes left, the fastest of the others; small final of the next fastest."""
    left = lanes - heats
    takes = [Take("heats", How.PLACE, 1, 1)] + ([Take("heats", How.TIME, count=left)] if left > 0 else [])
    return Plan(
        title,
        lanes,
        (
            Round("heats", "预赛", heats=heats),
            Round("final", "决赛", tuple(takes), heats=1),
            Round("small", "小决赛", (Take("heats", How.TIME, count=lanes),), heats=1),
        ),
        finals=("final", "small"),
    )


def with_repechage(title: str, lanes: int, *, heats: int, repechages: int, seconds: int = 2) -> Plan:
    """Heats; winners to the final; the rest to the repechage, whose winners and ``seconds`` fastest seconds join them."""
    return Plan(
        title,
        lanes,
        (
            Round("heats", "预赛", heats=heats),
            Round("repechage", "复活赛", (Take("heats", How.REST),), heats=repechages),
            Round(
                "final",
                "决赛",
                (
                    Take("heats", How.PLACE, 1, 1),
                    Take("repechage", How.PLACE, 1, 1),
                    Take("repechage", How.TIME, count=seconds, among=2),
                ),
                heats=1,
            ),
        ),
        finals=("final",),
    )


def with_second_chance(title: str, lanes: int, *, heats: int) -> Plan:
    """Heats → repechages that hold all the others of full heats → final of the winners of both and of the next of the repechages.

    Where the winners are more than one race holds, they meet in semifinals before the final.
    """
    repechages = _repechages(lanes, heats)
    semifinals = 0 if heats + repechages <= lanes else max(2, -(-(heats + repechages) // lanes))
    others = lanes * max(semifinals, 1) - heats
    each, left = divmod(others, repechages)
    takes = [Take("heats", How.PLACE, 1, 1), Take("repechage", How.PLACE, 1, each)]
    if left:
        takes.append(Take("repechage", How.TIME, count=left, among=each + 1))
    rounds = [
        Round("heats", "预赛", heats=heats),
        Round("repechage", "复活赛", (Take("heats", How.REST),), heats=repechages),
    ]
    if semifinals:
        rounds.append(Round("semifinals", "半决赛", tuple(takes), heats=semifinals))
        takes = [Take("semifinals", How.PLACE, 1, lanes // semifinals)]
        if left := lanes % semifinals:
            takes.append(Take("semifinals", How.TIME, count=left))
    return Plan(title, lanes, (*rounds, Round("final", "决赛", tuple(takes), heats=1)), finals=("final",))


def _repechages(lanes: int, heats: int) -> int:
    """How many repechages hold everybody of full heats but the winners."""
    return -(-heats * (lanes - 1) // lanes)


def by_time(title: str, lanes: int, *, heats: int, final: bool = True) -> Plan:
    """Heats → final of the fastest over all heats; without a final the times of the heats are the places."""
    rounds = [Round("heats", "预赛" if final else "计时赛", heats=heats)]
    if not final:
        return Plan(title, lanes, tuple(rounds), rank_by=RankBy.OVERALL)
    rounds.append(Round("final", "决赛", (Take("heats", How.OVERALL, 1, lanes),), heats=1))
    rounds.append(Round("small", "小决赛", (Take("heats", How.OVERALL, lanes + 1, 2 * lanes),), heats=1))
    return Plan(title, lanes, tuple(rounds), finals=("final", "small"))


def for_points(
    title: str, lanes: int, *, heats: int, rounds: int = 3, points: tuple[int, ...] = (5, 3, 2, 1)
) -> Plan:
    """Everybody races in every round; the places of each round give points, and their sum the places."""
    made = [Round("round1", "第1轮", heats=heats)]
    for number in range(2, rounds + 1):
        take = Take(f"round{number - 1}", How.ALL)
        made.append(Round(f"round{number}", f"第{number}轮", (take,), heats=heats))
    return Plan(title, lanes, tuple(made), rank_by=RankBy.POINTS, points=points)


TEMPLATES: dict[str, Callable[..., Plan]] = {
    "place": by_place,
    "fastest": with_fastest,
    "repechage": with_second_chance,
    "time": by_time,
    "points": for_points,
}
"""The families by name; each holds full heats, up to ``most_heats`` of them."""


def most_heats(family: str, lanes: int) -> int:
    """How many full heats the template of ``family`` can bring down to one final."""
    if family == "place":
        return lanes * lanes
    if family == "fastest":
        return lanes
    if family == "repechage":
        return max(n for n in range(1, lanes * lanes) if n + _repechages(lanes, n) <= lanes * lanes)
    return _MOST_HEATS


_MOST_HEATS = 100  # as many as a plan may have


def plan_in_english(plan: Plan) -> Plan:
    """``plan`` with the titles that templates give in English; numbers behind them stay."""
    rounds = tuple([replace(one, title=in_english(one.title)) for one in plan.rounds])
    return replace(plan, title=in_english(plan.title), rounds=rounds)
