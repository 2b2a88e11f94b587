import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.kinds.pairing.rules import sentences
from lianshou.kinds.pairing.rules.solving import match


def test_the_pair_of_the_seed_is_told_as_an_officer_would() -> None:
    host = make_host(industry_code="3415", industry_words="风力发电设备", longitude=119.80, latitude=33.78)
    guest = make_guest(industry_code="3482", industry_words="紧固件", longitude=119.8346, latitude=33.78)
    pair = match(make_instance([host], [guest]))["pairs"][0]
    assert pair["sentence"] == {
        "zh": "两家同在阜宁经济开发区，相距3.2公里；同属风电产业链（紧固件与风力发电设备）。",
        "en": "Both are in 阜宁经济开发区, 3.2 km apart; both belong to the industry chain 风电 (紧固件 and 风力发电设备).",
    }


def test_two_industries_that_are_one_in_a_language_are_not_compared_in_it() -> None:
    host, guest = make_host(industry_code="3391"), make_guest(industry_code="3482")
    sentence = match(make_instance([host], [guest]))["pairs"][0]["sentence"]
    assert sentence["zh"].endswith("；同属装备制造产业链（通用设备制造业与金属制品业）。")
    assert sentence["en"].endswith("; both belong to the industry chain 装备制造.")


def test_missing_points_group_and_renewal_are_said() -> None:
    host, guest = make_host(group="协鑫集团"), make_guest(group="协鑫")
    pair = match(make_instance([host], [guest], existing=((guest.id, host.id),)))["pairs"][0]
    assert pair["sentence"]["zh"] == (
        "两家同在阜宁经济开发区（缺坐标，按2公里估算）；被帮带方和帮带方行业不明，未作比较；同属协鑫集团；此前已经结对，继续帮带。"
    )
    assert (pair["distance_m"], pair["near"]) == (None, "zone")


@pytest.mark.parametrize(
    ("metres", "zh"),
    [
        (0, "0米"),
        (3, "10米"),
        (449, "450米"),
        (994, "990米"),
        (996, "1.0公里"),
        (3249, "3.2公里"),
        (3250, "3.3公里"),
    ],
)
def test_distances_are_said_in_metres_or_kilometres(metres: int, zh: str) -> None:
    assert sentences.distance_said(metres).zh == zh


def test_small_costs_are_not_said_to_be_nothing() -> None:
    assert [sentences.cost_said(cost).zh for cost in (0, 20, 50, -2100)] == [
        "0.0公里当量", "不到0.1公里当量", "0.1公里当量", "2.1公里当量",
    ]  # fmt: skip


def test_next_best_names_the_cost_and_the_cause() -> None:
    terms = {"distance": 1000, "industry": 0, "group": 0, "renewal": 0}
    farther = sentences.next_best(
        "乙", extra=2100, terms=terms, new_terms=terms | {"distance": 3100}, new_distance=3100
    )
    other = sentences.next_best(
        "乙", extra=4000, terms=terms, new_terms=terms | {"industry": 4000}, new_distance=1000
    )
    room = sentences.next_best("乙", extra=900, terms=terms, new_terms=terms, new_distance=1000)
    equal = sentences.next_best("乙", extra=0, terms=terms, new_terms=terms, new_distance=1000)
    assert farther.zh == "次优：乙，全县总成本多2.1公里当量，主要因为更远（相距3.1公里）。"
    assert other.zh == "次优：乙，全县总成本多4.0公里当量，主要因为行业相差更大。"
    assert room.zh == "次优：乙，全县总成本多0.9公里当量，主要因为名额要重新调配，会牵动其他单位。"
    assert equal.en == "Next best: 乙; it costs the county the same, and the order of names decided."
