"""Marking on a telephone, approving, and the applicant's own view, in a real browser, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.review import climb_of, judging_of
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.intake.actions import submit_application
from lianshou.kernel.review.actions import return_step
from lianshou.kernel.review.models import Ascent, Assignment, Round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [("phone", True), ("phone", False), ("desk", True)]


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_reviewer_marks_and_nothing_typed_is_lost(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    with zeal_ignore():
        judging = judging_of(world, experts=2, applications=2)
    today = timezone.localdate()
    Round.objects.update(opens_on=today, closes_on=today + timedelta(days=9))
    page = opened(judging.experts[0].username, scripts=scripts)
    page.goto(f"{live_server.url}/review/mine/")
    assert faults(page, scripts=scripts) == []
    shoot(page, "review-mine", size)
    press(page, page.get_by_role("link", name="申报0厂工会"))
    page.get_by_label("实效").fill("80")
    page.get_by_label("评语").first.fill("扎实")
    press(page, page.get_by_role("button", name="提交打分"))
    assert page.get_by_label("实效").input_value() == "80"
    assert page.get_by_label("评语").first.input_value() == "扎实"
    assert faults(page, scripts=scripts) == []
    shoot(page, "review-mark", size)
    page.get_by_label("创新").fill("4.5")
    press(page, page.get_by_role("button", name="提交打分"))
    assert Assignment.objects.filter(state="done").count() == 1
    officer = opened("officer", scripts=scripts)
    for name in ("", "board/", "results/", f"applications/{judging.applications[0].pk}/"):
        officer.goto(f"{live_server.url}/review/rounds/{judging.round.pk}/{name}")
        assert faults(officer, scripts=scripts) == []
        shoot(officer, f"review-round-{name.strip('/').split('/')[0]}", size)


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_step_is_returned_and_the_applicant_sends_it_again(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    with zeal_ignore():
        climb = climb_of(world)
        ascent = climb.ascent()
        climb.ascent()
    page, mine = (opened(user.username, scripts=scripts) for user in (climb.township, climb.submitter))
    page.goto(f"{live_server.url}/review/approvals/")
    assert faults(page, scripts=scripts) == []
    shoot(page, "review-approvals", size)
    page.goto(f"{live_server.url}/review/approvals/{ascent.pk}/")
    assert faults(page, scripts=scripts) == []
    shoot(page, "review-ascent", size)
    page.get_by_text("退回补充", exact=True).first.click()
    page.locator("#return-words").fill("缺车间照片")
    press(page, page.get_by_role("button", name="退回补充"))
    mine.goto(f"{live_server.url}/review/cases/{ascent.pk}/")
    assert mine.get_by_text("缺车间照片").first.is_visible()
    assert faults(mine, scripts=scripts) == []
    shoot(mine, "review-case", size)
    press(mine, mine.get_by_role("button", name="重新送审"))
    assert Ascent.objects.get(pk=ascent.pk).state == "climbing"
    leader = opened("approver", scripts=scripts)
    for name in ("ladders/", "ladders/new/"):
        leader.goto(f"{live_server.url}/review/{name}")
        assert faults(leader, scripts=scripts) == []
        shoot(leader, f"review-{name.strip('/').replace('/', '-')}", size)


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_a_returned_form_is_corrected_and_the_approver_sees_what_changed(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    texts = {
        "name": "长风风电工会",
        "members": "40",
        "chair": "方申报",
        "phone": "13812340009",
        "wish": "学管理",
    }
    with zeal_ignore():
        climb, now = climb_of(world), timezone.now()
        filed = {"programme": climb.programme, "slug": "guest", "union": climb.unit, "seen": 0, "now": now}
        submit_application(actor=climb.submitter, texts=texts, **filed)
        ascent = return_step(actor=climb.township, ascent=Ascent.objects.get(), words="会员数请核实", now=now)
    mine = opened(climb.submitter.username, scripts=scripts)
    mine.goto(f"{live_server.url}/review/cases/{ascent.pk}/")
    shoot(mine, "correct-case", size)
    press(mine, mine.get_by_role("link", name="更正申请表"))
    assert "会员数请核实" in mine.inner_text("main")
    mine.locator("[name=members]").fill("46")
    assert faults(mine, scripts=scripts) == []
    shoot(mine, "correct-form", size)
    press(mine, mine.get_by_role("button", name="重新提交"))
    assert faults(mine, scripts=scripts) == []
    shoot(mine, "correct-sent", size)
    approver = opened(climb.township.username, scripts=scripts)
    approver.goto(f"{live_server.url}/review/approvals/{ascent.pk}/")
    told = approver.inner_text("main")
    assert ("更正1项" in told, "原填：40" in told) == (True, True)
    assert faults(approver, scripts=scripts) == []
    shoot(approver, "correct-approver", size)
