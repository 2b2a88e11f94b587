from __future__ import annotations

from datetime import date

import pytest
from tests.factories.pledges import frozen

from lianshou.kernel.pledges.enums import Reason, State
from lianshou.kernel.pledges.rules import (
    digest_of,
    numbers_of,
    proposed_prefix,
    state_after,
    why_not_agree,
    why_not_end,
    why_not_issue,
    why_not_record_paper,
    why_not_sign,
)

TODAY, END = date(2020, 6, 24), date(2020, 12, 31)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"has_paper": False}, Reason.NO_PAPER),
        ({"programme_approved": False}, Reason.WRONG_STATE),
        ({"today": date(2021, 1, 1)}, Reason.ENDED),
        ({"waiting": 0}, Reason.NOTHING_TO_ISSUE),
        ({"prefix": "  "}, Reason.PREFIX_MISSING),
    ],
)
def test_why_not_issue_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values = frozen(programme_approved=True, has_paper=True, waiting=3, prefix="阜联手") | changes
    assert why_not_issue(**values) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"today": END}, None),
        ({"is_party": False}, Reason.NOT_A_PARTY),
        ({"state": State.ENDED}, Reason.ENDED),
        ({"today": date(2021, 1, 1)}, Reason.ENDED),
        ({"agreed": True}, Reason.ALREADY_AGREED),
        ({"state": State.IN_FORCE}, Reason.NOT_DRAFTED),
    ],
)
def test_why_not_agree_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    assert why_not_agree(**frozen(state=State.DRAFTED, is_party=True, agreed=False) | changes) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"is_party": False}, Reason.NOT_A_PARTY),
        ({"state": State.ENDED}, Reason.ENDED),
        ({"today": date(2021, 1, 1)}, Reason.ENDED),
        ({"signed": True}, Reason.ALREADY_SIGNED),
        ({"state": State.DRAFTED}, Reason.NOT_AGREED),
    ],
)
def test_why_not_sign_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    assert why_not_sign(**frozen(state=State.AGREED, is_party=True, signed=False) | changes) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": State.AGREED}, None),
        ({"state": State.ENDED}, Reason.ENDED),
        ({"signed_on": date(2021, 1, 1)}, Reason.ENDED),
        ({"state": State.IN_FORCE}, Reason.IN_FORCE),
        ({"signed_on": date(2020, 6, 25)}, Reason.DAY_IN_FUTURE),
        ({"names": ("卢明远", " ")}, Reason.NAME_MISSING),
    ],
)
def test_why_not_record_paper_names_the_first_reason(
    changes: dict[str, object], reason: Reason | None
) -> None:
    values = frozen(state=State.DRAFTED, signed_on=TODAY, names=("卢明远", "任青禾")) | changes
    assert why_not_record_paper(**values) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": State.ENDED}, Reason.ENDED),
        ({"words": " "}, Reason.REASON_MISSING),
        ({"ended_on": date(2020, 6, 25)}, Reason.DAY_IN_FUTURE),
        ({"ended_on": date(2020, 6, 1)}, Reason.DAY_BEFORE_START),
        ({"ended_on": date(2020, 6, 1), "began_on": None}, None),
    ],
)
def test_why_not_end_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values = {
        "state": State.IN_FORCE,
        "ended_on": TODAY,
        "words": "乙方注销",
        "today": TODAY,
        "began_on": date(2020, 6, 10),
    }
    assert why_not_end(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "agreed", "signed", "after"),
    [
        (State.DRAFTED, [True, False], [False, False], State.DRAFTED),
        (State.DRAFTED, [True, True], [False, False], State.AGREED),
        (State.AGREED, [True, True], [True, False], State.AGREED),
        (State.AGREED, [True, True], [True, True], State.IN_FORCE),
        (State.ENDED, [True, True], [True, True], State.ENDED),
    ],
)
def test_state_follows_from_both_sides(
    state: State, agreed: list[bool], signed: list[bool], after: State
) -> None:
    assert state_after(state=state, agreed=agreed, signed=signed) == after


def test_numbers_go_on_from_the_first() -> None:
    assert numbers_of(prefix="阜联手", year=2020, first=9, count=2) == [
        "阜联手〔2020〕9号",
        "阜联手〔2020〕10号",
    ]


@pytest.mark.parametrize(
    ("federation", "last", "prefix"),
    [("阜宁县总工会", "", "阜联手"), ("Funing", "", "联手"), ("阜宁县总工会", "阜工结", "阜工结")],
)
def test_prefix_is_kept_or_proposed(federation: str, last: str, prefix: str) -> None:
    assert proposed_prefix(federation=federation, paper="联手", last_prefix=last) == prefix


def test_digest_depends_on_words_alone() -> None:
    assert digest_of({"a": 1, "b": "甲"}) == digest_of({"b": "甲", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
