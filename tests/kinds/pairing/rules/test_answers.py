from fractions import Fraction

import pytest
from tests.factories.pairing_facts import make_guest, make_host

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules import answers
from lianshou.kinds.pairing.rules.sentences import Match
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.terms import Common, Near, Share


@pytest.mark.parametrize(
    ("difference", "unmatched", "zh", "en"),
    [
        (0, 0, "全县总成本不变", "the county pays the same"),
        (2400, 0, "全县总成本增加2.4公里当量", "the county pays 2.4 km-equivalents more"),
        (-2400, 1, "全县总成本减少2.4公里当量；多1家没有帮带方", "the county saves 2.4 km-equivalents; 1 more without a host"),
        (5000, -2, "全县总成本增加5.0公里当量；多安排2家", "the county pays 5.0 km-equivalents more; 2 more served"),
    ],
)  # fmt: skip
def test_an_outcome_tells_cost_and_guests_apart(difference: int, unmatched: int, zh: str, en: str) -> None:
    assert answers.outcome(difference, unmatched) == Wording(zh, en)


def test_few_names_are_all_named_and_many_are_counted() -> None:
    assert answers.listed(["甲", "乙"]) == Wording("甲、乙", "甲, 乙")
    assert answers.listed(["甲", "乙", "丙", "丁"]) == Wording("甲、乙、丙等4家", "甲, 乙, 丙 and 1 more")


@pytest.mark.parametrize(
    ("name", "cost", "zh"),
    [
        ("distance", 5000, "缺坐标，按5.0公里估算，计5.0公里当量。"),
        ("distance", 0, "缺坐标，按5.0公里估算，不计成本。"),
        ("industry", 8000, "行业门类相同，计8.0公里当量。"),
        ("group", -15000, "属同一集团，抵减15.0公里当量。"),
        ("renewal", 0, "此前没有结对。"),
    ],
)
def test_a_term_says_what_it_counts(name: str, cost: int, zh: str) -> None:
    match = Match(
        guest=make_guest(group="协鑫"),
        host=make_host(group="协鑫集团"),
        near=Near.ZONE,
        distance_m=None,
        common=Common(Share.SECTION),
    )
    assert answers.term(name, cost, match, Settings(), reach=5000).zh == zh


def test_the_rank_is_told_by_its_place() -> None:
    assert answers.rank(1, 41).zh == "能去的41家帮带方中，单看自己，这一家最合适。"
    assert "排第3；" in answers.rank(3, 41).zh


def test_a_price_is_an_interval_in_words() -> None:
    told = answers.price(4100, 3200, more_left_out=0, fewer_served=1)
    assert told == Wording(
        "假如再有一家新单位要来：全县总成本增加4.1公里当量；假如现有的少来一家：全县总成本减少3.2公里当量；多安排1家"
        "（不计那一对自己的距离和行业）。",
        "If one more unit had to come: the county pays 4.1 km-equivalents more; if one of its guests stayed away: the "
        "county saves 3.2 km-equivalents; 1 more served (without the distance and industry of that pair itself).",
    )
    assert answers.price(None, None).zh == "假如再有一家新单位要来：容纳不下（不计那一对自己的距离和行业）。"


def test_a_point_of_the_curve_is_compared_with_now() -> None:
    told = answers.curve_point(
        Fraction(3, 2), ("distance", "industry"), average=(3500, 4000), close=(74, 88), moved=38
    )
    assert told == Wording(
        "“距离”比现在看重1.5倍，平均距离3.5公里（现在4.0公里），行业相近74对（现在88对），有38家与现在不同。",
        "Distance counting 1.5 times against industry, 3.5 km apart on average (now 4.0 km), "
        "74 pairs close in industry (now 88), 38 guests elsewhere than now.",
    )


def test_the_least_change_says_what_more_moves_would_save() -> None:
    told = answers.steady(broken=(1, 5), again=7, new=2, saves=15200, unmatched=1)
    assert told == Wording(
        "最少改动1对就能安排好；帮带方退出的7家重新安排；另有2家新安排；1家没有帮带方；改动到5对可再省15.2公里当量。",
        "Breaking 1 pair is enough; 7 whose host is gone are placed anew; 2 more are placed; 1 stay without a host; "
        "breaking 5 pairs would save 15.2 km-equivalents.",
    )
