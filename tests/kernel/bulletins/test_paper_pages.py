"""An issued bulletin as pages: everything stands where GB/T 9704—2012 wants it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from tests.factories.pages import Page, needs_pages, needs_times, pages_of, red_line

from lianshou.kernel.bulletins.exports import paper_of
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.unions.models import Union

LEFT, RIGHT, TOP, BOTTOM, CHARACTER = 28.0, 184.0, 37.0, 262.0, 5.64
LINE = 225 / 22
NUMBER, TITLE = "阜工通〔2026〕1号", "关于职工之家建设情况的通报"
PARAGRAPH = "全县各级工会认真落实要求，职工之家建设取得新进展，广大职工的获得感不断增强。" * 27
Pages = tuple[list[Page], bytes]


def near(value: float, within: float = 1.0) -> object:
    return pytest.approx(value, abs=within)


@pytest.fixture
def pages(db: None) -> Pages:
    return _printed()


@cache
def _printed() -> Pages:
    """Printed once: LibreOffice takes its seconds."""
    bulletin = Bulletin(
        union=Union(name="阜宁县总工会", division_code="320923"), title=TITLE, number=NUMBER, state="issued",
        addressees="各镇（街道）总工会", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 23), issued_on=date(2026, 6, 24),
        text="\n".join(["现将有关情况通报如下。", "一、总体情况", PARAGRAPH, "请认真抓好落实。"]),
    )  # fmt: skip
    return pages_of(paper_of(bulletin=bulletin, values=[]))


@needs_pages
def test_pages_are_a4_with_the_text_in_its_field(pages: Pages) -> None:
    found = pages[0]
    assert len(found) == 3
    for page in found:
        assert (page.width, page.height) == (near(210), near(297))
    body = [line for line in found[1].lines if "—" not in line.words]
    assert min(line.left for line in body) == near(LEFT)
    # a line is higher than its characters, which stand in its middle
    assert body[0].height - LINE / 2 == near(TOP)
    assert body[-1].height + LINE / 2 == near(BOTTOM)
    assert (len(body), {len(line.words) for line in body[1:4]}) == (22, {28})
    assert max(line.right for line in body) <= RIGHT + 1
    assert body[1].height - body[0].height == near(LINE, 0.1)


@needs_pages
def test_head_number_line_and_title_stand_in_their_order(pages: Pages) -> None:
    (first, *_rest), pdf = pages
    left, right, line = red_line(pdf)
    head, number, title = (first.line(words) for words in ("阜宁县总工会文件", NUMBER, TITLE))
    middle = (LEFT + RIGHT) / 2
    assert [one.middle for one in (head, number, title)] == [near(middle)] * 3
    assert head.top == near(TOP + 35, 1.5)
    assert (left, right) == (near(LEFT), near(RIGHT))
    assert line - (number.height + CHARACTER / 2) == near(4)
    assert title.height - line == near(2 * LINE + 6.2, 2.5)
    addressee = first.line("各镇（街道）总工会：")
    assert addressee.left == near(LEFT)
    assert addressee.height > title.height + LINE


@needs_pages
@needs_times
def test_date_is_four_characters_from_the_right_below_its_sender(pages: Pages) -> None:
    last = pages[0][-1]
    day, sender = last.line("2026年6月24日"), last.line("阜宁县总工会")
    assert day.right == near(RIGHT - 4 * CHARACTER)
    assert sender.middle == near(day.middle)
    assert day.height - sender.height == near(LINE, 0.5)


@needs_pages
def test_page_numbers_stand_on_the_outer_side_below_the_text(pages: Pages) -> None:
    feet = [page.lines[-1] for page in pages[0]]
    assert [line.words for line in feet] == ["—1—", "—2—", "—3—"]
    character = 14 / 72 * 25.4
    assert [feet[0].right, feet[2].right] == [near(RIGHT - character)] * 2
    assert feet[1].left == near(LEFT + character)
    assert all(BOTTOM < line.height < BOTTOM + 9 for line in feet)
