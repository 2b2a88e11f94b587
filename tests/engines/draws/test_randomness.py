from __future__ import annotations

import pytest

from lianshou.engines.draws.problem import Kind, Missing, Problem, Source
from lianshou.engines.draws.randomness import RandomnessError, Values, key_of, part_of

MEMO = Problem(10, (), sources=(Source("daily number"), Source("horses"), Source("lottery")), needed=3)


def test_key_of_the_memo() -> None:
    values = {
        "daily number": ["9319"],
        "horses": ["2", "5", "12", "8", "10"],
        "lottery": ["9", "18", "26", "34", "41", "45"],
    }
    assert key_of(MEMO, values) == "9319./2.5.8.10.12./9.18.26.34.41.45./"


@pytest.mark.parametrize(
    ("kind", "given", "part"),
    [
        (Kind.NUMBERS, ["007", "12", "0"], "0.7.12./"),
        (Kind.NUMBERS, [" 5 "], "5./"),
        (Kind.NUMBERS, ["5", "5"], "5.5./"),
        (Kind.DECIMALS, ["3241.50"], "3241.5/"),
        (Kind.DECIMALS, ["0010.00", "0.25"], "10.0.25/"),
        (Kind.TEXT, ["Mažňák"], "MAZNAK/"),
        (Kind.TEXT, ["9f:3a", "0c"], "9F3A0C/"),
        (Kind.TEXT, ["第５期"], "5/"),
    ],
)
def test_values_are_written_in_one_way(kind: Kind, given: list[str], part: str) -> None:
    assert part_of(Source("x", kind), given) == part


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Kind.NUMBERS, []),
        (Kind.NUMBERS, ["-1"]),
        (Kind.NUMBERS, ["3.5"]),
        (Kind.NUMBERS, ["五"]),
        (Kind.NUMBERS, ["١٢"]),
        (Kind.NUMBERS, ["3", ""]),
        (Kind.DECIMALS, [".5"]),
        (Kind.DECIMALS, ["3241."]),
        (Kind.DECIMALS, ["3.4.1"]),
        (Kind.TEXT, ["抽签"]),
        (Kind.TEXT, [""]),
    ],
)
def test_what_is_no_value_is_refused(kind: Kind, given: list[str]) -> None:
    with pytest.raises(RandomnessError) as refused:
        part_of(Source("双色球", kind), given)
    assert "双色球" in refused.value.wording.zh


THREE = (Source("甲"), Source("乙", missing=Missing.VOID), Source("丙"))


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"甲": ["1"], "乙": None, "丙": ["2"]}, "乙"),
        ({"甲": None, "乙": ["1"], "丙": None}, "至少2个"),
        ({"甲": ["1"], "乙": ["1"], "丁": ["3"]}, "丁"),
        ({}, "乙"),
    ],
)
def test_sources_are_those_announced_and_enough(values: Values, word: str) -> None:
    with pytest.raises(RandomnessError) as refused:
        key_of(Problem(1, (), sources=THREE, needed=2), values)
    assert word in refused.value.wording.zh


def test_missing_source_is_left_out_and_the_order_is_that_of_the_announcement() -> None:
    assert key_of(Problem(1, (), sources=THREE, needed=2), {"丙": ["9"], "乙": ["8"], "甲": None}) == "8./9./"


def test_draw_without_sources_cannot_be() -> None:
    with pytest.raises(RandomnessError):
        key_of(Problem(1, ()), {})
