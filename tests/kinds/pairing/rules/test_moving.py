from dataclasses import replace

import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.solving import match, price_move


@pytest.fixture
def row_of_places() -> Instance:
    """Two hosts 9.3 km apart; one guest beside each and one between, nearer to the first."""
    hosts = [
        make_host(name, "city", longitude=lon, latitude=33.7) for name, lon in (("东", 119.9), ("西", 119.8))
    ]
    guests = [
        make_guest(name, longitude=lon, latitude=33.7)
        for name, lon in (("甲", 119.8), ("乙", 119.84), ("丙", 119.9))
    ]
    return make_instance(hosts, guests)


def test_moving_costs_what_locking_costs(row_of_places: Instance) -> None:
    result = match(row_of_places)
    told = price_move(row_of_places, result, "乙", "东")
    locked = match(replace(row_of_places, locks=(("乙", "东"),)))
    assert (told["cost_best"], told["cost_now"]) == (locked["cost"] - result["cost"],) * 2
    assert (told["from_name"], told["to_name"], told["possible"], told["others"]) == ("西", "东", True, [])
    assert (told["loads"], told["after"]["distance_m"] > told["before"]["distance_m"]) == (
        {"西": 1, "东": 2},
        True,
    )
    assert told["sentence"]["zh"].startswith("把乙从西改到东：全县总成本增加1.9公里当量，主要因为更远")


def test_staying_costs_nothing(row_of_places: Instance) -> None:
    told = price_move(row_of_places, match(row_of_places), "甲", "西")
    assert (told["cost_now"], told["cost_best"], told["warnings"]) == (0, 0, [])


def test_a_full_host_blocks_but_the_best_rearrangement_is_told(row_of_places: Instance) -> None:
    hosts = tuple(replace(host, low=1, high=2, most=2) for host in row_of_places.hosts)
    instance = replace(
        row_of_places,
        hosts=hosts,
        guests=(*row_of_places.guests, make_guest("丁", longitude=119.88, latitude=33.7)),
    )
    result = match(instance)
    told = price_move(instance, result, "乙", "东")
    assert (told["possible"], told["cost_now"]) == (False, None)
    assert [warning["code"] for warning in told["warnings"]] == ["host_full"]
    assert [(other["guest"], other["from"], other["to"]) for other in told["others"]] == [("丁", "东", "西")]
    assert "已满额" in told["sentence"]["zh"]
    assert "如果另有1家一起调整" in told["sentence"]["zh"]


def test_a_present_state_that_is_not_the_best_is_priced_from_itself(row_of_places: Instance) -> None:
    present = {
        "pairs": [{"guest": "甲", "host": "东"}, {"guest": "乙", "host": "西"}, {"guest": "丙", "host": "东"}]
    }
    told = price_move(row_of_places, present, "甲", "西")
    assert told["cost_now"] < 0
    assert told["cost_best"] == told["cost_now"]
    assert "减少" in told["sentence"]["zh"]


def test_an_unmatched_guest_can_be_placed(row_of_places: Instance) -> None:
    present = {"pairs": [{"guest": "甲", "host": "西"}]}
    told = price_move(row_of_places, present, "乙", "西")
    assert (told["from"], told["before"], told["possible"]) == (None, None, True)
    assert told["sentence"]["en"].startswith("Placing 乙 with 西:")


def test_a_ban_and_a_lock_elsewhere_are_told(row_of_places: Instance) -> None:
    banned = replace(row_of_places, forbidden=(("乙", "东"),))
    told = price_move(banned, match(banned), "乙", "东")
    assert (told["possible"], told["cost_best"], told["warnings"][0]["code"]) == (False, None, "not_allowed")
    locked = replace(row_of_places, locks=(("乙", "西"),))
    told = price_move(locked, match(locked), "乙", "东")
    assert (told["possible"], told["cost_best"], told["warnings"][0]["code"]) == (False, None, "guest_locked")


def test_a_pair_beyond_the_wall_cannot_be_made(row_of_places: Instance) -> None:
    walled = replace(row_of_places, settings=Settings(farthest_km=5.0))
    assert price_move(walled, match(walled), "甲", "东")["possible"] is False


def test_unknown_ids_are_key_errors(row_of_places: Instance) -> None:
    with pytest.raises(KeyError):
        price_move(row_of_places, match(row_of_places), "谁", "东")
