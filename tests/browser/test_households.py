"""A household at the door, on a telephone: an unchanged one in a few taps, a new one without a network, another at the desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Error, Page, Route, expect
from tests.browser.axe import violations
from tests.browser.looking import shoot, until
from tests.factories.followups import picture
from tests.factories.world import World
from tests.kinds.aid.answers import HEAD, SPOUSE, new_answers, number
from tests.kinds.aid.verified import no_layers
from zeal import zeal_ignore

from lianshou.kinds.aid.actions import Filled, put_on_file, record_household
from lianshou.kinds.aid.models import Household, Picture, Survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = pytest.mark.parametrize("size", ["phone"])
DESK = pytest.mark.parametrize("size", ["desk"])
POOR = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}
# every tap and every key that a visitor makes, kept over pages
_COUNTING = """() => { const up = (name) => sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) || 0) + 1));
  document.addEventListener("pointerdown", (event) => event.isTrusted && up("taps"), true);
  document.addEventListener("keydown", (event) => event.isTrusted && up("keys"), true); }"""


@pytest.fixture
def household(world: World) -> Household:
    no_layers()
    filled = Filled(answers=new_answers(**POOR), mode="visit", takers=[world.officer.pk], other_takers="李静")
    before = timezone.now() - timedelta(days=366)
    with zeal_ignore():
        survey = record_household(actor=world.officer, union=world.guest, filled=filled, now=before)
        return put_on_file(actor=world.approver, household=survey.household, now=before)


def choose(page: Page, place: str, value: str) -> None:
    page.select_option(f"[name='{place}']", value)


def on(page: Page) -> None:
    page.click("[data-next]")


def same(page: Page, *steps: int) -> None:
    """Say of these sections that they are as last time; each goes on to the next by itself."""
    for step in steps:
        expect(page.locator("[data-place]")).to_have_text(f"{step} / 9")
        page.locator("[data-part][data-here]").get_by_text("与上次一致").click()


def write(page: Page, answers: dict[str, Any]) -> None:
    """The whole form by hand, section by section."""
    on(page)  # which union: the only one is chosen, or it was chosen before
    for key in ("name", "id_number", "nation", "registered_at", "address", "phone", "employer"):
        page.fill(f"[name={key}]", answers[key])
    for key in ("politics", "health", "status", "hero", "marriage", "registration"):
        choose(page, key, answers[key])
    on(page)
    row = answers["members"][0]
    page.click("[data-add-row]")
    for key in ("name", "id_number"):
        page.fill(f"[name=members-0-{key}]", row[key])
    for key in ("relation", "health", "status"):
        choose(page, f"members-0-{key}", row[key])
    on(page)
    page.fill("[name=persons]", "2")
    choose(page, "housing", "rented")
    on(page)
    page.fill("[name=income_wages]", "24000")
    on(page)
    page.fill("[name=expense_illness]", "6000")
    on(page)
    choose(page, "cause", "illness")
    on(page)
    choose(page, "medical", "employee")
    on(page)
    on(page)
    page.fill("[name=other_takers]", "李静")


@PHONE
def test_unchanged_household_takes_twelve_taps_and_no_key(
    opened: Callable[..., Page], live_server: Any, household: Household
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/aid/households/{household.pk}/")
    page.add_init_script(f"({_COUNTING})()")
    page.evaluate(_COUNTING)
    page.click("[data-begin-visit]")
    page.wait_for_url("**/fill/")
    body = page.content()
    assert [word for word in (HEAD, SPOUSE, "3幢201室") if word in body] == []
    same(page, *range(1, 9))
    expect(page.locator("[data-place]")).to_have_text("9 / 9")
    page.check("[name=later]")  # nobody photographs in this test
    page.click("[data-hand-in]")  # the second visitor of last time stands there
    page.wait_for_url("**/surveys/*/")
    page.get_by_text("没有变化").first.wait_for()
    taps, keys = (
        page.evaluate(f"Number(sessionStorage.getItem('{name}') || 0)") for name in ("taps", "keys")
    )
    assert (taps, keys) == (11, 0)
    survey = Survey.objects.order_by("pk").last()
    assert survey is not None
    assert (survey.stage, survey.changed, survey.mode) == ("handed_in", 0, "visit")
    assert violations(page) == []


@PHONE
def test_new_household_is_written_offline_survives_a_closed_page_and_is_sent(
    opened: Callable[..., Page], live_server: Any, world: World
) -> None:
    page = opened("guest")
    address = f"{live_server.url}/aid/visits/new/"
    page.goto(address)
    page.locator("#ls-outbox[data-ready]").wait_for(state="attached")
    page.context.set_offline(True)
    page.goto(address)
    on(page)
    page.fill("[name=name]", "陆小满")
    page.wait_for_timeout(1200)
    page.goto(address)  # closed and opened again
    page.get_by_text("未写完").wait_for()
    page.click("[data-open]")
    expect(page.locator("[name=name]")).to_have_value("陆小满")
    page.evaluate("document.querySelector('[data-back]').click()")
    write(page, new_answers())
    page.check("[name=later]")
    page.click("[data-hand-in]")
    page.get_by_text("没有网络：已保存在本机，尚未发送。").wait_for()
    expect(page.locator("#ls-outbox li")).to_have_count(1)
    assert Household.objects.count() == 0
    page.context.set_offline(False)
    page.get_by_text("已发送并登记：陆小满。").wait_for()
    found = Household.objects.get()
    assert (found.state, found.persons, found.union, found.head.name) == (
        "checking",
        2,
        world.guest,
        "陆小满",
    )
    page.goto(address)
    assert page.locator("#ls-outbox").is_hidden()


@PHONE
def test_what_changed_is_written_at_the_door_and_told(
    opened: Callable[..., Page], live_server: Any, household: Household
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/aid/households/{household.pk}/")
    page.click("[data-begin-visit]")
    same(page, 1, 2, 3)
    expect(page.locator("[data-place]")).to_have_text("4 / 9")
    here = page.locator("[data-part][data-here]")
    here.locator("input[value=changed]").check(force=True)
    page.fill("[name=income_wages]", "12000")
    on(page)
    page.click("[data-back]")
    on(page)
    same(page, 5, 6, 7, 8)
    expect(page.locator("[data-place]")).to_have_text("9 / 9")
    page.check("[name=later]")
    page.click("[data-hand-in]")
    page.wait_for_url("**/surveys/*/")
    changes = page.locator("section[aria-labelledby=changes]").inner_text()
    assert ("工资性收入" in changes, "30000" in changes, "12000" in changes) == (True, True, True)


@DESK
def test_file_is_opened_and_filled_in_at_the_desk_and_kept_by_itself(
    opened: Callable[..., Page], live_server: Any, world: World
) -> None:
    page = opened("guest")
    page.goto(f"{live_server.url}/aid/households/new/")
    page.select_option("[name=union]", index=1) if page.locator("select[name=union]").is_visible() else None
    page.fill("[name=name]", "钱小河")
    page.fill("[name=id_number]", number("19800101", 33))
    page.locator("form.ls-card button").first.click()
    page.wait_for_url("**/fill/")
    page.fill("[name=nation]", "壮族")
    page.get_by_text("草稿已于").wait_for()
    page.reload()
    expect(page.locator("[name=nation]")).to_have_value("壮族")
    page.click("[data-hand-in]")
    page.locator("#faults").wait_for()
    assert violations(page) == []


@PHONE
def test_survey_is_handed_in_while_its_own_draft_is_still_being_kept(
    opened: Callable[..., Page], live_server: Any, household: Household
) -> None:
    page = opened("officer")
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/keep/", lambda route: held.append((route, route.fetch())))  # kept, but not yet answered
    page.goto(f"{live_server.url}/aid/households/{household.pk}/")
    page.click("[data-begin-visit]")
    same(page, *range(1, 9))
    with page.expect_request("**/keep/"):
        page.check("[name=later]")
        page.fill("[name=other_takers]", "李静")
    page.click("[data-hand-in]")
    page.wait_for_timeout(300)
    assert page.url.endswith("/fill/")
    (kept,) = held
    kept[0].fulfill(response=kept[1])
    page.wait_for_url("**/surveys/*/")
    survey = Survey.objects.order_by("pk").last()
    assert survey is not None
    assert (survey.stage, survey.version, len(held)) == ("handed_in", 3, 1)


@PHONE
def test_draft_is_kept_on_where_an_answer_got_lost_and_nothing_is_sent_without_a_network(
    opened: Callable[..., Page], live_server: Any, household: Household
) -> None:
    page = opened("officer")
    lost: list[APIResponse] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch())  # the draft is kept, but the page does not hear of it
        with suppress(Error):  # without a network the request failed meanwhile by itself
            route.abort("connectionreset")

    page.goto(f"{live_server.url}/aid/households/{household.pk}/")
    page.click("[data-begin-visit]")
    same(page, *range(1, 9))
    page.route("**/keep/", lose)
    page.check("[name=later]")
    expect(page.locator("[data-unsaved]")).to_be_visible()
    assert [one.status for one in lost] == [200] * len(lost) != []
    page.fill("[name=other_takers]", "李静")
    page.context.set_offline(True)
    page.click("[data-hand-in]")
    expect(page.locator("[data-unsaved]")).to_be_in_viewport()
    shoot(page, "aid-unsaved", "phone")
    assert page.url.endswith("/fill/")
    page.unroute_all(behavior="ignoreErrors")
    page.context.set_offline(False)  # kept by itself, and not called overtaken by what the page saved itself
    expect(page.locator("[data-kept]")).to_contain_text("草稿已于")
    expect(page.locator("[data-unsaved]")).to_be_hidden()
    page.click("[data-hand-in]")
    page.wait_for_url("**/surveys/*/")
    survey = Survey.objects.order_by("pk").last()
    assert survey is not None
    assert (survey.stage, survey.other_takers) == ("handed_in", "李静")


@PHONE
def test_section_is_answered_before_the_next_and_photographs_wait_for_consent(
    opened: Callable[..., Page], live_server: Any, household: Household
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/aid/households/{household.pk}/")
    page.click("[data-begin-visit]")
    on(page)
    expect(page.locator("[data-place]")).to_have_text("1 / 9")
    expect(page.locator("[data-part][data-here] [data-unseen]")).to_be_visible()
    same(page, *range(1, 9))
    expect(page.locator("[data-place]")).to_have_text("9 / 9")
    shot = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.set_input_files("[name=pictures]", shot)
    page.click("[data-hand-in]")
    expect(page.locator("[data-consent-missing]")).to_be_visible()
    assert page.url.endswith("/fill/")
    page.check("[name=consent]")
    page.click("[data-hand-in]")
    page.wait_for_url("**/surveys/*/")
    assert Survey.objects.order_by("pk").latest("pk").pictures.count() == 1


@PHONE
def test_photographs_of_an_answer_that_was_wrong_need_not_be_chosen_anew(
    opened: Callable[..., Page], live_server: Any, household: Household
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/aid/households/{household.pk}/")
    page.click("[data-begin-visit]")
    same(page, *range(1, 9))
    shot = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.set_input_files("[name=pictures]", [shot, shot])
    page.check("[name=consent]")
    page.fill("[name=other_takers]", "")  # one alone is not enough at the door
    page.click("[data-hand-in]")
    expect(page.locator("[data-kept-pictures]")).to_contain_text("2张")
    page.click("[data-kept-pictures] button")
    expect(page.locator("[data-kept-pictures]")).to_have_count(0)
    page.locator("[name=pictures]").wait_for(state="attached")
    assert Picture.objects.count() == 0
    while page.locator("[data-place]").inner_text() != "9 / 9":
        on(page)
    page.set_input_files("[name=pictures]", shot)
    page.check("[name=consent]")
    page.click("[data-hand-in]")
    expect(page.locator("[data-kept-pictures]")).to_contain_text("1张")
    expect(page.locator("[data-choose-again]")).to_have_count(0)
    page.fill("[name=other_takers]", "李静")
    shoot(page, "aid-kept-pictures", "phone")
    page.click("[data-hand-in]")
    page.wait_for_url("**/surveys/*/")
    survey = Survey.objects.order_by("pk").last()
    assert survey is not None
    assert (survey.stage, survey.pictures.count()) == ("handed_in", 1)


@PHONE
def test_what_is_missing_in_a_section_is_said_at_the_door_and_holds_nobody_up(
    opened: Callable[..., Page], live_server: Any, world: World
) -> None:
    page = opened("guest")
    page.goto(f"{live_server.url}/aid/visits/new/")
    on(page)
    page.fill("[name=name]", "陆小满")
    page.fill("[name=id_number]", HEAD[:-1] + ("1" if HEAD[-1] != "1" else "2"))
    on(page)
    expect(page.locator("[data-lacking]")).to_contain_text("身份证号、民族")
    expect(page.locator("[data-place]")).to_have_text("2 / 10")
    expect(page.locator("[name=id_number]")).to_be_focused()
    shoot(page, "aid-lacking", "phone")
    page.fill("[name=id_number]", HEAD)
    on(page)
    expect(page.locator("[data-place]")).to_have_text("3 / 10")
    expect(page.locator("[data-lacking]")).to_be_hidden()
    assert violations(page) == []


@PHONE
def test_photographs_of_a_new_household_stay_chosen_where_an_answer_was_wrong(
    opened: Callable[..., Page], live_server: Any, world: World
) -> None:
    page = opened("guest")
    page.goto(f"{live_server.url}/aid/visits/new/")
    page.locator("#ls-outbox[data-ready]").wait_for(state="attached")
    write(page, new_answers())
    page.evaluate("document.querySelector('[name=nation]').value = ''")
    shot = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.set_input_files("[name=pictures]", shot)
    page.check("[name=consent]")
    page.click("[data-hand-in]")
    page.locator("#faults").wait_for()
    until(page, "document.querySelector('[name=pictures]').files.length === 1")
    expect(page.locator("[data-choose-again]")).to_be_hidden()
    page.fill("[name=nation]", "壮族")
    while page.locator("[data-next]").is_visible():
        on(page)
    page.click("[data-hand-in]")
    page.wait_for_url("**/surveys/*/")
    survey = Survey.objects.get()
    assert survey.pictures.count() == 1
    count = """() => new Promise((done) => { const asked = indexedDB.open('lianshou-drafts', 1);
      asked.onsuccess = () => { const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result.length); }; }; })"""
    until(page, f"({count})().then((n) => n === 0)")  # the server has it: nothing stays on the device
    expect(page.locator("#ls-outbox")).to_be_hidden()
