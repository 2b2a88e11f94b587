"""An activity is recorded where there is no network, and sent when there is one again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.factories.access import PASSWORD
from tests.factories.followups import picture
from tests.factories.pledges import in_force
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.followups.models import FollowUp

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_STORE = """new Promise((done) => { const asked = indexedDB.open("lianshou-drafts", 1);
  asked.onsuccess = () => done(asked.result.transaction("drafts", "readwrite").objectStore("drafts")); })"""
_ALL = f"{_STORE}.then((store) => new Promise((done) => {{ const asked = store.getAll(); asked.onsuccess = () => done([store, asked.result]); }}))"
_OF_ANOTHER = f"""async () => {{ const [store, [draft]] = await {_ALL};
  const fields = draft.fields.map(([name, value]) => [name, name === "title" ? "他人走访" : name === "key" ? crypto.randomUUID() : value]);
  store.put({{...draft, key: crypto.randomUUID(), user: "999999", fields}}); }}"""
_HELD = f"async () => (await {_ALL})[1].map((draft) => new Map(draft.fields).get('title'))"
PHONE = pytest.mark.parametrize("size", ["phone"])


@pytest.fixture
def form(opened: Callable[..., Page], live_server: Any, world: World) -> Page:
    """The form, opened once with a network, kept for later."""
    with zeal_ignore():
        in_force(world, timezone.now())
    page = opened("guest")
    page.goto(f"{live_server.url}/activities/new/")
    page.locator("#ls-outbox[data-ready]").wait_for(state="attached")
    return page


def fill(page: Page, title: str, photo: Path | None = None) -> None:
    page.locator("input[name=sort][value=visit]").check()
    page.fill("[name=title]", title)
    page.fill("[name=people]", "3")
    if photo is not None:
        photo.write_bytes(picture())
        page.set_input_files("[name=photos]", photo)
    page.click(".ls-stay button")


@PHONE
def test_form_opens_offline_and_what_is_kept_is_sent_once(
    form: Page, live_server: Any, tmp_path: Path
) -> None:
    address = form.url
    form.context.set_offline(True)
    form.goto(address)
    fill(form, "雨天走访", tmp_path / "a.jpg")
    form.get_by_text("没有网络：已保存在本机，尚未发送。").wait_for()
    form.goto(address)
    form.get_by_text("尚未发送：1份").wait_for()
    assert "照片1张" in form.locator("#ls-outbox li").inner_text()
    form.click("[data-send]")
    form.get_by_text("没有网络。本机保存的内容不会丢失。").wait_for()
    form.context.set_offline(False)
    form.get_by_text("已发送并登记：雨天走访。").wait_for()
    (followup,) = FollowUp.objects.all()
    assert (followup.title, followup.photos.count()) == ("雨天走访", 1)
    form.goto(address)
    assert form.locator("#ls-outbox").is_hidden()


@PHONE
def test_refused_draft_stays_with_the_words_and_is_corrected(
    form: Page, live_server: Any, world: World
) -> None:
    form.context.set_offline(True)
    form.evaluate("document.querySelector('[name=happened_on]').removeAttribute('max')")
    form.fill("[name=happened_on]", "2099-01-01")
    fill(form, "来年走访")
    form.get_by_text("尚未发送：1份").wait_for()
    fill(form, "同日走访")
    form.get_by_text("尚未发送：2份").wait_for()
    form.context.set_offline(False)
    form.get_by_text("已发送并登记：同日走访。 未收下（原因见下）：来年走访。").wait_for()
    form.get_by_text("未收下：日期：日期不能晚于今天。").wait_for()
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    form.goto(f"{live_server.url}/")  # what was refused is not sent again by itself
    form.get_by_text("尚未发送：1份").wait_for()
    assert [url for url in asked if "outbox/" in url] == []
    form.click("[data-open]")
    expect(form.locator("[name=title]")).to_have_value("来年走访")
    form.fill("[name=happened_on]", timezone.localdate().isoformat())
    form.click(".ls-stay button")
    form.wait_for_url("**/activities/*/")
    assert set(FollowUp.objects.values_list("title", flat=True)) == {"同日走访", "来年走访"}
    form.goto(f"{live_server.url}/")
    assert form.locator("#ls-outbox").is_hidden()


@PHONE
def test_session_that_ended_meanwhile_asks_to_sign_in_and_then_sends(form: Page, live_server: Any) -> None:
    form.context.set_offline(True)
    fill(form, "隔日发送")
    form.get_by_text("尚未发送：1份").wait_for()
    Session.objects.all().delete()
    form.context.set_offline(False)
    form.get_by_text("登录已过期：请先登录，再发送。").wait_for()
    form.click("[data-sign-in]")
    form.fill("input[name=login]", "guest")
    form.fill("input[name=password]", PASSWORD)
    form.click("main button")
    form.get_by_text("已发送并登记：隔日发送。").wait_for()
    assert FollowUp.objects.get().title == "隔日发送"


@PHONE
def test_page_sends_what_waits_when_it_is_opened_but_never_what_another_account_wrote(
    form: Page, live_server: Any, world: World
) -> None:
    form.context.set_offline(True)
    fill(form, "本人走访")
    form.get_by_text("尚未发送：1份").wait_for()
    form.context.route("**/activities/outbox/**", lambda route: route.abort())
    form.context.set_offline(False)
    form.get_by_text("没有网络。本机保存的内容不会丢失。").wait_for()
    form.evaluate(_OF_ANOTHER)
    form.context.unroute("**/activities/outbox/**")
    form.goto(f"{live_server.url}/")
    form.get_by_text("已发送并登记：本人走访。").wait_for()
    assert form.evaluate(_HELD) == ["他人走访"]
    assert [one.title for one in FollowUp.objects.all()] == ["本人走访"]


@PHONE
def test_signing_out_asks_and_erases(form: Page, live_server: Any) -> None:
    form.context.set_offline(True)
    fill(form, "不发了")
    form.get_by_text("尚未发送：1份").wait_for()
    form.context.route("**/activities/outbox/**", lambda route: route.abort())
    form.context.set_offline(False)
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.accept()

    form.on("dialog", accept)
    form.goto(f"{live_server.url}/")
    form.get_by_text("尚未发送：1份").wait_for()
    form.evaluate("document.querySelector('form[action*=logout] button').click()")
    form.wait_for_url("**/account/**")
    form.goto(f"{live_server.url}/account/login/")
    form.fill("input[name=login]", "guest")
    form.fill("input[name=password]", PASSWORD)
    form.click("main button")
    form.wait_for_url(f"{live_server.url}/")
    assert (len(asked), form.locator("#ls-outbox").is_hidden()) == (1, True)
    assert form.evaluate("async () => (await caches.keys()).length") == 0
