"""What each family makes of whole regattas, by tables: mishaps, best losers, points with every step of their ties, final places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.heats.regattas import crews, outcomes, raced, seats

from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.plan import Decision, Plan, Regatta, Seeding
from lianshou.engines.heats.ranking import final_places, points_of
from lianshou.engines.heats.standing import State
from lianshou.engines.heats.templates import by_place, by_time, for_points, with_fastest, with_repechage
from lianshou.engines.heats.times import parse_time
from lianshou.engines.heats.verifier import verify

STRENGTH = {f"{n:02d}": f"{50 + n}.00" for n in range(1, 25)}
Told = list[tuple[str, int | None]]


def ranked(plan: Plan) -> Plan:
    return replace(plan, seeding=Seeding.RANKING)


def places(regatta: Regatta) -> Told:
    return [(one.crew, one.place) for one in final_places(derive(regatta))]


def in_order(count: int, without: tuple[str, ...] = ()) -> Told:
    """Crews by number with places from 1, those without a place last."""
    names = [name for name in list(STRENGTH)[:count] if name not in without]
    return [
        *((name, place) for place, name in enumerate(names, start=1)),
        *((name, None) for name in without),
    ]


@pytest.mark.parametrize(
    ("plan", "count", "mishaps", "wanted"),
    [
        (by_place("名次", 6, heats=4), 24, {}, in_order(24)),
        # 08 goes on as the winner of the heat of 01, into a semifinal whose first three it is among; 23 is the last of its heat
        (by_place("名次", 6, heats=4), 24, {"01": "dsq", "24": "dns", "23": "dnf"}, [
            *zip(("02", "03", "04", "05", "06", "08", "07", "09", "10", "11", "12", "16", "13", "14", "15", "17", "18", "19", "20", "21",
                  "22", "23"), range(1, 23), strict=True), ("24", None), ("01", None),
        ]),
        (with_fastest("名次加成绩", 6, heats=3), 15, {"02": "dns", "03": "dsq"}, in_order(15, ("02", "03"))),
        (with_repechage("复活", 6, heats=3, repechages=2, seconds=1), 14, {"14": "dnf"}, in_order(14)),
        (by_time("计时", 4, heats=3), 11, {"11": "dns"}, in_order(11, ("11",))),
        (by_time("只计时", 4, heats=3, final=False), 11, {"10": "dnf", "11": "dsq"}, in_order(11, ("11",))),
        (for_points("轮次", 4, heats=1, rounds=3), 4, {"04": "dsq"}, in_order(4, ("04",))),
    ],
    ids=["place", "place with mishaps", "fastest", "repechage", "time", "time alone", "points"],
)  # fmt: skip
def test_final_places_of_every_family(plan: Plan, count: int, mishaps: dict[str, str], wanted: Told) -> None:
    rowed = raced(Regatta(ranked(plan), crews(count)), {**STRENGTH, **mishaps})
    assert derive(rowed).is_done
    assert places(rowed)[: len(wanted)] == wanted
    assert verify(derive(rowed)) == []


def test_two_of_each_heat_and_the_best_loser_of_all() -> None:
    """A loser goes on by time whatever its place; among equals of the edge officials decide."""
    plan = ranked(with_fastest("t", 4, heats=3))
    times = {"01": "50.0", "06": "50.3", "02": "52.0", "05": "50.3", "03": "53.0", "04": "55.0"}
    one = Regatta(plan, crews(6), outcomes("heats", times))
    assert [sorted(heat) for heat in seats(one, "heats")] == [["01", "06"], ["02", "05"], ["03", "04"]]
    # 05 won its heat; of the losers 06 is the fastest
    assert seats(one, "final") == [["01", "03", "05", "06"]]
    tied = replace(one, outcomes=outcomes("heats", {**times, "02": "50.8", "05": "50.2", "06": "50.8"}))
    assert derive(tied).round("final").state is State.WAITING
    assert derive(tied).round("small").state is State.WAITING
    ruled = replace(tied, decisions=(Decision("heats", ("02", "06"), "终点照片"),))
    assert (seats(ruled, "final"), seats(ruled, "small")) == ([["01", "02", "03", "05"]], [["04", "06"]])


def test_the_best_second_of_the_repechage_goes_on_and_no_faster_third_does() -> None:
    plan = ranked(with_repechage("t", 5, heats=2, repechages=2, seconds=1))
    heats = {f"{n:02d}": f"{50 + n}.00" for n in range(1, 11)}
    one = Regatta(plan, crews(10), outcomes("heats", heats))
    first, second = seats(one, "repechage")
    times = {first[0]: "50.00", first[1]: "51.00", first[2]: "51.50", first[3]: "59.00",
             second[0]: "52.00", second[1]: "53.00", second[2]: "54.00", second[3]: "dnf"}  # fmt: skip
    one = replace(one, outcomes=(*one.outcomes, *outcomes("repechage", times)))
    assert seats(one, "final") == [sorted(["01", "02", first[0], second[0], first[1]])]


@pytest.mark.parametrize(
    ("orders", "best", "wanted"),
    [
        # a and b have 7 each: a's best two are 5 + 1, b's 3 + 2
        (["abcd", "cdba", "dcba"], 2, [("c", 1), ("d", 2), ("a", 3), ("b", 4)]),
        # a and c have 10 each and 8 of their best two; c won the last round
        (["abcd", "bcad", "cadb"], 2, [("c", 1), ("a", 2), ("b", 3), ("d", 4)]),
        # of one best round: a and c have 5 each, as b has; the sum stands before it
        (["abcd", "bcad", "cadb"], 1, [("c", 1), ("a", 2), ("b", 3), ("d", 4)]),
    ],
)
def test_ties_of_points_go_to_the_best_rounds_then_to_the_last(
    orders: list[str], best: int, wanted: list[tuple[str, int]]
) -> None:
    plan = replace(for_points("t", 4, heats=1, rounds=3), best=best)
    entries = tuple([replace(one, key=key, name=key) for one, key in zip(crews(4), "abcd", strict=True)])
    told = [
        one
        for number, order in enumerate(orders, start=1)
        for one in outcomes(f"round{number}", {crew: f"{60 + n}.00" for n, crew in enumerate(order)})
    ]
    assert places(Regatta(plan, entries, tuple(told))) == wanted


def test_ties_of_points_in_two_heats_go_to_the_best_time_and_then_to_nobody() -> None:
    plan = ranked(for_points("t", 3, heats=2, rounds=2))
    rowed = raced(Regatta(plan, crews(6)), {**STRENGTH, "02": "51.00"})
    assert places(rowed)[:2] == [("01", 1), ("02", 1)]
    faster = replace(rowed, outcomes=tuple([
        replace(one, time=parse_time("50.99")) if (one.round, one.crew) == ("round1", "02") else one for one in rowed.outcomes
    ]))  # fmt: skip
    assert places(faster)[:2] == [("02", 1), ("01", 2)]
    early = replace(rowed, decisions=(Decision("round1", ("02", "01"), "第1轮的照片"),))
    assert places(early)[:2] == [("01", 1), ("02", 1)]
    late = replace(rowed, decisions=(Decision("round2", ("02", "01"), "抽签"),))
    assert places(late)[:2] == [("02", 1), ("01", 2)]


def test_points_count_in_each_heat_and_nothing_counts_for_who_did_not_finish() -> None:
    rowed = raced(Regatta(ranked(for_points("t", 3, heats=2, rounds=2)), crews(6)), {**STRENGTH, "06": "dnf"})
    finals = {one.crew: (one.place, one.points) for one in final_places(derive(rowed))}
    assert finals["01"][1] == finals["02"][1] == (5, 5)
    assert finals["06"] == (None, ())


def test_losers_of_two_heats_with_one_time_share_a_place_until_officials_decide() -> None:
    plan = ranked(by_place("t", 4, heats=2))
    plan = replace(
        plan,
        rounds=(plan.rounds[0], replace(plan.rounds[3], takes=(replace(plan.rounds[1].takes[0], last=1),))),
        finals=("final",),
    )
    times = {"01": "50.0", "04": "52.0", "02": "50.5", "03": "52.0"}
    one = Regatta(
        plan, crews(4), (*outcomes("heats", times), *outcomes("final", {"01": "50.0", "02": "51.0"}))
    )
    assert places(one) == [("01", 1), ("02", 2), ("04", 3), ("03", 3)]
    ruled = replace(one, decisions=(Decision("heats", ("03", "04"), "抽签"),))
    assert places(ruled) == [("01", 1), ("02", 2), ("03", 3), ("04", 4)]


def test_who_has_no_place_is_listed_dnf_dns_dsq_over_all_heats() -> None:
    plan = replace(ranked(by_time("t", 3, heats=2, final=False)), rank_unfinished=False)
    told = {"01": "dsq", "02": "dns", "03": "dnf", "04": "dnf", "05": "50.0", "06": "51.0"}
    assert places(Regatta(plan, crews(6), outcomes("heats", told))) == [
        ("05", 1), ("06", 2), ("04", None), ("03", None), ("02", None), ("01", None),
    ]  # fmt: skip


def test_entry_times_seed_the_strong_apart_at_the_decimals_they_share() -> None:
    plan = replace(by_time("t", 3, heats=2), seeding=Seeding.TIMES)
    best = {"01": "53.0", "02": "50.45", "03": "50.4", "04": "50.39"}
    entries = tuple([replace(one, best=parse_time(best[one.key])) for one in crews(4)])
    # 04 is certainly the fastest; 50.45 and 50.4 are equal, so they stay as they were entered
    assert seats(Regatta(plan, entries), "heats") == [["01", "04"], ["02", "03"]]


def test_a_table_of_points_in_the_plan_counts_for_the_unions() -> None:
    entries = tuple([replace(one, unions=(union,)) for one, union in zip(crews(4), "甲乙甲丙", strict=True)])
    told = outcomes("heats", {"01": "50.0", "02": "51.0", "03": "52.0", "04": "dns"})
    plan = by_time("t", 4, heats=1, final=False)
    assert points_of(derive(Regatta(plan, entries, told))) == {"甲": 4, "乙": 2}
    table = replace(plan, union_points=(9, 7, 7))
    assert points_of(derive(Regatta(table, entries, told))) == {"甲": 16, "乙": 7}
