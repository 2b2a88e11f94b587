from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance
from tests.factories.pairing_results import make_matched

from lianshou.engines.matching import ProblemError
from lianshou.kinds.pairing.rules.explaining import explain_guest
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.solving import match
from lianshou.kinds.pairing.rules.steadying import least_change


def crossed() -> Instance:
    """Two hosts with one place each and their neighbours, who stand crosswise."""
    hosts = [
        make_host("东家", "city", low=1, high=1, most=1, longitude=119.80, latitude=33.78),
        make_host("西家", "city", low=1, high=1, most=1, longitude=119.90, latitude=33.78),
    ]
    guests = [
        make_guest("甲", longitude=119.80, latitude=33.78),
        make_guest("乙", longitude=119.90, latitude=33.78),
    ]
    made = make_instance(hosts, guests, Settings.of({}))
    ids = {unit.name: unit.id for unit in (*hosts, *guests)}
    return replace(made, keep=((ids["甲"], ids["西家"]), (ids["乙"], ids["东家"])))


def pairs(result: dict[str, object]) -> set[tuple[str, str]]:
    return {(pair["guest"], pair["host"]) for pair in result["pairs"]}  # type: ignore[attr-defined]


def test_pairs_of_before_stand_although_others_would_cost_less() -> None:
    instance = crossed()
    result, free = match(instance), match(replace(instance, keep=()))
    assert pairs(result) == set(instance.keep)
    assert pairs(free) & set(instance.keep) == set()
    extra = result["cost"] - free["cost"]
    assert result["kept"] == {"pairs": 2, "broken": 0, "extra_cost": extra}
    assert (extra > 0, result["optimal"], result["bound"]) == (True, False, free["cost"])
    assert "kept" not in free


def test_a_run_is_repeated_from_its_frozen_input_alone() -> None:
    instance = crossed()
    frozen = instance.to_json()
    assert frozen["keep"] == sorted(list(pair) for pair in instance.keep)
    assert match(Instance.from_json(frozen)) == match(instance)
    assert "keep" not in replace(instance, keep=()).to_json()


def test_the_run_does_what_the_page_promised() -> None:
    instance, before = make_matched()
    kept = [(pair["guest"], pair["host"]) for pair in before["pairs"]]
    hosts = tuple(host for host in instance.hosts if host.id != kept[0][1])
    after = replace(instance, hosts=hosts)
    point = least_change(after, kept)["point"]
    result = match(replace(after, keep=tuple(kept)))
    assert pairs(result) == {(pair["guest"], pair["host"]) for pair in point["pairs"]}
    # a pair whose host is gone does not count as broken on the page, nor as kept in the run
    assert (result["kept"]["broken"], result["kept"]["extra_cost"]) == (point["broken"], point["extra_cost"])


def test_keeping_what_is_the_best_anyway_is_the_usual_result() -> None:
    instance, before = make_matched()
    kept = tuple((pair["guest"], pair["host"]) for pair in before["pairs"])
    result = match(replace(instance, keep=kept))
    assert {key: value for key, value in result.items() if key != "kept"} == before
    assert result["kept"] == {"pairs": len(kept), "broken": 0, "extra_cost": 0}


def test_without_an_optimum_no_prices_are_told_and_who_is_left_out_hears_why() -> None:
    instance = crossed()
    third = make_guest("丙", longitude=119.80, latitude=33.78)
    after = replace(instance, guests=(*instance.guests, third))
    result = match(after)
    assert [pair["next_best"] for pair in result["pairs"]] == [[], []]
    left = result["unmatched"]
    told = explain_guest(after, third.id, arrangement=result)["left_out"]
    assert [(one["guest"], one["reason"], one["sentence"]) for one in left] == [
        (third.id, told["reason"], told["sentence"])
    ]


def test_locks_that_cannot_be_are_refused_as_ever() -> None:
    instance = crossed()
    (guest, first), (_, second) = instance.keep
    with pytest.raises(ProblemError):
        match(replace(instance, locks=((guest, first), (guest, second))))


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    match(crossed(), lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
