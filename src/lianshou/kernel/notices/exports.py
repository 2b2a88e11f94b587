from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from math import ceil
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianshou.china.text import balanced, width_of
from lianshou.core.wording import Language
from lianshou.formats.codes import code_png
from lianshou.formats.papers.building import SMALL, OfficialPaper
from lianshou.formats.papers.layout import POINTS_PER_MM, Layout
from lianshou.formats.papers.values import clean_text
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.notices.queries import pairs_notice_of
from lianshou.web.templatetags.web import say

Sheet = Literal["a4", "a3"]
LAYOUTS: dict[str, Layout] = {
    "a4": Layout(),
    "a3": Layout(width_mm=297, height_mm=420, lines=34, characters=43),
}
CLOSER: dict[str, Layout] = {
    "a4": Layout(top_mm=25, bottom_mm=28, lines=27),
    "a3": Layout(width_mm=297, height_mm=420, top_mm=25, bottom_mm=28, lines=42, characters=43),
}
"""For what would run over page one by a few lines: narrower margins and lines."""


def poster(*, notice: Notice, lines: Sequence[Any], address: str, sheet: Sheet, language: Language) -> bytes:
    """The poster of a notice as a Word file: text, masked list, window, where to object, a code for ``address``.

    ``lines`` are NoticeLines, or the Lines of a draft.
    """
    layout = _layout_of(notice, lines, sheet=sheet, coded=bool(address))
    paper = OfficialPaper(title=notice.title, language=language, layout=layout)
    paper.add("\n".join(_title_of(notice, layout)), style="title")
    for paragraph in clean_text(notice.text).split("\n"):
        paper.add(paragraph)
    for lead, text in facts_of(notice):
        paper.add(clean_text(text), lead=lead + pgettext("poster", ": "))
    paper.space(8)
    _list(paper, notice, lines)
    _foot(paper, notice)
    if address:
        picture = BytesIO(code_png(address))
        paper.first_page_foot(picture, _("Scan to read this notice or to object"), width_mm=26)
    return paper.to_bytes()


def facts_of(notice: Notice) -> list[tuple[str, str]]:
    """What a poster says beside the text and the list: what it decides, the window, and where to object."""
    facts = [(pgettext("notice", "What it decides"), notice.decides)]
    if notice.posted_on and notice.closes_on:
        days = {
            "first": date_format(notice.posted_on, "DATE_FORMAT"),
            "last": date_format(notice.closes_on, "DATE_FORMAT"),
            "n": notice.days,
        }
        words = _("%(first)s to %(last)s (%(n)s working days; the day of posting does not count)") % days
        facts.append((pgettext("poster", "Window"), words))
    places = [
        (pgettext("notice", "Telephone for objections"), notice.telephone),
        (pgettext("notice", "Where to object in person"), notice.address),
        (pgettext("notice", "Box or mailbox for objections"), notice.box),
    ]
    return [*facts, *((lead, text) for lead, text in places if text)]


def heads_of(notice: Notice, lines: Iterable[Any]) -> dict[str, str]:
    """The columns of a notice's list with their titles: of pairs by the words of the kind; one that no line fills is left out."""
    titles = {
        "name": pgettext("notice", "Name"),
        "partner": pgettext("notice", "Together with"),
        "union_name": pgettext("notice", "Union"),
        "remark": pgettext("notice", "Remark"),
    }
    pairs = pairs_notice_of(notice.programme) if notice.lists == Lists.PAIRS else None
    if pairs is not None:
        titles |= {"partner": say(pairs.other), "union_name": say(pairs.asks)}
    filled = {key for line in lines for key in titles if getattr(line, key)}
    return {key: title for key, title in titles.items() if key == "union_name" or key in filled}


def rows_of(notice: Notice, lines: Sequence[Any]) -> list[list[str]]:
    """The list as texts, numbered, by the columns of ``heads_of``."""
    used = heads_of(notice, lines)
    return [
        [str(number), *(clean_text(getattr(line, key)) for key in used)]
        for number, line in enumerate(lines, start=1)
    ]


def _title_of(notice: Notice, layout: Layout) -> list[str]:
    """The title in lines: a long one is broken where no word is torn apart."""
    most = layout.text_width_mm * POINTS_PER_MM / layout.title_pt
    return balanced(clean_text(notice.title), most=most - 0.5)


def _layout_of(notice: Notice, lines: Sequence[Any], *, sheet: Sheet, coded: bool) -> Layout:
    """The official layout; the closer one where that alone keeps the whole poster on one page."""
    usual, closer = LAYOUTS[sheet], CLOSER[sheet]
    if not _fits(notice, lines, usual, coded) and _fits(notice, lines, closer, coded):
        return closer
    return usual


def _fits(notice: Notice, lines: Sequence[Any], layout: Layout, coded: bool) -> bool:
    """Whether a poster stands on one page, by the widths of its characters, a line left for what cannot be known."""
    pitch = layout.line_twips / 20
    said = [*clean_text(notice.text).split("\n"), *(f"{lead}：{text}" for lead, text in facts_of(notice))]
    body = sum(ceil((width_of(one) + 2) / layout.characters) for one in said) + _SIGNED + 1
    cells = _widths(layout, [*heads_of(notice, lines)])
    listed = sum(
        max(
            ceil(width_of(text) * SMALL / (width * POINTS_PER_MM - _CELL))
            for text, width in zip(row, cells, strict=True)
            if text
        )
        for row in rows_of(notice, lines)
    )
    points = (
        len(_title_of(notice, layout)) * (layout.title_pt + 13)
        + body * pitch
        + (listed + 1) * (SMALL + 6.5)
        + _SPACES
    )
    foot = max(layout.bottom_mm, layout.bottom_mm - 13 + _CODE_MM) if coded else layout.bottom_mm
    return points <= (layout.height_mm - layout.top_mm - foot) * POINTS_PER_MM


_SIGNED, _SPACES, _CELL, _CODE_MM = 2, 20.0, 12.0, 46.0
"""Lines of the signature, points between the parts, points within a cell beside its text, millimetres of the code with its words."""


def _widths(layout: Layout, heads: Sequence[str]) -> list[float]:
    share = {"name": 1.0, "partner": 3.0, "union_name": 3.0, "remark": 2.0}
    rest, whole = layout.text_width_mm - 14, sum(share[key] for key in heads)
    return [14.0, *(rest * share[key] / whole for key in heads)]


def _list(paper: OfficialPaper, notice: Notice, lines: Sequence[Any]) -> None:
    heads = heads_of(notice, lines)
    rows = [[pgettext("notice", "No."), *heads.values()], *rows_of(notice, lines)]
    paper.table(rows, widths_mm=_widths(paper.layout, [*heads]), style="cell", ends_with=2)


def _foot(paper: OfficialPaper, notice: Notice) -> None:
    paper.space(12)
    signed = paper.add(notice.programme.union.name, style="note")
    signed.paragraph_format.keep_with_next = bool(notice.posted_on)
    if notice.posted_on:
        paper.add(date_format(notice.posted_on, "DATE_FORMAT"), style="note")
