"""A checklist as a workbook, and the letter (催办函) as an official paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from lianshou.core.wording import Wording
from lianshou.formats.papers.building import timeless
from lianshou.formats.papers.issued import IssuedPaper
from lianshou.formats.sheets.templates import write_template
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.inspections.models import Checklist, ChecklistLine, Urging
from lianshou.kernel.inspections.rules import checklist_layout
from lianshou.web.templatetags.web import page_language

_COLUMNS = (
    ColumnOut(Wording("序号", "No."), Form.WHOLE, 6),
    ColumnOut(Wording("督查内容", "What is looked at"), width=60),
    ColumnOut(Wording("分值", "Points"), Form.WHOLE, 8),
    ColumnOut(Wording("是否必达", "Mandatory"), width=10),
    ColumnOut(Wording("得分", "Score"), width=8),
    ColumnOut(Wording("备注", "Remark"), width=30),
)
_YES, _NO = Wording("是", "Yes"), Wording("否", "No")


def checklist_book(checklist: Checklist, lines: Iterable[ChecklistLine]) -> bytes:
    """A checklist to fill in on paper, or to change and take in again."""
    rows = [
        [line.number, line.text, line.points, _YES if line.is_mandatory else _NO, "", ""] for line in lines
    ]
    out = BytesIO()
    title = Wording(checklist.title, checklist.title)
    write_book(out, [SheetOut(title, _COLUMNS, rows)], language=page_language())
    return out.getvalue()


def empty_book() -> bytes:
    """The form of a checklist, with its explanations."""
    out = BytesIO()
    write_template(checklist_layout(), out, language=page_language())
    return out.getvalue()


def letter_of(urging: Urging) -> bytes:
    """The letter as .docx: red head, number, title, addressee, what is to be mended, until when, sender and day.

    The same records give the same bytes.
    """
    finding = urging.finding
    issuer, title = finding.laid_by.name, "关于督促整改督查问题的催办函"
    paper = IssuedPaper(title=title)
    paper.open(issuer=issuer, number=urging.number, title=title, addressees=finding.union.name)
    for paragraph in _paragraphs(urging):
        paper.add(paragraph)
    paper.close(issuer=issuer, day=urging.made_on)
    return timeless(paper.to_bytes())


def _paragraphs(urging: Urging) -> list[str]:
    finding = urging.finding
    when = _day(finding.found_on)
    plan = f"在“{finding.visit.plan.title}”中" if finding.visit else ""
    place = f"（{finding.place}）" if finding.place else ""
    told = [f"{when}，我会{plan}发现你会存在以下问题{place}：{finding.text.rstrip('。')}。"]
    if finding.due_on:
        told.append(
            f"整改要求：{finding.todo.rstrip('。')}，应于{_day(finding.due_on)}前完成。经提醒，至今未收到整改完成的报告。"
        )
    if urging.words:
        told.append(urging.words)
    if urging.due_on:
        told.append(
            f"请你会抓紧整改，并于{_day(urging.due_on)}前书面报告整改情况。逾期仍未完成的，将予以通报。"
        )
    told.append("特此函告。")
    return told


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
