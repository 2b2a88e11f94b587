"""Pages of helping: lists and exports, entering helpers, matching, a helper's own households, leaving; who sees what."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories.people import OfficeFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World
from tests.kinds.aid.helped import helper_at, household_at

from lianshou.kernel.intake.models import Application
from lianshou.kinds.aid.actions import assign_helper
from lianshou.kinds.aid.models import Helper, Helping, HelpMatch, Household, Visit

SECRET = "药费每月八百"


def url(name: str, *args: Any) -> str:
    return reverse(f"aid:{name}", args=args)


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.fixture
def helping(world: World) -> Helping:
    helper = helper_at(world.host, "王小河", account=world.nobody)
    household = household_at(world.guest, 1)
    told: dict[str, Any] = {"reason": "住得近", "now": timezone.now()}
    return assign_helper(actor=world.officer, household=household, helper=helper, **told)


def test_helpers_are_entered_matched_and_accepted(world: World) -> None:
    officer = as_(world.officer)
    assert "还没有登记帮扶责任人" in page(officer, url("helpers"))
    assert "还没有家庭结对" in page(officer, url("helping"))
    household = household_at(world.guest, 1)
    assert "请尽快指定" in page(officer, url("household", household.pk))
    person = OfficeFactory(person__union=world.guest, person__name="王小河", position="officer").person
    wrong = officer.post(url("enlist"), {"people": [person.pk], "most": "0"})
    assert wrong.status_code == 422
    told = {
        "people": [person.pk],
        "most": "2",
        "fields_of_help": ["illness"],
        "languages": ["mandarin"],
        "phone": "0515-1",
    }
    assert officer.post(url("enlist"), told).status_code == 302
    helper = Helper.objects.get()
    assert "医疗救助" in page(officer, url("helpers"))
    nobody_here = officer.post(url("propose"), {"union": world.host.pk})
    assert (nobody_here.status_code, "请先登记" in nobody_here.content.decode()) == (422, True)
    officer.post(url("wish", household.pk), {"languages": ["mandarin"]})
    made = officer.post(url("propose"), {"union": world.county.pk})
    match = HelpMatch.objects.get()
    assert made.url == url("help_match", match.pk)  # type: ignore[attr-defined]
    body = page(officer, url("help_match", match.pk))
    assert "专长对口（医疗救助），语言相通（普通话）" in body
    assert "1户新配责任人" in body
    assert officer.get(url("export_match", match.pk)).status_code == 200
    officer.post(url("settle", match.pk), {"settle": "accept"})
    assert "语言相通" in page(officer, url("household", household.pk))
    changed = {"most": "4", "fields_of_help": ["law"], "title": "副主席"}
    officer.post(url("helper", helper.pk), changed)
    assert "法律维权" in page(officer, url("helper", helper.pk))
    assert as_(world.foreign_officer).get(url("help_match", match.pk)).status_code == 404
    assert as_(world.foreign_officer).get(url("helper", helper.pk)).status_code == 404
    assert "王小河" not in page(as_(world.foreign_officer), url("helpers"))


def test_helper_without_a_post_sees_the_own_households_and_logs_a_visit(
    helping: Helping, world: World
) -> None:
    helper = as_(world.nobody)
    body = page(helper, url("mine"))
    phone = helping.household.head.phone
    assert helping.household.head.name in body
    assert phone not in body
    assert phone in helper.post(url("reach", helping.pk)).content.decode()
    assert helper.get(url("household", helping.household_id)).status_code in (403, 404)
    blank = helper.post(
        url("visit_household", helping.pk), {"visited_on": timezone.localdate(), "where": "home"}
    )
    assert (blank.status_code, 'id="id_found"' in blank.content.decode()) == (422, True)
    told = {"visited_on": timezone.localdate(), "where": "home", "duties": ["1", "3"], "found": SECRET}
    kept = helper.post(url("visit_household", helping.pk), told | {"next_on": timezone.localdate()})
    assert (kept.status_code, SECRET in kept.content.decode()) == (422, True)
    assert helper.post(url("visit_household", helping.pk), told).url == url("mine")  # type: ignore[attr-defined]
    assert Visit.objects.get().found == SECRET
    again = helper.get(url("visit_household", helping.pk)).context["form"]
    assert [again[name].value() for name in ("duties", "where", "found")] == [None, None, None]
    same = helper.get(url("visit_household", helping.pk), {"same": "1"}).context["form"]
    assert (same["duties"].value(), same["where"].value()) == (["1", "3"], "home")
    at_once = {"visited_on": timezone.localdate(), "duties": ["1"], "found": SECRET}
    assert helper.post(url("visit_household", helping.pk), at_once).status_code == 422
    card = helper.get(url("card", helping.pk))
    assert card["Content-Type"].startswith("application/vnd.openxml")
    assert "您还不是帮扶责任人" in page(as_(world.leader), url("mine"))
    officer = as_(world.officer)
    for address in (
        url("visits"),
        url("household", helping.household_id),
        url("helping"),
        url("mine"),
        url("visits"),
    ):
        assert SECRET not in page(officer, address)
    assert "服务员" in page(officer, url("visits"))
    assert officer.post(url("visit_household", helping.pk), told).status_code == 302
    for name in ("visit_household", "card"):
        assert as_(world.foreign_officer).get(url(name, helping.pk)).status_code == 404
    assert as_(world.foreign_officer).post(url("reach", helping.pk)).status_code == 404


def test_every_visit_in_the_past_is_coloured_or_says_why_it_is_not_due(
    helping: Helping, world: World
) -> None:
    other = household_at(world.guest, 2)
    told: dict[str, Any] = {"reason": "住得近", "now": timezone.now()}
    assign_helper(actor=world.officer, household=other, helper=helping.helper, **told)
    Helping.objects.update(due_on=date(2020, 1, 1))
    Household.objects.filter(pk=other.pk).update(state="checking")
    shown = page(as_(world.nobody), url("mine"))
    assert "有1户走访逾期" in shown
    assert shown.count("2020-01-01前走访") == 1
    assert shown.count("正在核查，在档以前不要求走访") == 1
    assert "正在核查，在档以前不要求走访" in page(as_(world.officer), url("helper", helping.helper_id))


def test_lists_are_narrowed_and_exported(helping: Helping, world: World) -> None:
    officer = as_(world.officer)
    for name, asked, hits in (
        ("helping", {"q": "wangxiaohe"}, 1), ("helping", {"due": "late"}, 0), ("helping", {"past": "0"}, 1),
        ("helping", {"union": world.guest.pk}, 1), ("helping", {"q": helping.household.number}, 1),
        ("helpers", {"field": "illness"}, 1), ("helpers", {"field": "law"}, 0), ("helpers", {"load": "over"}, 0),
        ("helpers", {"load": "free", "left": "0"}, 1), ("visits", {"where": "home"}, 0),
        ("households", {"helped": "0"}, 0), ("households", {"helped": "1"}, 1),
    ):  # fmt: skip
        answer = officer.get(url(name), asked)
        assert answer.context["table"].paginator.count == hits, (name, asked)
    for name in ("export_helping", "export_helpers", "export_visits"):
        assert officer.get(url(name)).status_code == 200


def test_helper_is_chosen_by_hand_and_leaves_with_everything_handed_over(
    helping: Helping, world: World
) -> None:
    officer, other = as_(world.officer), helper_at(world.guest, "接任", most=1)
    household = household_at(world.guest, 2)
    empty = officer.post(url("assign", household.pk), {"helper": other.pk, "reason": ""})
    assert empty.status_code == 422
    officer.post(url("assign", household.pk), {"helper": other.pk, "reason": "熟悉情况"})
    leaving = helping.helper
    form = page(officer, url("hand_over", leaving.pk))
    assert "建议理由" in form
    assert "接任" in form
    missing = officer.post(url("hand_over", leaving.pk), {f"to-{helping.pk}": ""})
    assert (missing.status_code, Helping.objects.filter(ends_on=None, helper=leaving).count()) == (422, 1)
    done = officer.post(
        url("hand_over", leaving.pk), {f"to-{helping.pk}": other.pk, "reason": "调动"}, follow=True
    )
    assert "已离任" in done.content.decode()
    assert list(Helping.objects.filter(ends_on=None).values_list("helper", flat=True)) == [other.pk] * 2
    assert "超过宜帮扶的1户" in page(officer, url("helper", other.pk))
    assert "已离任" in page(officer, url("hand_over", leaving.pk))


def test_desk_tells_of_households_without_a_helper(world: World) -> None:
    programme = ProgrammeFactory(kind="aid", union=world.county, pillar="rights_and_aid")
    asked = {
        "programme": programme,
        "union": world.guest,
        "state": "accepted",
        "submitted_at": timezone.now(),
    }
    household_at(world.guest, 1, application=Application.objects.create(**asked))
    assert "1户在档家庭还没有帮扶责任人" in page(as_(world.officer), url("desk", programme.pk))


def test_a_proposal_is_accepted_household_by_household(world: World) -> None:
    kept, out = household_at(world.guest, 1), household_at(world.guest, 2)
    helper_at(world.guest, "韦知春")
    officer = as_(world.officer)
    officer.post(url("propose"), {"union": world.county.pk})
    match = HelpMatch.objects.get()
    sift = url("sift", match.pk)
    assert officer.post(sift, {"household": kept.pk, "takes": "no"}).status_code == 302
    officer.post(sift, {"household": out.pk, "takes": "no", "back": "page=1"})
    officer.post(sift, {"household": kept.pk, "takes": "yes"})
    shown = officer.get(url("help_match", match.pk))
    assert (shown.context["fresh"], shown.context["skipped"]) == (1, 1)
    officer.post(sift, {"household": 10**9, "takes": "no"})
    match.refresh_from_db()
    assert match.skipped == [out.pk]
    officer.post(url("settle", match.pk), {"settle": "accept"})
    assert list(Helping.objects.values_list("household", flat=True)) == [kept.pk]
    officer.post(sift, {"household": out.pk, "takes": "yes"})
    match.refresh_from_db()
    assert match.skipped == [out.pk]
    assert "不采用" not in officer.get(url("help_match", match.pk)).content.decode().partition("<tbody>")[2]


def test_a_proposal_lists_what_changes_and_the_rest_on_demand(world: World) -> None:
    stays, new = household_at(world.guest, 1), household_at(world.guest, 2)
    helper = helper_at(world.guest, "韦知春")
    assign_helper(actor=world.officer, household=stays, helper=helper, reason="就近", now=timezone.now())
    officer = as_(world.officer)
    officer.post(url("propose"), {"union": world.county.pk})
    match = HelpMatch.objects.get()

    def listed(query: str = "") -> list[int]:
        table = officer.get(url("help_match", match.pk) + query).context["table"]
        return [row.record.household.pk for row in table.paginated_rows]

    assert (listed(), listed("?all=1")) == ([new.pk], [new.pk, stays.pk])
    assert "1户帮扶责任人不变，未列出" in page(officer, url("help_match", match.pk))
    back = officer.post(
        url("sift", match.pk), {"household": new.pk, "takes": "no", "back": "all=1&page=2&x=3"}
    )
    assert back["Location"] == url("help_match", match.pk) + "?all=1&page=2"
    book = load_workbook(BytesIO(officer.get(url("export_match", match.pk)).content))
    told = [str(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [sum(one.number in row for row in told) for one in (stays, new)] == [1, 1]


def test_a_pairing_goes_on_or_has_ended_and_only_a_helper_is_in_office(
    helping: Helping, world: World
) -> None:
    listed = page(as_(world.officer), url("helping"))
    assert [one for one in ("结对中", "已终止", "在任", "已离任") if one in listed] == ["结对中", "已终止"]
    named = page(as_(world.officer), url("helpers"))
    assert [one for one in ("结对中", "已终止", "在任", "已离任") if one in named] == ["在任", "已离任"]


def test_a_proposal_outlives_a_file_that_ends_and_offers_to_match_again(world: World) -> None:
    kept, gone = household_at(world.guest, 1), household_at(world.guest, 2)
    helper_at(world.guest, "韦知春")
    officer = as_(world.officer)
    officer.post(url("propose"), {"union": world.county.pk})
    match = HelpMatch.objects.get()
    Household.objects.filter(pk=gone.pk).update(state="ended", ended_on=timezone.localdate(), ground="other")
    way = url("help_match", match.pk)
    shown = page(officer, way)
    assert "1个结对已不成立，其余可以采用" in shown
    assert "已不成立：该户已不在档" in shown
    told = officer.post(url("settle", match.pk), {"settle": "accept"}, follow=True).content.decode()
    assert list(Helping.objects.values_list("household", flat=True)) == [kept.pk]
    assert "采用时有1个结对已不成立" in told
    assert "重新匹配" in told
    assert "重新匹配" in page(officer, way)  # and stays there
    household_at(world.guest, 3)
    assert officer.post(url("propose"), {"union": world.county.pk}).status_code == 302
    assert HelpMatch.objects.count() == 2


def test_desk_counts_those_who_are_still_being_verified(world: World) -> None:
    programme = ProgrammeFactory(kind="aid", union=world.county, title="2026年困难职工帮扶", state="running")
    for n, state, union in ((1, "on_file", world.guest), (2, "checking", world.host)):
        asked: dict[str, Any] = {"programme": programme, "union": union, "state": "accepted"}
        asked["submitted_at"] = timezone.now()
        household_at(union, n, state=state, application=Application.objects.create(**asked))
    officer = as_(world.officer)
    way = url("desk", programme.pk)
    assert "2件，已接受2件，其中1户还在核查" in page(officer, way)
    Household.objects.update(state="on_file")
    assert "还在核查" not in page(officer, way)
