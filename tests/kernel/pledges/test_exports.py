from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from tests.factories.pledges import drafted, in_force
from tests.factories.world import World, make_world

from lianshou.formats.sheets.reading import read_book
from lianshou.kernel.pledges.exports import list_book, paper_of, reading_of
from lianshou.kernel.pledges.queries import pledges_listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def words_of(paper: bytes) -> str:
    document = Document(BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_paper_holds_number_and_both_names(world: World) -> None:
    pledge = drafted(world)
    words = words_of(paper_of([pledge]))
    for text in (pledge.number, world.host.name, world.guest.name, "卢明远", "任青禾", "同属风电产业链"):
        assert text in words
    assert "在系统中签署" not in words


def test_paper_says_who_has_signed(world: World) -> None:
    words = words_of(paper_of([in_force(world)]))
    assert "甲方卢明远于2020年6月24日在系统中签署；乙方任青禾于2020年6月24日在系统中签署。" in words
    assert words.count("日期：2020年6月24日") == 3


def test_reading_says_every_word_of_the_paper(world: World) -> None:
    paper = paper_of([drafted(world)])
    blocks = reading_of(paper)
    said = "".join(
        block.lead + block.text + "".join(line for row in block.rows for cell in row for line in cell)
        for block in blocks
    )
    printed = words_of(paper)
    assert sorted("".join(said.split()).replace("_", "")) == sorted("".join(printed.split()).replace("_", ""))
    assert [block.sort for block in blocks[:3]] == ["title", "note", "table"]
    assert next(block.lead for block in blocks if block.lead) == "一、结对理由。"


def test_list_book_has_a_row_for_each(world: World) -> None:
    pledge = in_force(world)
    book = read_book(list_book(pledges_listed(actor=world.officer), language="zh"), name="a.xlsx")
    rows = book.sheets[0].rows
    assert rows[1][:6] == (
        pledge.number,
        "2020年联手兴家",
        "双方协议书",
        world.host.name,
        world.guest.name,
        "已生效",
    )
