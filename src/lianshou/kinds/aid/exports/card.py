"""The contact card of a household that is helped."""

from __future__ import annotations

from collections.abc import Mapping

from lianshou.formats.papers.building import OfficialPaper, timeless
from lianshou.kinds.aid.models import Helping


def contact_card(helping: Helping, *, duties: Mapping[str, str], months: int) -> bytes:
    """The contact card (联系卡) that a household keeps, on one sheet A4: its helper, the office telephone, the duties.

    Nothing of the household but the name of the head and the number of the file. The same records give the same bytes.
    """
    helper, household = helping.helper, helping.household
    paper = OfficialPaper(title="困难职工帮扶联系卡")
    paper.add("困难职工帮扶联系卡", style="title")
    paper.add(household.union.name, style="note")
    rows = [
        ("职工姓名", household.head.name),
        ("档案编号", household.number),
        ("帮扶责任人", helper.person.name),
        ("责任人单位", helper.union.name),
        ("职务", helper.title or "—"),
        ("办公电话", helper.phone or "（请向建档工会询问）"),
        ("结对日期", f"{helping.starts_on.year}年{helping.starts_on.month}月{helping.starts_on.day}日"),
    ]
    paper.table([list(row) for row in rows], widths_mm=[40, 116], style="cell")
    paper.add("责任人职责", style="heading")
    for number, words in enumerate(duties.values(), start=1):
        paper.add(f"{number}.{words}")
    paper.add(f"责任人至少每{months}个月走访一次。家庭情况有变化，或者需要帮助，请随时与责任人联系。")
    paper.add(f"责任人更换时，由{household.union.name}另发联系卡。请妥善保管本卡。")
    return timeless(paper.to_bytes())
