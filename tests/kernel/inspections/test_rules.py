from __future__ import annotations

from datetime import date

import pytest

from lianshou.kernel.inspections.enums import Reason, Step
from lianshou.kernel.inspections.queries import months_before
from lianshou.kernel.inspections.rules import (
    Mark,
    bulletin_text,
    next_step,
    scored,
    why_not_urge,
    why_not_verify,
)

DAY = date(2020, 6, 24)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((10, 20), (30, True, 0)),
        ((9, 20), (29, False, 1)),
        ((10, 9), (19, False, 0)),
        ((10, 10), (20, True, 0)),
    ],
)
def test_score_passes_with_the_points_and_every_mandatory_line(
    scores: tuple[int, int], expected: tuple[int, bool, int]
) -> None:
    marks = [Mark(1, 10, True, scores[0]), Mark(2, 20, False, scores[1])]
    found = scored(marks=marks, pass_mark=20)
    assert (found.score, found.is_passed, len(found.failed)) == expected


@pytest.mark.parametrize(
    ("taken", "step", "overdue", "prefix", "expected"),
    [
        ((), "reminder", True, "", None),
        ((), "letter", True, "督", Reason.OUT_OF_TURN),
        (("reminder",), "reminder", True, "", Reason.OUT_OF_TURN),
        (("reminder",), "letter", True, " ", Reason.PREFIX_MISSING),
        (("reminder",), "letter", True, "督", None),
        (("reminder",), "bulletin", True, "", Reason.OUT_OF_TURN),
        (("reminder", "letter"), "bulletin", True, "", None),
        ((), "reminder", False, "", Reason.NOT_OVERDUE),
    ],
)
def test_pressing_goes_only_upward(
    taken: tuple[str, ...], step: str, overdue: bool, prefix: str, expected: Reason | None
) -> None:
    assert why_not_urge(step=step, taken=taken, overdue=overdue, prefix=prefix) == expected


def test_after_the_bulletin_comes_nothing() -> None:
    assert next_step(tuple(Step)) is None


def test_mending_is_verified_by_another_and_sent_back_with_words() -> None:
    assert why_not_verify(state="reported", own=True) == Reason.OWN
    assert why_not_verify(state="reported", own=False, returns=True, words=" ") == Reason.WORDS_MISSING
    assert why_not_verify(state="mending", own=False) == Reason.WRONG_STATE


def test_bulletin_groups_by_unit_and_holds_no_placeholder() -> None:
    lines = [
        ("甲工会", "换届逾期。", "张三", DAY, 3),
        ("乙工会", "缺{台账}", "", DAY, 4),
        ("甲工会", "名册不全", "", DAY, 5),
    ]
    text = bulletin_text(lines)
    assert "2家单位的3个问题" in text
    assert [line for line in text.splitlines() if line.startswith("（")] == ["（一）甲工会", "（二）乙工会"]
    assert "换届逾期；应于2020年6月24日前完成整改，已逾期3天，责任人张三。" in text
    assert "缺｛台账｝" in text


def test_bulletin_numbers_beyond_ten() -> None:
    text = bulletin_text([(f"{n}号工会", "问题", "", DAY, 1) for n in range(1, 22)])
    for heading in ("（十）10号工会", "（十一）11号工会", "（二十）20号工会", "（二十一）21号工会"):
        assert heading in text


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2020, 6, 24), 12, date(2019, 6, 24)),
        (date(2020, 3, 31), 1, date(2020, 2, 29)),
        (date(2019, 3, 31), 1, date(2019, 2, 28)),
        (date(2020, 1, 15), 1, date(2019, 12, 15)),
        (date(2020, 7, 31), 1, date(2020, 6, 30)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
