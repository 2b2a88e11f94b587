"""Who signs under an agreement of several or a letter, as Word and its pages say it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.factories.pages import needs_pages, texts_of
from tests.factories.papers import asked, member, several, signed_by, worked
from tests.factories.pledges import NOON
from tests.factories.world import World, make_world

from lianshou.kernel.pledges.actions import join_agreement, leave_agreement
from lianshou.kernel.pledges.exports import paper_of
from lianshou.kernel.pledges.models import Pledge

pytestmark = pytest.mark.django_db
BLANK = "_" * 16
NO_DAY = "日期：\u3000\u3000年\u3000\u3000月\u3000\u3000日"


@pytest.fixture
def world() -> World:
    return make_world()


def opened(pledge: Pledge) -> Any:
    return Document(BytesIO(paper_of([Pledge.objects.get(pk=pledge.pk)])))


def hands(pledge: Pledge) -> list[list[str]]:
    (table,) = opened(pledge).tables
    return [[line for cell in row.cells for line in cell.text.split("\n") if line] for row in table.rows]


def line_of(side: str, union: Any, hand: str = BLANK, day: str = NO_DAY) -> list[str]:
    return [f"{side}（盖章）：{union}", f"主席（签字）：{hand}", day]


def test_every_party_has_a_line_and_it_is_blank_until_it_signs(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    pledge = several(world, [first[0], second[0]], needed=2)
    blank = [line_of("牵头方", world.host), line_of("成员方", first[0]), line_of("成员方", second[0])]
    assert hands(pledge) == blank
    assert "卢明远" not in "".join(paragraph.text for paragraph in opened(pledge).paragraphs)
    signed_by(pledge, world.host_account, first[1])
    day = "日期：2020年6月24日"
    signed = [line_of("牵头方", world.host, "卢明远", day), line_of("成员方", first[0], "一主席", day)]
    assert hands(pledge) == [*signed, blank[2]]


def test_who_joined_has_a_line_and_who_left_unsigned_needs_none(world: World) -> None:
    pairs = [member(world, name) for name in "一二三四"]
    pledge = several(world, [one for one, _ in pairs[:3]], needed=3, leaving_ends=False)
    pledge = signed_by(pledge, world.host_account, pairs[0][1], pairs[1][1])
    gone = pledge.parties.get(union=pairs[2][0])
    day = pledge.starts_on
    leave_agreement(actor=world.officer, pledge=pledge, party=gone, left_on=day, reason="搬迁", now=NOON)
    join_agreement(actor=world.officer, pledge=pledge, union=pairs[3][0], words="自愿加入", now=NOON)
    assert hands(pledge)[3:] == [line_of("成员方", pairs[2][0], "（已退出）"), line_of("成员方", pairs[3][0])]


def test_paper_speaks_of_all_parties_and_nests_its_quotes(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    world.programme.title = "2020年“联手兴家”"
    pledge = several(world, [first[0], second[0]], words="按照“2020年“联手兴家”方案”执行。")
    words = "\n".join(paragraph.text for paragraph in opened(pledge).paragraphs)
    assert f"根据{world.county}“2020年‘联手兴家’”工作安排，各方经协商一致，订立本协议。" in words
    assert "按照“2020年‘联手兴家’方案”执行。" in words
    assert [word for word in ("双方", "甲方", "乙方", "两方") if word in words] == []


def test_letter_leaves_the_place_of_its_bearer_blank(world: World) -> None:
    worked(asked(world, unions=[world.host]))
    assert hands(Pledge.objects.get()) == [line_of("责任单位", world.host)]


def test_signatures_are_kept_on_one_page(world: World) -> None:
    pairs = [member(world, name) for name in "一二三"]
    (table,) = opened(several(world, [one for one, _ in pairs])).tables
    rows = [row._tr for row in table.rows]
    assert [len(row.findall(f"{qn('w:trPr')}/{qn('w:cantSplit')}")) for row in rows] == [1] * 4
    lines = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    assert {paragraph.paragraph_format.keep_with_next for paragraph in lines} == {True}


@needs_pages
@pytest.mark.parametrize("paragraphs", [1, 12, 14, 16])
def test_pages_never_part_the_signatures(world: World, paragraphs: int) -> None:
    pairs = [member(world, name) for name in "一二三"]
    pledge = several(
        world, [one for one, _ in pairs], words="\n".join(["每季度召开一次联席会议。"] * paragraphs)
    )
    pages = [page for page in texts_of(paper_of([pledge])) if "（盖章）" in page]
    assert [page.count("（盖章）") for page in pages] == [4]
    assert "生效日期" in pages[0]
    assert "份数" in pages[0]
