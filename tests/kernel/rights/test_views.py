from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.people import PersonFactory, RelativeFactory
from tests.factories.rights import agreed, asked, left, period, published
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.core.decisions import Decision, decisions
from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.enums import Relation
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.privacy.actions import reveal
from lianshou.kernel.privacy.enums import Purpose
from lianshou.kernel.privacy.models import ExportedPerson, UnmaskedExport
from lianshou.kernel.privacy.queries import looked_at
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.models import (
    Consent,
    ConsentText,
    Disposal,
    Hold,
    ImpactAssessment,
    PersonRequest,
    RetentionPeriod,
)
from lianshou.kernel.rights.queries.looks import looks_at

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 24, 5, 0, tzinfo=UTC)
PHONE = "13812340001"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def of(user: User | None) -> Client:
    client = Client()
    assert user is not None
    client.force_login(user)
    return client


def page(user: User | None, url: str) -> str:
    answer = of(user).get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


@pytest.fixture
def child(world: World) -> Relative:
    made: Relative = RelativeFactory(
        person=world.host_chair, relation="child", name="卢小满", birth_on=date(2012, 3, 1)
    )
    return made


# the own page


def test_own_page_shows_masks_and_values_only_after_a_click(world: World, child: Relative) -> None:
    words = page(world.host_account, "/me/")
    assert ("138****0001" in words, PHONE in words) == (True, False)
    assert ("卢小满" in words, str(Relation.CHILD.label) in words) == (False, True)
    assert "未满十四周岁儿童" in words
    answer = of(world.host_account).post("/me/show/")
    shown = answer.content.decode()
    assert (PHONE in shown, "卢小满" in shown, answer["Cache-Control"]) == (True, True, "no-store")
    assert Entry.objects.filter(verb="own_data.shown", subject_id=str(world.host_chair.pk)).count() == 1


def test_own_page_without_a_person_says_so(world: World) -> None:
    assert "除账号外，这里没有保存您的信息" in page(world.officer, "/me/")
    for url in ("/me/show/", "/me/export/"):
        assert of(world.officer).post(url).status_code == 404
    assert of(world.officer).get("/me/ask/question/").status_code == 404


def test_own_page_says_why_and_until_when(world: World) -> None:
    published(world, now=NOW, purpose="register", basis="duty", law="工会法", title_zh="会员登记告知书")
    period("contact", months=36)
    words = page(world.host_account, "/me/")
    assert "会员登记告知书" in words
    assert "履行法定职责或法定义务：工会法" in words
    assert "自离会之日起满36个月删除" in words
    left(world.host_chair, years=1, now=NOW)
    assert "起删除" in page(world.host_account, "/me/")


def test_own_page_says_what_was_not_agreed_to(world: World) -> None:
    text = published(world, now=NOW, purpose="photographs", classes=["contact"], title_zh="活动照片告知书")
    client = of(world.host_account)

    def ground() -> list[str]:
        said = ("经您同意", "您没有同意：不用于此项", "您已撤回同意：不再用于此项")
        words = page(world.host_account, "/me/")
        return [one for one in said if one in words]

    assert ground() == ["您没有同意：不用于此项"]
    client.post(f"/me/consents/{text.pk}/give/", {"parts": ["ordinary"]})
    assert ground() == ["经您同意"]
    client.post(f"/me/consents/{Consent.objects.admitted().get().pk}/withdraw/")
    assert ground() == ["您已撤回同意：不再用于此项"]


def test_who_looked_stands_on_the_own_page(world: World) -> None:
    request = asked(
        world, now=NOW, kind="correct", field="person.phone", row=world.host_chair.pk, value="13912345678"
    )
    assert "没有人看过" in page(world.host_account, "/me/")
    of(world.officer).post(f"/rights/requests/{request.pk}/show/")
    words = page(world.host_account, "/me/")
    assert "王启航" in words
    assert "没有人看过" not in words


def test_consent_is_given_and_taken_back_with_one_press_each(world: World, child: Relative) -> None:
    text = published(
        world, now=NOW, purpose="schooling", classes=["relations", "child"], title_zh="助学告知书"
    )
    client = of(world.host_account)
    words = page(world.host_account, "/me/")
    assert "您以监护人身份替不满十四周岁的儿童决定" in words
    nothing = client.post(f"/me/consents/{text.pk}/give/", {"relative": child.pk}, follow=True)
    assert "请至少勾选一项" in nothing.content.decode()
    given = {"relative": child.pk, "parts": ["ordinary", "child"]}
    client.post(f"/me/consents/{text.pk}/give/", given)
    assert sorted(Consent.objects.admitted().values_list("part", "how")) == [
        ("", "guardian"),
        ("child", "guardian"),
    ]
    consent = Consent.objects.admitted().get(part="child")
    assert of(world.guest_account).post(f"/me/consents/{consent.pk}/withdraw/").status_code == 404
    answer = client.post(f"/me/consents/{consent.pk}/withdraw/", follow=True)
    assert "从现在起不再为此使用您的信息" in answer.content.decode()
    assert "已撤回的同意1项" in answer.content.decode()
    foreign = of(world.guest_account).post(f"/me/consents/{text.pk}/give/", given)
    assert foreign.status_code == 404
    for wrong in ("x", "-1", "9" * 30):
        assert client.post(f"/me/consents/{text.pk}/give/", {"relative": wrong}).status_code == 404


def test_everything_is_taken_away_at_once(world: World, child: Relative) -> None:
    agreed(world, published(world, now=NOW), now=NOW)
    asked(world, now=NOW)
    answer = of(world.host_account).post("/me/export/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "no-store")
    assert world.host_chair.name not in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["我的信息.json", "我的信息.xlsx", "说明.txt"]
        told = json.loads(archive.read("我的信息.json"))
        book = openpyxl.load_workbook(io.BytesIO(archive.read("我的信息.xlsx")))
    assert told["person"] == {"name": "卢明远", "union": "金海新能源公司工会"}
    fields = [one for record in told["records"] for one in record["fields"]]
    assert {(one["field"], one["value"]) for one in fields} == {
        ("person.phone", PHONE),
        ("relative.name", "卢小满"),
        ("relative.birth_on", "2012-03-01"),
        ("request.words", "请问保存多久？"),
    }
    assert [one["class"] for one in fields if one["field"] == "relative.name"] == ["child"]
    assert (told["consents"][0]["text"], told["requests"][0]["state"]) == ("我们用您的电话通知活动。", "open")
    assert [look["what"] for look in told["looks"]] == ["本人下载本人信息"]
    assert PHONE in [cell.value for row in book["保存的信息"].iter_rows() for cell in row]


def test_requests_are_sent_read_and_taken_back(world: World) -> None:
    client = of(world.host_account)
    assert client.get("/me/ask/nonsense/").status_code == 404
    choice = f"person.phone:{world.host_chair.pk}"
    form = client.get(f"/me/ask/correct/?choice={choice}").content.decode()
    assert f'<option value="{choice}" selected>' in form
    assert client.post("/me/ask/correct/", {"choice": choice}).status_code == 422
    foreign = f"person.phone:{world.guest_chair.pk}"
    assert client.post("/me/ask/correct/", {"choice": foreign, "value": "1"}).status_code == 422
    wrong = client.post(
        "/me/ask/correct/", {"choice": f"person.birth_on:{world.host_chair.pk}", "value": "六月"}
    )
    assert (wrong.status_code, "请写成1990-03-01" in wrong.content.decode()) == (422, True)
    answer = client.post("/me/ask/correct/", {"choice": choice, "value": "13912345678"})
    request = PersonRequest.objects.admitted().get()
    assert (answer["Location"], request.field, request.value) == (
        f"/me/requests/{request.pk}/",
        "person.phone",
        "13912345678",
    )
    again = client.post("/me/ask/correct/", {"choice": choice, "value": "13912345679"})
    assert (again.status_code, "您已经提出过" in again.content.decode()) == (422, True)
    assert "2020年7月9日前答复您" in page(world.host_account, f"/me/requests/{request.pk}/")
    assert of(world.guest_account).get(f"/me/requests/{request.pk}/").status_code == 404
    client.post(f"/me/requests/{request.pk}/take-back/")
    assert "已撤回" in page(world.host_account, "/me/")


@pytest.mark.parametrize("kind", ["object", "erase", "explain", "question"])
def test_every_kind_of_request_has_its_form(world: World, child: Relative, kind: str) -> None:
    published(world, now=NOW)
    client = of(world.host_account)
    assert client.get(f"/me/ask/{kind}/").status_code == 200
    assert client.post(f"/me/ask/{kind}/", {"words": ""}).status_code == 422
    client.post(f"/me/ask/{kind}/", {"words": "请处理", "purpose": "contact", "classes": ["contact"]})
    request = PersonRequest.objects.admitted().get()
    assert (request.kind, request.words) == (kind, "请处理")


def test_decisions_by_computation_are_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "由计算作出的决定" not in page(world.host_account, "/me/").split('id="ask"')[0]

    def teller(*, person: Person) -> list[Decision]:
        return [
            Decision(
                title=Wording("编入第一批", "Batch 1"), made_on=NOW.date(), why=Wording("先到先得", "first")
            )
        ]

    monkeypatch.setattr(decisions, "_tellers", [teller])
    words = page(world.host_account, "/me/")
    assert ("编入第一批" in words, "先到先得" in words) == (True, True)


# answering


def test_the_officer_sees_reveals_and_grants(world: World) -> None:
    request = asked(
        world,
        now=NOW,
        kind="correct",
        words="号码换了",
        field="person.phone",
        row=world.host_chair.pk,
        value="13912345678",
    )
    url = f"/rights/requests/{request.pk}/"
    words = page(world.officer, url)
    assert ("号码换了" in words, "139****5678" in words, "13912345678" in words) == (True, True, False)
    shown = of(world.officer).post(f"{url}show/")
    assert ("13912345678" in shown.content.decode(), shown["Cache-Control"]) == (True, "no-store")
    empty = of(world.officer).post(f"{url}grant/", {"answer": ""})
    assert empty.status_code == 422
    of(world.officer).post(f"{url}grant/", {"answer": "已更正。"})
    world.host_chair.refresh_from_db()
    assert world.host_chair.phone == "13912345678"
    told = page(world.host_account, f"/me/requests/{request.pk}/")
    assert ("已更正。" in told, "已同意" in told) == (True, True)
    assert "已答复" not in page(world.officer, url).split("<main")[0]


def test_a_refusal_tells_the_reason_and_where_to_complain(world: World) -> None:
    request = asked(world, now=NOW)
    url = f"/rights/requests/{request.pk}/"
    assert of(world.officer).post(f"{url}refuse/", {"answer": "不行"}).status_code == 422
    of(world.officer).post(f"{url}refuse/", {"why": "law_keeps", "answer": "会计凭证须保存。"})
    told = page(world.host_account, f"/me/requests/{request.pk}/")
    for said in ("法律规定须保存更长时间", "会计凭证须保存。", "网信办"):
        assert said in told


def test_a_hold_refuses_an_erasure_at_the_form(world: World) -> None:
    request = asked(world, now=NOW, kind="erase", classes=["contact"])
    actions.place_hold(actor=world.officer, person=world.host_chair, reason="诉讼", now=NOW)
    answer = of(world.officer).post(f"/rights/requests/{request.pk}/grant/", {"answer": "已删除。"})
    assert (answer.status_code, "此人的信息已暂停删除" in answer.content.decode()) == (422, True)


def test_requests_are_listed_with_what_is_overdue_and_lie_on_the_desk(world: World) -> None:
    assert "还没有人提出申请" in page(world.officer, "/rights/requests/")
    asked(world, now=NOW - timedelta(days=20))
    words = page(world.officer, "/rights/requests/")
    assert ("逾期5天" in words, "有1项申请逾期未答复" in words) == (True, True)
    assert "卢明远的申请：提问" in page(world.officer, "/")
    assert "卢明远" not in page(world.foreign_officer, "/rights/requests/")
    for query, found in (
        ("", 1),
        ("q=卢", 1),
        ("q=孙", 0),
        ("late=yes", 1),
        ("state=refused", 0),
        ("kind=erase", 0),
    ):
        answer = of(world.officer).get(f"/rights/requests/?{query}")
        assert answer.context["table"].paginator.count == found, query
    book = openpyxl.load_workbook(io.BytesIO(of(world.officer).get("/rights/requests/export.xlsx").content))
    assert "请问保存多久？" not in str([cell.value for row in book.active.iter_rows() for cell in row])


def test_one_does_not_answer_oneself(world: World) -> None:
    request = asked(world, now=NOW)
    PersonRequest.objects.admitted().update(asked_by=world.officer)
    words = page(world.officer, f"/rights/requests/{request.pk}/")
    assert "须由他人答复" in words
    assert "/grant/" not in words


# texts and consents at the desk


def test_a_text_is_written_assessed_published_and_compared(world: World) -> None:
    client = of(world.approver)
    assert "还没有发布告知书" in page(world.approver, "/rights/texts/")
    facts = {
        "union": world.county.pk,
        "purpose": "medical-aid",
        "title_zh": "医疗互助告知书",
        "basis": "consent",
        "classes": ["contact", "health"],
        "body_zh": "用于审核互助金。",
        "necessity_zh": "审核须看诊断。",
        "asks_again": "on",
    }
    assert client.post("/rights/texts/new/", facts | {"title_zh": ""}).status_code == 422
    assert client.get("/rights/texts/new/").status_code == 200
    url = client.post("/rights/texts/new/", facts)["Location"]
    assert "请先登记涵盖同样类别的影响评估" in page(world.approver, url)
    client.post(f"{url}publish/")
    assert ConsentText.objects.admitted().get().published_on is None
    thought = {
        "assessed_on": "2020-06-24",
        "classes": ["health"],
        "lawful": "必要",
        "risk": "high",
        "influence": "影响尊严",
        "measures": "加密",
    }
    assert client.post(f"{url}assess/", thought | {"assessed_on": "2020-06-25"}).status_code == 422
    assert client.post(f"{url}assess/", thought | {"classes": []}).status_code == 422
    assert client.get(f"{url}assess/").status_code == 200
    client.post(f"{url}assess/", thought)
    client.post(f"{url}publish/")
    first = ConsentText.objects.admitted().get()
    assert first.published_on == NOW.date()
    assert "有效" in page(world.host_account, url)
    assert "从此不再改动" not in page(world.approver, url)
    assert client.get(f"{url}edit/").status_code == 200
    changed = {key: value for key, value in facts.items() if key not in ("union", "purpose")}
    second = client.post(f"{url}edit/", changed | {"body_zh": "用于审核和发放互助金。"})["Location"]
    again = client.post(f"{url}edit/", changed)
    assert (again.status_code, "下一版已有草稿" in again.content.decode()) == (422, True)
    assert of(world.host_account).get(second).status_code == 404
    client.post(f"{second}publish/")
    compared = page(world.host_account, f"{second}since/{first.pk}/")
    assert "<ins>用于审核和发放互助金。</ins>" in compared
    assert "已被新版取代" in page(world.approver, url)
    third = client.post(f"{second}edit/", changed)["Location"]
    client.post(f"{third}edit/", changed | {"title_zh": "改"})
    client.post(f"{third}drop/")
    assert ConsentText.objects.admitted().count() == 2
    kept = ImpactAssessment.objects.admitted().get()
    assert "2023年6月24日" in page(world.leader, f"/rights/assessments/{kept.pk}/")
    listed = page(world.leader, f"/rights/assessments/?q={first.title_zh[:4]}")
    assert (first.title_zh in listed, ">medical-aid<" in listed) == (True, False)
    for name in ("texts", "assessments"):
        assert of(world.leader).get(f"/rights/{name}/export.xlsx").content[:2] == b"PK"


def test_words_changed_in_the_database_are_noticed(world: World) -> None:
    text = published(world, now=NOW)
    ConsentText.objects.admitted().filter(pk=text.pk).update(body_zh="另一句。")
    assert "有人改动了数据库" in page(world.approver, f"/rights/texts/{text.pk}/")


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("q=电话", 1), ("basis=duty", 1), ("standing=draft", 1), ("standing=published", 1)],
)
def test_texts_are_narrowed(world: World, query: str, found: int) -> None:
    published(world, now=NOW)
    actions.draft_text(
        actor=world.approver,
        union=world.county,
        purpose="x",
        now=NOW,
        title_zh="草",
        body_zh="草",
        basis="duty",
    )
    assert of(world.approver).get(f"/rights/texts/?{query}").context["table"].paginator.count == found


def test_paper_is_recorded_and_its_withdrawal(world: World, child: Relative) -> None:
    text = published(world, now=NOW, purpose="schooling", classes=["relations", "child"])
    person = world.host_chair
    home, form = f"/rights/people/{person.pk}/consents/", f"/rights/people/{person.pk}/consents/{text.pk}/"
    assert "登记纸质同意书" in page(world.officer, home)
    client = of(world.officer)
    assert client.get(form).status_code == 200
    paper = {"parts": ["child"], "given_on": "2020-06-24", "paper_place": "档案柜3号", "relative": child.pk}
    missing = client.post(form, paper)
    assert (missing.status_code, "请填写监护人姓名" in missing.content.decode()) == (422, True)
    client.post(form, paper | {"guardian_name": "卢明远", "guardian_relation": "父亲"})
    consent = Consent.objects.admitted().get()
    words = page(world.officer, home)
    assert ("卢*远" in words, "档案柜3号" in words, "卢明远</" in words) == (True, True, True)
    for who in (world.foreign_officer, world.guest_account):
        assert of(who).get(home).status_code == 404
        assert of(who).post(f"/rights/consents/{consent.pk}/withdraw/").status_code == 404
    assert of(world.leader).post(form, paper).status_code == 403
    client.post(f"/rights/consents/{consent.pk}/withdraw/")
    assert "2020-06-24撤回" in page(world.officer, home)
    assert client.get(f"/rights/people/{person.pk}/consents/999/").status_code == 404


# retention


@pytest.fixture
def gone(world: World) -> Person:
    RetentionPeriod.objects.all().delete()
    period("contact", months=36)
    return left(world.host_chair, years=4, now=NOW)


def test_two_persons_erase_what_is_due(
    world: World, gone: Person, django_capture_on_commit_callbacks: Any
) -> None:
    assert "没有到期的信息" in page(world.foreign_officer, "/rights/due/")
    words = page(world.officer, "/rights/due/")
    assert ("卢明远" in words, "准备删除" in words) == (True, True)
    assert "准备删除</h2>" not in page(world.approver, "/rights/due/")
    assert of(world.officer).get("/rights/due/?data_class=health").context["table"].paginator.count == 0
    assert of(world.officer).get("/rights/due/export.xlsx").content[:2] == b"PK"
    assert "请选择" in of(world.officer).post("/rights/due/prepare/", follow=True).content.decode()
    posted = {"union": world.county.pk, "note": "年度清理", "data_class": ""}
    url = of(world.officer).post("/rights/due/prepare/", posted)["Location"]
    again = of(world.officer).post("/rights/due/prepare/", posted, follow=True)
    assert "没有到期的信息" in again.content.decode()
    assert "由审批人确认" in page(world.officer, url)
    assert of(world.officer).post(f"{url}confirm/").status_code in (403, 404)
    assert of(world.foreign_officer).get(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        of(world.approver).post(f"{url}confirm/")
    disposal = Disposal.objects.admitted().get()
    assert (disposal.state, disposal.done, disposal.confirmed_by) == ("done", 1, world.approver)
    gone.refresh_from_db()
    assert gone.phone == ""
    assert "已删除" in page(world.approver, url)
    for name in ("erasures", f"erasures/{disposal.pk}"):
        assert of(world.approver).get(f"/rights/{name}/export.xlsx").content[:2] == b"PK"
    assert "年度清理" in page(world.approver, url)
    assert "请减少关键词，或清除条件。" in page(world.approver, f"{url}?q=没有这人")
    late = of(world.approver).post(f"{url}drop/", follow=True)
    assert "已经处理过了" in late.content.decode()


def test_a_disposal_can_be_dropped(world: World, gone: Person) -> None:
    disposal = actions.prepare_disposal(actor=world.officer, union=world.county, now=NOW)
    of(world.officer).post(f"/rights/erasures/{disposal.pk}/drop/")
    assert Disposal.objects.admitted().get().state == "dropped"
    assert "已作废" in page(world.officer, "/rights/erasures/")


def test_a_hold_is_placed_listed_and_lifted(world: World, gone: Person) -> None:
    assert "没有暂停删除的" in page(world.officer, "/rights/holds/")
    url = f"/rights/people/{gone.pk}/hold/"
    assert of(world.officer).get(url).status_code == 200
    assert of(world.officer).post(url, {"reason": ""}).status_code == 422
    of(world.officer).post(url, {"reason": "劳动争议"})
    assert of(world.officer).post(url, {"reason": "劳动争议"}).status_code == 422
    assert of(world.approver).post(url, {"reason": "x"}).status_code == 403
    assert of(world.foreign_officer).get(url).status_code == 404
    hold = Hold.objects.admitted().get()
    assert (
        "劳动争议" in page(world.officer, "/rights/holds/"),
        f"holds/{hold.pk}/lift" in page(world.officer, "/rights/holds/"),
    ) == (True, False)
    assert f"holds/{hold.pk}/lift" in page(world.approver, "/rights/holds/")
    assert of(world.officer).post(f"/rights/holds/{hold.pk}/lift/").status_code == 403
    of(world.approver).post(f"/rights/holds/{hold.pk}/lift/")
    assert Hold.objects.admitted().get().lifted_by == world.approver


def test_periods_are_set_by_the_approver_of_the_region(world: World) -> None:
    assert "设定期限" in page(world.approver, "/rights/periods/")
    assert "设定期限</a>" not in page(world.officer, "/rights/periods/")
    facts = {
        "data_class": "health",
        "region": "320923",
        "months": 24,
        "clock": "left",
        "starts_on": "2020-06-24",
        "law": "县总规定",
    }
    client = of(world.approver)
    assert client.get("/rights/periods/new/").status_code == 200
    assert client.post("/rights/periods/new/", facts | {"region": ""}).status_code == 422
    assert client.post("/rights/periods/new/", facts | {"starts_on": "2020-06-23"}).status_code == 422
    client.post("/rights/periods/new/", facts)
    words = page(world.officer, "/rights/periods/?q=3209")
    assert ("阜宁县（320923）" in words, "县总规定" in words) == (True, True)
    assert client.get("/rights/periods/export.xlsx").content[:2] == b"PK"


# scope and counts


@pytest.mark.parametrize("who", ["nobody", "system_admin", "audit_admin"])
def test_posts_without_persons_see_nothing_but_their_own_page(world: World, who: str) -> None:
    for name in ("requests", "texts", "assessments", "due", "erasures", "holds", "periods"):
        assert of(getattr(world, who)).get(f"/rights/{name}/").status_code == 403
    assert of(getattr(world, who)).get("/me/").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "/rights/requests/",
        "/rights/requests/export.xlsx",
        "/rights/due/",
        "/rights/holds/",
        "/rights/erasures/",
    ],
)
def test_lists_read_as_often_for_three_as_for_one(world: World, gone: Person, url: str) -> None:
    client, counts = of(world.officer), []
    client.get(url)
    for more in (1, 2):
        with zeal_ignore():
            for _number in range(more):
                someone = left(PersonFactory(union=world.guest), years=5, now=NOW)
                actions.place_hold(actor=world.officer, person=someone, reason="诉讼", now=NOW)
                left(PersonFactory(union=world.host), years=5, now=NOW)
                asked(world, now=NOW)
                Disposal.objects.create(union=world.county, prepared_by=world.officer, prepared_at=NOW)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_actions_ask_for_themselves(world: World) -> None:
    with pytest.raises(PermissionDenied):
        actions.show_proposed(actor=world.foreign_officer, request=asked(world, now=NOW), now=NOW)


def test_reveals_and_lists_in_clear_stand_among_the_looks(world: World, child: Relative) -> None:
    looked = looked_at(actor=world.officer, slug="relative", pk=child.pk, name="all")
    assert looked is not None
    reveal(actor=world.officer, looked=looked, purpose=Purpose.values[0], words="核对", now=NOW)
    fetched = UnmaskedExport.objects.create(
        listing="persons",
        union=world.county,
        fields=["phone"],
        rows=2,
        purpose=Purpose.values[0],
        recipient="市总",
        asked_by=world.officer,
        asked_at=NOW,
        state="approved",
        decided_by=world.approver,
        decided_at=NOW,
        expires_at=NOW + timedelta(days=1),
        fetched=1,
        fetched_at=NOW + timedelta(hours=1),
    )
    ExportedPerson.objects.create(export=fetched, person=world.host_chair)
    exported, revealed = looks_at(person=world.host_chair)
    assert (revealed.who, revealed.post) == ("王启航", f"{world.county} · {Role.OFFICER.label}")
    assert (str(Purpose(Purpose.values[0]).label) in revealed.why, "核对" in revealed.why) == (True, True)
    assert ("市总" in exported.why, "阜宁县总工会名单" in exported.what) == (True, True)
    assert [looks_at(person=one) for one in (world.foreign_chair, world.guest_chair)] == [[], []]
    assert "阜宁县总工会名单" in page(world.host_account, "/me/")


def test_an_approver_finds_prepared_erasures_on_the_desk(world: World, gone: Person) -> None:
    actions.prepare_disposal(actor=world.officer, union=world.county, now=NOW)
    assert "王启航准备的删除清单" in page(world.approver, "/")
    assert "王启航准备的删除清单" not in page(world.officer, "/")
