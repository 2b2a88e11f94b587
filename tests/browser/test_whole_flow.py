"""From two workbooks to a figure: upload, match, move one, approve, issue, agree, sign twice, record, count."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page
from tests.browser.looking import faults, press, shoot
from tests.factories.access import PASSWORD, person_with
from tests.factories.world import World
from xlsxwriter import Workbook
from zeal import zeal_ignore

from lianshou.kernel.access.enums import Role
from lianshou.kernel.unions.models import Union

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTS = [
    ["2026年模范职工之家名单"],
    ["序号", "单位名称", "荣誉级别", "所属行业", "开发区", "经度", "纬度", "工会主席", "联系电话"],
    [1, "阜宁风华风电有限公司", "省级", "3415", "阜宁经济开发区", "119.80", "33.76", "卢一舟", "13800000001"],
    [2, "阜宁云锦纺织有限公司", "市级", "1711", "阜宁经济开发区", "119.83", "33.79", "卢二舟", "13800000002"],
    ["合计", "2家"],
]
GUESTS = [
    ["序号", "企业名称", "行业代码", "乡镇/街道/开发区", "经度", "纬度", "建会时间", "工会主席"],
    [1, "阜宁新叶风电叶片有限公司", "3415", "阜宁经济开发区", "119.801", "33.761", "2026年3月1日", "任一行"],
    [2, "阜宁新丝纺织有限公司", "1711", "阜宁经济开发区", "33.79", "119.83", "2026-04-01", "任二行"],
    [3, "阜宁新程物流有限公司", "5810", "阜宁经济开发区", "119.81", "33.77", "2026/5/6", "任三行"],
]


def sheet(folder: Path, name: str, rows: list[list[Any]]) -> Path:
    path = folder / name
    with Workbook(path) as book:
        page = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def number_in(place: Locator) -> int:
    """The first number that a button or a link says."""
    found = re.search(r"\d+", place.first.inner_text())
    assert found, place
    return int(found.group())


class Desk:
    """The steps of the flow as a person takes them; every page on the way is looked at."""

    def __init__(
        self, opened: Callable[..., Page], base: str, world: World, size: str, *, scripts: bool
    ) -> None:
        self.opened, self.base, self.world, self.size, self.scripts = opened, base, world, size, scripts
        self.seen: list[str] = []

    def as_(self, username: str) -> Page:
        return self.opened(username, scripts=self.scripts)

    def look(self, page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        shoot(page, f"flow-{name}", self.size)
        self.seen += [f"{name}: {fault}" for fault in faults(page, scripts=self.scripts)]

    def go(self, page: Page, address: str) -> None:
        page.goto(self.base + address)

    @property
    def home(self) -> str:
        return f"/pairing/{self.world.programme.pk}/"

    def upload(self, page: Page, slug: str, path: Path) -> None:
        self.go(page, self.home)
        page.set_input_files(f"#{slug}-file", str(path))
        press(page, page.locator(f"form[action$='/{slug}/'] button"))
        self.look(page, f"upload-{slug}")

    def take(self, page: Page) -> None:
        press(page, page.locator("form[action$='/take/'] button"))


def test_whole_flow_from_two_workbooks_to_a_figure(
    opened: Any, live_server: Any, world: World, size: str, scripts: bool, tmp_path: Path
) -> None:
    desk = Desk(opened, live_server.url, world, size, scripts=scripts)
    officer = desk.as_("officer")
    bring_in_the_lists(desk, officer, tmp_path)
    match(desk, officer)
    guest, host = move_one(desk, officer)
    approve(desk)
    agree_and_sign(desk, officer, guest=guest, host=host)
    record_activity_and_upgrade(desk, officer, guest=guest)
    count(desk, officer)
    assert desk.seen == []


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def bring_in_the_lists(desk: Desk, page: Page, folder: Path) -> None:
    desk.go(page, desk.home)
    desk.look(page, "desk-empty")
    desk.upload(page, "hosts", sheet(folder, "帮带方.xlsx", HOSTS))
    assert number_in(page.locator("form[action$='/take/'] button")) == 2
    desk.take(page)
    desk.upload(page, "guests", sheet(folder, "被帮带方.xlsx", GUESTS))
    assert number_in(page.locator("form[action$='/take/'] button")) == 2
    correct_the_swapped_point(desk, page)
    assert number_in(page.locator("form[action$='/take/'] button")) == 3
    desk.take(page)


def correct_the_swapped_point(desk: Desk, page: Page) -> None:
    page.locator("a[href*='/imports/rows/'][href$='/edit/']").first.click()
    longitude = page.locator("input[name='longitude']")
    longitude.wait_for()
    desk.look(page, "correct")
    assert longitude.input_value() == "33.79"
    longitude.fill("119.83")
    page.locator("input[name='latitude']").fill("33.79")
    page.locator("form[action*='/imports/rows/'][action$='/edit/'] button").first.click()
    page.wait_for_load_state("networkidle")
    if "/rows/" in page.url:
        page.go_back()


def match(desk: Desk, page: Page) -> None:
    desk.go(page, desk.home)
    desk.look(page, "desk-ready")
    page.locator("form[action$='/run/'] button").first.click()
    page.locator("a.btn-primary[href$='/pairs/']").wait_for()
    desk.look(page, "run")
    desk.go(page, f"{desk.home}pairs/")
    desk.look(page, "pairs")
    assert page.locator("main tbody tr").count() == 3
    desk.go(page, f"{desk.home}map/")
    desk.look(page, "map")


def move_one(desk: Desk, page: Page) -> tuple[str, str]:
    """The textile guest goes to the wind-power host, which costs something; the price is shown before it is paid."""
    desk.go(page, f"{desk.home}pairs/")
    press(page, page.locator("main tbody a", has_text="新丝纺织").first)
    desk.look(page, "pair")
    press(page, page.locator("a[href*='/move/']").first)
    if "to=" in page.url:
        page.goto(page.url.split("?")[0])
    other = page.locator("#to option", has_text="风华风电").get_attribute("value")
    page.goto(f"{page.url.split('?')[0]}?to={other}")
    desk.look(page, "price")
    assert page.locator("#price .ls-figure").first.inner_text().startswith("+")
    page.locator("form[action$='/confirm/'] [name='reason']").fill("两家正在合作，双方都愿意")
    press(page, page.locator("form[action$='/confirm/'] button"))
    desk.go(page, f"{desk.home}pairs/")
    row = page.locator("main tbody tr", has_text="新丝纺织").first.inner_text()
    assert "风华风电" in row
    return "新丝纺织", "风华风电"


def approve(desk: Desk) -> None:
    page = desk.as_("approver")
    desk.go(page, f"{desk.home}approval/")
    desk.look(page, "approval")
    press(page, page.locator("form[action$='/approve/'] button"))
    desk.go(page, f"{desk.home}approval/")
    page.locator("form[action$='/reopen/']").wait_for()


def agree_and_sign(desk: Desk, officer: Page, *, guest: str, host: str) -> None:
    desk.go(officer, f"/agreements/issue/{desk.world.programme.pk}/")
    desk.look(officer, "issue")
    press(officer, officer.locator("main form[method=post] button.btn-primary"))
    chairs = [desk.as_(chair_account(name)) for name in (host, guest)]
    for act in ("agree", "sign"):
        for page in chairs:
            desk.go(page, "/agreements/")
            press(
                page, page.locator("main tbody tr", has_text=guest).locator("a[href*='/agreements/']").first
            )
            desk.look(page, f"before-{act}")
            tap(page, act)


def tap(page: Page, act: str) -> None:
    """Open what the act is folded in, then do it."""
    form = page.locator(f"form[action$='/{act}/']")
    if not form.is_visible():
        page.locator(f"details:has(form[action$='/{act}/']) > summary").click()
    press(page, form.locator("button.btn-primary"))


def chair_account(name: str) -> str:
    """An account for the chair of a union that came in with the workbook."""
    from lianshou.kernel.people.models import Office

    with zeal_ignore():
        union = Union.objects.get(name__contains=name)
        person = Office.objects.select_related("person").get(union=union, ends_on=None).person
        account = person_with(Role.CHAIR, union, name=person.name, username=f"chair{union.pk}")
        person.account = account
        person.save()
        account.set_password(PASSWORD)
        account.save()
    return account.username


def record_activity_and_upgrade(desk: Desk, officer: Page, *, guest: str) -> None:
    desk.go(officer, "/activities/new/")
    if officer.locator("form[enctype]").count() == 0:
        press(officer, officer.locator("main a[href*='placement=']", has_text=guest).first)
    officer.locator("input[name='sort'][value='mutual_activity']").check()
    officer.fill("input[name='title']", "羽毛球友谊赛")
    officer.fill("input[name='people']", "26")
    desk.look(officer, "activity")
    officer.locator(".ls-stay button").click()
    officer.get_by_role("heading", name="羽毛球友谊赛").wait_for()
    union = Union.objects.get(name__contains=guest)
    desk.go(officer, f"/unions/{union.pk}/upgrades/add/")
    officer.locator("input[name='after'][value='1']").check()
    officer.fill("input[name='changed_on']", timezone.localdate().isoformat())
    desk.look(officer, "upgrade")
    officer.locator("main form[method=post] button.btn-primary").click()
    officer.wait_for_url(f"**/unions/{union.pk}/")


def count(desk: Desk, officer: Page) -> None:
    desk.go(officer, "/figures/")
    desk.look(officer, "figures")
    for slug in ("hosts", "guests", "upgraded"):
        link = officer.locator(f"main a[href*='/figures/{slug}/']").first
        assert (slug, number_in(link)) == (slug, 1)
    desk.go(officer, "/figures/upgraded/")
    desk.look(officer, "figure")
    assert officer.locator("main tbody tr", has_text="新丝纺织").count() >= 1
