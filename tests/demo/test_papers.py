"""Agreements whose term is over were closed or wait, a few of them, for an evaluation that a visitor can give."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lianshou.demo.world import World
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.pledges.actions import judge_pledge, renew_pledge
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.queries import desk_items

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def over(sort: str) -> Any:
    return Pledge.objects.filter(ends_on__lt=TODAY, sort=sort)


def test_no_agreement_past_its_last_day_is_said_to_be_in_force(demo: World, db: Any) -> None:
    assert Counter(over("pair").values_list("state", flat=True)) == {"ended": 43, "expired": 3}
    assert Counter(over("many").values_list("state", flat=True)) == {"renewed": 1, "expired": 1}
    assert Entry.objects.filter(verb="pledge.expired").count() == 47
    words = set(over("pair").filter(state="ended").values_list("end_reason", flat=True))
    assert {reason.split("，")[1] for reason in words} == {"被帮带方已提档升级", "被帮带方已建成模范职工之家"}


def test_officer_finds_a_few_terms_that_are_over(demo: World, officer: Any) -> None:
    items = [item for item in desk_items(actor=officer, today=TODAY) if item.key.startswith("pledge-over:")]
    assert len(items) == 4


def test_visitor_evaluates_as_the_last_party_and_the_officer_renews(demo: World, officer: Any) -> None:
    pledge = over("many").get(state="expired")
    chair = demo.accounts["zhongcheng"]
    keys = [item.url for item in desk_items(actor=chair, today=TODAY) if item.key.startswith("pledge-judge:")]
    assert keys == [f"/agreements/{pledge.pk}/#judging"]
    judge_pledge(actor=chair, pledge=pledge, grade="good", words="收获很大。", now=NOW)
    pledge.refresh_from_db()
    assert pledge.state == "judged"
    term = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=365)}
    second = renew_pledge(actor=officer, pledge=pledge, now=NOW, **term)
    assert (second.former, second.state) == (pledge, "drafted")


@pytest.mark.parametrize("username", ["rongwei", "zhongcheng"])
def test_chairs_are_asked_to_evaluate(demo: World, db: Any, username: str) -> None:
    items = desk_items(actor=demo.accounts[username], today=TODAY)
    assert [item.title for item in items].count("协议期满：请作评价") == 1
