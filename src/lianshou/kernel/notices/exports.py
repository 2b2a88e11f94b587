from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianshou.core.wording import Language
from lianshou.formats.codes import code_png
from lianshou.formats.papers.building import OfficialPaper
from lianshou.formats.papers.layout import Layout
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


def poster(*, notice: Notice, lines: Sequence[Any], address: str, sheet: Sheet, language: Language) -> bytes:
    """The poster of a notice as a Word file: text, masked list, window, where to object, a code for ``address``.

    ``lines`` are NoticeLines, or the Lines of a draft.
    """
    paper = OfficialPaper(title=notice.title, language=language, layout=LAYOUTS[sheet])
    paper.add(clean_text(notice.title), style="title")
    for paragraph in clean_text(notice.text).split("\n"):
        paper.add(paragraph)
    for lead, text in facts_of(notice):
        paper.add(clean_text(text), lead=f"{lead}{pgettext('poster', ': ')}")
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


def _list(paper: OfficialPaper, notice: Notice, lines: Sequence[Any]) -> None:
    heads = heads_of(notice, lines)
    share = {"name": 1.0, "partner": 3.0, "union_name": 3.0, "remark": 2.0}
    rest, whole = paper.layout.text_width_mm - 14, sum(share[key] for key in heads)
    widths = [14.0, *(rest * share[key] / whole for key in heads)]
    rows = [[pgettext("notice", "No."), *heads.values()], *rows_of(notice, lines)]
    paper.table(rows, widths_mm=widths, style="cell")


def _foot(paper: OfficialPaper, notice: Notice) -> None:
    paper.space(12)
    paper.add(notice.programme.union.name, style="note")
    if notice.posted_on:
        paper.add(date_format(notice.posted_on, "DATE_FORMAT"), style="note")
