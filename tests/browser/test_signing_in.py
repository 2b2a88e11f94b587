"""Second factors, passkeys, devices and the end of a session in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.looking import fits, press, shoot
from tests.factories.access import PASSWORD
from tests.factories.codes import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def looked_at(page: Page, name: str, size: str) -> None:
    shoot(page, name, size)
    assert (name, violations(page), fits(page)) == (name, [], True)


def type_password(page: Page, username: str) -> None:
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    press(page, page.locator("form.ls-card button"))


def log_out(page: Page, url: str) -> None:
    page.goto(f"{url}/account/logout/")
    press(page, page.locator("main button"))


def set_up_app(page: Page, url: str, size: str = "") -> tuple[str, list[str]]:
    """Set a code app up by hand; gives its key and the recovery codes."""
    page.goto(f"{url}/account/security/app/")
    secret = page.locator("#totp-secret").inner_text()
    if size:
        looked_at(page, "app", size)
    page.fill("#id_code", code_of(secret))
    press(page, page.locator("main form button"))
    codes = page.locator(".ls-codes code").all_inner_texts()
    if size:
        looked_at(page, "codes", size)
    return secret, codes


def test_code_app_is_set_up_and_opens_the_desk(world: Any, opened: Any, live_server: Any, size: str) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/account/security/")
    looked_at(page, "security-empty", size)
    secret, codes = set_up_app(page, live_server.url, size)
    assert len(codes) == 10
    page.goto(f"{live_server.url}/account/security/")
    looked_at(page, "security", size)
    log_out(page, live_server.url)
    type_password(page, "officer")
    assert page.url.endswith("/account/login/second/")
    page.goto(f"{live_server.url}/unions/")
    assert "/account/login/second/" in page.url or "/account/login/" in page.url
    page.goto(f"{live_server.url}/account/login/second/")
    looked_at(page, "second", size)
    page.fill("#id_code", "000000")
    press(page, page.locator("form.ls-card button").first)
    looked_at(page, "second-wrong", size)
    page.fill("#id_code", code_of(secret))
    press(page, page.locator("form.ls-card button").first)
    assert page.url == f"{live_server.url}/"


def test_recovery_code_opens_once(world: Any, opened: Any, live_server: Any) -> None:
    page = opened("officer")
    _, codes = set_up_app(page, live_server.url)
    where = []
    for _ in range(2):
        log_out(page, live_server.url)
        type_password(page, "officer")
        page.fill("#id_code", codes[0])
        press(page, page.locator("form.ls-card button").first)
        where.append(page.url.removeprefix(live_server.url))
        if where == ["/"]:
            continue
    assert where == ["/", "/account/login/second/"]


def test_passkey_is_added_and_opens_the_desk_without_a_password(
    world: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    page.goto(f"{live_server.url}/account/security/passkeys/add/")
    looked_at(page, "passkey-add", size)
    page.fill("#id_name", "办公室电脑")
    press(page, page.locator("#mfa_webauthn_add"))
    assert page.url.endswith("/account/security/codes/")
    page.goto(f"{live_server.url}/account/security/passkeys/")
    looked_at(page, "passkeys", size)
    assert page.locator("main strong").inner_text() == "办公室电脑"
    log_out(page, live_server.url)
    page.goto(f"{live_server.url}/account/login/")
    looked_at(page, "login", size)
    press(page, page.locator("#passkey_login"))
    assert page.url == f"{live_server.url}/"
    # it also is the second step, and confirms that it is you
    log_out(page, live_server.url)
    type_password(page, "officer")
    press(page, page.locator("#mfa_webauthn_authenticate"))
    assert page.url == f"{live_server.url}/"
    page.goto(f"{live_server.url}/account/security/passkeys/")
    press(page, page.locator("main .ls-card li a").first)
    assert "/account/again/passkey/" in page.url
    looked_at(page, "again-passkey", size)
    press(page, page.locator("#mfa_webauthn_reauthenticate"))
    looked_at(page, "passkey-rename", size)
    page.fill("#id_name", "值班室")
    press(page, page.locator("main form button"))
    assert page.locator("main strong").inner_text() == "值班室"
    press(page, page.locator("main .ls-card li a").nth(1))
    looked_at(page, "passkey-remove", size)
    press(page, page.locator("main form button"))
    looked_at(page, "passkeys-none", size)
    assert page.locator(".ls-empty").count() == 1


def test_passkey_that_does_not_answer_is_said_in_words(world: Any, opened: Any, live_server: Any) -> None:
    page = opened("")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**_KEY, "isUserVerified": False}})
    page.click("#passkey_login")
    expect(page.locator("#passkey-trouble")).to_be_visible()


def test_devices_are_listed_and_signed_out(world: Any, opened: Any, live_server: Any, size: str) -> None:
    here, there, third = opened("officer"), opened("officer"), opened("officer")
    here.goto(f"{live_server.url}/account/security/devices/")
    looked_at(here, "devices", size)
    names = here.locator("main .ls-card li strong").all_inner_texts()
    assert (len(names), {name.split("上的")[1] for name in names}) == (3, {"Chrome"})
    assert here.locator("main .ls-card li").first.locator(".ls-badge").inner_text() == "本机"
    press(here, here.locator("main .ls-card li button").first)
    assert here.locator("main .ls-card li").count() == 2
    press(here, here.locator(".ls-head button"))
    assert here.locator("main .ls-card li").count() == 1
    for page in (there, third):
        page.goto(f"{live_server.url}/unions/")
        assert "/account/login/" in page.url
    here.goto(f"{live_server.url}/unions/")
    assert here.url.endswith("/unions/")


def test_post_that_demands_a_factor_is_led_to_set_one_up(
    world: Any, opened: Any, live_server: Any, size: str, settings: Any
) -> None:
    settings.LIANSHOU_SECOND_FACTOR_ROLES = ["officer"]
    page = opened("")
    type_password(page, "officer")
    assert page.url.endswith("/account/security/")
    looked_at(page, "held", size)
    page.goto(f"{live_server.url}/unions/")
    assert page.url.endswith("/account/security/")
    secret, _ = set_up_app(page, live_server.url)
    page.goto(f"{live_server.url}/unions/")
    assert page.url.endswith("/unions/")
    page.goto(f"{live_server.url}/account/security/app/remove/")
    if "/again/" in page.url:
        page.fill("#id_code", code_of(secret, steps=1))
        press(page, page.locator("form.ls-card button"))
    looked_at(page, "last-factor", size)
    assert page.locator(".alert").inner_text().startswith("您的岗位要求二次验证")


def test_idle_session_warns_stays_and_ends(
    world: Any, opened: Any, live_server: Any, size: str, settings: Any
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/account/security/")
    page.evaluate("document.getElementById('ls-idle').showModal()")
    looked_at(page, "idle", size)
    settings.LIANSHOU_IDLE_MINUTES = 0.25  # fifteen seconds: a warning after ten
    page.goto(f"{live_server.url}/unions/{world.guest.pk}/edit/")
    warning, ended = page.locator("[data-warning]"), page.locator("[data-ended]")
    page.fill("#id_name", "改过名字的工会")
    expect(warning).to_be_visible(timeout=30_000)
    page.click("[data-stay]")
    expect(warning).to_be_hidden()
    expect(ended).to_be_visible(timeout=40_000)
    looked_at(page, "idle-over", size)
    page.click("[data-close]")
    assert page.input_value("#id_name") == "改过名字的工会"


def test_logging_in_again_in_another_window_makes_the_old_one_usable(
    world: Any, opened: Any, live_server: Any, settings: Any
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/unions/{world.guest.pk}/edit/")
    page.fill("#id_name", "改过名字的工会")
    settings.LIANSHOU_IDLE_MINUTES = 0
    other = page.context.new_page()
    other.goto(f"{live_server.url}/unions/")
    settings.LIANSHOU_IDLE_MINUTES = 30
    press(other, other.locator("main a.btn"))
    type_password(other, "officer")
    page.bring_to_front()
    with page.expect_response("**/account/presence/"):
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(200)
    press(page, page.locator("main form button").last)
    world.guest.refresh_from_db()
    assert world.guest.name == "改过名字的工会"


def test_what_was_typed_survives_the_end_of_the_session(
    world: Any, opened: Any, live_server: Any, size: str, settings: Any
) -> None:
    page = opened("officer", scripts=False)
    page.goto(f"{live_server.url}/unions/{world.guest.pk}/edit/")
    page.fill("#id_name", "改过名字的工会")
    settings.LIANSHOU_IDLE_MINUTES = 0
    press(page, page.locator("main form.ls-card button, main form button").last)
    shoot(page, "timed-out", size)
    settings.LIANSHOU_IDLE_MINUTES = 30
    assert "/account/timed-out/" in page.url
    press(page, page.locator("main a.btn"))
    type_password(page, "officer")
    shoot(page, "kept", size)
    press(page, page.locator("main .ls-card button"))
    world.guest.refresh_from_db()
    assert (page.url.removeprefix(live_server.url), world.guest.name) == (
        f"/unions/{world.guest.pk}/",
        "改过名字的工会",
    )
