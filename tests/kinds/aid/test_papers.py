"""Papers as an office program lays them out: what belongs on one line stands on one line."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.factories.pages import needs_pages, texts_of

from lianshou.kinds.aid.exports.aiding import roster_paper
from lianshou.kinds.aid.exports.papers import blank_visit_form


@needs_pages
def test_who_signs_a_visit_has_the_whole_line() -> None:
    lines = [line for page in texts_of(blank_visit_form(year=2021)) for line in page.splitlines()]
    names = ("调查人一（签名）", "调查人二（签名）", "申请人或家庭成员（签名）")
    assert [line for line in lines if line.startswith(names)] == [f"{name}：{'＿' * 8}" for name in names]


@needs_pages
def test_sum_of_a_roster_stands_on_one_line() -> None:
    head = SimpleNamespace(name="陆小满")
    aid: Any = SimpleNamespace(
        household_id=1,
        recipient_id=1,
        amount_fen=71_355_000,
        household=SimpleNamespace(head=head),
        recipient=SimpleNamespace(is_head=True),
        project=SimpleNamespace(title="生活救助"),
        payment=SimpleNamespace(masked={"account": "**** **** 1234"}),
    )
    (page,) = texts_of(roster_paper([aid], union="南宁市总工会", on=date(2026, 11, 30)))
    lines = page.splitlines()
    assert (lines.count("713,550.00"), lines.count("合计")) == (2, 1)
