import base64
import hashlib
import re
from pathlib import Path

import pytest
from tests.browser.axe import violations

from lianshou.formats.maps import MapPoint, MapRow, MapTable, map_css, map_fragment, map_js, map_page

ROOT = Path(__file__).parents[3]
NASTY = "</script><script>alert(1)</script>\"'&{{7*7}}"


@pytest.fixture
def html(county):
    points, links, places = county()
    lost = MapPoint(id="lost", name="没有坐标的工会", group="沟墩镇")
    return map_page(title="结对地图", points=[*points, lost], links=links, places=places)


def test_page_is_self_contained(html):
    assert not re.search(r"(?:src|href)=\"(?!#)", html)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html)


def test_page_lets_only_its_own_script_and_style_run(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1].replace("&#39;", "'")
    for tag, source in (("script", map_js()), ("style", map_css())):
        assert f"<{tag}>{source}</{tag}>" in html
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_page_counts_and_lists_everything(html):
    assert "<strong>63</strong> 帮带方 · <strong>165</strong> 被帮带方 · <strong>164</strong> 结对" in html
    assert html.count("<tr data-a=") == 164
    assert re.findall(r'data-missing="(\w+)">([^<]+)<', html) == [("lost", "没有坐标的工会 · 沟墩镇")]
    assert html.count("<option value=") == 64


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-CN"), ("en", "en")])
def test_page_says_its_language(county, language, lang):
    assert f'<html lang="{lang}">' in map_page(title="t", points=[], links=[], language=language)


def test_page_escapes_all_text():
    points = [
        MapPoint(id=NASTY, name=NASTY, lon=119.0, lat=33.0, kind="host", group=NASTY, notes=(NASTY,)),
        MapPoint(id="b", name=NASTY, group=NASTY),
    ]
    table = MapTable(headings=(NASTY,), rows=(MapRow(cells=(NASTY,), a=NASTY, b=NASTY),))
    made = map_page(title=NASTY, points=points, links=[], table=table, places=points)
    assert made.count("<script") == 1
    assert "49" not in re.sub(r"<(script|style)>.*?</\1>", "", made, flags=re.DOTALL)


def test_table_of_the_caller_is_used():
    table = MapTable(headings=("甲", "乙"), rows=(MapRow(cells=("一", "二"), a="h", b="g"),))
    made = map_page(title="t", points=[], links=[], table=table)
    assert '<tr data-a="h" data-b="g"><td>一</td><td>二</td></tr>' in made


def test_fragment_has_no_inline_style_or_handler(county):
    made = map_fragment(points=county(3, 5)[0], links=[], name="m1")
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style", made)
    assert 'data-map="m1"' in made


def test_assets_can_be_put_inline():
    assert "</style" not in map_css()
    assert "</script" not in map_js()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_page_in_a_browser(html, tmp_path, width, browser):
    path = tmp_path / "map.html"
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector("[data-on]")  # the script runs under the page's own policy
    assert page.evaluate("document.documentElement.scrollWidth") == width
    choose_a_host(page)
    walk_by_keyboard(page)
    page.click("[data-do=whole]")
    assert violations(page) == []
    page.select_option("[data-filter]", "h3")
    assert violations(page) == []
    context.close()
    assert errors == []


def choose_a_host(page) -> None:
    page.select_option("[data-filter]", "h3")
    shown = page.locator("tr[data-a]:visible")
    assert {row.get_attribute("data-a") for row in shown.all()} == {"h3"}
    assert page.locator("[data-shown]").inner_text() == str(shown.count())
    assert page.locator(".map__link--near").count() == shown.count()
    assert "江苏示范4号" in page.locator("[data-details]").inner_text()
    page.click("[data-do=whole]")
    assert page.locator("tr[data-a]:visible").count() == 164


def walk_by_keyboard(page) -> None:
    page.locator("[data-map-svg] [tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.id")
    assert first != second
    assert page.locator(".map__tip text").inner_html() != ""
    page.keyboard.press("Enter")
    assert page.locator("[aria-pressed=true]").get_attribute("data-id") == second
    page.keyboard.press("Escape")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.keyboard.press("+")
    assert "scale(1.5)" in page.locator("[data-view]").get_attribute("transform")


@pytest.mark.browser
def test_page_without_javascript_shows_map_and_table(html, tmp_path, browser):
    path = tmp_path / "map.html"
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("tr[data-a]:visible").count() == 164
    assert page.locator("[data-tools]:visible").count() == 0
    assert page.locator("[data-map-svg] .map__point--host:visible").count() == 63
    context.close()
