import json
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from tests.factories.pairing_facts import ZONE, make_guest, make_host, make_instance

from lianshou.engines.matching import Flaw
from lianshou.kinds.pairing.rules import posing
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.solving import ProblemError, ViolationError, match, problem_of

TRADES = ("3415", "3482", "3825", "1711", "1811", "5431", "6210", "")


def random_instance(seed: int, *, hosts: int = 6, guests: int = 14, **settings: Any) -> Instance:
    random = Random(seed)

    def facts() -> dict[str, Any]:
        return {
            "zone": random.choice(("", ZONE)),
            "township": random.choice(("羊寨镇", "沟墩镇", "阜城街道")),
            "industry_code": random.choice(TRADES),
            "group": random.choice(("", "", "", "协鑫集团")),
            "longitude": random.choice((None, round(119.5 + random.random() / 2, 4))),
            "latitude": 33.7,
        }

    levels = ("city", "city", "province", "nation")
    return make_instance(
        [make_host(f"帮带{number}", random.choice(levels), **facts()) for number in range(hosts)],
        [make_guest(f"新建{number}", **facts()) for number in range(guests)],
        Settings.of(settings),
        existing=tuple((f"新建{number}", f"帮带{random.randrange(hosts)}") for number in range(4)),
        forbidden=(("新建5", "帮带1"), ("新建6", "帮带0")),
    )


def cost_by_assignment(instance: Instance) -> int:
    """The optimum by another route: one column per place and per guest left out, solved by scipy."""
    problem = problem_of(instance)
    wide = np.where(problem.allowed, problem.costs, 10**12).astype(float)
    places = [(j, room.marginal(k)) for j, room in enumerate(problem.rooms) for k in range(1, room.most + 1)]
    columns = [wide[:, j] + price for j, price in places]
    left_out = np.full((len(problem.guests), len(problem.guests)), 10.0**12)
    np.fill_diagonal(left_out, problem.left_out)
    matrix = np.column_stack([*columns, left_out])
    rows, chosen = linear_sum_assignment(matrix)
    return round(float(matrix[rows, chosen].sum()))


@pytest.mark.parametrize("seed", range(12))
def test_match_costs_what_an_assignment_of_places_costs(seed: int) -> None:
    wall = {} if seed % 2 else {"farthest_km": 12.0}
    instance = random_instance(seed, guests=10 + 2 * seed, **wall)
    result = match(instance)
    assert (result["cost"], result["bound"], result["optimal"]) == (
        cost_by_assignment(instance),
        result["cost"],
        True,
    )


def test_cost_is_the_sum_of_its_parts() -> None:
    result = match(random_instance(3))
    assert sum(result["cost_parts"].values()) == result["cost"]
    assert sum(pair["cost"] for pair in result["pairs"]) == result["cost_parts"]["pairs"]
    assert [sum(pair["terms"].values()) for pair in result["pairs"]] == [
        pair["cost"] for pair in result["pairs"]
    ]


def test_shuffled_lists_give_the_identical_result() -> None:
    instance = random_instance(7)
    shuffled = replace(instance, hosts=instance.hosts[::-1], guests=instance.guests[3:] + instance.guests[:3])
    assert json.dumps(match(instance)) == json.dumps(match(shuffled))


def test_the_frozen_input_gives_the_same_result_again() -> None:
    instance = random_instance(8)
    thawed = Instance.from_json(json.loads(json.dumps(instance.to_json())))
    assert match(thawed) == match(instance)


def test_ids_of_the_two_sides_may_be_the_same() -> None:
    instance = make_instance([make_host("甲", id="1")], [make_guest("乙", id="1")])
    assert [(pair["guest"], pair["host"]) for pair in match(instance)["pairs"]] == [("1", "1")]


def test_ids_break_no_ties() -> None:
    hosts = [make_host(name, "city") for name in "甲乙丙"]
    guests = [make_guest(name) for name in "丁戊己庚"]
    renamed = make_instance(
        [replace(host, id=str(9 - number)) for number, host in enumerate(hosts)],
        [replace(guest, id=str(9 - number)) for number, guest in enumerate(guests)],
    )
    names = [
        [(pair["guest_name"], pair["host_name"]) for pair in match(instance)["pairs"]]
        for instance in (make_instance(hosts, guests), renamed)
    ]
    assert names[0] == names[1]


def test_progress_counts_every_guest() -> None:
    seen: list[tuple[int, int]] = []
    match(random_instance(1, guests=14), lambda done, total: seen.append((done, total)))
    assert seen == [(number, 14) for number in range(1, 15)]


def test_a_lock_stands_above_cost_wall_and_ban() -> None:
    near, far = make_host("近"), make_host("远", longitude=121.0, latitude=33.7)
    guest = make_guest("客", longitude=119.8, latitude=33.7)
    pair = (("客", "远"),)
    settings = Settings(farthest_km=5.0)
    result = match(make_instance([near, far], [guest], settings, locks=pair, forbidden=pair))
    assert [(pair["host"], pair["locked"], pair["next_best"]) for pair in result["pairs"]] == [
        ("远", True, [])
    ]
    assert "按指定保持结对" in result["pairs"][0]["sentence"]["zh"]


def test_locks_beyond_the_room_are_refused_by_name() -> None:
    host = make_host("帮带公司", "city", id="7", most=1)
    guests = [make_guest("甲"), make_guest("乙")]
    with pytest.raises(ProblemError) as caught:
        match(make_instance([host], guests, locks=(("甲", "7"), ("乙", "7"))))
    assert (caught.value.reason, caught.value.subject) == (Flaw.LOCKS_EXCEED_ROOM, ("帮带公司 #7",))


def test_two_locks_for_one_guest_are_refused() -> None:
    hosts, guests = [make_host("甲"), make_host("乙")], [make_guest("丙")]
    with pytest.raises(ProblemError) as caught:
        match(make_instance(hosts, guests, locks=(("丙", "甲"), ("丙", "乙"))))
    assert caught.value.reason is Flaw.GUEST_LOCKED


def test_a_renewal_is_kept_unless_clearly_worse() -> None:
    hosts = [
        make_host("旧", longitude=119.80, latitude=33.70),
        make_host("新", longitude=119.85, latitude=33.70),
    ]
    guest = make_guest("客", longitude=119.85, latitude=33.70)
    kept = match(make_instance(hosts, [guest], existing=(("客", "旧"),)))["pairs"][0]
    lost = match(make_instance(hosts, [guest], Settings(renewal=1.0), existing=(("客", "旧"),)))["pairs"][0]
    assert (kept["host"], kept["renewed"], lost["host"], lost["renewed"]) == ("旧", True, "新", False)


def test_unmatched_guests_say_why_and_the_way_out() -> None:
    hosts = [make_host("满", "city", most=1, longitude=119.80, latitude=33.70)]
    guests = [
        make_guest("近", longitude=119.80, latitude=33.70),
        make_guest("近二", longitude=119.81, latitude=33.70),
        make_guest("远", longitude=121.00, latitude=33.70),
        make_guest("禁", longitude=119.82, latitude=33.70),
    ]
    result = match(make_instance(hosts, guests, Settings(farthest_km=10.0), forbidden=(("禁", "满"),)))
    left = {one["guest"]: one for one in result["unmatched"]}
    assert {guest: one["reason"] for guest, one in left.items()} == {
        "近二": "all_full", "远": "no_host_within_wall", "禁": "forbidden",
    }  # fmt: skip
    assert "最近的是满，距离111" in left["远"]["sentence"]["zh"]
    assert left["近二"]["cheapest"]["others"][0]["guest_name"] == "近"
    assert "近就要让出名额" in left["近二"]["sentence"]["zh"]
    assert "Lift one of the bans" in left["禁"]["sentence"]["en"]


def test_no_hosts_at_all_leave_everybody_out() -> None:
    result = match(make_instance([], [make_guest()]))
    assert [(one["reason"], one["cheapest"]) for one in result["unmatched"]] == [
        ("no_host_within_wall", None)
    ]
    assert "没有可以结对的帮带方" in result["unmatched"][0]["sentence"]["zh"]


def test_everybody_is_served_when_anyone_can_take_them() -> None:
    hosts = [make_host(f"{number}", "city") for number in range(3)]
    guests = [make_guest(f"客{number}", zone="", division_code="110101") for number in range(12)]
    result = match(make_instance(hosts, guests, Settings(over=20_000.0)))
    assert (len(result["pairs"]), [host["load"] for host in result["hosts"]]) == (12, [4, 4, 4])


def test_hosts_below_and_above_their_usual_room_are_told() -> None:
    hosts = [make_host("省", "province"), make_host("市", "city", zone="", division_code="110101")]
    result = match(make_instance(hosts, [make_guest(f"客{number}") for number in range(5)]))
    assert [(host["name"], host["load"], host["warning"]) for host in result["hosts"]] == [
        ("省", 5, "above"), ("市", 0, "below"),
    ]  # fmt: skip
    assert (
        result["hosts"][0]["sentence"]["zh"]
        == "省级模范职工之家一般联系3～4家，这次有5家，多1家（最多6家）。"
    )


def test_next_best_costs_what_forcing_it_costs() -> None:
    instance = random_instance(5)
    result = match(instance)
    pair = next(pair for pair in result["pairs"] if len(pair["next_best"]) == 3)
    for best in pair["next_best"]:
        forced = match(replace(instance, locks=((pair["guest"], best["host"]),)))
        assert forced["cost"] - result["cost"] == best["extra_cost"]


def test_a_result_that_the_verifier_rejects_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = posing.solve_by_size
    monkeypatch.setattr(
        posing, "solve_by_size", lambda *args, **named: replace(honest(*args, **named), cost=1)
    )
    with pytest.raises(ViolationError):
        match(random_instance(2))
