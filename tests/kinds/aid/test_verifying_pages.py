"""The ladder on its page, papers, the list of those who are verified, lists of the civil-affairs office."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from tests.factories.calendars import confirmed
from tests.factories.documents import scanned, scripted
from tests.factories.followups import picture
from tests.factories.world import World
from tests.kinds.aid.answers import CHILD, HEAD, SPOUSE, new_answers, number, posted
from tests.kinds.aid.left import left
from tests.kinds.aid.verified import POOR, checker, climbed, notice_of, opened, programme_of, taken

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.notices.models import Notice
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import erase_old_reports
from lianshou.kinds.aid.enums import Reason
from lianshou.kinds.aid.exports.papers import PAPERS
from lianshou.kinds.aid.models import CivilLine, CivilList, Household, Leaving, Scan, Verification

CANARIES = (
    HEAD,
    SPOUSE,
    CHILD,
    "周小雨",
    "陆青苗",
    "13812345678",
    "示例慢性病",
    "3幢201室",
    "示例银行阜宁支行",
)


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


def words_of(content: bytes) -> str:
    paper = docx.Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


@pytest.fixture
def household(world: World) -> Household:
    year = timezone.localdate().year
    confirmed(year, year + 1)
    return opened(world, timezone.now() - timedelta(days=60))


def test_layers_are_entered_on_their_pages(household: Household, world: World) -> None:
    officer, at = as_(world.officer), household.pk
    body = page(officer, url("household", at))
    assert "申请与授权" in body
    assert "下一环节" in body
    assert "officer" not in body
    today = timezone.localdate().isoformat()
    form = page(officer, url("layer", at, "application"))
    assert "核对授权委托书" in form
    sent = {"outcome": "yes", "held_on": today, "is_applied": "on"}
    wrong = officer.post(url("layer", at, "application"), sent)
    assert (wrong.status_code, "都签字后" in wrong.content.decode()) == (422, True)
    told = sent | {"is_authorised": "on"}
    bad = SimpleUploadedFile("c.pdf", scripted(), content_type="application/pdf")
    wrong = officer.post(url("layer", at, "application"), told | {"scans": bad})
    assert (wrong.status_code, "脚本" in wrong.content.decode(), Scan.objects.count()) == (422, True, 0)
    scans: Any = [
        SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg"),
        SimpleUploadedFile("b.pdf", scanned(2), content_type="application/pdf"),
    ]
    done = officer.post(url("layer", at, "application"), told | {"scans": scans})
    assert done.status_code == 302
    shown = [officer.post(url("scan", one.pk)) for one in Scan.objects.order_by("pk")]
    assert [one["Content-Type"] for one in shown] == ["image/jpeg", "application/pdf"]
    assert ["no-store" in one["Cache-Control"] for one in shown] == [True] * 2
    assert as_(world.leader).post(url("scan", Scan.objects.latest("pk").pk)).status_code in (403, 404)
    own = officer.post(url("layer", at, "first_check"), {"outcome": "yes", "held_on": today})
    assert (own.status_code, "由其他人初审" in own.content.decode()) == (422, True)
    early = officer.post(url("layer", at, "civil"), {"outcome": "yes", "held_on": today})
    assert (early.status_code, "还有核查环节没有办完" in early.content.decode()) == (422, True)
    other = as_(checker(world))
    words = {"outcome": "no", "held_on": today, "words": ""}
    assert "请写明理由" in other.post(url("layer", at, "first_check"), words).content.decode()
    other.post(url("layer", at, "first_check"), words | {"words": "缺少收入证明，请补充。"})
    assert "缺少收入证明，请补充。" in page(officer, url("household", at))
    assert officer.get(url("layer", at, "approval")).status_code == 404
    assert as_(world.foreign_officer).get(url("layer", at, "civil")).status_code == 404


def test_notice_is_drafted_from_the_page_and_the_approval_refused_or_given(
    household: Household, world: World
) -> None:
    then = timezone.now() - timedelta(days=60)
    climbed(world, household, then, to="notice")
    officer, approver, at = as_(world.officer), as_(world.approver), household.pk
    body = page(officer, url("household", at))
    assert "还没有进行中的帮扶项目" in body  # no programme is open here
    programme = programme_of(world)
    assert "在该项目中申请" in page(officer, url("household", at))
    assert officer.post(url("ask", at), {"ask-programme": programme.pk}).status_code == 302
    draft = f"{reverse('notices:new')}?programme={programme.pk}"
    assert draft in page(officer, url("household", at))
    drafted = page(officer, draft)
    for words in (
        f"{programme.title}：拟认定困难职工公示",
        "经个人申请、初审、入户调查、民政核对和集体评议，现将拟认定的困难职工予以公示。",
        ">拟认定困难职工（等待公示的家庭）<",
    ):
        assert words in drafted
    assert "结对" not in drafted
    notice = notice_of(world, then)
    body = page(officer, url("household", at))
    assert notice.title in body
    assert reverse("notices:poster", args=[notice.pk]) in body
    officer.post(url("pass_notices"))
    again = officer.post(url("pass_notices"), follow=True).content.decode()
    assert ("没有公示期满" in again, "0户" in again) == (True, False)
    assert Verification.objects.get().waits_at == "approval"
    assert "不予批准" in page(approver, url("household", at))
    empty = approver.post(url("refuse", at), {"refuse-words": ""})
    assert empty.status_code == 422
    approver.post(url("refuse", at), {"refuse-words": "缺少医疗票据，请补齐。"})
    assert "缺少医疗票据，请补齐。" in page(officer, url("household", at))
    approver.post(url("put_on_file", at))
    household.refresh_from_db()
    assert household.state == "on_file"
    assert Notice.objects.count() == 1


def test_papers_open_in_word_and_hold_nothing_that_is_hidden(household: Household, world: World) -> None:
    then = timezone.now() - timedelta(days=60)
    climbed(world, household, then)
    officer, approver, at = as_(world.officer), as_(world.approver), household.pk
    approver.post(url("put_on_file", at))
    left(world, household, timezone.now(), "withdrawn")
    told = {}
    for one in PAPERS:
        if one.slug == "exit":  # whoever left has the letter of the leaving
            continue
        answer = officer.get(url("paper", at, one.slug))
        assert answer.status_code == 200, one.slug
        told[one.slug] = words_of(answer.content)
        assert household.number in told[one.slug], one.slug
        assert not [word for word in CANARIES if word in told[one.slug]], one.slug
    assert "家庭经济状况核对授权委托书" in told["authorisation"]
    assert "监护人代签" in told["authorisation"]
    assert "到会人数" in told["minutes"]
    assert "5人" in told["minutes"]
    assert "无未办结的异议" in told["approval"]
    assert "同意认定为困难职工（深度困难）" in told["approval"]
    assert officer.get(url("paper", at, "exit")).status_code == 404
    assert "终止告知书" not in page(officer, url("household", at))
    Leaving.objects.all().delete()  # a file that ended otherwise, by being merged
    letter = words_of(officer.get(url("paper", at, "exit")).content)
    assert "陆小满同志" in letter
    assert "本人申请退出" in letter
    assert "3209**********" in told["visit"]
    blank = words_of(officer.get(url("blank_visit")).content)
    assert "□已婚" in blank
    assert "家庭成员（3）" in blank
    assert as_(world.foreign_officer).get(url("paper", at, "visit")).status_code == 404


def test_list_of_those_who_are_verified_narrows_exports_and_prints(
    household: Household, world: World
) -> None:
    other = opened(world, timezone.now(), name="钱小河", number=number("19800101", 33))
    taken(world, other, "application", timezone.now())
    officer = as_(world.officer)
    body = page(officer, url("verifications") + "?waits=first_check")
    assert other.number in body
    assert household.number not in body
    rows = list(load_workbook(BytesIO(officer.get(url("export_verifications")).content)).active.values)
    assert [row[0] for row in rows[-2:]] == [household.number, other.number]
    both = words_of(officer.get(url("papers", "application")).content)
    assert household.number in both
    assert other.number in both
    none = officer.get(url("papers", "minutes") + "?waits=notice", follow=True)
    assert "没有生成文书" in none.content.decode()
    assert household.number not in page(as_(world.foreign_officer), url("verifications"))


def _list_of(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    sheet: Any = book.active
    for row in (("姓名", "身份证号", "救助类别", "月救助金额"), *rows):
        sheet.append(row)
    book.save(out)
    return SimpleUploadedFile("名单.xlsx", out.getvalue())


def test_faulty_rows_of_a_civil_list_are_named_and_may_be_left_out(
    household: Household, world: World
) -> None:
    climbed(world, household, timezone.now() - timedelta(days=60), to="civil")
    rows = [
        ("周小雨", SPOUSE, "城市低保", 500),
        ("周小雨", SPOUSE, "临时救助", 220),  # one person, two kinds of aid
        ("周大雨", SPOUSE, "城市低保", 500),  # the number under another name
        ("吴远山", "45010319800101003X", "城市低保", 650),
    ]
    sent = {"union": world.county.pk, "title": "低保名单", "drawn_on": timezone.localdate().isoformat()}
    officer = as_(world.officer)
    first = officer.post(url("compare"), sent | {"file": _list_of(*rows)})
    body = first.content.decode()
    assert (first.status_code, CivilList.objects.count()) == (422, 0)
    assert [
        word for word in ("第4行A列", "第2行写的是另一个姓名", "第5行B列", 'name="skip"') if word not in body
    ] == []
    assert 'name="skip"' not in page(officer, url("compare"))
    officer.post(url("compare"), sent | {"file": _list_of(*rows), "skip": "on"})
    made = CivilList.objects.get()
    assert (made.rows, made.skipped, made.matched) == (1, 2, 1)
    line = CivilLine.objects.get(civil_list=made, household=household)
    assert [word for word in ("城市低保、临时救助", "720") if word not in line.theirs["zh"]] == []
    assert "未纳入的行" in page(officer, url("civil_list", made.pk))
    layer = page(officer, url("layer", household.pk, "civil"))
    assert [word for word in ("低保名单", "城市低保、临时救助 · 每月720.00元") if word not in layer] == []
    passed = {"outcome": "yes", "held_on": timezone.localdate().isoformat()}
    unsaid = officer.post(url("layer", household.pk, "civil"), passed)
    assert (unsaid.status_code, "请写明核对情况" in unsaid.content.decode()) == (422, True)
    only = officer.post(url("compare"), sent | {"title": "全错", "file": _list_of(rows[3]), "skip": "on"})
    assert (only.status_code, CivilList.objects.count()) == (422, 1)


def test_civil_list_is_compared_reported_and_forgotten(household: Household, world: World) -> None:
    then = timezone.now() - timedelta(days=60)
    climbed(world, household, then, to="civil")
    other = opened(world, then, name="钱小河", number=number("19800101", 33))
    book = Workbook()
    sheet: Any = book.active
    stranger = number("19660606", 66)
    sheet.append(["2026年6月城乡低保对象名单"])
    sheet.append(["序号", "保障对象", "身份证号码", "低保类别", "月保障金额"])
    sheet.append([1, "周小雨", SPOUSE, "城市低保", 720])
    sheet.append([2, "吴远山", stranger, "城市低保", 650])
    out = BytesIO()
    book.save(out)
    officer = as_(world.officer)
    sent = {
        "union": world.county.pk,
        "title": "阜宁县低保名单",
        "drawn_on": timezone.localdate().isoformat(),
        "file": SimpleUploadedFile("名单.xlsx", out.getvalue()),
    }
    done = officer.post(url("compare"), sent)
    made = CivilList.objects.get()
    assert done.url == url("civil_list", made.pk)  # type: ignore[attr-defined]
    found = {(one.mismatch, one.household_id) for one in CivilLine.objects.filter(civil_list=made)}
    assert found == {
        ("amount", household.pk),
        ("theirs_only", None),
        ("unlisted" if other.category else "uncomputed", other.pk),
    }
    body = page(officer, url("civil_list", made.pk))
    export = officer.get(url("export_civil_list", made.pk)).content
    cells = "\n".join(str(row) for row in load_workbook(BytesIO(export)).active.values)
    for text in (body, cells):
        assert "金额不一致" in text
        assert household.number in text
        assert not [one for one in (stranger, SPOUSE, "吴远山", "周小雨") if one in text]
        assert other.number not in text  # nothing differs: it stands above the list, by number
    assert [line for line in (">名单有，我方未建档 1<", ">金额不一致 1<") if line not in body] == []
    whole = page(officer, url("civil_list", made.pk) + "?mismatch=")
    assert whole.index(household.number) < whole.index(other.number)
    assert as_(world.foreign_officer).get(url("civil_list", made.pk)).status_code == 404
    bad = sent | {"file": SimpleUploadedFile("名单.xlsx", b"nothing")}
    assert officer.post(url("compare"), bad).status_code == 422
    # it differs: nobody passes by the button; one that agrees does
    officer.post(url("pass_civil", made.pk))
    assert Verification.objects.get(household=household).waits_at == "civil"
    CivilLine.objects.filter(household=household).update(mismatch="agrees")
    assert "将无差异的1户" in page(officer, url("civil_list", made.pk))
    officer.post(url("pass_civil", made.pk))
    assert Verification.objects.get(household=household).waits_at == "deliberation"
    assert "依据名单“阜宁县低保名单”" in page(officer, url("household", household.pk))
    assert erase_old_reports(actor=None, now=timezone.now() + timedelta(days=29)) == 0
    assert erase_old_reports(actor=None, now=timezone.now() + timedelta(days=31)) == 1
    assert (CivilLine.objects.count(), CivilList.objects.get().matched) == (0, 1)
    assert "已抹去" in page(officer, url("civil_list", made.pk))
    assert queries.civil_lists_in_scope(actor=world.officer).count() == 1
    assert page(officer, url("civil_lists"))
    assert officer.get(url("export_civil_lists")).status_code == 200
    assert officer.get(url("civil_template")).status_code == 200


def test_photograph_of_the_visit_is_asked_for_and_can_be_added_later(
    household: Household, world: World
) -> None:
    climbed(world, household, timezone.now() - timedelta(days=60), to="visit")
    officer = as_(world.officer)
    officer.post(url("begin", household.pk), {"mode": "visit"})
    survey = household.surveys.get(stage="draft")
    sent: dict[str, Any] = posted(new_answers(**POOR)) | {
        "version": "1",
        "mode": "visit",
        "takers": [str(world.officer.pk)],
        "other_takers": "李静",
    }
    said = officer.post(url("fill", survey.pk), sent | {"persons": "4"}).content.decode()
    told = (str(Reason.NO_PHOTOGRAPH.label), 'name="later"', 'href="#id_persons"')
    assert [one in said for one in told] == [True] * 3
    alone = sent | {"persons": "4", "other_takers": "", "later": "on"}
    said = officer.post(url("fill", survey.pk), alone).content.decode()
    told = (str(Reason.FEW_TAKERS.label), 'href="#id_persons"')
    assert [one in said for one in told] == [True] * 2
    assert officer.post(url("fill", survey.pk), sent | {"later": "on"}).status_code == 302
    assert "补上入户照片后" in page(officer, url("survey", survey.pk))
    assert Verification.objects.get().waits_at == "visit"
    at = url("add_pictures", survey.pk)
    assert officer.post(at, {}).status_code == 422
    shot = SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg")
    assert officer.post(at, {"pictures": shot, "picture_sort": "door"}).status_code == 422  # nobody agreed
    shot = SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg")
    done = officer.post(at, {"pictures": shot, "picture_sort": "door", "consent": "on"})
    assert (done.status_code, Verification.objects.get().waits_at) == (302, "civil")
    assert Entry.objects.filter(verb="survey.pictured").count() == 1
    assert "补上入户照片后" not in page(officer, url("survey", survey.pk))
    assert as_(world.foreign_officer).post(at, {}).status_code == 404
