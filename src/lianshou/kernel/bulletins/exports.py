"""A bulletin as an official paper (GB/T 9704—2012), and lists of bulletins and of the records behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianshou.core.periods import said
from lianshou.core.wording import Wording
from lianshou.formats.papers.brief import BriefPaper
from lianshou.formats.papers.building import Style, timeless
from lianshou.formats.papers.issued import IssuedPaper
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.bulletins.enums import Kind, Sort
from lianshou.kernel.bulletins.models import Bulletin, FrozenValue, Receipt
from lianshou.kernel.bulletins.queries import (
    Value,
    fonts_of,
    full_text,
    photographers_at_the_end,
    photos_to_show,
)
from lianshou.kernel.bulletins.rules.laying import laid_out
from lianshou.web.templatetags.web import page_language, say

_RANK, _LABEL, _COUNT = Wording("名次", "Place"), Wording("名称", "Name"), Wording("数目", "Number")
_STYLES: dict[str, Style] = {"heading": "heading", "subheading": "subheading", "body": "body"}
_EMPTY = Wording("（本期没有可列的内容）", "(nothing to list in this period)")
_NOTHING = Wording("零报送：{names}。", "Nothing reported: {names}.")


def paper_of(*, bulletin: Bulletin, values: Sequence[Value]) -> bytes:
    """The bulletin as .docx: red head, document number, title, addressee, text with tables, sender and day. The same records
    give the same bytes.
    """
    if bulletin.sort == Sort.BRIEF:
        return _brief(bulletin, values)
    paper = IssuedPaper(title=bulletin.title, fonts=fonts_of(bulletin=bulletin))
    union = bulletin.union.name
    paper.open(
        issuer=f"{union}文件",
        number=bulletin.number or "（未编号）",
        title=bulletin.title,
        addressees=bulletin.addressees,
    )
    _write(paper, bulletin, values)
    paper.close(issuer=union, day=bulletin.issued_on)
    return timeless(paper.to_bytes())


def _brief(bulletin: Bulletin, values: Sequence[Value]) -> bytes:
    """A press brief: no red head, its head line with the names, photographs that may be shown with their credits."""
    paper = BriefPaper(title=bulletin.title, fonts=fonts_of(bulletin=bulletin))
    day = bulletin.issued_on
    said = f"{day.year}年{day.month}月{day.day}日" if day else ""
    paper.begin(
        title=bulletin.title,
        source="　".join(part for part in (bulletin.union.name, bulletin.number, said) if part),
    )
    _write(paper, bulletin, values)
    photos = list(photos_to_show(bulletin=bulletin))
    for photo in photos:
        with photo.image.open("rb") as file:
            paper.photograph(file.read(), width=photo.width, height=photo.height, line=photo.line)
    if names := photographers_at_the_end(bulletin=bulletin, photos=photos):
        paper.end(f"（摄影：{' '.join(names)}）")
    return timeless(paper.to_bytes())


def _write(paper: IssuedPaper, bulletin: Bulletin, values: Sequence[Value]) -> None:
    for paragraph in laid_out(full_text(bulletin=bulletin), list(values)):
        if paragraph.sort == "block":
            _table(paper, paragraph.pieces[0])
        else:
            words = "".join(piece if isinstance(piece, str) else piece.words.zh for piece in paragraph.pieces)
            paper.add(words.strip(), style=_STYLES[paragraph.sort])


def _table(paper: IssuedPaper, value: Any) -> None:
    ranking = value.kind == Kind.RANKING
    head = [_RANK.zh, _LABEL.zh, _COUNT.zh] if ranking else [_LABEL.zh, _COUNT.zh]
    rows = [
        [*([str(line["rank"])] if ranking else []), line["label"]["zh"], f"{line['said']}{line['unit']}"]
        for line in value.lines
        if not ranking or line["rank"] is not None
    ]
    if rows:
        paper.numbers(head, rows, caption=value.heading.zh)
    else:
        paper.add(value.heading.zh, style="label")
        paper.add(_EMPTY.zh, style="label")
    if nothing := nothing_of(value):
        paper.add(_NOTHING.fill(names="、".join(line["label"]["zh"] for line in nothing)).zh)


def nothing_of(value: Value) -> list[Any]:
    """The lines of a ranking that have no place because they have nothing to show."""
    return [line for line in value.lines if value.kind == Kind.RANKING and line["rank"] is None]


def bulletins_book(rows: QuerySet[Bulletin]) -> bytes:
    """The bulletins of a list as a workbook."""
    columns = (
        ColumnOut(Wording("标题", "Title"), Form.TEXT),
        ColumnOut(Wording("工会", "Union"), Form.TEXT),
        ColumnOut(Wording("期间", "Period"), Form.TEXT),
        ColumnOut(Wording("状态", "State"), Form.TEXT),
        ColumnOut(Wording("文号", "Document number"), Form.TEXT),
        ColumnOut(Wording("印发日期", "Issued on"), Form.DAY),
    )
    cells = (
        [one.title, one.union.name, say(said(one.period)), one.get_state_display(), one.number, one.issued_on]
        for one in rows.iterator(chunk_size=500)
    )
    return _book(SheetOut(title=Wording("通报", "Bulletins"), columns=columns, rows=cells))


_RECEIVED = (
    ColumnOut(Wording("回执时间", "Acknowledged"), Form.TEXT),
    ColumnOut(Wording("回执人", "By"), Form.TEXT),
    ColumnOut(Wording("办理情况", "What was done"), Form.TEXT),
)


def _receipt_cells(one: Receipt) -> list[Any]:
    at = f"{timezone.localtime(one.acknowledged_at):%Y-%m-%d %H:%M}" if one.acknowledged_at else ""
    return [at, one.acknowledged_by.name if one.acknowledged_by else "", one.words]


def receipts_book(*, bulletin: Bulletin, rows: QuerySet[Receipt]) -> bytes:
    """Who below has acknowledged a bulletin, and who has not."""
    columns = (ColumnOut(Wording("工会", "Union"), Form.TEXT), *_RECEIVED)
    cells = ([one.union.name, *_receipt_cells(one)] for one in rows.iterator(chunk_size=500))
    note = Wording(f"{bulletin.title} {bulletin.number}", f"{bulletin.title} {bulletin.number}")
    return _book(SheetOut(title=Wording("回执", "Receipts"), columns=columns, rows=cells, notes=(note,)))


def received_book(rows: QuerySet[Receipt]) -> bytes:
    """The bulletins that came from above."""
    columns = (
        ColumnOut(Wording("标题", "Title"), Form.TEXT),
        ColumnOut(Wording("发文工会", "Issued by"), Form.TEXT),
        ColumnOut(Wording("文号", "Document number"), Form.TEXT),
        ColumnOut(Wording("印发日期", "Issued on"), Form.DAY),
        ColumnOut(Wording("收文工会", "Received by"), Form.TEXT),
        *_RECEIVED,
    )
    cells = (
        [
            one.bulletin.title,
            one.bulletin.union.name,
            one.bulletin.number,
            one.bulletin.issued_on,
            one.union.name,
            *_receipt_cells(one),
        ]
        for one in rows.iterator(chunk_size=500)
    )
    return _book(SheetOut(title=Wording("收到的通报", "Bulletins received"), columns=columns, rows=cells))


def rows_book(*, value: FrozenValue, rows: Sequence[Sequence[str]]) -> bytes:
    """The records behind a frozen number as they were counted."""
    titles = value.columns or [{"zh": "编号", "en": "Number"}]
    columns = tuple(ColumnOut(Wording(title["zh"], title["en"]), Form.TEXT) for title in titles)
    sheet = SheetOut(
        title=Wording(value.title["zh"], value.title["en"]),
        columns=columns,
        rows=iter(rows),
        notes=(Wording(value.definition["zh"], value.definition["en"]),),
    )
    return _book(sheet)


def _book(sheet: SheetOut) -> bytes:
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()
