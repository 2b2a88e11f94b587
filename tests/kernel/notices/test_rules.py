from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from lianshou.kernel.notices.enums import Bar, Reason
from lianshou.kernel.notices.rules import (
    Standing,
    digest_of,
    full_names_in,
    line_of,
    receipt_of,
    why_not_close,
    why_not_draft,
    why_not_edit,
    why_not_hear,
    why_not_object,
    why_not_pass,
    why_not_post,
    why_not_settle,
    why_not_withdraw,
)
from lianshou.kernel.notices.rules.receipts import LETTERS

LAST = date(2020, 7, 2)
RUNNING, OVER = Standing("posted", LAST), Standing("closed", date(2020, 6, 1))


@pytest.mark.parametrize(
    ("facts", "bar"),
    [
        ({}, None),
        ({"needed": True}, Bar.NOT_POSTED),
        ({"notices": [RUNNING]}, Bar.WINDOW_OPEN),
        ({"notices": [RUNNING], "today": date(2020, 7, 3)}, None),
        ({"notices": [OVER]}, None),
        ({"notices": [OVER], "needed": True, "unlisted": 1}, Bar.NOT_LISTED),
        ({"notices": [OVER], "unlisted": 1}, None),
        ({"notices": [OVER, Standing("posted", date(2020, 6, 1), open_objections=1)]}, Bar.OBJECTION_OPEN),
        ({"notices": [OVER, Standing("closed", date(2020, 6, 1), upheld=1)]}, Bar.UPHELD),
        ({"notices": [RUNNING, Standing("posted", date(2020, 6, 1), open_objections=1)]}, Bar.OBJECTION_OPEN),
    ],
)
def test_next_step_waits_for_windows_and_objections(facts: dict[str, Any], bar: Bar | None) -> None:
    usual: dict[str, Any] = {"needed": False, "notices": [], "unlisted": 0, "today": LAST}
    assert why_not_pass(**(usual | facts)) == bar


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"state": "posted"}, Reason.WRONG_STATE),
        ({"days": 4}, Reason.TOO_SHORT),
        ({"lines": 0}, Reason.NOTHING_TO_POST),
        ({"has_place": False}, Reason.NO_PLACE),
        ({"names_shown": 1}, Reason.NAMES_SHOWN),
        ({"unconfirmed": True}, Reason.UNCONFIRMED_YEAR),
    ],
)
def test_notice_is_posted_whole_or_not_at_all(facts: dict[str, Any], reason: Reason | None) -> None:
    usual: dict[str, Any] = {
        "state": "draft", "days": 5, "least": 5, "lines": 1, "has_place": True, "names_shown": 0, "unconfirmed": False,
    }  # fmt: skip
    assert why_not_post(**(usual | facts)) == reason


def test_window_may_be_longer_and_only_drafts_change() -> None:
    assert (why_not_draft(days=7, least=5), why_not_draft(days=4, least=5)) == (None, Reason.TOO_SHORT)
    assert why_not_edit(state="posted", days=5, least=5) == Reason.WRONG_STATE


def test_list_of_those_who_leave_is_of_kinds_that_have_one() -> None:
    told: dict[str, Any] = {"days": 5, "least": 5, "lists": "leaving"}
    assert why_not_draft(**told, leaving=False) == Reason.NO_LEAVING_HERE
    assert why_not_draft(**told, leaving=True) is None
    facts: dict[str, Any] = {"state": "draft", "days": 5, "least": 5, "has_place": True, "names_shown": 0}
    nobody = {
        lists: why_not_post(**facts, lines=0, unconfirmed=False, lists=lists)
        for lists in ("asking", "pairs", "leaving")
    }
    assert nobody == {
        "asking": Reason.NOTHING_TO_POST,
        "pairs": Reason.NO_PAIRS,
        "leaving": Reason.NOBODY_LEAVES,
    }


def test_notice_ends_in_its_time() -> None:
    facts: dict[str, Any] = {"state": "posted", "closes_on": LAST, "open_objections": 0}
    assert why_not_close(**facts, today=LAST) == Reason.STILL_RUNNING
    assert why_not_close(**facts, today=date(2020, 7, 3)) is None
    assert why_not_close(**(facts | {"open_objections": 1}), today=date(2020, 7, 3)) == Reason.STILL_OPEN
    assert why_not_close(**(facts | {"state": "closed"}), today=date(2020, 7, 3)) == Reason.WRONG_STATE
    found = [
        why_not_withdraw(state=state, words="错") for state in ("draft", "posted", "closed", "withdrawn")
    ]
    assert found == [Reason.WRONG_STATE, None, None, Reason.WRONG_STATE]
    assert why_not_withdraw(state="posted", words=" ") == Reason.REASON_MISSING


def test_objection_goes_its_way() -> None:
    assert why_not_object(running=False, words="x", own_line=True) == Reason.NOT_RUNNING
    assert why_not_object(running=True, words=" ", own_line=True) == Reason.WORDS_MISSING
    assert why_not_object(running=True, words="x", own_line=False) == Reason.OTHER_NOTICE
    assert (why_not_hear(state="received"), why_not_hear(state="hearing")) == (None, Reason.TAKEN_UP)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"state": "upheld"}, Reason.SETTLED),
        ({"state": "received"}, Reason.NOT_HEARD),
        ({"outcome": "received"}, Reason.NOT_HEARD),
        ({"is_handler": False}, Reason.NOT_HANDLER),
        ({"answer": " "}, Reason.ANSWER_MISSING),
    ],
)
def test_objection_is_settled_by_its_handler_with_reasons(
    facts: dict[str, Any], reason: Reason | None
) -> None:
    usual: dict[str, Any] = {"state": "hearing", "is_handler": True, "outcome": "upheld", "answer": "属实"}
    assert why_not_settle(**(usual | facts)) == reason


@pytest.mark.parametrize(
    ("name", "masked"), [("柳叶", "柳*"), ("雀金丝", "雀*丝"), ("欧阳丹青", "欧**青"), ("", "")]
)
def test_line_masks_the_name(name: str, masked: str) -> None:
    line = line_of(application=1, person_name=name, union_name="甲工会", remark=" 一线 ")
    assert (line.name, line.union_name, line.remark) == (masked, "甲工会", "一线")


def test_full_names_are_found_in_words() -> None:
    assert full_names_in(texts=["经审核", "柳叶同志"], names=["柳叶", "雀金丝", "柳", ""]) == 1


def test_receipt_is_read_however_it_is_typed() -> None:
    receipt = receipt_of(Random(1).choice)
    assert (len(receipt), set(receipt) - set(LETTERS)) == (14, {"-"})
    typed = [receipt, receipt.lower(), receipt.replace("-", " "), f" {receipt.replace('-', '')} "]
    assert len({digest_of(text) for text in typed}) == 1
    assert digest_of(receipt) != digest_of(receipt_of(Random(2).choice))
