from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone

from lianshou.core.papers import papers
from lianshou.core.wording import Wording
from lianshou.formats.papers.values import date_text
from lianshou.kernel.pledges.enums import Side, Sort
from lianshou.kernel.pledges.models import Party, Pledge

_SIGNED = Wording("{side}{name}于{day}{how}", "{side} {name} on {day} {how}")
_HOW = {False: Wording("在系统中签署", "on the desk"), True: Wording("在纸质协议上签名", "on paper")}
_SIDES = {
    Side.HOST: Wording("甲方", "party A"),
    Side.GUEST: Wording("乙方", "party B"),
    Side.HUB: Wording("牵头方", "the leading party"),
    Side.MEMBER: Wording("成员方", "the member"),
    Side.BEARER: Wording("责任单位", "the bearer"),
    Side.RECEIVER: Wording("收函单位", "the receiver"),
}
_BY_SUPPLEMENT = Wording("{union}经补充协议{n}加入", "{union} joined by supplement {n}")
_GONE = Wording("（已退出）", "(has left)")
_LEFT = Wording("{union}于{day}退出", "{union} left on {day}")
_RENEWS = Wording("本协议续签自{number}", "this agreement follows on {number}")
_BY_HAND = re.compile(r"_{7,}")


def paper_of(pledges: Sequence[Pledge]) -> bytes:
    """The papers of pledges of one kind and template as one .docx: the frozen words, and who has signed.

    An agreement is in Chinese whatever the language of the screen: what is signed must not depend on the reader. It is made
    of the template it was issued with, whatever the federation uses now.
    """
    first = pledges[0]
    template = bytes(first.file.content) if first.file else None
    contexts = [words_of(pledge) for pledge in pledges]
    return papers[first.slug].render(contexts, "zh", template=template)


def papers_of(pledges: Sequence[Pledge]) -> list[tuple[str, bytes]]:
    """Any papers: one .docx for each kind and template among them, with a name for each file."""
    ordered = sorted(pledges, key=lambda one: (one.slug, one.file_id or 0, one.pk))
    groups = [list(group) for _key, group in groupby(ordered, key=lambda one: (one.slug, one.file_id))]
    return [(_file_name(group), paper_of(group)) for group in groups]


def zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Several files in one."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def _file_name(group: Sequence[Pledge]) -> str:
    first, last = group[0].number, group[-1].number
    return f"{first}.docx" if first == last else f"{first}–{last}.docx"


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


def words_of(pledge: Pledge) -> dict[str, Any]:
    """The frozen context with the day in force and the electronic signatures filled in."""
    said = [_RENEWS.fill(number=pledge.former.number).say("zh")] if pledge.former else []
    said += [_signed(party) for party in pledge.parties.all() if party.signed_at]
    said += [words for party in pledge.parties.all() for words in _came_and_went(party)]
    remarks = [pledge.context.get("remarks") or "", "；".join(said) + "。" if said else ""]
    in_force = date_text(timezone.localdate(pledge.in_force_at), "zh") if pledge.in_force_at else None
    words: dict[str, Any] = pledge.context | _hands(pledge)
    return words | {"signed_on": in_force, "remarks": "".join(filter(None, remarks)) or None}


def _hands(pledge: Pledge) -> dict[str, Any]:
    """The parties of an agreement of several or of a letter, each with its hand: empty until it has signed.

    The frozen words name the parties of the first day in the order of the rows; who joined by a supplement comes after them.
    """
    words, parties = pledge.context, list(pledge.parties.all())
    if pledge.sort == Sort.PAIR or not parties:
        return {}
    if pledge.sort != Sort.MANY:
        return {"bearer": words["bearer"] | _hand(parties[0])}
    first, *others = sorted(parties, key=lambda one: (one.side != Side.HUB, one.joined_no or 0, one.pk))
    names = words["members"] + [{"name": one.union.name, "chair": None} for one in others if one.joined_no]
    members = [name | _hand(one) for name, one in zip(names, others, strict=True)]
    return {"hub": words["hub"] | _hand(first), "members": members}


def _hand(party: Party) -> dict[str, Any]:
    """Who signed for a party, and when; nothing of it is printed before."""
    if party.signed_at is None:
        return {"signature": _GONE.say("zh") if party.left_on else None, "signed_on": None}
    return {
        "signature": party.signatory,
        "signed_on": date_text(timezone.localdate(party.signed_at), "zh"),
    }


def _signed(party: Party) -> str:
    day = date_text(timezone.localdate(party.signed_at), "zh")
    side, how = _SIDES[Side(party.side)], _HOW[party.on_paper]
    several = party.side in (Side.HUB, Side.MEMBER)
    name = f"{party.union}{party.signatory}" if several else party.signatory
    return _SIGNED.fill(side=side, name=name, day=day, how=how).say("zh")


def _came_and_went(party: Party) -> Iterator[str]:
    if party.joined_no:
        yield _BY_SUPPLEMENT.fill(union=str(party.union), n=str(party.joined_no)).say("zh")
    if party.left_on:
        yield _LEFT.fill(union=str(party.union), day=date_text(party.left_on, "zh")).say("zh")


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
