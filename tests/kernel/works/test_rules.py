from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.quantities import UNITS, Unit
from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.works.enums import COUNTED, Light, Reason
from lianshou.kernel.works.rules import (
    Load,
    Margins,
    elapsed,
    light_of,
    why_not_burden,
    why_not_lay,
    why_not_split,
    works_layout,
    worst,
)
from lianshou.kernel.works.rules.sheet import PILLARS

MARGINS = Margins(10, 30)
YEAR = {"starts_on": date(2020, 1, 1), "due_on": date(2020, 12, 31)}


def light(done: int, *, today: date = date(2020, 7, 1), whole: int = 100, **changes: Any) -> Any:
    facts = YEAR | {"done_on": None, "margins": MARGINS} | changes
    return light_of(today=today, done=done, whole=whole, **facts)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (60, Light.GREEN),
        (49, Light.GREEN),
        (39, Light.GREEN),
        (38, Light.AMBER),
        (19, Light.AMBER),
        (18, Light.RED),
    ],
)
def test_light_follows_the_gap_between_time_and_work(done: int, expected: Light) -> None:
    assert light(done).light == expected


def test_light_says_its_rule_with_the_numbers() -> None:
    words = light(38).why.zh
    assert words == "时间过去49%，完成38%，落后11个百分点（落后超过10个亮黄灯，超过30个亮红灯）。"


def test_light_is_grey_before_the_first_day_and_red_after_the_last() -> None:
    assert light(0, today=date(2019, 12, 31)).light == Light.GREY
    assert light(99, today=date(2021, 1, 2)).why.zh == "期限2020-12-31已过2天，完成99%。"
    assert light(99, today=date(2021, 1, 2)).light == Light.RED


def test_what_is_only_done_or_not_turns_amber_in_the_last_quarter() -> None:
    assert light(0, whole=1).light == Light.GREEN
    assert light(0, whole=1, today=date(2020, 11, 1)).light == Light.AMBER


def test_done_is_green_and_says_when_it_was_late() -> None:
    late = light(1, whole=1, today=date(2021, 2, 1), done_on=date(2021, 1, 5))
    assert (late.light, late.why.zh, late.percent) == (Light.GREEN, "2021-01-05完成，晚于期限5天。", 100)


@given(st.dates(date(2020, 1, 1), date(2021, 6, 1)), st.integers(0, 200))
def test_more_work_never_gives_a_worse_light(today: date, done: int) -> None:
    order = [Light.RED, Light.AMBER, Light.GREEN]
    ranks = [
        order.index(light(n, today=today).light)
        for n in (done, done + 1)
        if light(n, today=today).light in order
    ]
    assert ranks == sorted(ranks)


@given(st.dates(date(2019, 1, 1), date(2022, 1, 1)))
def test_elapsed_stays_within_the_hundred(today: date) -> None:
    assert 0 <= elapsed(today=today, **YEAR) <= 100


def test_heading_shows_the_worst_light() -> None:
    assert worst([Light.GREEN, Light.GREY, Light.AMBER]) == Light.AMBER


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"parts": [30, 29]}, Reason.SUM_DIFFERS),
        ({"parts": [30, 31]}, Reason.SUM_DIFFERS),
        ({"parts": []}, Reason.NO_SHARES),
        ({"parts": [60, 0]}, Reason.GOAL),
        ({"goal": None, "parts": [None, None]}, None),
        ({"twice": True}, Reason.SHARE_TWICE),
        ({"below": False}, Reason.NOT_BELOW),
        ({"reported": True}, Reason.HAS_PROGRESS),
        ({"split": True}, Reason.IS_SPLIT),
        ({"ended": True}, Reason.ENDED),
    ],
)
def test_shares_are_checked(changes: dict[str, Any], reason: Reason | None) -> None:
    facts: dict[str, Any] = {"ended": False, "split": False, "reported": False, "goal": 60, "parts": [30, 30]}
    assert why_not_split(**(facts | {"twice": False, "below": True} | changes)) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"title": " "}, Reason.TITLE_MISSING),
        ({"goal": None}, Reason.GOAL_WITHOUT_UNIT),
        ({"unit": ""}, Reason.GOAL_WITHOUT_UNIT),
        ({"goal": 0}, Reason.GOAL),
        ({"due_on": date(2019, 12, 31)}, Reason.DUE_BEFORE_START),
        ({"due_on": date(2021, 1, 1)}, Reason.OTHER_YEAR),
        ({"inside": False}, Reason.OUTSIDE),
        ({"same_unit": False}, Reason.OTHER_UNIT),
        ({"same_person": False}, Reason.OTHER_PERSON),
    ],
)
def test_lines_are_checked(changes: dict[str, Any], reason: Reason | None) -> None:
    facts: dict[str, Any] = YEAR | {"title": "任务", "goal": 60, "unit": "PAPER", "year": 2020}
    assert (
        why_not_lay(**(facts | {"inside": True, "same_unit": True, "same_person": True} | changes)) == reason
    )


@pytest.mark.parametrize(
    ("laid", "is_own", "reason", "expected"),
    [
        (7, False, "", None),
        (8, False, "", Reason.OVER_LIMIT),
        (8, False, "全会部署", None),
        (8, True, "", None),
    ],
)
def test_load_beyond_the_limit_needs_a_reason(laid: int, is_own: bool, reason: str, expected: Any) -> None:
    assert why_not_burden(is_own=is_own, load=Load(laid, 8), reason=reason) == expected


def test_sheet_knows_every_work_and_unit() -> None:
    assert [choice.value for choice in PILLARS] == [pillar.value for pillar in Pillar]
    assert [choice.value for choice in works_layout().column("unit").choices] == [
        unit.name for unit in COUNTED
    ]
    assert set(UNITS) - set(COUNTED) == {
        Unit.EXPECTED_FEN,
        Unit.CLAIMED_FEN,
        Unit.VERIFIED_FEN,
        Unit.REALISED_FEN,
    }
