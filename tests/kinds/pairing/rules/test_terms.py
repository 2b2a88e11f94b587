import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.china.coordinates import haversine_m
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.terms import (
    Board,
    Common,
    Near,
    Share,
    chains_of,
    in_common,
    nearness,
    profile,
)

YANZHAI, FUCHENG = "羊寨镇", "阜城街道"


@pytest.mark.parametrize(
    ("guest", "host", "near"),
    [
        ({"zone": "经济开发区"}, {"zone": "阜宁经济开发区"}, Near.ZONE),
        ({"zone": "", "township": YANZHAI}, {"zone": "", "township": "阜宁县羊寨镇"}, Near.TOWNSHIP),
        ({"zone": "", "township": YANZHAI}, {"zone": "", "township": FUCHENG}, Near.COUNTY),
        ({"zone": "", "division_code": "320923"}, {"zone": "", "division_code": "320923"}, Near.COUNTY),
        ({"zone": "", "division_code": "320922"}, {"zone": "", "division_code": "320923"}, Near.CITY),
        ({"zone": "", "division_code": "320106"}, {"zone": "", "division_code": "320923"}, Near.PROVINCE),
        ({"zone": "", "division_code": "330521"}, {"zone": "", "division_code": "320923"}, Near.ELSEWHERE),
        (
            {"zone": "经济开发区", "division_code": "320922"},
            {"zone": "经济开发区", "division_code": "320923"},
            Near.CITY,
        ),
    ],
)
def test_nearness_goes_from_zone_to_elsewhere(
    guest: dict[str, str], host: dict[str, str], near: Near
) -> None:
    assert nearness(make_guest(**guest), make_host(**host), Settings()) is near


def test_units_without_a_county_are_of_the_county_of_the_settings() -> None:
    host = make_host(zone="", division_code="320922")
    assert nearness(make_guest(zone=""), host, Settings()) is Near.COUNTY
    assert nearness(make_guest(zone=""), host, Settings(division="320923")) is Near.CITY


def test_stand_in_distances_grow_from_zone_to_elsewhere() -> None:
    stand_ins = [near.stand_in(Settings().stand_in) for near in Near]
    assert stand_ins == [0, 0, 2000, 5000, 20_000, 60_000, 120_000, 200_000]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("3415", "3415", Share.CLASS),
        ("3411", "3415", Share.GROUP),
        ("3489", "3415", Share.DIVISION),
        ("1353", "3415", Share.SECTION),
        ("6210", "3415", Share.NOTHING),
        ("", "3415", Share.UNKNOWN),
    ],
)
def test_industries_share_what_their_codes_share(one: str, other: str, share: Share) -> None:
    settings = Settings.of({"industry": {"chain": 100.0}})
    profiles = [profile(make_guest(industry_code=code), settings) for code in (one, other)]
    assert in_common(*profiles, settings.industry).share is share


def test_a_shared_chain_counts_before_a_shared_division() -> None:
    settings = Settings()
    fastener = profile(make_guest(industry_words="紧固件制造"), settings)
    turbine = profile(make_host(industry_code="3415"), settings)
    assert in_common(turbine, fastener, settings.industry) == Common(Share.CHAIN, "风电")


def test_the_same_class_counts_before_a_shared_chain() -> None:
    settings = Settings()
    turbine = profile(make_host(industry_code="3415"), settings)
    assert in_common(turbine, turbine, settings.industry).share is Share.CLASS


def test_chains_come_from_the_unit_the_settings_and_the_industry() -> None:
    settings = Settings.of({"chains": {"渔业": ["041", "水产"], "风电": []}})
    named = make_guest(chains=("光伏",), industry_code="0411")
    assert chains_of(named, "0411", settings)[:2] == ("光伏", "渔业")
    assert "渔业" in chains_of(make_guest(industry_words="水产养殖"), "", settings)
    assert "风电" not in chains_of(make_guest(industry_code="3415"), "3415", settings)


def test_board_adds_up_whole_metres_by_term() -> None:
    host = make_host(longitude=119.80, latitude=33.78, industry_code="3415", group="协鑫集团")
    near = make_guest("甲", longitude=119.82, latitude=33.77, industry_code="3415", group="协鑫")
    far = make_guest("乙", zone="", township=YANZHAI, industry_code="6210")
    board = Board(make_instance([host], [near, far], Settings(distance=1.5), existing=(("乙", host.id),)))
    terms = {term.name: term.costs[:, 0].tolist() for term in board.terms}
    metres = haversine_m(119.82, 33.77, 119.80, 33.78)
    by_name = [guest.name for guest in board.guests]
    assert by_name == ["乙", "甲"]
    assert terms == {
        "distance": [30_000, (metres * 3 + 1) // 2],
        "industry": [12_000, 0],
        "group": [0, -15_000],
        "renewal": [-8000, 0],
    }


def test_board_stands_without_guests_or_hosts() -> None:
    assert Board(make_instance([], [make_guest()])).terms[0].costs.shape == (1, 0)
    assert Board(make_instance([make_host()], [])).terms[0].costs.shape == (0, 1)
