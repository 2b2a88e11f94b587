from collections.abc import Callable
from fractions import Fraction

import pytest

from lianshou.kinds.pairing.rules.asking import stand
from lianshou.kinds.pairing.rules.balancing import curve
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.solving import match

County = Callable[..., Instance]


def at(instance: Instance, point: dict[str, object]) -> Instance:
    """The instance with the settings of a point."""
    values = {**instance.settings.to_json(), **point["settings"]}  # type: ignore[dict-item]
    return Instance.from_json({**instance.to_json(), "settings": values})


@pytest.mark.parametrize("seed", range(5))
def test_a_point_is_the_optimum_of_its_own_settings(county: County, seed: int) -> None:
    instance = county(seed, hosts=5, guests=10)
    for point in curve(instance, steps=("1/4", "1/2", 2, 4))["points"]:
        reweighed = at(instance, point)
        pairs = _pairs_of(instance, point)
        assert stand(reweighed, {"pairs": pairs}).cost == stand(reweighed).cost


def _pairs_of(instance: Instance, point: dict[str, object]) -> list[dict[str, str]]:
    hosts = {pair["guest"]: pair["host"] for pair in match(instance)["pairs"]}
    hosts.update({move["guest"]: move["to"] for move in point["moves"]})  # type: ignore[attr-defined]
    return [{"guest": guest, "host": host} for guest, host in hosts.items() if host]


def test_the_present_settings_stand_among_the_points(county: County) -> None:
    instance = county(1, guests=10)
    told = curve(instance, steps=(Fraction(1, 8), 8))
    present = [point for point in told["points"] if point["present"]]
    assert [(point["factor"], point["moved"], point["extra_cost"]) for point in present] == [(1.0, 0, 0)]
    assert [point["factor"] for point in told["points"]] == sorted(
        point["factor"] for point in told["points"]
    )
    assert present[0]["sentence"]["zh"].startswith("现在的设置，平均距离")
    assert present[0]["settings"] == {
        "distance": 1.0,
        "industry": Settings().industry.model_dump(by_alias=True),
    }


def test_the_numbers_of_a_point_are_those_of_its_result(county: County) -> None:
    instance = county(3, hosts=5, guests=12, most=3)
    point = next(point for point in curve(instance)["points"] if point["present"])
    result, standing = match(instance), stand(instance)
    reach = standing.board.reach
    served = [(i, j) for i, j in enumerate(standing.host_of.tolist()) if j >= 0]
    lengths = [int(reach[i, j]) for i, j in served]
    assert (point["pairs"], point["unmatched"]) == (len(result["pairs"]), len(result["unmatched"]))
    assert abs(point["average_distance_m"] - sum(lengths) / len(lengths)) <= 0.5
    assert point["farthest_m"] == max(lengths)
    assert sum(point["industries"].values()) == len(served)
    assert point["same_group"] == sum(pair["terms"]["group"] < 0 for pair in result["pairs"])
    warnings = [host["warning"] for host in result["hosts"]]
    assert (point["above"], point["below"]) == (warnings.count("above"), warnings.count("below"))


def test_distance_falls_as_it_counts_more(county: County) -> None:
    points = curve(county(4, hosts=6, guests=14), steps=("1/8", 1, 8))["points"]
    averages = [point["average_distance_m"] for point in points]
    assert (averages, len(points) > 1) == (sorted(averages, reverse=True), True)
    assert "“距离”比现在看重8倍" in points[-1]["sentence"]["zh"]
    assert "“行业”比现在看重8倍" in points[0]["sentence"]["zh"]


def test_nobody_at_all_gives_one_point(county: County) -> None:
    points = curve(county(1, guests=0))["points"]
    assert [(point["average_distance_m"], point["pairs"]) for point in points] == [(None, 0)]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("distance", "distance", (1,)), ("distance", "size", (1,)), ("distance", "group", (0,)), ("distance", "group", ("x",))],
)  # fmt: skip
def test_what_cannot_be_weighed_is_refused(county: County, one: str, other: str, steps: tuple[str]) -> None:
    with pytest.raises(ValueError, match="not "):
        curve(county(1), one, other, steps=steps)
