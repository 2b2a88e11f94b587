"""Plans that regattas really run: by place, with a repechage, by time, for points. Each is only data; change what differs."""

from __future__ import annotations

from dataclasses import replace

from lianshou.engines.heats.plan import How, Plan, RankBy, Round, Take
from lianshou.engines.heats.titles import in_english


def by_place(title: str, lanes: int, *, heats: int, semifinals: int = 2) -> Plan:
    """Heats → semifinals (each heat's first places) → final of the semifinals' first half, small final of the second."""
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


TEMPLATES = {
    "place": by_place,
    "fastest": with_fastest,
    "repechage": with_repechage,
    "time": by_time,
    "points": for_points,
}
"""The families by name."""


def plan_in_english(plan: Plan) -> Plan:
    """``plan`` with the titles that templates give in English; numbers behind them stay."""
    rounds = tuple([replace(one, title=in_english(one.title)) for one in plan.rounds])
    return replace(plan, title=in_english(plan.title), rounds=rounds)
