from __future__ import annotations

from datetime import date

import pytest

from lianshou.kernel.followups.enums import Reason
from lianshou.kernel.followups.rules import (
    MOST_PHOTOS,
    credit_of,
    why_not_add_photo,
    why_not_record,
    why_not_remove,
)

TODAY, START = date(2020, 6, 24), date(2020, 6, 20)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"happened_on": START}, None),
        ({"is_concerned": False}, Reason.NOT_A_PARTY),
        ({"running": False}, Reason.NOT_RUNNING),
        ({"title": " "}, Reason.TITLE_MISSING),
        ({"happened_on": date(2020, 6, 25)}, Reason.IN_THE_FUTURE),
        ({"happened_on": date(2020, 6, 19)}, Reason.BEFORE_START),
        ({"happened_on": date(2020, 6, 19), "starts_on": None}, None),
    ],
)
def test_why_not_record_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "running": True,
        "is_concerned": True,
        "title": "联谊",
        "happened_on": TODAY,
        "starts_on": START,
        "today": TODAY,
    }
    assert why_not_record(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"count": MOST_PHOTOS - 1, "size": 10}, None),
        ({"is_concerned": False}, Reason.NOT_A_PARTY),
        ({"removed": True}, Reason.REMOVED),
        ({"count": MOST_PHOTOS}, Reason.TOO_MANY),
        ({"size": 11}, Reason.TOO_LARGE),
        ({"credit": " "}, Reason.CREDIT_MISSING),
    ],
)
def test_why_not_add_photo_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "is_concerned": True,
        "removed": False,
        "count": 0,
        "size": 5,
        "limit": 10,
        "credit": "王启航",
    }
    assert why_not_add_photo(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"is_concerned": False}, Reason.NOT_A_PARTY),
        ({"removed": True}, Reason.REMOVED),
        ({"words": " "}, Reason.REASON_MISSING),
    ],
)
def test_why_not_remove_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {"is_concerned": True, "removed": False, "words": "重复登记"}
    assert why_not_remove(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("姚海翔 摄", "姚海翔"),
        (" 姚海翔 ", "姚海翔"),
        ("摄", "摄"),
        ("姚海翔 摄/人民图片", "姚海翔 摄/人民图片"),
    ],
)
def test_credit_is_kept_without_the_word_that_pages_add(typed: str, kept: str) -> None:
    assert credit_of(typed) == kept
