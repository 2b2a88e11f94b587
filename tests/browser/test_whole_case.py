"""One case of aid from the worker's own question to the call twelve months after the file ended, as people take it, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect
from tests.browser.looking import faults, press, shoot
from tests.factories.access import person_with
from tests.factories.calendars import confirmed
from tests.factories.followups import picture
from tests.factories.people import PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World, make_world
from tests.kinds.aid.answers import number
from tests.kinds.aid.helped import helper_at
from zeal import zeal_ignore

from lianshou.kernel.access.enums import Role
from lianshou.kernel.funds.actions import record_source, set_budget
from lianshou.kinds.aid.models import Aid, Call, Household, Leaving, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
NAME, HEAD = "陆小满", number("19760301", 11)
ANSWERS = {
    "nation": "汉族",
    "registered_at": "江苏省阜宁县",
    "address": "阜城街道示例路18号",
    "phone": "13812345678",
    "employer": "中成紧固技术公司",
    "persons": "1",
    "income_wages": "18000",
    "expense_illness": "12000",
    "bank_name": "阜宁农村商业银行",
    "bank_card": "6222021234567890128",
}
CHOICES = {
    "politics": "masses",
    "health": "chronic",
    "status": "laid_off",
    "hero": "none",
    "marriage": "divorced",
    "registration": "urban",
    "housing": "rented",
    "cause": "illness",
    "medical": "employee",
}


class Case:
    """The case with its clock: whoever comes back on a later day signs in anew."""

    def __init__(self, opened: Callable[..., Page], base: str, world: World, clock: Any) -> None:
        self.opened, self.base, self.world, self.clock = opened, base, world, clock
        self.seen: list[str] = []

    def on(self, day: datetime) -> None:
        self.clock.move_to(day)

    def go(self, page: Page, address: str) -> None:
        page.goto(self.base + address)

    def look(self, page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        shoot(page, f"case-{name}", "phone")
        self.seen += [f"{name}: {fault}" for fault in faults(page, scripts=True)]

    @property
    def household(self) -> Household:
        return Household.objects.select_related("union", "head").get()

    @property
    def file(self) -> str:
        return f"/aid/households/{self.household.pk}/"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=True) as travelled:
        yield travelled


@pytest.fixture
def world(clock: Any) -> World:
    with zeal_ignore():
        made = make_world()
        confirmed(2026, 2027, 2028)
        programme = ProgrammeFactory(kind="aid", union=made.county, title="困难职工帮扶", year=2026)
        finance = person_with(Role.FINANCE, made.county, name="郑财", username="finance")
        facts: dict[str, Any] = {
            "title": "帮扶资金",
            "year": 2026,
            "sort": "central",
            "amount_fen": 5_000_000,
        }
        source = record_source(actor=finance, union=made.county, now=MONDAY, **facts)
        item: dict[str, Any] = {"programme": programme, "item": "医疗救助", "ceiling_fen": 2_000_000}
        set_budget(actor=finance, source=source, now=MONDAY, **item)
        person_with(Role.OFFICER, made.county, name="韩审", username="checker")
        helper_at(made.guest, "王小河", account=made.nobody)
        PersonFactory(union=made.guest, name="旁人")
    return made


@pytest.mark.parametrize("size", ["phone"])
def test_whole_case_from_the_self_test_to_the_call_after_twelve_months(
    opened: Callable[..., Page], live_server: Any, world: World, clock: Any, size: str
) -> None:
    case = Case(opened, live_server.url, world, clock)
    worker_asks(case)
    file_is_opened(case)
    layers_are_passed(case)
    notice_is_posted_and_waited_for(case)
    file_is_approved_and_helped(case)
    aid_is_given(case)
    household_leaves(case)
    household_is_called_for_a_year(case)
    assert case.seen == []


def worker_asks(case: Case) -> None:
    """Nobody's account: probably in hardship, and which papers will be needed."""
    page = case.opened("")
    case.go(page, "/public/aid/test/")
    page.get_by_label("工作或居住的地方").select_option(label="阜宁县总工会")
    page.get_by_label("共同生活的家庭人口").first.fill("1")
    page.get_by_label("因病支出").first.fill("12000")
    page.get_by_label("工资性收入").first.fill("1500")
    press(page, page.get_by_role("button", name="测算"))
    expect(page.locator("#answer")).to_contain_text("很可能符合：深度困难")
    expect(page.get_by_text("需要准备的材料").first).to_be_visible()
    case.look(page, "self-test")


def file_is_opened(case: Case) -> None:
    """At the desk: the archive form, computed line by line."""
    page = case.opened("officer")
    case.go(page, "/aid/households/new/")
    page.select_option("[name=union]", label="中成紧固技术公司工会")
    page.fill("[name=name]", NAME)
    page.fill("[name=id_number]", HEAD)
    press(page, page.get_by_role("button", name="登记并填写档案表"))
    for key, value in ANSWERS.items():
        page.fill(f"[name={key}]", value)
    for key, value in CHOICES.items():
        page.select_option(f"[name={key}]", value)
    case.look(page, "form")
    press(page, page.locator("[data-hand-in]"))
    expect(page.get_by_text("深度困难").first).to_be_visible()
    case.look(page, "survey")


def layers_are_passed(case: Case) -> None:
    """Application, first check by another, the visit by two with a photograph, civil affairs, deliberation."""
    officer, checker = case.opened("officer"), case.opened("checker")
    case.go(officer, f"{case.file}layers/application/")
    officer.check("[name=is_applied]")
    officer.check("[name=is_authorised]")
    press(officer, officer.get_by_role("button", name="登记"))
    case.look(officer, "ladder")
    case.go(checker, f"{case.file}layers/first_check/")
    checker.fill("[name=words]", "情况属实，同意上报。")
    press(checker, checker.get_by_role("button", name="登记"))
    visit(case, officer)
    case.go(officer, f"{case.file}layers/civil/")
    press(officer, officer.get_by_role("button", name="登记"))
    case.go(officer, f"{case.file}layers/deliberation/")
    officer.fill("[name=present]", "5")
    officer.fill("[name=votes_for]", "5")
    press(officer, officer.get_by_role("button", name="登记"))
    expect(officer.locator("[aria-current=step]")).to_contain_text("公示")


def visit(case: Case, page: Page) -> None:
    case.go(page, case.file)
    press(page, page.locator("[data-begin-visit]"))
    for step in range(1, 9):
        expect(page.locator("[data-place]")).to_have_text(f"{step} / 9")
        page.locator("[data-part][data-here]").get_by_text("与上次一致").click()
    page.fill("[name=other_takers]", "李静")
    shot = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.set_input_files("input[type=file]", shot)
    page.check("[name=consent]")
    case.look(page, "visit")
    press(page, page.locator("[data-hand-in]"))
    expect(page.get_by_text("没有变化").first).to_be_visible()


def notice_is_posted_and_waited_for(case: Case) -> None:
    """Masked, five working days; the layer stands when nobody objected."""
    page = case.opened("officer")
    case.go(page, case.file)
    press(page, page.get_by_role("button", name="在该项目中申请"))
    press(page, page.get_by_role("link", name="起草公示"))
    page.get_by_label("受理电话").fill("0515-00000000")
    press(page, page.get_by_role("button", name="保存草稿并预览名单"))
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, page.get_by_role("button", name="张贴公示（1行）"))
    anybody = case.opened("")
    case.go(anybody, "/public/notices/")
    press(anybody, anybody.locator("main table tbody a").first)
    body = anybody.content()
    assert [word for word in (NAME, HEAD, ANSWERS["phone"], ANSWERS["address"]) if word in body] == []
    expect(anybody.get_by_text("陆*满").first).to_be_visible()
    case.look(anybody, "notice")
    case.on(MONDAY + timedelta(days=9))
    page = case.opened("officer")
    case.go(page, f"{case.file}layers/notice/")
    press(page, page.get_by_role("button", name="登记"))


def file_is_approved_and_helped(case: Case) -> None:
    """The county approves; the household gets its helper, who visits without a post."""
    page = case.opened("approver")
    case.go(page, case.file)
    press(page, page.get_by_role("button", name="批准建档"))
    assert case.household.state == "on_file"
    page = case.opened("officer")
    case.go(page, "/aid/helping/matches/new/")
    press(page, page.get_by_role("button", name="生成结对方案"))
    press(page, page.get_by_role("button", name="采用方案"))
    helper = case.opened(case.world.nobody.username)
    helper.get_by_role("link", name="查看并登记走访").click()
    helper.get_by_role("link", name="登记走访").click()
    helper.locator("label.aid-chip", has_text="服务员").click()
    helper.locator("label.aid-chip", has_text="入户").click()
    helper.fill("[name=found]", "药费负担重")
    case.look(helper, "helper")
    press(helper, helper.get_by_role("button", name="保存走访"))
    assert Visit.objects.get().duties == ["服务员：办理帮扶"]


def aid_is_given(case: Case) -> None:
    """A project for the worker: planned by the officer, approved by another, paid by finance."""
    page = case.opened("officer")
    case.go(page, "/aid/projects/new/")
    page.select_option("[name=sort]", "medical")
    page.fill("[name=title]", "2026年医疗救助")
    case.look(page, "project")
    press(page, page.get_by_role("button", name="设立项目"))
    case.go(page, case.file)
    expect(page.get_by_text("在档，2026年尚无帮扶项目，请安排。").first).to_be_visible()
    press(
        page, page.get_by_role("link", name="2026年医疗救助").first
    )  # what fits by the cause is one click away
    page.fill("[name=amount_fen]", "1500")
    case.look(page, "give")
    press(page, page.get_by_role("button", name="安排"))
    approver = case.opened("approver")
    case.go(approver, "/funds/payments/?mine=1")
    approver.check("tbody tr:nth-child(1) input[type=checkbox]")
    press(approver, approver.locator("main form[method=post] .ls-acts button").first)
    aid = Aid.objects.get()
    finance = case.opened("finance")
    case.go(finance, "/funds/banking/")
    press(finance, finance.locator("form[action*='/banking/make/'] button").first)
    finance.on("dialog", lambda dialog: dialog.accept())
    press(finance, finance.locator("form[action$='/answer/'] button").last)
    aid.refresh_from_db()
    assert (aid.state, aid.amount_fen) == ("given", 150_000)
    case.go(page, "/aid/given/money/")
    case.look(page, "money")
    expect(page.get_by_text("1,500.00").first).to_be_visible()


def household_leaves(case: Case) -> None:
    """Six months above the line: counted, studied, posted, approved by another, told in writing."""
    case.on(MONDAY + timedelta(days=200))
    page = case.opened("officer")
    case.go(page, case.file)
    page.get_by_role("link", name="发起退出").click()
    page.get_by_label("脱困").check()
    page.get_by_label("本人申请", exact=True).check()
    page.fill("[name=words]", "已经就业，收入稳定。")
    page.get_by_role("button", name="发起").click()
    page.get_by_role("link", name="登记这个环节").click()
    cells = page.locator("[name^='income-']:visible")
    for place in range(cells.count()):
        cells.nth(place).fill("3000")
    entered(page, "集体研究")
    page.get_by_role("link", name="登记这个环节").click()
    page.fill("[name=present]", "5")
    page.fill("[name=minutes]", "会纪〔2026〕8号")
    entered(page, "公示")
    press(page, page.get_by_role("link", name="起草拟退出公示"))
    page.get_by_label("受理电话").fill("0515-00000000")
    press(page, page.get_by_role("button", name="保存草稿并预览名单"))
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, page.get_by_role("button", name="张贴公示（1行）"))
    case.on(MONDAY + timedelta(days=212))
    leaving = f"/aid/leaving/{Leaving.objects.get().pk}/"
    page = case.opened("officer")
    case.go(page, leaving)
    case.look(page, "leaving")
    page.get_by_role("link", name="登记这个环节").click()
    entered(page, "县级审批")
    approver = case.opened("approver")
    case.go(approver, leaving)
    press(approver, approver.get_by_role("button", name="批准退出"))
    case.go(page, leaving)
    page.get_by_role("link", name="登记这个环节").click()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("该户已退出，档案已结束")).to_be_visible()
    with page.expect_download() as letter:
        page.get_by_role("link", name="告知书").first.click()
    assert letter.value.suggested_filename.endswith(".docx")
    assert (case.household.state, case.household.ground) == ("ended", "out")


def entered(page: Page, then: str) -> None:
    """Enter a step, and read which one is next."""
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[aria-current=step]")).to_contain_text(then)


def household_is_called_for_a_year(case: Case) -> None:
    """After three, six and twelve months, by the former helper on a telephone."""
    for call in Call.objects.order_by("due_on"):
        case.on(datetime(call.due_on.year, call.due_on.month, call.due_on.day, 2, tzinfo=UTC))
        page = case.opened(case.world.nobody.username)
        case.go(page, f"/aid/calls/{call.pk}/")
        page.get_by_label("已联系上", exact=True).check()
        page.fill("[name=said]", f"第{call.months}个月：在岗，身体好转")
        case.look(page, f"call-{call.months}")
        press(page, page.get_by_role("button", name="保存回访"))
    assert list(Call.objects.order_by("due_on").values_list("months", "state")) == [
        (3, "reached"),
        (6, "reached"),
        (12, "reached"),
    ]
    page = case.opened("officer")
    case.go(page, case.file)
    case.look(page, "after")
