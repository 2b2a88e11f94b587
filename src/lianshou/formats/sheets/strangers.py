"""Sheets of a workbook by their names, and those that nobody reads: named, so that nothing in them is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from lianshou.china.text import same_name_key
from lianshou.core.wording import Wording, join
from lianshou.formats.sheets.book import Book, Sheet
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import OWN_SHEETS, columns_in

_ENDINGS = ("表", "名单", "sheet", "list")
_NOTES = frozenset({same_name_key(name) for name in (*OWN_SHEETS, "说明", "备注", "Notes", "Remarks")})
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\d*")
_ALIKE = 0.6
_TELLING = 2
"""Columns by which a sheet is known."""
_MOST_NAMED = 12


def sheet_called(book: Book, layout: Layout) -> Sheet | None:
    """The sheet called like ``layout`` in either language; where there is none, one called so and 表 or 名单 (加减分表)."""
    titles = [same_name_key(layout.title.zh), same_name_key(layout.title.en)]
    longer = [title + ending for title in titles for ending in _ENDINGS]
    for wanted in (titles, longer):
        for sheet in book.sheets:
            if same_name_key(sheet.name) in wanted:
                return sheet
    return None


@dataclass(frozen=True, slots=True)
class Admitted:
    """What sheets a file may have: ``layouts``, sheets called like one of ``others``; those of ``elsewhere`` belong in the file ``home``."""

    layouts: Sequence[Layout]
    others: Sequence[str] = ()
    elsewhere: Sequence[Layout] = ()
    home: str = ""

    @property
    def names(self) -> list[Wording]:
        """What a sheet may be called here."""
        return [layout.title for layout in self.layouts] + [Wording(name, name) for name in self.others]


def strangers(book: Book, admitted: Admitted, *, read: Collection[str]) -> list[Problem]:
    """A problem for every visible sheet that holds something, is not named in ``read`` and is no sheet of notes.

    Each names what the sheet was probably meant to be, by its columns or by its name.
    """
    return [
        Problem(sheet.name, None, None, None, "sheet_stranger", *_told(sheet, book, admitted, read))
        for sheet in book.sheets
        if sheet.name not in read and not _is_harmless(sheet)
    ]


def is_blank(sheet: Sheet) -> bool:
    """Whether a sheet holds nothing at all."""
    return all(cell is None for row in sheet.rows for cell in row)


def _is_harmless(sheet: Sheet) -> bool:
    return sheet.hidden or same_name_key(sheet.name) in _NOTES or is_blank(sheet)


def _told(sheet: Sheet, book: Book, admitted: Admitted, read: Collection[str]) -> tuple[Wording, Wording]:
    message, near = _STRANGE.fill(name=sheet.name), _nearest(sheet, admitted)
    if isinstance(near, str):
        return message, _RENAME.fill(near=near)
    if near is not None and near in admitted.elsewhere:
        return message, _MOVE.fill(near=near.title, home=admitted.home)
    if near is not None:
        own = sheet_called(book, near)
        return message, (_MERGE if own and own.name in read else _RENAME).fill(near=near.title)
    more = [Wording("……", "…")] if len(admitted.names) > _MOST_NAMED else []
    return message, _CHOOSE.fill(known=join([*admitted.names[:_MOST_NAMED], *more], zh="、", en=", "))


def _nearest(sheet: Sheet, admitted: Admitted) -> Layout | str | None:
    """By two columns or more, else by the name."""
    layouts = (*admitted.layouts, *admitted.elsewhere)
    best = max(layouts, key=lambda layout: columns_in(sheet, layout), default=None)
    if best is not None and columns_in(sheet, best) >= _TELLING:
        return best
    names: dict[str, Layout | str] = {same_name_key(name): name for name in admitted.others}
    for layout in layouts:
        names |= {same_name_key(title): layout for title in (layout.title.zh, layout.title.en)}
    own = same_name_key(sheet.name)
    if _UNNAMED.fullmatch(own):
        return None
    close = [name for name in names if len(name) > 1 and name in own]
    close += get_close_matches(own, names, n=1, cutoff=_ALIKE)
    return names[close[0]] if close else None


def out_of_place(sheet: Sheet, layout: Layout, home: str) -> Problem:
    """A sheet that is read in the file ``home`` only and holds something else here."""
    message = _OUT_OF_PLACE.fill(name=sheet.name, home=home)
    way_out = _MOVE.fill(near=layout.title, home=home)
    return Problem(sheet.name, None, None, None, "sheet_out_of_place", message, way_out)


_STRANGE = Wording(
    "“{name}”不是本文件认得的工作表，里面的内容没有读。",
    "“{name}” is no sheet of this workbook and was not read.",
)
_RENAME = Wording(
    "如果是“{near}”，请改成这个名称；只作说明的，改名为“说明”；不要的，删去这张表。",
    "If it is “{near}”, call it so; call a sheet of remarks “Notes”; delete what is not needed.",
)
_MERGE = Wording(
    "“{near}”已经有一张了：请把内容并到那里，再删去这张表；只作说明的，改名为“说明”。",
    "There is a sheet “{near}” already: move the rows there and delete this one; call a sheet of remarks “Notes”.",
)
_CHOOSE = Wording(
    "认得的有：{known}。请改成其中的名称；只作说明的，改名为“说明”；不要的，删去这张表。",
    "Known are: {known}. Call it one of these; call a sheet of remarks “Notes”; delete what is not needed.",
)
_OUT_OF_PLACE = Wording(
    "“{name}”只从 {home} 里读，这里写的与那里不同，没有算进去。",
    "“{name}” is read from {home} only; what stands here differs and does not count.",
)
_MOVE = Wording(
    "“{near}”要写在 {home} 里：请移过去，再从这个文件里删去。",
    "“{near}” belongs in {home}: move it there, and delete it here.",
)
