"""Pictures of the main pages of a running demonstration (`make demo`), at 390 and 1280 px, into var/screenshots.

`python tools/screenshots.py [--base http://127.0.0.1:8000] [--only NAME]`; the readmes' pictures come from here too.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
PASSWORD = "lianshou-demo"  # noqa: S105  the demonstration's own, printed at its start
IN_THE_README = {"pairs", "home"}


class Stop(NamedTuple):
    """A page to look at: a name, who looks, the address, or the link text to follow from there."""

    name: str
    who: str
    address: str
    follow: tuple[str, ...] = ()


STOPS = [
    Stop("home", "officer", "/"),
    Stop("register", "officer", "/unions/"),
    Stop("tree", "officer", "/unions/tree/"),
    Stop("map", "officer", "/unions/map/"),
    Stop("union", "officer", "/unions/?q=jinhai", ("table a[href*='/unions/']",)),
    Stop("programmes", "officer", "/programmes/"),
    Stop("desk", "officer", "/programmes/?year=2020", ("main table tbody a",)),
    Stop("fresh-desk", "officer", "/programmes/", ("main table tbody a",)),
    Stop("pairs", "officer", "/programmes/?year=2020", ("main table tbody a", "a[href$='/pairs/']")),
    Stop(
        "pair",
        "officer",
        "/programmes/?year=2020",
        ("main table tbody a", "a[href$='/pairs/']", "main table a[href*='/pairs/']"),
    ),
    Stop("agreements", "officer", "/agreements/"),
    Stop("agreement", "gcl", "/agreements/", ("main table tbody a",)),
    Stop("notices", "officer", "/notices/"),
    Stop("notice", "officer", "/notices/?state=posted", ("main table tbody a",)),
    Stop("notice-poster", "officer", "/notices/?state=posted", ("main table tbody a", "a[href$='/poster/']")),
    Stop("notice-new", "officer", "/notices/new/"),
    Stop("objections", "officer", "/notices/objections/"),
    Stop("objection", "officer", "/notices/objections/", ("main table tbody a",)),
    Stop("public-notices", "officer", "/public/notices/"),
    Stop("public-notice", "officer", "/public/notices/", ("main table tbody a",)),
    Stop("public-object", "officer", "/public/notices/", ("main table tbody a", "a[href$='/object/']")),
    Stop("public-receipt", "officer", "/public/notices/receipt/"),
    Stop("calendars", "admin", "/programmes/calendars/"),
    Stop("calendar", "admin", "/programmes/calendars/2026/"),
    Stop("activities", "officer", "/activities/"),
    Stop("activity", "officer", "/activities/", ("main table tbody a",)),
    Stop("figures", "officer", "/figures/"),
    Stop("works", "cityoffice", "/works/"),
    Stop("works-wall", "cityoffice", "/works/wall/"),
    Stop("works-gantt", "cityoffice", "/works/gantt/"),
    Stop("works-month", "cityoffice", "/works/month/"),
    Stop("works-tasks", "cityoffice", "/works/tasks/"),
    Stop("works-task", "cityoffice", "/works/", ("main .wk-tasks a",)),
    Stop("works-owed", "officer", "/works/owed/"),
    Stop("works-highlights", "officer", "/works/highlights/"),
    Stop("inspections", "cityoffice", "/inspections/"),
    Stop("inspection", "cityoffice", "/inspections/", ("main table tbody a",)),
    Stop("inspection-draw", "cityoffice", "/inspections/", ("main table tbody a", "a[href$='/lots/']")),
    Stop("inspection-visits", "cityoffice", "/inspections/visits/"),
    Stop(
        "inspection-record",
        "cityoffice",
        "/inspections/visits/?done=no",
        ("main table tbody a", "a[href$='/record/']"),
    ),
    Stop("findings", "cityoffice", "/inspections/findings/"),
    Stop("finding", "cityoffice", "/inspections/findings/?state=overdue", ("main table tbody a",)),
    Stop("field-visits", "cityoffice", "/inspections/help/"),
    Stop("field-visit", "officer", "/inspections/help/", ("main table tbody a",)),
    Stop("problems", "officer", "/inspections/problems/"),
    Stop("checklist", "officer", "/inspections/checklists/", ("main table tbody a",)),
    Stop("chair-home", "gcl", "/"),
    Stop("auditor-home", "auditor", "/"),
    Stop("posts", "officer", "/posts/"),
    Stop("accounts", "security", "/accounts/"),
    Stop("account", "security", "/accounts/?q=officer", ("main table tbody a",)),
    Stop("hand-over", "security", "/accounts/?q=officer", ("main table tbody a", "a[href$='/hand-over/']")),
    Stop("permissions", "officer", "/permissions/"),
    Stop("addresses", "security", "/permissions/addresses/"),
    Stop("ask-who", "auditor", "/who/"),
    Stop("who", "officer", "/agreements/", ("main table tbody a", "a[href*='/who/agreement/']")),
    Stop("who-account", "officer", "/who/?q=approver", ("main table tbody a",)),
]


def log_in(browser: Browser, base: str, who: str, size: tuple[int, int]) -> Page:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(f"{base}/account/login/")
    page.fill("#id_login", who)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda url: "login" not in url)
    return page


def look(browser: Browser, base: str, stop: Stop, label: str, target: Path) -> None:
    page = log_in(browser, base, stop.who, SIZES[label])
    page.goto(base + stop.address)
    for selector in stop.follow:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    page.screenshot(path=target, full_page=label == "phone")
    print(target.name, page.url)
    page.context.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    out = ROOT / "var" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("LIANSHOU_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for stop in STOPS:
            for label in SIZES:
                if options.only in stop.name:
                    target = out / f"{stop.name}-{label}.png"
                    look(browser, options.base, stop, label, target)
                    if stop.name in IN_THE_README and label == "desktop":
                        shutil.copyfile(target, ROOT / "docs" / "images" / target.name)
        browser.close()


if __name__ == "__main__":
    main()
