from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from lianshou.core.wording import Wording
from lianshou.engines.matching import telling
from lianshou.engines.matching.changes import DropGuest, Force, ReturnGuest, SetRoom, Shift
from lianshou.engines.matching.light import LightMatching
from lianshou.engines.matching.measures import kilometres_apart
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Measured, Room, Term
from lianshou.engines.matching.telling import Teller


def kilometres(cost):
    return Wording(f"{cost / 1000:.1f}公里当量", f"{cost / 1000:.1f} km-equivalents")


TELLER = Teller(["甲", "乙", "丙"], ["东厂", "西厂"])


@pytest.fixture
def three(pair_up):
    """甲 and 乙 have the near places, 丙 has none."""
    return LightMatching(pair_up([[0, 2], [1, 0], [3, 9]], left_out=np.array([40, 30, 20])))


def said(sentences, language):
    return [sentence.say(language) for sentence in sentences]


def test_told_says_where_a_guest_is_its_rank_and_the_next_best(three):
    told = TELLER.told(three.explain(0))
    assert said(told, "zh") == ["甲安排在东厂", "在可去的2家中，这一家对它最合适", "改到西厂，全局多花3"]
    assert said(told, "en") == [
        "甲 is placed with 东厂",
        "of the 2 it could go to, this one suits it best",
        "with 西厂 it would cost everybody 3 more",
    ]


def test_told_counts_the_rank_and_tells_the_guest_apart_from_everybody(pair_up):
    matching = LightMatching(pair_up([[0, 1], [0, 9]]))
    assert said(TELLER.told(matching.explain(0)), "zh") == [
        "甲安排在西厂",
        "在可去的2家中，这一家排第2",
        "改到东厂，全局多花8，虽然它自己可省1",
    ]


def test_told_says_what_is_just_as_good_and_where_nothing_else_is(pair_up):
    two = Room(low=0, high=2, most=2, under=0, over=0)
    matching = LightMatching(
        pair_up([[5, 5], [5, 5]], rooms=(two, two), allowed=np.array([[True, True], [True, False]]))
    )
    assert said(TELLER.told(matching.explain(0)), "en")[-1].endswith("it would be just as good for everybody")
    assert said(TELLER.told(matching.explain(1)), "zh")[1:] == [
        "在可去的1家中，这一家对它最合适",
        "没有别家可以改去",
    ]


def test_told_says_why_a_guest_is_left_out_and_who_would_give_way(three):
    told = TELLER.told(three.explain(2))
    assert said(told, "zh") == [
        "丙没有安排：可结对的帮带方均已满额",
        "最省的办法是安排到东厂，全局多花15",
        "另有2家要动：甲由东厂改到西厂、乙不再安排（原在西厂）",
    ]
    assert said(told, "en")[1:] == [
        "the cheapest way to serve it is 东厂, at 15 more for everybody",
        "others that would change, 2: 甲 from 东厂 to 西厂; 乙 loses its place with 西厂",
    ]


def test_told_says_that_there_is_no_way(pair_up):
    matching = LightMatching(pair_up([[1, 1]], allowed=np.array([[False, False]])))
    assert said(TELLER.told(matching.explain(0)), "zh") == [
        "甲没有安排：范围内没有可结对的帮带方",
        "目前没有办法安排",
    ]


def test_told_says_that_nobody_has_to_move(pair_up):
    matching = LightMatching(pair_up([[9, 9]], left_out=np.array([5])))
    assert said(TELLER.told(matching.explain(0)), "zh")[1:] == [
        "最省的办法是安排到东厂，全局多花4",
        "其他单位都不用动",
    ]


def test_told_says_who_dropped_out(three):
    three.apply(DropGuest(0))
    assert said(TELLER.told(three.explain(0)), "zh") == ["甲已退出，不再参加安排"]


@pytest.mark.parametrize(
    ("low", "high", "zh"),
    [
        (
            3200,
            4100,
            "这里一个名额值3.2公里当量～4.1公里当量；再多一个名额，全局可省3.2公里当量；再来一家，全局要为它腾地方，多花4.1公里当量",
        ),
        (-IMPOSSIBLE, 0, "再多一个名额，全局也省不了；再来一家，全局不用多花"),
        (-2000, -2000, "再多一个名额，全局也省不了；再来一家，全局反而可省2.0公里当量"),
        (700, IMPOSSIBLE, "再多一个名额，全局可省0.7公里当量；再来一家就安排不下了"),
    ],
)
def test_place_says_what_it_is_worth(low, high, zh):
    assert Teller(["甲"], ["东厂"], kilometres).place(low, high).zh == zh


@pytest.mark.parametrize("seed", range(12))
def test_place_speaks_of_what_a_place_more_saves(draw_town, seed):
    matching = LightMatching(draw_town(seed))
    for host in range(5):
        most = matching.problem.rooms[host].most
        matching.apply(SetRoom(host, Room(low=0, high=most, most=most, under=0, over=0)))
        saved = -matching.preview(
            SetRoom(host, Room(low=0, high=most + 1, most=most + 1, under=0, over=0))
        ).extra
        low, high = (int(prices[host]) for prices in matching.host_price_range())
        assert (f"再多一个名额，全局可省{saved}" in TELLER.place(low, high).zh) == (saved > 0)
        assert ("再多一个名额，全局也省不了" in TELLER.place(low, high).zh) == (saved == 0)


def test_difference_says_the_cost_and_who_moves(three):
    told = TELLER.difference(three.preview(Force(2, 0)))
    assert told.zh == "总成本增加15，3家改动：甲由东厂改到西厂、乙不再安排（原在西厂）、丙新安排到东厂"
    assert (
        TELLER.difference(three.preview(Force(0, 0))).say("en")
        == "the total cost stays the same; nobody moves"
    )
    assert (
        TELLER.difference(three.apply(DropGuest(0)), named=1).zh
        == "总成本减少17，2家改动：甲退出（原在东厂）等"
    )
    assert TELLER.difference(three.apply(ReturnGuest(0))).en == (
        "the total cost rises by 17; changes, 2: 甲 joins, placed with 东厂; 丙 loses its place with 东厂"
    )


@pytest.mark.parametrize(
    ("before", "after", "zh"),
    [
        (ABSENT, LEFT_OUT, "甲加入，没有安排"),
        (LEFT_OUT, ABSENT, "甲退出"),
        (LEFT_OUT, 1, "甲新安排到西厂"),
        (0, LEFT_OUT, "甲不再安排（原在东厂）"),
    ],
)
def test_shift_says_who_comes_and_goes(before, after, zh):
    assert TELLER.shift(Shift(0, before, after)).zh == zh


def test_term_says_the_amount_and_what_it_counts():
    measured = Measured(np.array([[12_345]]), Fraction(1), Wording("米", "metres"), kilometres_apart)
    teller = Teller(["甲"], ["东厂"], kilometres)
    term = Term("distance", measured.amounts, measured)
    assert teller.term(term, guest=0, host=0) == Wording(
        "相距12.3公里，计12.3公里当量", "12.3 km apart, counted as 12.3 km-equivalents"
    )
    assert teller.term(Term("group", np.array([[-500]])), guest=0, host=0).zh == "group：计-0.5公里当量"


def test_no_sentence_speaks_the_engine_s_language():
    sentences = re.findall(
        r'"([^"]*)"', Path(telling.__file__).read_text(encoding="utf-8").split('"""', 2)[2]
    )
    spoken = " ".join(sentences).lower()
    assert [
        word
        for word in ("dual", "reduced", "residual", "optimum", "对偶", "残量", "最优解")
        if word in spoken
    ] == []
