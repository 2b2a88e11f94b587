"""Persons in a real browser: reveal on demand, hidden again; forms that hold nothing stored; an export by two persons."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from tests.browser.axe import violations
from tests.browser.looking import faults, fits, press, shoot
from tests.factories.people import PersonFactory, RelativeFactory
from zeal import zeal_ignore

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBER = "11010519491231002X"


@pytest.fixture
def person(world: Any) -> Any:
    with zeal_ignore():
        person = PersonFactory(
            union=world.guest,
            name="单小军",
            phone="13911112222",
            id_number=NUMBER,
            birth_on=date(1949, 12, 31),
            bank_name="示例银行阜宁支行",
            bank_card="4111111111111111",
            address="阜宁县示例路1234号",
        )
        RelativeFactory(person=person, relation="child", name="单小小", birth_on=date(2020, 1, 1))
    return person


def test_every_page_about_persons_is_accessible(
    world: Any, person: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer")
    pages = {
        "persons": "/people/",
        "persons-nothing": "/people/?q=zzzz",
        "person": f"/people/{person.pk}/",
        "person-edit": f"/people/{person.pk}/edit/",
        "person-add": "/people/add/",
        "person-leave": f"/people/{person.pk}/leave/",
        "person-office": f"/people/{person.pk}/offices/add/",
        "person-family": f"/people/{person.pk}/family/add/",
        "persons-import": "/people/import/",
        "reveal": f"/privacy/reveal/person/{person.pk}/identity/",
        "exports": "/privacy/exports/",
        "ask": "/privacy/exports/ask/persons/?q=sxj",
    }
    for name, address in pages.items():
        answer = page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, answer.status, violations(page), fits(page)) == (address, 200, [], True)
    page = opened("leader")
    for name, address in {"looks": "/privacy/looks/", "waiting": "/privacy/exports/waiting/"}.items():
        page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, faults(page, scripts=True)) == (address, [])


def test_values_are_shown_in_place_and_hidden_when_the_time_is_over(
    world: Any, person: Any, opened: Any, live_server: Any, size: str, settings: Any
) -> None:
    settings.LIANSHOU_REVEAL_SECONDS = 4
    page = opened("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/")
    assert NUMBER not in page.content()
    page.click("section:has(#group-identity) .ls-head a")
    page.select_option("#shown-identity select", "check")
    page.click("#shown-identity button")
    page.wait_for_selector(f"#shown-identity :text('{NUMBER}')")
    shoot(page, "revealed", size)
    assert (violations(page), fits(page)) == ([], True)
    page.wait_for_selector("#shown-identity :text('时间已到')")
    assert NUMBER not in page.content()


def test_values_are_hidden_again_without_scripts(
    world: Any, person: Any, opened: Any, live_server: Any, settings: Any
) -> None:
    settings.LIANSHOU_REVEAL_SECONDS = 4
    page = opened("officer", scripts=False)
    page.goto(f"{live_server.url}/people/{person.pk}/")
    press(page, page.locator("section:has(#group-contact) .ls-head a"))
    page.select_option("main select", "reach")
    press(page, page.locator("main form button.btn-primary"))
    assert page.locator("text=13911112222").count() == 1
    page.wait_for_selector("text=查看时间已到")
    assert "13911112222" not in page.content()


def test_edit_form_holds_no_stored_value(world: Any, person: Any, opened: Any, live_server: Any) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/edit/")
    html = page.content()
    clear = ["13911112222", NUMBER, "1949-12-31", "示例银行阜宁支行", "4111111111111111", "示例路1234号"]
    assert [value for value in clear if value in html] == []
    assert page.get_attribute("#id_phone", "placeholder") == "139****2222"
    assert {
        page.get_attribute(f"#id_{name}", "autocomplete") for name in ("phone", "id_number", "bank_card")
    } == {"off"}


def test_number_never_stands_in_an_address(world: Any, person: Any, opened: Any, live_server: Any) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/people/")
    page.fill("#id_q", NUMBER)
    press(page, page.locator(".ls-searchline button"))
    assert (page.url, page.locator("a:has-text('单小军')").count()) == (f"{live_server.url}/people/", 1)


def test_list_in_clear_takes_two_persons(
    world: Any, person: Any, opened: Any, live_server: Any, size: str, tmp_path: Any
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/people/?q=sxj")
    press(page, page.locator("a:has-text('申请未遮盖导出')"))
    page.check("input[value=id_number]")
    page.select_option("#id_purpose", "authority")
    page.fill("#id_recipient", "盐城市总工会")
    press(page, page.locator("main form button.btn-primary"))
    address = page.url
    assert page.locator("main form button:has-text('取出')").count() == 0
    approver = opened("approver")
    press(approver, approver.locator("a:has-text('未遮盖导出')").first)
    assert (approver.url, faults(approver, scripts=True)) == (address, [])
    shoot(approver, "decide", size)
    press(approver, approver.locator("button:has-text('批准')"))
    page.goto(address)
    shoot(page, "fetch", size)
    with page.expect_download() as download:
        page.click("button:has-text('取出')")
    path = tmp_path / "list.xlsx"
    download.value.save_as(path)
    cells = [
        str(cell) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) for cell in row
    ]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert (NUMBER in cells, "139****2222" in cells, "13911112222" in cells) == (True, True, False)
    assert NUMBER in [cell for row in rows for cell in row]
