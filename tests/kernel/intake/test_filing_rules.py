"""The pure decisions of filling in, sending, withdrawing; the reading of texts."""

from __future__ import annotations

import pytest

from lianshou.core.asking import AskedField, Asking, Of, Sort
from lianshou.core.wording import Wording
from lianshou.kernel.intake.enums import Mark, Reason
from lianshou.kernel.intake.rules import (
    Origin,
    differences,
    is_asked,
    read_form,
    why_not_again,
    why_not_decide,
    why_not_keep,
    why_not_take_own_back,
)

W = Wording("题", "title")


def asking(*fields: AskedField) -> Asking:
    return Asking(slug="a", title=W, of=Of.UNION, purpose=W, basis=W, fields=fields, write=lambda **_: None)


def field(key: str, sort: Sort = Sort.TEXT, **facts: object) -> AskedField:
    return AskedField(key=key, title=W, sort=sort, **facts)  # type: ignore[arg-type]


def origin(value: str, shown: str = "") -> Origin:
    return Origin(value=value, shown=shown or value, source=W, on=None)


@pytest.mark.parametrize(
    ("sort", "given", "value", "fine"),
    [
        (Sort.TEXT, " ａ　b ", "a b", True),
        (Sort.LONG, "一\n 二 ", "一\n二", True),
        (Sort.WHOLE, "86", "86", True),
        (Sort.WHOLE, "-1", "-1", False),
        (Sort.WHOLE, "1234567890", "1234567890", False),
        (Sort.DAY, "2020-02-29", "2020-02-29", True),
        (Sort.DAY, "2020-02-31", "2020-02-31", False),
        (Sort.DAY, "20200229", "20200229", False),
        (Sort.PHONE, "+86 138-1234-0001", "13812340001", True),
        (Sort.PHONE, "138", "138", False),
        (Sort.TICK, "on", "yes", True),
        (Sort.CHOICE, "x", "x", False),
        (Sort.CHOICE, "a", "a", True),
    ],
)
def test_texts_are_tidied_and_judged_by_sort(sort: Sort, given: str, value: str, fine: bool) -> None:
    asked = asking(field("one", sort, choices=lambda _programme: [("a", W)]))
    filled = read_form(asked, {"one": given}, known={}, programme=None)
    assert (filled.values["one"], filled.problems == {}) == (value, fine)


@pytest.mark.parametrize(
    ("given", "known", "mark", "fine"),
    [
        ("", None, Mark.TYPED, False),
        ("甲", None, Mark.TYPED, True),
        ("甲", origin("甲"), Mark.CONFIRMED, True),
        ("乙", origin("甲"), Mark.CHANGED, True),
        ("", origin("甲"), Mark.CHANGED, False),
        ("", origin("", "甲*"), Mark.CONFIRMED, True),
        ("乙", origin("", "甲*"), Mark.CHANGED, True),
    ],
)
def test_a_value_is_confirmed_changed_or_new(
    given: str, known: Origin | None, mark: Mark, fine: bool
) -> None:
    asked = asking(field("one", required=True))
    filled = read_form(asked, {"one": given}, known={"one": known} if known else {}, programme=None)
    assert (filled.marks["one"], filled.problems == {}) == (mark, fine)


def test_a_text_that_is_too_long_is_said_so() -> None:
    filled = read_form(asking(field("one", most=3)), {"one": "一二三四"}, known={}, programme=None)
    assert filled.problems["one"].zh == "最多3个字。"


@pytest.mark.parametrize(
    ("version", "seen", "reason"),
    [(0, 0, None), (0, 5, None), (3, 3, None), (3, 2, Reason.OVERTAKEN), (1, 0, Reason.OVERTAKEN)],
)
def test_a_draft_is_saved_by_whoever_saw_its_last_version(
    version: int, seen: int, reason: Reason | None
) -> None:
    assert why_not_keep(version=version, seen=seen) is reason
    assert why_not_keep(version=version, seen=seen, is_own_save=True) is None


@pytest.mark.parametrize(
    ("same", "again", "likely", "words", "reason"),
    [
        (True, False, False, "", Reason.SAME_ALREADY),
        (True, False, True, "因为", Reason.SAME_ALREADY),
        (True, True, False, "", None),
        (False, False, True, " ", Reason.LIKELY_SAME),
        (False, False, True, "因为", None),
        (False, False, False, "", None),
    ],
)
def test_nobody_applies_twice(
    same: bool, again: bool, likely: bool, words: str, reason: Reason | None
) -> None:
    assert why_not_again(same=same, again=again, likely=likely, words=words) is reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"state": "withdrawn"}, Reason.WITHDRAWN),
        ({"programme": "closed"}, Reason.CLOSED),
        ({"paid": True, "placed": True}, Reason.PAID),
        ({"placed": True}, Reason.HAS_PLACE),
        ({"words": " "}, Reason.WORDS_MISSING),
    ],
)
def test_what_is_placed_or_paid_is_not_withdrawn(facts: dict[str, object], reason: Reason | None) -> None:
    usual = {"programme": "running", "state": "accepted", "placed": False, "paid": False, "words": "出差"}
    assert why_not_take_own_back(**{**usual, **facts}) is reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "gated", "accept", "words", "reason"),
    [
        ("submitted", False, True, "", None),
        ("submitted", False, False, "", Reason.WORDS_MISSING),
        ("submitted", False, False, "不符合", None),
        ("submitted", True, True, "", Reason.GATED),
        ("accepted", False, True, "", Reason.NOT_SUBMITTED),
    ],
)
def test_what_was_submitted_is_decided(
    state: str, gated: bool, accept: bool, words: str, reason: Reason | None
) -> None:
    assert why_not_decide(state=state, gated=gated, accept=accept, words=words) is reason


@pytest.mark.parametrize(
    ("state", "while_running", "asked"),
    [("preparing", False, True), ("running", False, False), ("running", True, True), ("closed", True, False)],
)
def test_a_form_is_asked_at_its_time(state: str, while_running: bool, asked: bool) -> None:
    assert is_asked(state=state, while_running=while_running) is asked


def test_differences_name_the_fields_in_which_two_drafts_differ() -> None:
    assert differences({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"}) == ["b", "c"]
