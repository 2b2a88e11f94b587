from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.access import PASSWORD
from tests.factories.world import World


def test_login_page_speaks_chinese_whatever_the_browser_says(client: Client, db: None) -> None:
    page = client.get("/account/login/", headers={"Accept-Language": "en"}).content.decode()
    assert ('<html lang="zh-CN">' in page, "登录" in page) == (True, True)


def test_language_switch_stays(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert answer.headers["Location"] == "/account/login/"
    assert '<html lang="en">' in client.get("/account/login/").content.decode()


def test_login_leads_to_my_work_without_a_message(client: Client, world: World) -> None:
    answer = client.post("/account/login/", {"login": "officer", "password": PASSWORD}, follow=True)
    page = answer.content.decode()
    assert (answer.redirect_chain, 'class="alert' in page) == ([("/", 302)], False)


def test_wrong_password_keeps_the_user_name(client: Client, world: World) -> None:
    page = client.post("/account/login/", {"login": "officer", "password": "wrong"}).content.decode()
    assert ('value="officer"' in page, "wrong" in page) == (True, False)


def test_current_place_is_marked_once(client: Client, world: World) -> None:
    client.force_login(world.officer)
    page = client.get("/unions/").content.decode().split("</header>")[0]
    assert page.count('aria-current="page"') == 1


def test_post_of_the_reader_stands_in_the_frame(client: Client, world: World) -> None:
    client.force_login(world.officer)
    assert "阜宁县总工会 · 经办" in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/nowhere/", "/unions/999999/"])
def test_missing_page_stands_in_the_frame(client: Client, world: World, address: str) -> None:
    client.force_login(world.officer)
    answer = client.get(address)
    assert (answer.status_code, "没有找到" in answer.content.decode()) == (404, True)


def test_address_that_only_takes_forms_says_so(client: Client, world: World) -> None:
    client.force_login(world.officer)
    answer = client.get("/works/tasks/1/report/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
    assert "此地址只接收表单提交的内容" in answer.content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/works/?portfolio=3", "/works/?portfolio=3"),
        ("http://elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_language_is_switched_on_the_page_that_the_form_came_from(
    client: Client, db: None, referer: str, back: str
) -> None:
    page = client.post("/account/login/", {"login": "", "password": ""}, headers={"Referer": referer})
    assert f'name="next" value="{back}"' in page.content.decode()


def test_forbidden_page_says_whom_to_ask(client: Client, world: World) -> None:
    client.force_login(world.leader)
    answer = client.get("/programmes/new/")
    assert (answer.status_code, "没有权限" in answer.content.decode()) == (403, True)


def test_scripts_and_styles_come_from_the_house_only(client: Client, world: World) -> None:
    client.force_login(world.officer)
    answer = client.get("/unions/")
    page = answer.content.decode()
    assert (
        "http://" in page.replace("http://www.w3.org", ""),
        "https://" in page,
        " style=" in page,
        "onclick" in page,
    ) == (
        False,
        False,
        False,
        False,
    )
    assert "script-src 'self' 'nonce-" in answer.headers["Content-Security-Policy"]
