from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from django.utils import timezone

from lianshou.core.kinds import registry
from lianshou.core.wording import Language, Wording
from lianshou.formats.papers.values import date_text
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.people.actions import OpenedAccount
from lianshou.kernel.pledges.enums import State
from lianshou.kernel.pledges.models import Party, Pledge

_ACCOUNT_COLUMNS = (
    ColumnOut(Wording("工会", "Union"), width=36),
    ColumnOut(Wording("工会主席", "Chair"), width=14),
    ColumnOut(Wording("用户名", "User name"), width=16),
    ColumnOut(Wording("初始密码", "Initial password"), width=18),
)
_HAND_OVER = Wording(
    "当面或用信封交给本人；首次登录时须由本人另设密码。密码只在本表出现一次，请妥善保管，发完即删。",
    "Hand each over in person or in an envelope; the chair has to choose another password when logging in for the first time. "
    "The passwords stand in this workbook alone: keep it safe, and delete it once all are handed over.",
)
_SIGNED = Wording("{side}{name}于{day}{how}", "{side} {name} on {day} {how}")
_HOW = {False: Wording("在系统中签署", "on the desk"), True: Wording("在纸质协议上签名", "on paper")}
_SIDES = {"host": Wording("甲方", "party A"), "guest": Wording("乙方", "party B")}
_BY_HAND = re.compile(r"_{7,}")
_COLUMNS = (
    ColumnOut(Wording("编号", "Number"), width=20),
    ColumnOut(Wording("项目", "Programme"), width=24),
    ColumnOut(Wording("帮带方", "Host"), width=32),
    ColumnOut(Wording("被帮带方", "Guest"), width=32),
    ColumnOut(Wording("状态", "State"), width=18),
    ColumnOut(Wording("起", "Starts on"), Form.DAY, width=12),
    ColumnOut(Wording("止", "Ends on"), Form.DAY, width=12),
    ColumnOut(Wording("出具时间", "Issued"), Form.MOMENT, width=18),
    ColumnOut(Wording("帮带方签署", "Host signed"), Form.MOMENT, width=18),
    ColumnOut(Wording("被帮带方签署", "Guest signed"), Form.MOMENT, width=18),
    ColumnOut(Wording("生效时间", "In force"), Form.MOMENT, width=18),
    ColumnOut(Wording("终止日期", "Ended on"), Form.DAY, width=12),
    ColumnOut(Wording("终止原因", "Why it ended"), width=30),
)


def list_book(pledges: Iterable[Pledge], *, language: Language) -> bytes:
    """The listed agreements as an .xlsx."""
    out = BytesIO()
    title = Wording("协议书", "Agreements")
    write_book(out, [SheetOut(title, _COLUMNS, [_row(pledge) for pledge in pledges])], language=language)
    return out.getvalue()


def account_book(opened: Iterable[OpenedAccount], *, language: Language) -> bytes:
    """The accounts just opened, with their first passwords, as an .xlsx to be handed out line by line."""
    rows = [[one.union.name, one.person.name, one.username, one.password] for one in opened]
    out, title = BytesIO(), Wording("主席账号", "Accounts of the chairs")
    sheet = SheetOut(title, _ACCOUNT_COLUMNS, rows, notes=(_HAND_OVER,))
    write_book(out, [sheet], language=language)
    return out.getvalue()


def paper_of(pledges: Sequence[Pledge]) -> bytes:
    """The papers of pledges of one kind as one .docx: the frozen words, and who has signed.

    An agreement is in Chinese whatever the language of the screen: what is signed must not depend on the reader.
    """
    paper = registry[pledges[0].programme.kind].paper
    if paper is None:
        raise LookupError(pledges[0].programme.kind)
    return paper.render([_words(pledge) for pledge in pledges], "zh")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a paper to read on a page: a line (``lead`` stands out), or a table of cells with lines."""

    sort: Literal["title", "note", "heading", "text", "grid", "table"]
    text: str = ""
    lead: str = ""
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()


def reading_of(paper: bytes) -> list[Block]:
    """The paper itself as blocks, so that the page says exactly what will be printed and signed.

    Looked at by the styles of ``formats.papers.building``; a template with others reads as plain text.
    """
    from docx import Document
    from docx.table import Table

    document = Document(BytesIO(paper))
    return [
        block
        for content in document.iter_inner_content()
        for block in (_table(content) if isinstance(content, Table) else _line(content))
    ]


def _row(pledge: Pledge) -> list[object]:
    parties = {party.side: party for party in pledge.parties.all()}
    return [
        pledge.number,
        pledge.programme.title,
        parties["host"].union.name,
        parties["guest"].union.name,
        str(State(pledge.state).label),
        pledge.starts_on,
        pledge.ends_on,
        pledge.issued_at,
        parties["host"].signed_at,
        parties["guest"].signed_at,
        pledge.in_force_at,
        pledge.ended_on,
        pledge.end_reason,
    ]


def _words(pledge: Pledge) -> dict[str, Any]:
    """The frozen context with the day in force and the electronic signatures filled in."""
    signed = [_signed(party) for party in pledge.parties.all() if party.signed_at]
    remarks = [pledge.context.get("remarks") or "", "；".join(signed) + "。" if signed else ""]
    in_force = date_text(timezone.localdate(pledge.in_force_at), "zh") if pledge.in_force_at else None
    words: dict[str, Any] = pledge.context
    return words | {"signed_on": in_force, "remarks": "".join(filter(None, remarks)) or None}


def _signed(party: Party) -> str:
    day = date_text(timezone.localdate(party.signed_at), "zh")
    side, how = _SIDES[party.side], _HOW[party.on_paper]
    return _SIGNED.fill(side=side, name=party.signatory, day=day, how=how).say("zh")


def _line(paragraph: Any) -> Iterator[Block]:
    from lianshou.formats.papers.building import NAMES

    text = _short(paragraph.text)
    if not text:
        return
    sorts: dict[str, Literal["title", "note", "heading"]] = {
        NAMES["title"]: "title",
        NAMES["note"]: "note",
        NAMES["heading"]: "heading",
    }
    sort = sorts.get(paragraph.style.name)
    runs = paragraph.runs
    lead = runs[0].text.strip() if sort is None and len(runs) > 1 and _stands_out(runs[0]) else ""
    yield Block(sort or "text", text=text.removeprefix(lead), lead=lead)


def _short(text: str) -> str:
    """A line of the paper, places to write on by hand cut to a length that fits a telephone."""
    return _BY_HAND.sub("______", text.strip())


def _stands_out(run: Any) -> bool:
    """Whether a run is bold or in a font of its own."""
    return bool(run.bold) or bool(run._r.xpath("./w:rPr/w:rFonts/@w:eastAsia"))


def _table(table: Any) -> Iterator[Block]:
    rows = tuple(tuple(_lines(cell) for cell in row.cells) for row in table.rows)
    headed = bool(rows) and not any(rows[0][0])
    yield Block("table" if headed else "grid", rows=rows)


def _lines(cell: Any) -> tuple[str, ...]:
    return tuple(text for paragraph in cell.paragraphs if (text := _short(paragraph.text)))
