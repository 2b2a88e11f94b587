from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.engines.matching import LEFT_OUT, Problem, Term, solve
from lianshou.kinds.pairing.rules.asking import cost_without_left_out, stand
from lianshou.kinds.pairing.rules.explaining import explain_guest, explain_host
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.solving import match

County = Callable[..., Instance]


def cost(result: dict[str, Any]) -> int:
    """Pairs and places of a result."""
    return int(result["cost_parts"]["pairs"] + result["cost_parts"]["rooms"])


@pytest.fixture
def two_ends() -> Instance:
    """Two hosts 9.3 km apart, each with one place; a guest beside each."""
    hosts = [
        make_host(name, "city", longitude=lon, latitude=33.7, low=1, high=1, most=1)
        for name, lon in (("东", 119.9), ("西", 119.8))
    ]
    guests = [
        make_guest(name, longitude=lon, latitude=33.7) for name, lon in (("甲", 119.81), ("丙", 119.89))
    ]
    return make_instance(hosts, guests)


@pytest.mark.parametrize("seed", range(6))
def test_next_best_costs_what_locking_costs(county: County, seed: int) -> None:
    instance = county(seed, hosts=5, guests=9, most=2)
    result = match(instance)
    for guest in ("新建0", "新建5"):
        told = explain_guest(instance, guest)
        for other in told["next_best"]:
            locked = match(replace(instance, locks=((guest, other["host"]),)))
            assert other["extra_cost"] == cost(locked) - cost(result)
            assert other["left_out"] == len(locked["unmatched"]) - len(result["unmatched"])
        assert [other["extra_cost"] for other in told["next_best"]] == sorted(
            other["extra_cost"] for other in told["next_best"]
        )


@pytest.mark.parametrize("seed", range(6))
def test_one_place_more_or_fewer_costs_what_matching_anew_costs(county: County, seed: int) -> None:
    instance = county(seed, hosts=4, guests=7, most=2)
    result = match(instance)
    told = explain_host(instance, "帮带1")
    for change in ("more", "fewer"):
        room = {key: told[change][key] for key in ("low", "high", "most")}
        hosts = tuple(replace(one, **room) if one.id == "帮带1" else one for one in instance.hosts)
        anew = match(replace(instance, hosts=hosts))
        assert told[change]["cost"] == cost(anew)
        assert told[change]["difference"] == cost(anew) - cost(result)
        assert told[change]["unmatched"] == len(anew["unmatched"])


@pytest.mark.parametrize("seed", range(8))
def test_the_price_is_what_one_more_unit_at_the_door_costs(county: County, seed: int) -> None:
    instance = county(seed, hosts=3, guests=6, most=2 + seed % 2)
    standing = stand(instance)
    for index, host in enumerate(standing.board.hosts):
        price = explain_host(instance, host.id)["price"]
        more = _with_one_more(standing.problem, index)
        host_of = solve(more).host_of
        assert (price["more"], price["more_left_out"]) == (
            cost_without_left_out(more, host_of) - standing.cost,
            int((host_of == LEFT_OUT).sum()) - standing.unmatched,
        )


def _with_one_more(problem: Problem, host: int) -> Problem:
    """One more guest that costs nothing and can only go to ``host``."""
    row = np.zeros((1, len(problem.hosts)), dtype=np.int64)
    only = np.arange(len(problem.hosts)) == host
    return replace(
        problem,
        guests=(*problem.guests, "one more"),
        terms=tuple(Term(term.name, np.vstack([term.costs, row])) for term in problem.terms),
        left_out=np.append(problem.left_out, problem.left_out[0]) * 4,
        allowed=np.vstack([problem.allowed, only]),
        locked={**problem.locked, "one more": problem.hosts[host]},
        forbidden=None,
    )


def test_a_pair_is_explained_term_by_term(two_ends: Instance) -> None:
    told = explain_guest(two_ends, "甲")
    assert (told["host"], told["optimal"], told["left_out"]) == ("西", True, None)
    assert [(term["term"], term["cost"]) for term in told["terms"]] == [
        ("distance", 925), ("industry", 12000), ("group", 0), ("renewal", 0),
    ]  # fmt: skip
    assert sum(term["cost"] for term in told["terms"]) == told["cost"]
    assert told["terms"][0]["sentence"] == {
        "zh": "相距930米，计0.9公里当量。",
        "en": "930 m apart: counts 0.9 km-equivalents.",
    }


def test_who_would_have_to_move_is_named(two_ends: Instance) -> None:
    other = explain_guest(two_ends, "甲")["next_best"][0]
    assert [(move["guest"], move["from"], move["to"], move["kind"]) for move in other["others"]] == [
        ("丙", "东", "西", "moved")
    ]
    assert other["sentence"]["zh"].endswith("；丙也要调整。")
    assert other["sentence"]["en"].endswith("; 丙 moves too.")


def test_the_rank_counts_only_the_pair_itself(two_ends: Instance) -> None:
    crowded = replace(two_ends, guests=(*two_ends.guests, make_guest("乙", longitude=119.805, latitude=33.7)))
    instance = replace(crowded, hosts=(replace(crowded.hosts[0], high=2, most=2), crowded.hosts[1]))
    told = explain_guest(instance, "甲")
    assert (told["host"], told["rank"]["rank"], told["rank"]["options"]) == ("东", 2, 2)
    assert [(one["host"], one["load"], one["most"]) for one in told["rank"]["cheaper"]] == [("西", 1, 1)]
    assert told["rank"]["cheaper"][0]["sentence"]["zh"] == "单看自己，去西少7.4公里当量，但它已满额（1家）。"


def test_one_place_more_is_worth_what_it_saves(two_ends: Instance) -> None:
    closed = replace(two_ends, hosts=(two_ends.hosts[0], replace(two_ends.hosts[1], low=0, high=0, most=0)))
    instance = replace(closed, hosts=(replace(closed.hosts[0], high=2, most=2), closed.hosts[1]))
    told = explain_host(instance, "西")
    assert (told["more"]["difference"], told["fewer"], told["guests"]) == (-7401, None, [])
    assert told["more"]["sentence"]["zh"] == "西再多一个名额，全县可省7.4公里当量；甲要调整。"
    assert told["price"]["fewer"] is None


def test_a_place_that_would_serve_one_more_says_so(two_ends: Instance) -> None:
    instance = replace(two_ends, hosts=two_ends.hosts[:1])
    told = explain_host(instance, "东")
    assert (told["more"]["unmatched"], told["price"]["more_left_out"], told["price"]["fewer_served"]) == (
        0,
        1,
        1,
    )
    assert "多安排1家" in told["more"]["sentence"]["zh"]
    assert "多1家没有帮带方" in told["price"]["sentence"]["zh"]


def test_a_guest_left_out_hears_why_and_what_it_would_take(two_ends: Instance) -> None:
    instance = replace(two_ends, hosts=two_ends.hosts[:1])
    told = explain_guest(instance, "甲")
    assert (told["host"], told["terms"], told["rank"], told["host_price"], told["place"]) == (
        None,
        [],
        None,
        None,
        None,
    )
    assert (told["left_out"]["reason"], told["sentence"]) == ("all_full", told["left_out"]["sentence"])
    assert told["left_out"]["cheapest"]["others"][0]["guest"] == "丙"
    assert [(one["kind"], one["to"]) for one in told["next_best"][0]["others"]] == [("left_out", None)]


def test_a_guest_nobody_arranged_though_there_is_room(two_ends: Instance) -> None:
    present = {"pairs": [{"guest": "丙", "host": "东"}]}
    told = explain_guest(two_ends, "甲", arrangement=present)
    assert (told["optimal"], told["left_out"]["reason"]) == (False, "not_arranged")
    assert told["left_out"]["cheapest"]["host"] == "西"
    assert told["sentence"]["zh"] == "还没有安排；有名额，全县最优的安排是西。"


def test_an_arrangement_is_explained_from_itself(two_ends: Instance) -> None:
    crossed = {"pairs": [{"guest": "甲", "host": "东"}, {"guest": "丙", "host": "西"}]}
    told = explain_guest(two_ends, "甲", arrangement=crossed)
    assert (told["host"], told["optimal"]) == ("东", False)
    assert (told["next_best"][0]["host"], told["next_best"][0]["extra_cost"]) == ("西", -14802)
    assert told["next_best"][0]["sentence"]["zh"].startswith("改到西：全县总成本减少14.8公里当量")


def test_a_locked_guest_has_no_other_host(two_ends: Instance) -> None:
    told = explain_guest(replace(two_ends, locks=(("甲", "东"),)), "甲")
    assert (told["host"], told["locked"], told["next_best"]) == ("东", True, [])


def test_a_place_that_locks_need_cannot_be_taken_away(two_ends: Instance) -> None:
    assert explain_host(replace(two_ends, locks=(("甲", "东"),)), "东")["fewer"] is None


def test_a_wall_leaves_fewer_options(two_ends: Instance) -> None:
    told = explain_guest(replace(two_ends, settings=Settings(farthest_km=5.0)), "甲")
    assert told["rank"]["options"] == 1
    assert told["rank"]["sentence"]["zh"] == "它能去的帮带方只有这一家。"


def test_unknown_ids_are_key_errors(two_ends: Instance) -> None:
    for ask in (explain_guest, explain_host):
        with pytest.raises(KeyError):
            ask(two_ends, "谁")
