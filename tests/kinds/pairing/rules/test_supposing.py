from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.kinds.pairing.rules.asking import Standing, placed
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.solving import match, problem_of
from lianshou.kinds.pairing.rules.supposing import ChangeError, changed, suppose
from lianshou.kinds.pairing.rules.terms import Board

County = Callable[..., Instance]

CHANGES: list[dict[str, Any]] = [
    {"op": "drop_host", "host": "帮带1"},
    {"op": "room", "host": "帮带2", "high": 1, "most": 1},
    {"op": "force", "guest": "新建0", "host": "帮带0"},
    {"op": "forbid", "guest": "新建1", "host": "帮带0"},
    {"op": "add_guest", "name": "新来", "place": "羊寨镇", "industry": "3415"},
    {"op": "weight", "term": "industry", "factor": 2},
    {"op": "drop_guest", "guest": "新建3"},
    {"op": "free", "guest": "新建0"},
    {"op": "add_host", "name": "新家", "level": "省级", "place": "沟墩镇"},
    {"op": "allow", "guest": "新建1", "host": "帮带0"},
]


def cost(result: dict[str, Any]) -> int:
    return int(result["cost_parts"]["pairs"] + result["cost_parts"]["rooms"])


@pytest.mark.parametrize("seed", range(5))
def test_every_step_costs_what_matching_anew_costs(county: County, seed: int) -> None:
    instance = county(seed, guests=7, most=2)
    told = suppose(instance, CHANGES)
    for number, step in enumerate(told["steps"], start=1):
        anew = match(changed(instance, CHANGES[:number]))
        assert (step["step"], step["cost_after"], step["unmatched_after"]) == (
            number,
            cost(anew),
            len(anew["unmatched"]),
        )
    assert told["cost_after"] == told["steps"][-1]["cost_after"]
    assert told["difference"] == told["cost_after"] - told["cost_before"]


@pytest.mark.parametrize("seed", range(5))
def test_the_moves_lead_from_before_to_an_optimum(county: County, seed: int) -> None:
    instance = county(seed, guests=7, most=2)
    told, after = suppose(instance, CHANGES), changed(instance, CHANGES)
    hosts = {pair["guest"]: pair["host"] for pair in match(instance)["pairs"]}
    for move in told["moves"]:
        assert hosts.get(move["guest"]) == move["from"]
        hosts[move["guest"]] = move["to"]
    board = Board(after)
    standing = Standing(board, problem_of(after), placed(board, {g: h for g, h in hosts.items() if h}))
    assert (standing.cost, standing.unmatched) == (told["cost_after"], told["unmatched_after"])
    loads = {one["host"]: one["after"] for one in told["loads"]}
    assert {host: load for host, load in loads.items() if load is not None} == {
        host.id: standing.loads[board.host_index[host.id]] for host in board.hosts if host.id in loads
    }


def test_before_is_counted_at_the_new_weights(county: County) -> None:
    instance = county(2, guests=8)
    change = {"op": "weight", "term": "distance", "factor": 3}
    step = suppose(instance, [change])["steps"][0]
    after = changed(instance, [change])
    board = Board(after)
    hosts = {pair["guest"]: pair["host"] for pair in match(instance)["pairs"]}
    assert step["cost_before"] == Standing(board, problem_of(after), placed(board, hosts)).cost
    assert step["difference"] <= 0
    assert step["sentence"]["zh"].startswith("按新的权重计算")


@pytest.fixture
def row_of_places() -> Instance:
    """Two hosts with one place each, a guest beside each."""
    hosts = [
        make_host(name, "city", longitude=lon, latitude=33.7, low=0, high=1, most=1)
        for name, lon in (("东", 119.9), ("西", 119.8))
    ]
    guests = [
        make_guest(name, longitude=lon, latitude=33.7) for name, lon in (("甲", 119.81), ("丙", 119.89))
    ]
    return make_instance(hosts, guests)


def test_a_host_that_drops_out_leaves_its_guest_without_one(row_of_places: Instance) -> None:
    told = suppose(row_of_places, [{"op": "drop_host", "host": "西"}])
    step = told["steps"][0]
    assert (step["op"], step["change"]["zh"]) == ("drop_host", "帮带方西退出。")
    assert [(move["guest"], move["kind"], move["to"], move["forced"]) for move in step["moves"]] == [
        ("甲", "left_out", None, True)
    ]
    assert (told["left_out"], told["served"]) == ([{"guest": "甲", "guest_name": "甲"}], [])
    assert told["loads"] == [{"host": "西", "host_name": "西", "before": 1, "after": None}]
    assert told["sentence"]["zh"] == "全县总成本减少12.9公里当量；多1家没有帮带方；1家要调整：甲。"
    assert told["steps"][0]["moves"][0]["why"]["en"] == "There is no place left for it."


def test_who_gets_a_host_and_who_is_new(row_of_places: Instance) -> None:
    small = replace(row_of_places, hosts=row_of_places.hosts[:1])
    told = suppose(
        small,
        [
            {"op": "room", "host": "东", "high": 2, "most": 2},
            {"op": "add_guest", "name": "丁", "longitude": 119.9, "latitude": 33.7},
            {"op": "drop_guest", "guest": "甲"},
        ],
    )
    assert (told["steps"][0]["served"], told["steps"][0]["unmatched_after"]) == (
        [{"guest": "甲", "guest_name": "甲"}],
        0,
    )
    assert [(one["guest"], one["kind"], one["to"]) for one in told["moves"]] == [
        ("丁", "joined", "东"),
        ("甲", "gone", None),
    ]


def test_a_forced_pair_says_so_and_a_ban_too(row_of_places: Instance) -> None:
    forced = suppose(row_of_places, [{"op": "force", "guest": "甲", "host": "东"}])["moves"]
    assert [(move["guest"], move["why"]["zh"]) for move in forced] == [
        ("丙", "为别家让出名额，这一对比原来多7.4公里当量。"),
        ("甲", "按指定结对。"),
    ]
    banned = suppose(row_of_places, [{"op": "forbid", "guest": "甲", "host": "西"}])["moves"]
    assert banned[1]["why"]["zh"] == "与原帮带方不得结对。"


def test_who_is_new_is_told_apart_from_who_moves(row_of_places: Instance) -> None:
    roomy = {"op": "room", "host": "东", "high": 2, "most": 2}
    new = {"op": "add_guest", "name": "丁", "longitude": 119.9, "latitude": 33.7}
    step = suppose(row_of_places, [roomy, new])["steps"][1]
    assert step["sentence"]["zh"].endswith("；新加入丁；其他单位都不动。")
    assert step["sentence"]["en"].endswith("; 丁 joined; nobody else moves.")
    assert step["notices"] == []


def test_nothing_moves_for_nothing(row_of_places: Instance) -> None:
    told = suppose(row_of_places, [{"op": "room", "host": "东", "most": 3}])
    assert (told["moves"], told["difference"], told["loads"]) == ([], 0, [])
    assert told["sentence"] == {
        "zh": "全县总成本不变；没有单位要调整。",
        "en": "The county pays the same; nobody would move.",
    }


def test_an_arrangement_can_be_where_it_starts(row_of_places: Instance) -> None:
    crossed = {"pairs": [{"guest": "甲", "host": "东"}, {"guest": "丙", "host": "西"}]}
    told = suppose(row_of_places, [{"op": "room", "host": "东", "most": 2}], arrangement=crossed)
    assert (told["difference"], [move["guest"] for move in told["moves"]]) == (-14802, ["丙", "甲"])


def test_locks_that_do_not_fit_name_the_step(row_of_places: Instance) -> None:
    changes = [
        {"op": "force", "guest": "甲", "host": "东"},
        {"op": "force", "guest": "丙", "host": "东"},
    ]
    with pytest.raises(ChangeError) as caught:
        suppose(row_of_places, changes)
    assert (caught.value.step, caught.value.field) == (2, "host")
    with pytest.raises(ChangeError) as caught:
        suppose(row_of_places, [changes[0], {"op": "room", "host": "东", "low": 0, "high": 0, "most": 0}])
    assert (caught.value.step, caught.value.field) == (2, "most")


def test_no_changes_change_nothing(row_of_places: Instance) -> None:
    told = suppose(row_of_places, [])
    assert (told["steps"], told["moves"], told["difference"]) == ([], [], 0)
