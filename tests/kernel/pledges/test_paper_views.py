from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from tests.factories.papers import asked, edited, in_use, member, proposed, several, signed_by, worked
from tests.factories.pledges import NOON, in_force
from tests.factories.world import World, make_world
from zeal import zeal_ignore

from lianshou.formats.papers.pdf import can_make_pdf
from lianshou.kernel.access.models import User
from lianshou.kernel.pledges.actions import set_numbering
from lianshou.kernel.pledges.models import Attachment, LetterBatch, Obligation, PaperTemplate, Pledge, Series
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db
LISTS = ("obligations", "templates", "numbers", "letters")


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(datetime(2020, 6, 24, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def world() -> World:
    return make_world()


def of(user: User | None) -> Client:
    client = Client()
    assert user is not None
    client.force_login(user)
    return client


def word(content: bytes, name: str = "协议.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _promise(world: World, n: int) -> None:
    pledge = Pledge.objects.first() or in_force(world)
    Obligation.objects.filter(pledge=pledge).delete() if n == 0 else None
    Obligation.objects.create(
        pledge=pledge, party=pledge.parties.all()[0], words=f"第{n}项", due_on=date(2020, 7, 1 + n)
    )


def _version(world: World, n: int) -> None:
    in_use(world, f"第{n}稿。")


def _series(world: World, n: int) -> None:
    set_numbering(actor=world.officer, union=world.county, prefix=f"字{n}", year=2020, now=NOON)


def _letters(world: World, n: int) -> None:
    LetterBatch.objects.create(
        programme=world.programme, title=f"第{n}批", asked={}, asked_by=world.officer, asked_at=NOON
    )


MAKERS: dict[str, Callable[[World, int], None]] = dict(
    zip(LISTS, (_promise, _version, _series, _letters), strict=True)
)


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_as_much_for_three_rows_as_for_one(world: World, name: str) -> None:
    client, url, counts = of(world.officer), reverse(f"pledges:{name}"), []
    assert client.get(url).status_code == 200  # empty
    with zeal_ignore():
        MAKERS[name](world, 0)
        for more in ((), (1, 2)):
            for n in more:
                MAKERS[name](world, n)
            with CaptureQueriesContext(connection) as captured:
                page = client.get(f"{url}?sort=-state")
            counts.append(len(captured))
    assert page.context["table"].paginator.count == 3
    assert counts[1] <= counts[0]
    book = load_workbook(BytesIO(client.get(reverse(f"pledges:{name}_export")).content))
    assert book.worksheets[0].max_row >= 4


def test_officer_edits_a_template_and_a_colleague_puts_it_in_use(world: World) -> None:
    client = of(world.officer)
    page = client.get(reverse("pledges:templates"))
    assert "系统自带模板" in page.content.decode()
    now = client.get(reverse("pledges:template_now", args=[world.county.pk, "pairing"]))
    document = Document(BytesIO(now.content))
    document.add_paragraph("本县补充：{{ federation }}负责督促。")
    out = BytesIO()
    document.save(out)
    url = reverse("pledges:template_new", args=[world.county.pk, "pairing"])
    assert "host.name" in client.get(url).content.decode()
    facts = {
        "content": word(out.getvalue()),
        "note": "补充督促条款",
        "clauses": "各方：明确联系人（10个工作日）",
    }
    assert client.post(url, facts).status_code == 302
    template = PaperTemplate.objects.get()
    assert [(one.side, one.after, one.counted) for one in template.clauses.all()] == [("each", 10, "working")]
    use = reverse("pledges:template_use", args=[template.pk])
    assert client.post(use).status_code == 403
    assert of(world.approver).post(use).status_code == 302
    template.refresh_from_db()
    page = of(world.approver).get(reverse("pledges:template", args=[template.pk]))
    assert (template.state, "某县总工会负责督促" in page.content.decode()) == ("in_force", True)
    kept = client.get(url).context["form"]["clauses"].value()
    assert (
        kept == "各方：明确联系人（10个工作日）"
    )  # a new version does not lose the promises of the one in use


def test_wrong_template_says_what_to_mend_and_keeps_what_was_typed(world: World) -> None:
    url = reverse("pledges:template_new", args=[world.county.pk, "pairing"])
    facts = {"content": word(edited("联系人：{{ host.contact }}")), "note": "增加联系人"}
    page = of(world.officer).post(url, facts)
    words = page.content.decode()
    assert page.status_code == 422
    assert "host.contact" in words
    assert "联系人：{{ host.contact }}" in words
    assert 'value="增加联系人"' in words
    assert PaperTemplate.objects.count() == 0


def test_clause_line_without_owner_is_named(world: World) -> None:
    url = reverse("pledges:template_new", args=[world.county.pk, "pairing"])
    page = of(world.officer).post(url, {"content": word(edited("x")), "note": "x", "clauses": "没有责任方"})
    assert (page.status_code, "第1行" in page.content.decode()) == (422, True)


def test_preview_opens_in_word_and_as_pages(world: World) -> None:
    template = proposed(world, "补充条款。")
    client = of(world.officer)
    docx = client.get(reverse("pledges:template_preview", args=[template.pk, "docx"]))
    assert docx.status_code == 200, docx.content[:3000].decode()
    assert [line.text for line in Document(BytesIO(docx.content)).paragraphs][-1] == "补充条款。"
    pages = client.get(reverse("pledges:template_preview", args=[template.pk, "pdf"]))
    if can_make_pdf():
        assert pages.content[:5] == b"%PDF-"
    else:
        assert pages.status_code == 404
    assert client.get(reverse("pledges:template_preview", args=[template.pk, "exe"])).status_code == 404


def test_versions_of_others_are_not_seen(world: World) -> None:
    template = proposed(world)
    foreign = of(world.foreign_officer)
    for name in ("template", "template_source"):
        assert foreign.get(reverse(f"pledges:{name}", args=[template.pk])).status_code == 404


def test_agreement_of_several_is_drawn_up_and_keeps_what_was_typed(world: World) -> None:
    unions = [member(world, name)[0] for name in "一二"]
    facts = {
        "programme": world.programme.pk,
        "title": "三方协议",
        "words": "互派骨干。",
        "clauses": "成员方：报送计划（60日）",
        "series": "阜联协",
        "starts_on": "2020-07-01",
        "ends_on": "2021-06-30",
        "hub": world.host.pk,
        "members": [unions[0].pk],
    }
    client, url = of(world.officer), reverse("pledges:several")
    page = client.post(url, facts)
    assert (page.status_code, "互派骨干。" in page.content.decode()) == (422, True)
    made = client.post(url, facts | {"members": [union.pk for union in unions]})
    pledge = Pledge.objects.get()
    assert made["Location"] == reverse("pledges:detail", args=[pledge.pk])
    assert client.get(made["Location"]).status_code == 200
    assert [row.words for row in pledge.obligations.all()] == ["报送计划", "报送计划"]


def test_letters_are_asked_for(world: World) -> None:
    facts = {
        "programme": world.programme.pk,
        "sort": "letter",
        "title": "责任书",
        "words": "落实责任。",
        "series": "阜责",
        "starts_on": "2020-07-01",
        "ends_on": "2021-06-30",
        "receivers": [world.host.pk, world.guest.pk],
    }
    assert of(world.officer).post(reverse("pledges:new_letters"), facts).status_code == 302
    assert LetterBatch.objects.get().total == 2


def _issued(world: World, unions: list[Union]) -> LetterBatch:
    found = worked(asked(world, unions=unions))
    assert found is not None
    return found


def test_batch_opens_to_its_letters(world: World) -> None:
    unions = [member(world, name)[0] for name in "一二三"]
    client, counts = of(world.officer), []
    with zeal_ignore():
        for few in (unions[:1], unions):
            batch = _issued(world, few)
            url = reverse("pledges:batch", args=[batch.pk])
            with CaptureQueriesContext(connection) as captured:
                page = client.get(url)
            counts.append(len(captured))
    assert counts[1] <= counts[0]
    letters = list(batch.letters.order_by("pk"))
    body = page.content.decode()
    assert [reverse("pledges:detail", args=[one.pk]) in body for one in letters] == [True] * 3
    assert [word in body for word in ("责任单位", "帮带方", "共3件，已生效0件")] == [True, False, True]
    found = client.get(url, {"q": "二公司"}).context["table"].data
    assert [one.pk for one in found] == [letters[1].pk]
    book = load_workbook(BytesIO(client.get(reverse("pledges:batch_export", args=[batch.pk])).content))
    assert [row[1].value for row in book.worksheets[0].iter_rows()][-3:] == [union.name for union in unions]
    assert url in client.get(reverse("pledges:letters")).content.decode()
    assert url in client.get(reverse("pledges:detail", args=[letters[0].pk])).content.decode()


def test_batch_that_broke_off_says_why(world: World) -> None:
    batch = asked(world)
    LetterBatch.objects.filter(pk=batch.pk).update(state="failed", failure="没有权限")
    body = of(world.officer).get(reverse("pledges:batch", args=[batch.pk])).content.decode()
    assert [word in body for word in ("没有权限", "一件也没有出具。")] == [True, True]


def test_list_names_the_parties_as_their_papers_do(world: World) -> None:
    in_force(world)
    client, url = of(world.officer), reverse("pledges:list")
    heads = [str(column.header) for column in client.get(url).context["table"].columns]
    assert heads[1:3] == ["帮带方", "被帮带方"]
    _issued(world, [world.host])
    page = client.get(url)
    assert [str(column.header) for column in page.context["table"].columns][1:3] == ["牵头单位", "其他各方"]
    assert "<small>责任单位</small>" in page.content.decode()
    page = client.get(url, {"kind": "letter"})
    assert [str(column.header) for column in page.context["table"].columns][1:3] == ["出具单位", "责任单位"]


def test_owner_reports_with_a_file_that_only_parties_open(world: World) -> None:
    pledge = in_force(world)
    row = pledge.obligations.get(party__side="guest")
    url = reverse("pledges:report", args=[row.pk])
    client = of(world.guest_account)
    page = client.get(url)
    assert (page.status_code, "完成情况" in page.content.decode()) == (200, True)
    pdf = b"%PDF-1.4 plan"
    facts = {"done_on": "2020-06-24", "evidence": "已报送", "content": SimpleUploadedFile("a.pdf", pdf)}
    assert client.post(url, facts).status_code == 302
    file = reverse("pledges:file", args=[Attachment.objects.get().pk])
    answer = client.get(file)
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (pdf, "application/pdf")  # type: ignore[attr-defined]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert of(world.foreign_officer).get(file).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM pledges_attachmentpart")
        assert b"plan" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"GIF89a", "既不"), (b"%PDF-1.4 /Launch", "PDF中带有程序或附件"), (b"", "")],
)
def test_scan_that_is_none_is_refused(world: World, content: bytes, said: str) -> None:
    pledge = in_force(world)
    url = reverse("pledges:scan", args=[pledge.pk])
    page = of(world.officer).post(url, {"content": SimpleUploadedFile("a.pdf", content)})
    assert (page.status_code, Attachment.objects.count()) == (422, 0)
    assert said in page.content.decode() or "文件不是PDF" in page.content.decode()


def test_numbers_are_set_and_passed_over(world: World) -> None:
    client = of(world.officer)
    facts = {
        "union": world.county.pk,
        "series": "阜函",
        "year": 2020,
        "pattern": "{prefix}{year}-{n}",
        "width": 3,
    }
    assert client.post(reverse("pledges:set_numbers"), facts | {"start": ""}).status_code == 422
    assert client.post(reverse("pledges:set_numbers"), facts | {"start": 5}).status_code == 302
    series = Series.objects.get()
    page = client.post(reverse("pledges:pass_over", args=[series.pk]), {"count": 2, "reason": "旧函已用"})
    assert page.status_code == 302
    words = client.get(reverse("pledges:series", args=[series.pk])).content.decode()
    assert ("阜函2020-005" in words, "旧函已用" in words) == (True, True)
    assert ("{代字}{年份}-{号数}" in words, "{prefix}" in words) == (True, False)


def test_form_of_a_number_is_shown_and_typed_in_words(world: World) -> None:
    client = of(world.officer)
    page = client.get(reverse("pledges:numbers")).content.decode()
    assert ('value="{代字}〔{年份}〕{号数}号"' in page, "{prefix}" in page) == (True, False)
    facts = {"union": world.county.pk, "series": "阜函", "year": 2020, "width": 1, "start": 1}
    said = client.post(reverse("pledges:set_numbers"), facts | {"pattern": "{代字}[{年份}]第{号数}号"})
    assert (said.status_code, Series.objects.get().pattern) == (302, "{prefix}[{year}]第{n}号")
    wrong = client.post(reverse("pledges:set_numbers"), facts | {"pattern": "{代字}{号数}"})
    assert "编号格式中号数、年份须各出现一次，不得有其他大括号。" in wrong.content.decode()
    assert 'value="{代字}{号数}"' in wrong.content.decode()


def test_page_offers_evaluating_and_renewing_at_its_time(world: World) -> None:
    pledge = in_force(world)
    with time_machine.travel(datetime(2020, 12, 15, 5, 0, tzinfo=UTC), tick=False):
        host, url = of(world.host_account), reverse("pledges:judge", args=[pledge.pk])
        assert "评价本协议" in host.get(reverse("pledges:detail", args=[pledge.pk])).content.decode()
        assert host.post(url, {"grade": "good"}).status_code == 422
        assert host.post(url, {"grade": "good", "words": "扎实"}).status_code == 302
        renew = reverse("pledges:renew", args=[pledge.pk])
        officer = of(world.officer)
        assert officer.post(renew, {"starts_on": "2020-12-01", "ends_on": "2021-12-31"}).status_code == 422
        assert officer.post(renew, {"starts_on": "2021-01-01", "ends_on": "2021-12-31"}).status_code == 302
        new = Pledge.objects.get(former=pledge)
        words = officer.get(reverse("pledges:detail", args=[new.pk])).content.decode()
        assert pledge.number in words


def test_member_leaves_on_the_page(world: World) -> None:
    pairs = [member(world, name) for name in "一二三"]
    pledge = several(world, [union for union, _ in pairs])
    pledge = signed_by(pledge, world.host_account, *(by for _, by in pairs))
    party = pledge.parties.get(union=pairs[2][0])
    facts = {"party": party.pk, "left_on": "2020-06-24", "reason": "搬迁"}
    url = reverse("pledges:leave", args=[pledge.pk])
    assert of(pairs[0][1]).post(url, facts).status_code == 422
    assert of(pairs[2][1]).post(url, facts).status_code == 302
    party.refresh_from_db()
    assert party.left_on == date(2020, 6, 24)


def test_papers_of_several_templates_come_as_one_archive(world: World) -> None:
    in_force(world)
    unions = [member(world, name)[0] for name in "一二"]
    several(world, unions)
    answer = of(world.officer).get(f"{reverse('pledges:papers')}?programme={world.programme.pk}")
    assert answer["Content-Type"] == "application/zip"
