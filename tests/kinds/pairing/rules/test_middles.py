"""Units without a point of their own are measured from the middle of their township or zone."""

from __future__ import annotations

from typing import Any

import pytest

from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Level
from lianshou.kinds.pairing.rules.settings import Settings, SettingsError
from lianshou.kinds.pairing.rules.solving import match

PLACES = {"羊寨镇": [119.60, 33.93], "益林镇": [119.50, 33.60]}


def pair_of(guest: dict[str, Any], host: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """The only pair of an instance of one guest and one host."""
    result = match(
        Instance(
            hosts=(Host(id="h", name="甲公司", division_code="320923", level=Level.CITY, **host),),
            guests=(Guest(id="g", name="乙公司", division_code="320923", **guest),),
            settings=Settings.of(settings),
        )
    )
    assert result["optimal"]
    pair: dict[str, Any] = result["pairs"][0]
    return pair


def test_two_townships_are_measured_between_their_middles() -> None:
    pair = pair_of({"township": "羊寨镇"}, {"township": "益林镇"}, places=PLACES)
    assert (pair["near"], pair["distance_m"]) == ("centre", 37_841)
    assert pair["terms"]["distance"] == pair["distance_m"]
    assert pair["sentence"]["zh"].startswith("两家相距约37.8公里（缺坐标的一方按乡镇、园区中心计）；")


def test_a_point_of_ones_own_goes_before_the_middle() -> None:
    own = {"township": "羊寨镇", "longitude": 119.50, "latitude": 33.61}
    pair = pair_of(own, {"township": "益林镇"}, places=PLACES)
    assert (pair["near"], pair["distance_m"]) == ("centre", 1_112)


def test_two_of_one_township_are_never_nought_apart() -> None:
    pair = pair_of({"township": "羊寨镇"}, {"township": "羊寨镇"}, places=PLACES)
    assert (pair["near"], pair["distance_m"], pair["terms"]["distance"]) == ("township", None, 5_000)


def test_without_the_table_the_county_stands_in() -> None:
    pair = pair_of({"township": "羊寨镇"}, {"township": "益林镇"})
    assert (pair["near"], pair["distance_m"], pair["terms"]["distance"]) == ("county", None, 20_000)


def test_a_middle_outside_china_is_refused() -> None:
    with pytest.raises(SettingsError):
        Settings.of({"places": {"羊寨镇": [33.93, 119.60]}})
