from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from tests.factories.calendars import confirmed
from tests.factories.events import programme
from tests.factories.notices import MASKED, NAMES, WEDNESDAY, applicants, drafted, heard, objected, posted
from tests.factories.pages import needs_pages, texts_of
from tests.factories.pairing import guest, host
from tests.factories.world import World

from lianshou.core.desk import desk
from lianshou.core.kinds import registry
from lianshou.formats.papers.pdf import can_make_pdf, pdf_of
from lianshou.kernel.access.models import User
from lianshou.kernel.intake.models import Application
from lianshou.kernel.notices.actions import close_notice
from lianshou.kernel.notices.models import Notice, Objection
from lianshou.kernel.placement.models import Placement

pytestmark = pytest.mark.django_db
LIST, NEW, OBJECTIONS = "/notices/", "/notices/new/", "/notices/objections/"
AFTER = datetime(2020, 7, 3, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(db: None) -> Iterator[None]:
    with time_machine.travel(WEDNESDAY, tick=False):
        confirmed(2020)
        yield


def of(user: User | None) -> Client:
    client = Client()
    assert user is not None
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def facts(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "programme": world.programme.pk,
        "title": "名单公示",
        "decides": "确定名单",
        "text": "经审核，现予公示。",
        "days": "5",
        "telephone": "0515-00000000",
        "address": "",
        "box": "",
    } | changes


def test_officer_drafts_looks_at_the_list_posts_and_closes(world: World) -> None:
    applicants(world)
    client = of(world.officer)
    form = client.get(NEW).context["form"]
    assert (form["title"].value(), form["days"].value()) == ("2020年联手兴家名单公示", 5)
    address = client.post(NEW, facts(world))["Location"]
    shown = page(client, address)
    assert [name for name in MASKED if name not in shown] == []
    assert ("2020年7月2日" in shown, "张贴公示（3行）" in shown, "名单预览" in shown) == (True, True, True)
    client.post(f"{address}post/")
    shown = page(client, address)
    assert ("公示中" in shown, "公示期未满" in shown, "/public/notices/" in shown) == (True, True, True)
    with time_machine.travel(AFTER, tick=False):
        client = of(world.officer)
        client.post(f"{address}close/")
        assert ("已结束" in page(client, address), "没有公示限制下一步" in page(client, address)) == (
            True,
            True,
        )


def test_draft_keeps_what_was_typed_and_says_why_not(world: World) -> None:
    client = of(world.officer)
    answer = client.post(NEW, facts(world, days="3", title="独一无二的标题"))
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["days"])
    assert "独一无二的标题" in answer.content.decode()
    notice = drafted(world)
    answer = client.post(f"{LIST}{notice.pk}/edit/", facts(world, days="2"))
    assert [*answer.context["form"].errors] == ["days"]
    assert client.post(f"{LIST}{notice.pk}/edit/", facts(world, title="改过的标题")).status_code == 302
    assert "改过的标题" in page(client, f"{LIST}{notice.pk}/")
    assert client.post(f"{LIST}{notice.pk}/drop/").status_code == 302
    assert Notice.objects.count() == 0


def test_unconfirmed_year_is_announced_and_refused_kindly(world: World) -> None:
    applicants(world)
    with time_machine.travel(datetime(2020, 12, 28, 5, 0, tzinfo=UTC), tick=False):
        client, notice = of(world.officer), drafted(world)
        shown = page(client, f"{LIST}{notice.pk}/")
        assert "2021年的工作日历尚未确认，无法算出5个工作日的截止日" in shown
        assert ("disabled" in shown, "张贴公示（3行）" in shown) == (True, False)
        answer = client.post(f"{LIST}{notice.pk}/post/", follow=True)
        assert "跨入工作日历尚未确认的年度，不能推算" in answer.content.decode()
        client.cookies["django_language"] = "en"
        assert "has not been confirmed, so the last of 5 working days" in page(client, f"{LIST}{notice.pk}/")


def test_calendar_that_changed_after_the_posting_is_told(world: World) -> None:
    from lianshou.kernel.programmes.actions import amend_day
    from lianshou.kernel.programmes.models import CalendarYear

    notice = posted(world)
    change = {
        "calendar": CalendarYear.objects.get(),
        "day": date(2020, 6, 30),
        "sort": "holiday",
        "words": "通知",
    }
    amend_day(actor=world.system_admin, now=WEDNESDAY, **change)  # type: ignore[arg-type]
    assert "按现行日历，截止日应为2020年7月3日" in page(of(world.officer), f"{LIST}{notice.pk}/")


def test_withdrawing_asks_why(world: World) -> None:
    notice, client = posted(world), of(world.approver)
    answer = client.post(f"{LIST}{notice.pk}/withdraw/", {"words": ""})
    assert (answer.status_code, [*answer.context["withdraw_form"].errors]) == (422, ["words"])
    client.post(f"{LIST}{notice.pk}/withdraw/", {"words": "名单有误"})
    assert (
        "已撤回" in page(client, f"{LIST}{notice.pk}/"),
        "名单有误" in page(client, f"{LIST}{notice.pk}/"),
    ) == (True, True)


def test_no_page_poster_or_workbook_holds_a_full_name(world: World) -> None:
    notice = posted(world)
    heard(world, notice)
    client = of(world.officer)
    ways = ["", "poster/", "poster/?sheet=a3", "poster.docx", "lines.xlsx"]
    addresses = [LIST, f"{LIST}export.xlsx", OBJECTIONS, f"{OBJECTIONS}export.xlsx", "/"]
    addresses += [f"{LIST}{notice.pk}/{way}" for way in ways]
    sung = {}
    for address in addresses:
        content = client.get(address).content
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                content = b"\n".join(parts.read(name) for name in parts.namelist())
        if hits := [
            name for name in (*NAMES, "金不换", "13987654309") if name in content.decode(errors="replace")
        ]:
            sung[address] = hits
    assert sung == {}


@pytest.mark.parametrize(("sheet", "width"), [("a4", 210), ("a3", 297), ("none", 210)])
def test_poster_is_printed_and_taken_as_word_on_either_sheet(world: World, sheet: str, width: int) -> None:
    notice, client = posted(world), of(world.leader)
    shown = page(client, f"{LIST}{notice.pk}/poster/?sheet={sheet}")
    assert (f"nt-sheet nt-{'a4' if width == 210 else 'a3'}" in shown, "data:image/svg+xml,%3C" in shown) == (
        True,
        True,
    )
    paper = Document(BytesIO(client.get(f"{LIST}{notice.pk}/poster.docx?sheet={sheet}").content))
    assert round(paper.sections[0].page_width.mm) == width
    cells = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert cells[0] == ["序号", "姓名", "工会"]
    assert [row[1] for row in cells[1:]] == MASKED
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "2020年6月24日至2020年7月2日（5个工作日，张贴当日不计）" in text
    section = paper.sections[0]
    code = section.first_page_footer._element.findall(f".//{qn('w:drawing')}")
    assert (section.different_first_page_header_footer, len(code), len(paper.inline_shapes)) == (True, 1, 0)
    assert "PAGE" in section.first_page_footer._element.xml


@needs_pages
@pytest.mark.parametrize("lines", [1, 6, 12])
def test_short_poster_stands_on_one_page_and_its_date_never_alone(world: World, lines: int) -> None:
    applicants(world, "欧阳丹青", "雀金丝", "柳叶")
    notice = posted(
        world, text="经审核，现予公示。\n" * lines, title="阜宁县总工会关于2020年度联手兴家结对名单公示",
        decides="公示期满无异议的，按名单组织签订和履行结对协议。", address="县总工会三楼", box="一楼意见箱",
    )  # fmt: skip
    pages = texts_of(of(world.leader).get(f"{LIST}{notice.pk}/poster.docx").content)
    assert "联手兴家结对名单公示" in pages[0].splitlines()
    assert (len(pages) == 1, "柳*" in pages[-1]) == (lines < 12, True)


@pytest.mark.skipif(
    not (can_make_pdf() and shutil.which("pdfimages")), reason="needs LibreOffice and poppler"
)
def test_code_of_a_long_poster_is_on_its_first_page(world: World, tmp_path: Path) -> None:
    applicants(world, *(f"欧阳{number}" for number in range(70)))
    notice, made = posted(world, text="经审核，现予公示。\n" * 20), tmp_path / "poster.pdf"
    word = of(world.leader).get(f"{LIST}{notice.pk}/poster.docx").content
    made.write_bytes(pdf_of(word) or b"")
    told = subprocess.run(["pdfimages", "-list", made], check=True, capture_output=True).stdout.decode()
    assert {line.split()[0] for line in told.splitlines()[2:]} == {"1"}
    pages = (
        subprocess.run(["pdftotext", made, "-"], check=True, capture_output=True).stdout.decode().split("\f")
    )
    assert next("扫码" in page for page in pages if page.strip())
    assert len(pages) > 2


def paired(world: World) -> Placement:
    made: Placement = Placement.objects.create(
        programme=world.programme,
        application=guest(world.programme, world.guest),
        opening=host(world.programme, world.host),
        state="proposed",
    )
    return made


def test_notice_of_pairs_is_posted_with_both_sides_once_there_are_pairs(world: World) -> None:
    client = of(world.officer)
    form = client.get(f"{NEW}?programme={world.programme.pk}").context["form"]
    assert form.initial["lists"] == "pairs"
    client.post(NEW, facts(world, lists="pairs", telephone="0515-00000000"))
    notice = Notice.objects.get()
    guest(world.programme, world.township)
    shown = page(client, f"{LIST}{notice.pk}/")
    assert "还没有结对。请先匹配、采用结果，再公示结对名单。" in shown
    client.post(f"{LIST}{notice.pk}/post/")
    notice.refresh_from_db()
    assert notice.state == "draft"
    paired(world)
    client.post(f"{LIST}{notice.pk}/post/")
    notice.refresh_from_db()
    lines = list(notice.lines.values_list("partner", "union_name", "name"))
    assert (notice.state, lines) == ("posted", [(world.host.name, world.guest.name, "")])
    shown = page(client, f"{LIST}{notice.pk}/poster/")
    assert [f'<th scope="col">{head}</th>' in shown for head in ("帮带方", "被帮带方", "姓名", "备注")] == [
        True,
        True,
        False,
        False,
    ]
    paper = Document(BytesIO(client.get(f"{LIST}{notice.pk}/poster.docx").content))
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == ["序号", "帮带方", "被帮带方"]
    table = client.get(f"/public/notices/{notice.pk}/").context["table"]
    assert [str(column.header) for column in table.columns] == ["序号", "帮带方", "被帮带方"]
    book = load_workbook(BytesIO(client.get(f"{LIST}{notice.pk}/lines.xlsx").content))
    assert world.host.name in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]


def test_kind_without_pairs_has_no_notice_of_them(world: World) -> None:
    events = programme(world)
    answer = of(world.officer).post(NEW, facts(world, programme=events.pk, lists="pairs"))
    assert (answer.status_code, Notice.objects.count()) == (422, 0)
    assert "这类项目不结对，请选择公示申报名单。" in answer.content.decode()


def test_poster_of_a_draft_has_neither_window_nor_code(world: World) -> None:
    applicants(world)
    notice, client = drafted(world), of(world.officer)
    shown = page(client, f"{LIST}{notice.pk}/poster/")
    assert ("data:image" in shown, "草稿" in shown) == (False, True)
    assert len(Document(BytesIO(client.get(f"{LIST}{notice.pk}/poster.docx").content)).inline_shapes) == 0


def test_list_narrows_sorts_and_exports(world: World) -> None:
    first, second = posted(world, title="甲公示"), drafted(world, title="乙公示")
    client = of(world.officer)

    def titles(query: str) -> list[str]:
        return [row.record.title for row in client.get(f"{LIST}?{query}").context["table"].rows]

    assert titles("") == [second.title, first.title]
    assert (titles("state=posted"), titles("q=乙"), titles("q=无")) == ([first.title], [second.title], [])
    assert titles("sort=title") == sorted([first.title, second.title])
    assert titles(f"programme={world.programme.pk}") == titles("")
    book = load_workbook(BytesIO(client.get(f"{LIST}export.xlsx?state=posted").content)).active
    assert book is not None
    rows = list(book.iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1], row[6]) for row in rows] == [("甲公示", "公示中", 3)]


@pytest.mark.parametrize("address", [LIST, OBJECTIONS])
def test_list_asks_as_many_queries_for_three_rows_as_for_one(world: World, address: str) -> None:
    client, counts = of(world.officer), []
    for _ in range(3):
        objected(posted(world))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts == counts[:1] * 3


def test_page_of_a_notice_asks_as_many_queries_for_many_lines_as_for_one(world: World) -> None:
    client, counts = of(world.officer), []
    for names in (["一二"], ["三四", "五六"], [f"赵{n}号" for n in range(12)]):
        Application.objects.filter(notice_lines=None).delete()
        applicants(world, *names)
        for notice in (drafted(world), posted(world)):
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{LIST}{notice.pk}/")
            counts.append((notice.state, len(queries)))
    assert len(set(counts)) == 2


def test_empty_lists_say_what_to_do(world: World) -> None:
    client = of(world.officer)
    assert ("还没有公示" in page(client, LIST), "没有收到异议" in page(client, OBJECTIONS)) == (True, True)
    assert "没有符合条件的公示" in page(of(world.officer), f"{LIST}?q=无") or "还没有公示" in page(
        client, f"{LIST}?q=无"
    )
    assert "还没有申报" in page(client, f"{LIST}{drafted(world).pk}/")


def test_objection_is_taken_up_looked_into_and_settled_on_the_pages(world: World) -> None:
    objection = objected(posted(world)).objection
    address, client = f"{OBJECTIONS}{objection.pk}/", of(world.officer)
    shown = page(client, address)
    assert ("此人已在外地参评" in shown, "****" in shown, "privacy/reveal" in shown) == (True, True, False)
    client.post(f"{address}hear/")
    assert f"/privacy/reveal/objector/{objection.pk}/all/" in page(client, address)
    answer = client.post(f"{address}settle/", {"outcome": "dismissed", "answer": ""})
    assert (answer.status_code, [*answer.context["settle_form"].errors]) == (422, ["answer"])
    client.post(f"{address}settle/", {"outcome": "dismissed", "answer": "经核查不实。"})
    assert "经核查不实" in page(client, address)
    shown = page(of(world.approver), address)
    assert ("金不换" in shown, "只有承办人可以申请查看" in shown) == (False, True)


def test_officer_enters_an_objection_and_hands_over_the_receipt(world: World) -> None:
    notice, client = posted(world), of(world.officer)
    address = f"{LIST}{notice.pk}/objections/new/"
    answer = client.post(address, {"channel": "telephone", "words": "", "name": "金不换"})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["words"])
    answer = client.post(address, {"channel": "visit", "words": "有误", "name": "金不换", "contact": ""})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    receipt = answer.context["receipt"]
    assert (receipt in answer.content.decode(), Objection.objects.get().channel) == (True, "visit")


def test_objections_narrow_sort_and_export(world: World) -> None:
    notice = posted(world)
    heard(world, notice, words="甲内容")
    objected(notice, words="乙内容")
    client = of(world.officer)

    def words(query: str) -> list[str]:
        return [row.record.words for row in client.get(f"{OBJECTIONS}?{query}").context["table"].rows]

    assert words("") == ["乙内容", "甲内容"]
    assert (words("state=hearing"), words("q=乙"), words("late=yes")) == (["甲内容"], ["乙内容"], [])
    assert words(f"handled_by={world.officer.pk}&notice={notice.pk}") == ["甲内容"]
    book = load_workbook(BytesIO(client.get(f"{OBJECTIONS}export.xlsx?state=received").content)).active
    assert book is not None
    assert [row[2] for row in book.iter_rows(min_row=2, values_only=True)] == ["乙内容"]
    with time_machine.travel(datetime(2020, 7, 20, tzinfo=UTC), tick=False):
        client = of(world.officer)
        assert words("late=yes") == ["乙内容", "甲内容"]


def test_my_work_holds_objections_with_deadlines_and_windows(world: World) -> None:
    notice = posted(world)
    objection = objected(notice).objection

    def items(actor: Any, day: date) -> list[tuple[str, bool, bool]]:
        found = desk.items(actor=actor, today=day)
        return [(one.title, one.overdue, one.waiting) for one in found if "/notices/" in one.url]

    running = [("待受理的异议", False, False), ("公示进行中", False, True)]
    assert items(world.officer, date(2020, 6, 24)) == items(world.approver, date(2020, 6, 24)) == running
    assert items(world.leader, date(2020, 6, 24)) == items(world.nobody, date(2020, 6, 24)) == []
    late = [("待受理的异议", True, False), ("公示期满，尚有异议未办结", False, True)]
    assert items(world.officer, date(2020, 7, 20)) == late
    Objection.objects.filter(pk=objection.pk).delete()
    assert items(world.officer, date(2020, 7, 3)) == [("公示期满，请结束公示", False, False)]
    close_notice(actor=world.officer, notice=notice, now=AFTER)
    assert items(world.officer, date(2020, 7, 3)) == []


def test_every_objection_stands_in_my_work(world: World) -> None:
    notice = posted(world)
    for _ in range(8):
        objected(notice)
    found = [one.title for one in desk.items(actor=world.officer, today=date(2020, 6, 24))]
    assert [title for title in found if "异议" in title] == ["待受理的异议"] * 8


def test_approval_page_of_a_kind_says_what_bars(world: World) -> None:
    opening, application = host(world.programme, world.host), guest(world.programme, world.guest)
    Placement.objects.create(
        programme=world.programme, application=application, opening=opening, state="proposed"
    )
    posted(world)
    assert "公示期未满" in page(of(world.approver), f"/pairing/{world.programme.pk}/approval/")


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("officer", (200, 200, 200)),
        ("approver", (200, 403, 200)),
        ("leader", (200, 403, 403)),
        ("host_account", (403, 403, 403)),
        ("system_admin", (403, 403, 403)),
        ("nobody", (403, 403, 403)),
    ],
)
def test_who_opens_what(world: World, who: str, codes: tuple[int, ...]) -> None:
    client = of(getattr(world, who))
    assert tuple(client.get(address).status_code for address in (LIST, NEW, OBJECTIONS)) == codes


def test_foreign_officer_sees_nothing(world: World) -> None:
    notice = posted(world)
    objection, client = heard(world, notice), of(world.foreign_officer)
    ways = [
        f"{LIST}{notice.pk}/{way}"
        for way in ("", "edit/", "poster/", "poster.docx", "lines.xlsx", "objections/new/")
    ]
    assert {client.get(way).status_code for way in (*ways, f"{OBJECTIONS}{objection.pk}/")} == {404}
    assert notice.title not in page(client, LIST)


def test_new_belongs_to_a_programme_in_scope(world: World) -> None:
    client = of(world.officer)
    answer = client.post(NEW, facts(world, programme=world.foreign_programme.pk))
    assert [*answer.context["form"].errors] == ["programme"]
    assert (
        client.get(f"{NEW}?programme={world.programme.pk}").context["form"]["programme"].value() is not None
    )
    assert client.get(f"{NEW}?programme=%E0x").status_code == 200


def test_programme_of_a_kind_that_is_gone_still_has_its_notice(world: World) -> None:
    notice = posted(world)
    world.programme.kind = "gone"
    world.programme.save()
    assert "gone" not in registry
    assert page(of(world.officer), f"{LIST}{notice.pk}/") != ""
