"""Counts: units are types, sums keep their doubt, and what the page says is what is read from it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.quantities import (
    UNITS,
    Qualifier,
    Quantity,
    Share,
    Unit,
    UnlikeUnits,
    share_of,
    total,
    yuan_text,
)

SRC = Path(__file__).resolve().parents[2] / "src"
_SNIPPET = """
from lianshou.core.quantities import Quantity, Unit, share_of, total
persons, times = Quantity(1, Unit.PERSON), Quantity(2, Unit.PERSON_TIME)
hoped, checked = Quantity(1, Unit.EXPECTED_FEN), Quantity(2, Unit.VERIFIED_FEN)
moved, claimed, realised = Quantity(1, Unit.FEN), Quantity(1, Unit.CLAIMED_FEN), Quantity(1, Unit.REALISED_FEN)
good = persons + persons, hoped + hoped, total(Unit.PERSON, [persons]), share_of(persons, persons)
"""


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What mypy says of each line, all in one run."""
    lines = [
        "persons + times",
        "hoped + checked",
        "moved + hoped",
        "hoped + moved",
        "claimed + realised",
        "checked < claimed",
        "total(Unit.PERSON, [times])",
    ]
    place = tmp_path_factory.mktemp("typed")
    snippet = place / "snippet.py"
    snippet.write_text(_SNIPPET + "\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(snippet)]
    env = {"MYPYPATH": str(SRC), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=place)
    first = _SNIPPET.count("\n") + 1
    said = {number: "" for number in range(1, first + len(lines))}
    for line in done.stdout.splitlines():
        if "error:" in line:
            said[int(line.split(":")[1])] += line.split("error:")[1]
    assert [said[number] for number in range(1, first)] == [""] * (first - 1), done.stdout
    return {line: said[first + place] for place, line in enumerate(lines)}


@pytest.mark.parametrize(
    "line",
    ["persons + times", "hoped + checked", "moved + hoped", "hoped + moved", "claimed + realised"],
)
def test_mypy_refuses_to_add_unlike_units(refusals: dict[str, str], line: str) -> None:
    assert "Unsupported operand types for +" in refusals[line]


def test_mypy_refuses_to_compare_and_total_unlike_units(refusals: dict[str, str]) -> None:
    assert "Unsupported operand types for <" in refusals["checked < claimed"]
    assert "Cannot infer value of type parameter" in refusals["total(Unit.PERSON, [times])"]


def test_quantities_of_one_unit_add() -> None:
    assert Quantity(54, Unit.UNION) + Quantity(9, Unit.UNION) == Quantity(63, Unit.UNION)
    assert total(Unit.UNION, []) == Quantity(0, Unit.UNION)


def as_any(value: object) -> Any:
    return value


@pytest.mark.parametrize("one", UNITS, ids=repr)
@pytest.mark.parametrize("other", UNITS, ids=repr)
def test_unlike_units_are_never_added_compared_or_divided(one: Unit, other: Unit) -> None:
    if one is other:
        return
    left, right = Quantity(1, one), as_any(Quantity(2, other))
    for act in (lambda: left + right, lambda: left < right, lambda: share_of(left, right)):
        with pytest.raises(UnlikeUnits):
            act()


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        (Qualifier.EXACT, "200家", "200 unions"),
        (Qualifier.MORE, "200多家", "more than 200 unions"),
        (Qualifier.ODD, "200余家", "some 200 unions"),
        (Qualifier.NEARLY, "近200家", "nearly 200 unions"),
        (Qualifier.AT_LEAST, "200家以上", "200 unions or more"),
        (Qualifier.GENERALLY, "一般200家", "generally 200 unions"),
        (Qualifier.ABOUT, "200家左右", "about 200 unions"),
    ],
)
def test_quantity_is_said_with_its_qualifier(qualifier: Qualifier, zh: str, en: str) -> None:
    quantity = Quantity(200, Unit.UNION, qualifier)
    assert (quantity.say("zh"), quantity.say("en")) == (zh, en)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (0, "0元", "0 yuan"),
        (1, "0.01元", "0.01 yuan"),
        (150, "1.5元", "1.5 yuan"),
        (999_999, "9999.99元", "9,999.99 yuan"),
        (1_000_000, "1万元", "10,000 yuan"),
        (1_550_000, "1.55万元", "15,500 yuan"),
        (1_234_567, "12345.67元", "12,345.67 yuan"),
        (1_000_000_000, "1000万元", "10 million yuan"),
        (12_000_000_000, "1.2亿元", "120 million yuan"),
        (10_000_000_001, "100000000.01元", "100,000,000.01 yuan"),
        (-1_000_000, "-1万元", "-10,000 yuan"),
    ],
)
def test_money_is_said_exactly(fen: int, zh: str, en: str) -> None:
    money = Quantity(fen, Unit.FEN)
    assert (money.say("zh"), money.say("en")) == (zh, en)


def test_stage_of_money_is_told_before_it() -> None:
    hoped = Quantity(1_000_000_000, Unit.EXPECTED_FEN)
    assert (hoped.tell("zh"), hoped.tell("en")) == ("预计1000万元", "expected 10 million yuan")
    assert Quantity(3, Unit.TEAM).tell() == "3支"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Qualifier.EXACT, Qualifier.EXACT, Qualifier.EXACT),
        (Qualifier.EXACT, Qualifier.NEARLY, Qualifier.NEARLY),
        (Qualifier.MORE, Qualifier.EXACT, Qualifier.MORE),
        (Qualifier.ODD, Qualifier.AT_LEAST, Qualifier.MORE),
        (Qualifier.NEARLY, Qualifier.MORE, Qualifier.ABOUT),
    ],
)
def test_sum_is_as_sure_as_its_parts(one: Qualifier, other: Qualifier, both: Qualifier) -> None:
    assert (Quantity(1, Unit.ITEM, one) + Quantity(2, Unit.ITEM, other)).qualifier is both


def test_ranges_add_at_both_ends() -> None:
    generally = Quantity(3, Unit.UNION, Qualifier.GENERALLY, upto=4)
    assert generally + Quantity(1, Unit.UNION) == Quantity(4, Unit.UNION, Qualifier.GENERALLY, upto=5)
    with pytest.raises(ValueError, match="from less to more"):
        Quantity(4, Unit.UNION, upto=3)


def test_counter_must_count_the_unit() -> None:
    with pytest.raises(ValueError, match="does not count"):
        Quantity(1, Unit.PERSON, counter="户")


@pytest.mark.parametrize(
    ("over", "under", "percent", "average"),
    [
        (211, 276, "76.4%", "0.8"),
        (148, 164, "90.2%", "0.9"),
        (1, 8, "12.5%", "0.1"),
        (1, 2000, "0.1%", "0.0"),
        (0, 5, "0.0%", "0.0"),
        (5, 0, "–", "–"),
        (-1, 2, "-50.0%", "-0.5"),
        (164, 63, "260.3%", "2.6"),
    ],
)
def test_share_keeps_its_numbers(over: int, under: int, percent: str, average: str) -> None:
    share = Share(over, under)
    assert (share.over, share.under, share.percent(), share.average()) == (over, under, percent, average)


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=1, max_value=10**7))
def test_share_said_lies_within_half_a_step(over: int, under: int) -> None:
    said = int(Share(over, under).percent().replace("%", "").replace(".", ""))
    assert abs(said * under - 1000 * over) * 2 <= under


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_yuan_of_a_table_loses_no_fen(fen: int) -> None:
    text = yuan_text(fen)
    assert int(text.replace(",", "").replace(".", "")) == fen
    assert text[-3] == "."


@given(st.lists(st.integers(min_value=-(10**12), max_value=10**12)))
def test_total_is_the_sum_of_fen(amounts: list[int]) -> None:
    assert total(Unit.FEN, [Quantity(one, Unit.FEN) for one in amounts]).value == sum(amounts)


@pytest.mark.parametrize(
    ("value", "qualifier", "zh"),
    [
        (3127, Qualifier.MORE, "3100多家"),
        (164, Qualifier.ODD, "160余家"),
        (200, Qualifier.MORE, "200家"),
        (200, Qualifier.AT_LEAST, "200家以上"),
        (96, Qualifier.NEARLY, "近百家"),
        (2961, Qualifier.NEARLY, "近3000家"),
        (3000, Qualifier.NEARLY, "3000家"),
        (1049, Qualifier.ABOUT, "1000家左右"),
        (1050, Qualifier.ABOUT, "1100家左右"),
        (7, Qualifier.MORE, "7家"),
        (0, Qualifier.NEARLY, "0家"),
        (164, Qualifier.EXACT, "164家"),
        (3, Qualifier.GENERALLY, "一般3家"),
    ],
)
def test_count_is_rounded_to_what_its_qualifier_says(value: int, qualifier: Qualifier, zh: str) -> None:
    assert Quantity(value, Unit.UNION).roughly(qualifier).say() == zh


def test_money_is_rounded_in_yuan() -> None:
    rough = Quantity(312_700_50, Unit.FEN).roughly(Qualifier.MORE)
    assert (rough.value, rough.qualifier) == (310_000_00, Qualifier.MORE)


def test_range_is_not_rounded() -> None:
    with pytest.raises(ValueError, match="range"):
        Quantity(3, Unit.UNION, upto=4).roughly(Qualifier.ABOUT)


def test_page_of_figures_says_the_counter_of_the_phrase() -> None:
    visits = Quantity(93, Unit.ACTIVITY, counter="次")
    assert (visits.in_full(), visits.in_full("en")) == (("93", "次"), ("93", "activities"))
    assert Quantity(93, Unit.ACTIVITY).in_full() == ("93", "场")
