"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.factories.world import World


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=os.environ.get("LIANSHOU_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


@pytest.fixture
def now() -> datetime:
    """A fixed moment for actions: the morning after the seed's newspaper page."""
    return datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    """A small county with everybody in office, and a foreign county beside it."""
    from tests.factories.world import make_world

    return make_world()


@pytest.fixture(autouse=True)
def _chinese_first() -> Iterator[None]:
    """A page read in English leaves its language to the thread: no test may inherit it from another."""
    from django.utils import translation

    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _beyond_scope() -> Iterator[None]:
    """The suite looks at rows as nobody in particular; requests are held to scope where it matters."""
    from lianshou.core.ambient import beyond_scope

    with beyond_scope("the suite"):
        yield
