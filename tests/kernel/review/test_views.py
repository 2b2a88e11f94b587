from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.access import person_with
from tests.factories.intake import ApplicationFactory, ImportFactory
from tests.factories.review import Climb, Judging, climb_of, judging_of
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.access.models import User
from lianshou.kernel.intake.models import Filing
from lianshou.kernel.review.models import Ascent, Assignment, Ladder, Mark, Round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(datetime(2020, 6, 24, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def climb(world: World) -> Climb:
    return climb_of(world)


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(response: Any) -> str:
    return str(response.content.decode())


def judged(world: World, n: int) -> tuple[User, list[str]]:
    with zeal_ignore():
        judging = judging_of(world, applications=n)
    round = f"/review/rounds/{judging.round.pk}/"
    return world.officer, [f"{round}board/", round]


def test_pages_of_a_round_ask_as_often_for_1_3_and_9_applications(world: World) -> None:
    counts: dict[int, list[int]] = {}
    for n in (1, 3, 9):
        user, urls = judged(world, n)
        client, counts[n] = of(user), []
        for url in urls:
            assert client.get(url).status_code == 200
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts[n].append(len(queries))
    assert counts[1] == counts[3] == counts[9]


def test_empty_lists_say_what_comes_next(world: World) -> None:
    pages = {
        "/review/rounds/": "还没有评审轮次",
        "/review/mine/": "没有分配给您",
        "/review/approvals/": "没有审批中的申报",
        "/review/ladders/": "还没有设置审批流程",
        "/review/cases/": "您没有审批中的申报",
    }
    for url, words in pages.items():
        assert words in said(of(world.officer).get(url)), url


def test_approver_approves_by_one_click(climb: Climb) -> None:
    ascent, client = climb.ascent(), of(climb.township)
    page = client.get(f"/review/approvals/{ascent.pk}/")
    assert "轮到您" in said(page)
    answer = client.post(
        f"/review/approvals/{ascent.pk}/approve/", {"words": "属实", "seen": str(ascent.turn)}
    )
    ascent.refresh_from_db()
    assert (answer.status_code, ascent.union) == (302, climb.world.county)
    assert "属实" in said(of(climb.county).get(f"/review/approvals/{ascent.pk}/"))


@pytest.mark.parametrize("act", ["return", "refuse"])
def test_turning_down_without_words_keeps_the_page_open(climb: Climb, act: str) -> None:
    ascent = climb.ascent()
    answer = of(climb.township).post(f"/review/approvals/{ascent.pk}/{act}/", {"words": "", "seen": "1"})
    assert answer.status_code == 422
    assert "请说明理由" in said(answer)


def test_late_click_changes_nothing_and_says_so(climb: Climb) -> None:
    ascent = climb.ascent()
    url, other = f"/review/approvals/{ascent.pk}/refuse/", person_with("approver", climb.world.township)
    of(climb.township).post(f"/review/approvals/{ascent.pk}/approve/", {"seen": str(ascent.turn)})
    answer = of(other).post(url, {"words": "写好的长理由", "seen": str(ascent.turn)})
    assert answer.status_code == 422
    assert "写好的长理由" in said(answer)
    assert "刚才已有他人办理" in said(answer)
    ascent.refresh_from_db()
    assert ascent.state == "climbing"


def test_bulk_approval_lists_what_was_left_out(climb: Climb) -> None:
    ones = [climb.ascent() for _ in range(3)]
    picks = [f"{ones[0].pk}:{ones[0].turn}", f"{ones[1].pk}:99", "x", f"{ones[2].pk}:{ones[2].turn}"]
    answer = of(climb.township).post("/review/approvals/approve/", {"pick": picks})
    assert answer.status_code == 200
    assert [ascent.pk for ascent, _reason in answer.context["left_out"]] == [ones[1].pk]
    assert Ascent.objects.filter(union=climb.world.county).count() == 2


def test_applicant_sees_where_it_is_what_was_said_and_what_to_do(climb: Climb) -> None:
    ascent, mine = climb.ascent(), of(climb.submitter)
    url = f"/review/cases/{ascent.pk}/"
    assert "街道审批" in said(mine.get(url)) or "阜城街道" in said(mine.get(url))
    of(climb.township).post(f"/review/approvals/{ascent.pk}/return/", {"words": "缺照片", "seen": "1"})
    page = said(mine.get(url))
    assert "缺照片" in page
    assert "2020年7月8日" in page
    assert mine.post(f"{url}resubmit/", {"words": "已补"}).status_code == 302
    of(climb.township).post(f"/review/approvals/{ascent.pk}/refuse/", {"words": "不符合", "seen": "3"})
    assert "2020年7月15日" in said(mine.get(url))
    assert mine.post(f"{url}appeal/", {"words": ""}).status_code == 422
    assert mine.post(f"{url}appeal/", {"words": "符合"}).status_code == 302
    ascent.refresh_from_db()
    assert ascent.state == "appealed"


@pytest.mark.parametrize("who", ["county", "nobody", "foreign_officer"])
def test_case_is_the_applicants_alone(climb: Climb, who: str) -> None:
    ascent = climb.ascent()
    user = climb.county if who == "county" else getattr(climb.world, who)
    assert of(user).get(f"/review/cases/{ascent.pk}/").status_code == 404


def test_delegate_and_comment(climb: Climb) -> None:
    ascent, deputy = climb.ascent(), person_with("officer", climb.world.township)
    client, url = of(climb.township), f"/review/approvals/{ascent.pk}/"
    assert client.post(f"{url}comment/", {"words": ""}).status_code == 422
    assert client.post(f"{url}comment/", {"words": "请核对"}).status_code == 302
    assert client.post(f"{url}delegate/", {"to": "999", "seen": "1"}).status_code == 422
    assert client.post(f"{url}delegate/", {"to": deputy.pk, "seen": "1"}).status_code == 302
    assert "轮到您" in said(of(deputy).get(url))


def rung(number: int, **given: str) -> dict[str, str]:
    usual = {"level": "", "union": "", "role": "approver", "days": "5", "remind_days": "1"} | given
    return {f"form-{number}-{name}": value for name, value in usual.items()}


def test_federation_sets_up_its_ladder(climb: Climb) -> None:
    client = of(climb.county)
    form = {
        "union": climb.world.county.pk,
        "kind": "pairing",
        "title": "两级审批",
        "form-TOTAL_FORMS": "5",
        "form-INITIAL_FORMS": "0",
    }
    lines = rung(0, level="township") | rung(1, level="county", days="8") | rung(2) | rung(3) | rung(4)
    answer = client.post("/review/ladders/new/", form | lines)
    made = Ladder.objects.get(title="两级审批")
    assert answer.status_code == 302
    assert list(made.rungs.values_list("level", "days")) == [("township", 5), ("county", 8)]
    assert "两级审批" in said(client.get(f"/review/ladders/{made.pk}/"))
    assert client.post("/review/ladders/new/", form | rung(0, level="township", days="x")).status_code == 422
    assert client.post(f"/review/ladders/{made.pk}/retire/").status_code == 302
    assert client.post(f"/review/ladders/{climb.ladder.pk}/retire/").status_code == 404


def test_set_up_of_a_round_by_hand(world: World) -> None:
    judging, client = judging_of(world), of(world.officer)
    facts = {
        "programme": judging.round.programme.pk,
        "title": "复评",
        "opens_on": "2020-06-01",
        "closes_on": "2020-05-01",
        "per_application": "2",
        "spread_limit": "15",
        "family_names": "仇、 欧阳",
    }
    refused = client.post("/review/rounds/new/", facts)
    assert refused.status_code == 422
    assert "仇、 欧阳" in said(refused)
    assert client.post("/review/rounds/new/", facts | {"closes_on": "2020-07-01"}).status_code == 302
    made = Round.objects.get(title="复评")
    assert made.family_names == ["仇", "欧阳"]
    url = f"/review/rounds/{made.pk}/"
    scale = {"title": "质量", "weight": "1", "low": "0", "high": "10", "step": "0.5"}
    assert client.post(f"{url}criteria/", scale | {"step": "3"}).status_code == 422
    assert client.post(f"{url}criteria/", scale).status_code == 302
    assert client.post(f"{url}criteria/", scale).status_code == 422
    for user in judging.experts[:2]:
        assert client.post(f"{url}reviewers/", {"user": user.pk, "fields_known": "风电"}).status_code == 302
    assert client.post(f"{url}open/").status_code == 302
    assert client.post(f"{url}assign/").status_code == 302
    assert Assignment.objects.filter(reviewer__round=made).count() == 6
    assert client.post(f"/review/criteria/{made.criteria.get().pk}/remove/").status_code == 302
    assert made.criteria.count() == 1


def marks_of(judging: Judging, first: str = "80", second: str = "4") -> dict[str, str]:
    keys = [one.pk for one in judging.round.criteria.all()]
    return {
        f"mark_{keys[0]}": first,
        f"mark_{keys[1]}": second,
        f"comment_{keys[0]}": "扎实",
        "note": "总体好",
    }


def test_what_comes_in_after_a_round_was_opened_is_said_where_it_comes_in_and_on_the_round(
    world: World,
) -> None:
    judging, client = judging_of(world), of(world.officer)
    page = reverse("review:round", args=[judging.round.pk])
    assert "only=late" not in said(client.get(page))
    late = ApplicationFactory(
        programme=judging.round.programme, union=world.guest, state="submitted",
        submitted_at=datetime(2020, 6, 24, 4, 0, tzinfo=UTC),
    )  # fmt: skip
    told = said(client.get(page))
    assert "有1件申报是轮次开始后进来的" in told
    results = client.get(reverse("review:results", args=[judging.round.pk]) + "?only=late")
    assert [row.record.application for row in results.context["table"].rows] == [late]
    batch = ImportFactory(programme=judging.round.programme)
    for where in (reverse("intake:detail", args=[batch.pk]), reverse("applications:detail", args=[late.pk])):
        assert page in said(client.get(where))


def test_marking_form_keeps_what_was_typed(world: World) -> None:
    judging = judging_of(world)
    expert, client = judging.experts[0], of(judging.experts[0])
    one = Assignment.objects.filter(reviewer__user=expert)[0]
    url = f"/review/mine/{one.pk}/"
    assert "已评0件，共2件" in said(client.get(url))
    wrong = client.post(url, marks_of(judging, "", "9"))
    assert wrong.status_code == 422
    assert 'value="9"' in said(wrong)
    assert "扎实" in said(wrong)
    first, second = [one.pk for one in judging.round.criteria.all()]
    assert list(wrong.context["form"].errors) == [f"mark_{second}"]
    assert list(client.post(url, marks_of(judging, "", "4")).context["form"].errors) == [f"mark_{first}"]
    personal = client.post(url, marks_of(judging) | {"note": "电话13812340009"})
    assert list(personal.context["form"].errors) == ["note"]
    assert Mark.objects.count() == 0
    assert client.post(url, marks_of(judging, "", "4") | {"draft": "1"}).status_code == 302
    assert 'value="4"' in said(client.get(url))
    following = client.post(url, marks_of(judging))
    assert following["Location"] == reverse(
        "review:mark", args=[Assignment.objects.filter(reviewer__user=expert)[1].pk]
    )
    assert said(client.get("/review/mine/?show=done")).count(url) == 1


def test_blind_reviewer_sees_neither_names_nor_unions(world: World) -> None:
    judging = judging_of(world, is_blind=True)
    client = of(judging.experts[0])
    names = [application.union.name for application in judging.applications]
    one = Assignment.objects.filter(reviewer__user=judging.experts[0])[0]
    pages = [said(client.get(url)) for url in ("/", "/review/mine/", f"/review/mine/{one.pk}/")]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/review/mine/export.xlsx").content))
    pages += [str(cell.value) for row in book.active for cell in row]  # type: ignore[union-attr]
    assert [name for name in names for page in pages if name in page] == []
    assert f"{one.application_id}" in pages[2]


def test_reviewer_opens_nothing_of_others(world: World) -> None:
    judging = judging_of(world)
    others = Assignment.objects.exclude(reviewer__user=judging.experts[0])[0]
    client = of(judging.experts[0])
    assert client.get(f"/review/mine/{others.pk}/").status_code == 404
    assert client.post(f"/review/mine/{others.pk}/conflict/", {"words": "x"}).status_code == 404
    assert client.get(f"/review/rounds/{judging.round.pk}/results/").status_code == 403


def test_results_open_to_marks_and_are_decided(world: World) -> None:
    judging = judging_of(world, applications=2)
    for one in Assignment.objects.all():
        of(one.reviewer.user).post(f"/review/mine/{one.pk}/", marks_of(judging))
    officer, approver = of(world.officer), of(world.approver)
    url = f"/review/rounds/{judging.round.pk}/"
    assert "78.00" in said(officer.get(f"{url}results/"))
    page = f"{url}applications/{judging.applications[0].pk}/"
    assert "扎实" in said(officer.get(page))
    assert officer.post(f"{page}decide/", {"verdict": "accept"}).status_code == 403
    assert approver.post(f"{page}decide/", {"verdict": "refuse", "reason": ""}).status_code == 422
    assert approver.post(f"{page}decide/", {"verdict": "refuse", "reason": "材料不实"}).status_code == 302
    assert approver.post(f"{url}line/", {"least": "60", "line_reason": ""}).status_code == 422
    assert approver.post(f"{url}line/", {"least": "60", "line_reason": "低于60分"}).status_code == 302
    assert approver.post(f"{url}close/").status_code == 302
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{url}results.xlsx").content))
    cells = [cell.value for row in book.active for cell in row]  # type: ignore[union-attr]
    assert {78, "材料不实"} <= set(cells)
    applicant = of(person_with("chair", judging.applications[0].union))
    assert "材料不实" in said(
        applicant.get(f"/review/decisions/{judging.round.decisions.get(verdict='refuse').pk}/")
    )


def test_declaring_a_conflict_on_the_phone(world: World) -> None:
    judging = judging_of(world)
    one = Assignment.objects.filter(reviewer__user=judging.experts[0])[0]
    client = of(judging.experts[0])
    assert client.post(f"/review/mine/{one.pk}/conflict/", {"words": ""}).status_code == 422
    assert client.post(f"/review/mine/{one.pk}/conflict/", {"words": "亲戚"}).status_code == 302
    board = of(world.officer).get(f"/review/rounds/{judging.round.pk}/board/")
    assert "亲戚" in said(board)
    conflict = board.context["conflicts"][0]
    assert (
        of(world.officer)
        .post(f"/review/conflicts/{conflict.pk}/settle/", {"dismiss": "no", "words": ""})
        .status_code
        == 302
    )


def test_who_can_see_an_approval_and_a_round(world: World, climb: Climb) -> None:
    ascent, judging = climb.ascent(), judging_of(world)
    client = of(world.officer)
    assert "街道审批" in said(client.get(reverse("access:who", args=["approval", ascent.pk])))
    assert "李静" in said(client.get(reverse("access:who", args=["round", judging.round.pk])))


def test_expert_finds_the_reviews_on_the_desk(world: World) -> None:
    judging = judging_of(world)
    page = said(of(judging.experts[0]).get("/"))
    assert "2件待打分" in page
    assert "没有等您" not in page
    round = Assignment.objects.filter(reviewer__user=judging.experts[0])[0].reviewer.round_id
    assert f"/review/mine/?round={round}" in page


def test_approver_and_applicant_read_the_form_beside_the_decision(climb: Climb) -> None:
    ascent = climb.ascent()
    Filing.objects.create(
        application=ascent.application, slug="guest", answers={"members": "718", "phone": "13912345678"},
        known={}, marks={}, filed_at=ascent.arrived_at, filed_by=climb.submitter,
    )  # fmt: skip
    for who, url in (
        (climb.township, f"/review/approvals/{ascent.pk}/"),
        (climb.submitter, f"/review/cases/{ascent.pk}/"),
    ):
        words = said(of(who).get(url))
        assert "718" in words
        assert "13912345678" not in words
