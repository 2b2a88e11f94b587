"""Signing in through a real OpenID provider: connected by its owner first, its second factor believed only when trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from playwright.sync_api import Page
from tests.browser.axe import violations
from tests.browser.looking import fits, press, shoot
from tests.factories.access import PASSWORD
from tests.provider.__main__ import CLIENT, PERSON, SECRET
from tests.provider.__main__ import PASSWORD as THEIR_PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def provider(live_server: Any, tmp_path: Path, settings: Any) -> Iterator[str]:
    """The address of a provider that knows our desk; the desk knows it too."""
    back = f"{live_server.url}/account/by/oidc/oidc/back/"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PROVIDER_DB": str(tmp_path / "provider.sqlite3"),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.provider", back],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        url = f"http://127.0.0.1:{child.stdout.readline().strip()}"
        from lianshou.config.sign_on import read_sign_on

        said = {
            "LIANSHOU_OIDC_URL": url,
            "LIANSHOU_OIDC_ID": CLIENT,
            "LIANSHOU_OIDC_SECRET": SECRET,
            "LIANSHOU_OIDC_NAME": "市政务统一认证",
        }
        settings.SOCIALACCOUNT_PROVIDERS = read_sign_on(said).providers
        yield url
        child.kill()


def through_the_provider(page: Page) -> None:
    """Log in over there and consent."""
    page.wait_for_url("http://127.0.0.1:*/**")
    if "/accounts/login/" in page.url:
        page.fill("input[name=login]", "wang")
        page.fill("input[name=password]", THEIR_PASSWORD)
        press(page, page.get_by_role("button", name="Sign In").first)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("http://localhost:*/**")


def connect(page: Page, url: str) -> None:
    """The owner of an account connects the provider."""
    page.goto(f"{url}/account/security/")
    page.get_by_role("button", name="关联").click()
    through_the_provider(page)
    if "/account/again/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        press(page, page.locator("form.ls-card button"))


def log_out(page: Page, url: str) -> None:
    page.goto(f"{url}/account/logout/")
    press(page, page.locator("main button"))


def log_in_by_provider(page: Page, url: str) -> None:
    page.goto(f"{url}/account/login/")
    page.get_by_role("button", name="用市政务统一认证登录").click()
    through_the_provider(page)


def test_account_is_connected_and_opened_by_the_provider(
    world: Any, opened: Any, live_server: Any, provider: str, size: str
) -> None:
    page = opened("officer")
    connect(page, live_server.url)
    assert page.url.endswith("/account/security/")
    shoot(page, "connected", size)
    assert (violations(page), fits(page)) == ([], True)
    log_out(page, live_server.url)
    page.goto(f"{live_server.url}/account/login/")
    shoot(page, "login-provider", size)
    log_in_by_provider(page, live_server.url)
    assert page.url == f"{live_server.url}/"
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.provider, kept.extra_data) == (world.officer, "oidc", {"sub": kept.uid})
    assert SocialToken.objects.count() == 0
    assert [1 for session in Session.objects.all() if PERSON in str(session.get_decoded())] == []
    page.goto(f"{live_server.url}/account/security/")
    press(page, page.get_by_role("button", name="取消关联"))
    if "/account/again/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        press(page, page.locator("form.ls-card button"))
    assert SocialAccount.objects.count() == 0


def test_whoever_is_not_connected_gets_a_kind_page(
    world: Any, opened: Any, live_server: Any, provider: str, size: str
) -> None:
    page = opened("")
    log_in_by_provider(page, live_server.url)
    shoot(page, "unknown", size)
    assert (page.locator("h1").inner_text(), violations(page), fits(page)) == ("尚未关联", [], True)
    page.goto(f"{live_server.url}/")
    assert "/account/login/" in page.url


def test_breaking_off_at_the_provider_leads_back(
    world: Any, opened: Any, live_server: Any, provider: str
) -> None:
    page = opened("")
    page.get_by_role("button", name="用市政务统一认证登录").click()
    page.wait_for_url("http://127.0.0.1:*/**")
    page.fill("input[name=login]", "wang")
    page.fill("input[name=password]", THEIR_PASSWORD)
    press(page, page.get_by_role("button", name="Sign In").first)
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_url("http://localhost:*/**")
    assert page.locator("h1").inner_text() == "已取消"


@pytest.mark.parametrize(("trusted", "where"), [([], "/account/security/"), (["oidc"], "/")])
def test_providers_word_counts_as_a_second_factor_only_when_trusted(
    world: Any, opened: Any, live_server: Any, provider: str, settings: Any, trusted: list[str], where: str
) -> None:
    page = opened("officer")
    connect(page, live_server.url)
    log_out(page, live_server.url)
    settings.LIANSHOU_SECOND_FACTOR_ROLES = ["officer"]
    settings.LIANSHOU_OIDC_TRUSTED = trusted
    log_in_by_provider(page, live_server.url)
    assert page.url.removeprefix(live_server.url) == where
