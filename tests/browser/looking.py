"""What every page is asked for when it is looked at."""

from __future__ import annotations

import os
from typing import Any

from tests.browser.axe import violations


def shoot(page: Any, name: str, size: str) -> None:
    """Keep a picture when LIANSHOU_SHOTS names a folder, for people to look at."""
    if folder := os.environ.get("LIANSHOU_SHOTS"):
        page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)


def fits(page: Any) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def faults(page: Any, *, scripts: bool) -> list[str]:
    """Violations of WCAG A/AA, and whether the page scrolls sideways; needs scripts to look."""
    if not scripts:
        return []
    return violations(page) + ([] if fits(page) else [f"{page.url} scrolls sideways"])


def press(page: Any, button: Any) -> None:
    """Click what leads to another page, and be there before anything else is done."""
    with page.expect_navigation():
        button.click()


def until(page: Any, expression: str) -> None:
    """Wait until an expression is true on the page; what Playwright waits for itself is evaluated by the page, whose policy forbids it."""
    for _ in range(150):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)
