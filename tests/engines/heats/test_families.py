"""Every family of progression, by tables."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.engines.heats.regattas import crews, outcomes, raced, seats

from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.foreseeing import faults_ahead
from lianshou.engines.heats.plan import Decision, Edge, HeatsError, Plan, Regatta, Seeding, Share
from lianshou.engines.heats.ranking import final_places, medals, round_points, union_points
from lianshou.engines.heats.standing import State
from lianshou.engines.heats.templates import (
    TEMPLATES,
    by_place,
    by_time,
    for_points,
    most_heats,
    with_fastest,
    with_repechage,
)
from lianshou.engines.heats.verifier import verify

STRENGTH = {f"{n:02d}": f"{50 + n}.{n % 10}0" for n in range(1, 25)}


def regatta(plan: Plan, count: int) -> Regatta:
    return Regatta(replace(plan, seeding=Seeding.RANKING), crews(count))


def places(regatta: Regatta) -> list[tuple[str, int | None]]:
    return [(one.crew, one.place) for one in final_places(derive(regatta))]


@pytest.mark.parametrize(
    ("plan", "count", "rounds"),
    [
        (by_place("名次", 6, heats=4, semifinals=2), 24, {
            "heats": [["01", "08", "09", "16", "17", "24"], ["02", "07", "10", "15", "18", "23"],
                      ["03", "06", "11", "14", "19", "22"], ["04", "05", "12", "13", "20", "21"]],
            "semifinals": [["01", "04", "05", "08", "09", "12"], ["02", "03", "06", "07", "10", "11"]],
            "final": [["01", "02", "03", "04", "05", "06"]],
            "small": [["07", "08", "09", "10", "11", "12"]],
        }),
        (with_fastest("名次加成绩", 6, heats=3), 15, {
            "heats": [["01", "06", "07", "12", "13"], ["02", "05", "08", "11", "14"], ["03", "04", "09", "10", "15"]],
            "final": [["01", "02", "03", "04", "05", "06"]],
            "small": [["07", "08", "09", "10", "11", "12"]],
        }),
        (with_repechage("复活", 6, heats=3, repechages=2, seconds=1), 14, {
            "repechage": [["04", "07", "08", "11", "12"], ["05", "06", "09", "10", "13", "14"]],
            "final": [["01", "02", "03", "04", "05", "06"]],
        }),
        (by_time("计时", 4, heats=3), 11, {
            "heats": [["01", "06", "07"], ["02", "05", "08", "11"], ["03", "04", "09", "10"]],
            "final": [["01", "02", "03", "04"]],
            "small": [["05", "06", "07", "08"]],
        }),
        (for_points("轮次", 4, heats=2, rounds=3), 8, {
            "round1": [["01", "04", "05", "08"], ["02", "03", "06", "07"]],
            "round2": [["01", "04", "05", "08"], ["02", "03", "06", "07"]],
        }),
    ],
    ids=["place", "fastest", "repechage", "time", "points"],
)  # fmt: skip
def test_who_rows_where(plan: Plan, count: int, rounds: dict[str, list[list[str]]]) -> None:
    rowed = raced(regatta(plan, count), STRENGTH)
    found = {key: [sorted(heat) for heat in seats(rowed, key)] for key in rounds}
    assert {key: sorted(heats) for key, heats in found.items()} == {
        key: sorted(heats) for key, heats in rounds.items()
    }
    assert derive(rowed).is_done


def test_the_best_stand_in_the_middle_lanes() -> None:
    rowed = raced(regatta(by_time("计时", 6, heats=2), 12), STRENGTH)
    (final,) = derive(rowed).round("final").races
    assert [final.lanes[lane] for lane in (3, 4, 2, 5, 1, 6)] == ["01", "02", "03", "04", "05", "06"]


def test_places_follow_the_finals_and_then_how_far_each_came() -> None:
    rowed = raced(regatta(with_fastest("t", 6, heats=3), 15), STRENGTH)
    assert places(rowed) == [(f"{n:02d}", n) for n in range(1, 16)]
    finals = final_places(derive(rowed))
    assert medals(finals) == {"01": "gold", "02": "silver", "03": "bronze"}


def test_times_alone_may_be_the_places() -> None:
    told = outcomes(
        "heats", {"01": "50.40", "02": "dnf", "03": "49.99", "04": "dsq", "05": "50.40", "06": "51.00"}
    )
    one = Regatta(by_time("t", 3, heats=2, final=False), crews(6), told)
    assert places(one) == [("03", 1), ("01", 2), ("05", 2), ("06", 4), ("02", 5), ("04", None)]


def test_points_of_rounds_are_added_and_ties_go_to_the_best_two() -> None:
    plan = for_points("t", 4, heats=1, rounds=3)
    one = Regatta(plan, crews(4))
    tables = [["01", "02", "03", "04"], ["02", "03", "01", "04"], ["03", "01", "04", "02"]]
    for number, order in enumerate(tables, start=1):
        told = {crew: f"{50 + place}.00" for place, crew in enumerate(order)}
        one = replace(one, outcomes=(*one.outcomes, *outcomes(f"round{number}", told)))
    assert round_points(derive(one)) == {"01": (5, 2, 3), "02": (3, 5, 1), "03": (2, 3, 5), "04": (1, 1, 2)}
    # 01 and 03 have ten points each and eight from their best two; 03 won the last round
    assert places(one) == [("03", 1), ("01", 2), ("02", 3), ("04", 4)]


def test_a_tie_across_the_edge_waits_until_somebody_decides() -> None:
    plan = replace(by_time("t", 3, heats=2), seeding=Seeding.RANKING)
    times = {"01": "50.1", "02": "50.2", "03": "50.4", "04": "50.4", "05": "51.0", "06": "52.0"}
    one = Regatta(plan, crews(6), outcomes("heats", times))
    final = derive(one).round("final")
    assert (final.state, final.races) == (State.WAITING, ())
    assert final.waiting[0].zh == "03队、04队成绩相同，晋级名额分不开，等裁判裁定（终点照片、抽签或加赛）"
    decided = replace(one, decisions=(Decision("heats", ("04", "03"), "终点照片"),))
    assert (seats(decided, "final"), seats(decided, "small")) == ([["01", "02", "04"]], [["03", "05", "06"]])
    all_in = replace(one, plan=replace(plan, edge=Edge.ALL_IN, lanes=4))
    assert seats(all_in, "final") == [["01", "02", "03", "04"]]
    full = derive(replace(one, plan=replace(plan, edge=Edge.ALL_IN))).round("final")
    assert (full.state, "决赛有4支队，1组×3道只容得下3支" in full.waiting[0].zh) == (State.WAITING, True)


def test_nobody_goes_on_without_finishing() -> None:
    plan = replace(with_fastest("t", 4, heats=2), seeding=Seeding.RANKING)
    times = {"01": "dsq", "02": "dns", "03": "dnf", "04": "50.0", "05": "51.0", "06": "52.0"}
    one = Regatta(plan, crews(6), outcomes("heats", times))
    assert seats(one, "final") == [["04", "05", "06"]]
    order = [placed.crew for race in derive(one).round("heats").races for placed in race.places]
    assert order == ["04", "05", "01", "06", "03", "02"]  # DNF, then DNS, then DSQ


def test_a_race_of_one_crew_is_not_rowed_and_the_crew_goes_on() -> None:
    one = Regatta(
        replace(with_fastest("t", 4, heats=2), seeding=Seeding.RANKING),
        crews(3),
        outcomes("heats", {"01": "50.0"}),
    )
    one = replace(one, outcomes=outcomes("heats", {"02": "50.0", "03": "51.0"}))
    heats = derive(one).round("heats")
    assert [race.skipped for race in heats.races] == [True, False]
    assert seats(one, "final") == [["01", "02", "03"]]
    rowed = derive(replace(one, plan=replace(one.plan, skip_single=False)))
    assert rowed.round("heats").state is State.DRAWN


def test_too_many_crews_for_the_lanes_are_refused() -> None:
    with pytest.raises(HeatsError) as caught:
        derive(Regatta(by_time("t", 4, heats=2), crews(9)))
    assert caught.value.faults[0].wording.zh == "预赛有9支队，2组×4道只容得下8支；请增加组数或减少晋级名额"


def test_faults_of_what_was_written_down_are_all_named() -> None:
    told = (
        *outcomes("heats", {"01": "50.0", "99": "51.0"}),
        *outcomes("heats", {"01": "52.0"}),
        *outcomes("semi", {"01": "50"}),
    )
    with pytest.raises(HeatsError) as caught:
        derive(Regatta(by_time("t", 4, heats=1), crews(4), told, (Decision("heats", ("77",)),)))
    assert [(fault.flaw.value, fault.path) for fault in caught.value.faults] == [
        ("unknown", ("outcomes", 1)), ("twice", ("outcomes", 2)), ("unknown", ("outcomes", 3)), ("unknown", ("decisions", 0)),
    ]  # fmt: skip


def test_points_of_unions_are_shared_by_joint_crews_as_said() -> None:
    entries = list(crews(3))
    unions = [("甲",), ("甲", "乙"), ("乙",)]
    entries = [replace(crew, unions=own) for crew, own in zip(entries, unions, strict=True)]
    told = outcomes("heats", {"01": "50.0", "02": "51.0", "03": "52.0"})
    standing = derive(Regatta(by_time("t", 3, heats=1, final=False), tuple(entries), told))
    assert union_points([standing], (9, 7, 6)) == [(1, "甲", 16), (2, "乙", 13)]
    assert [(place, union, str(points)) for place, union, points in union_points([standing], (9, 7, 6), share=Share.DIVIDED)] == [
        (1, "甲", "25/2"), (2, "乙", "19/2"),
    ]  # fmt: skip


@pytest.mark.parametrize("family", sorted(TEMPLATES))
@pytest.mark.parametrize("lanes", range(2, 10))
def test_a_template_holds_full_heats_and_runs_to_its_end(family: str, lanes: int) -> None:
    for heats in range(2, min(6, most_heats(family, lanes)) + 1):
        plan = TEMPLATES[family]("t", lanes, heats=heats)
        for count in (lanes * heats, lanes * heats - 1, heats + 1):
            one = regatta(plan, count)
            assert faults_ahead(derive(one)) == [], (heats, count)
            order = random.Random(count).sample(one.entries, count)
            whole = derive(raced(one, {crew.key: f"{50 + n}.00" for n, crew in enumerate(order)}))
            assert (whole.is_done, verify(whole), len(final_places(whole))) == (True, [], count)
            if count == lanes * heats:
                last = whole.rounds[-1] if not plan.finals else whole.round(plan.finals[0])
                assert max(len(race.lanes) for race in last.races) >= lanes - 1, heats


@pytest.mark.parametrize(
    ("family", "lanes", "most"),
    [("fastest", 6, 6), ("place", 4, 16), ("repechage", 6, 19), ("repechage", 2, 2), ("time", 4, 100)],
)
def test_a_family_says_how_many_heats_it_holds(family: str, lanes: int, most: int) -> None:
    assert most_heats(family, lanes) == most


def test_the_repechages_of_the_documented_template_hold_everybody_but_the_winners() -> None:
    rounds = {one.key: one for one in TEMPLATES["repechage"]("t", 6, heats=3).rounds}
    assert {key: one.heats for key, one in rounds.items()} == {"heats": 3, "repechage": 3, "final": 1}
    bigger = [one.title for one in TEMPLATES["repechage"]("t", 6, heats=4).rounds]
    assert bigger == ["预赛", "复活赛", "半决赛", "决赛"]


def test_one_heat_is_singular_in_english() -> None:
    for heats, wanted in (
        (1, "only 4 can race in 1 heat of 4 lanes"),
        (2, "only 8 can race in 2 heats of 4 lanes"),
    ):
        with pytest.raises(HeatsError) as caught:
            derive(Regatta(by_time("t", 4, heats=heats), crews(9)))
        assert wanted in caught.value.faults[0].wording.en
