"""The list for signing (发放花名册), as a workbook and as a paper, and funds by source and project as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Language, Wording
from lianshou.formats.papers.building import OfficialPaper, timeless
from lianshou.formats.papers.layout import Layout
from lianshou.formats.papers.signing import made_to_sign
from lianshou.formats.papers.values import clean_text
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.funds.enums import Sort
from lianshou.kinds.aid.models import Aid
from lianshou.kinds.aid.queries.aiding import Counted, recipient_said, sort_said
from lianshou.kinds.aid.rules.aiding.money import Crossed, wan, wan_text

MOST_TO_SIGN = 500
_ROSTER = Wording("帮扶资金发放花名册", "List of aid paid, for signing")
_MASKED = Wording(
    "账号已遮盖；交银行的清单在「经费」中经两人审批导出。导出日期：{day}。",
    "Accounts are masked: the list for the bank itself is let out by two persons, under Money. Exported on {day}.",
)
_ADDED = Wording(
    "共{households}户、{persons}人、{times}人次，合计{yuan}元。",
    "{households} households, {persons} persons, {times} person-times, {yuan} yuan in all.",
)
_SIGNED = Wording(
    "制表人：　　　　　　审核人：　　　　　　负责人：",
    "Drawn up by:          Checked by:          In charge:",
)
_COLUMNS = (
    ColumnOut(Wording("序号", "No."), Form.WHOLE, 6),
    ColumnOut(Wording("姓名", "Name"), width=18),
    ColumnOut(Wording("档案编号", "Number of the file"), width=20),
    ColumnOut(Wording("建档工会", "Union that keeps it"), width=22),
    ColumnOut(Wording("帮扶项目", "Project"), width=26),
    ColumnOut(Wording("金额（元）", "Amount (yuan)"), Form.YUAN, 13),
    ColumnOut(Wording("收款账号", "Account"), width=22),
    ColumnOut(Wording("领取人签名", "Signature"), width=16),
    ColumnOut(Wording("备注", "Remarks"), width=14),
)
_CLOSER = Layout(top_mm=25, bottom_mm=28, lines=27)


def _added(aids: Sequence[Aid]) -> Wording:
    """Households, persons and person-times kept apart, and the yuan from the fen."""
    return _ADDED.fill(
        households=len({one.household_id for one in aids}),
        persons=len({one.recipient_id for one in aids}),
        times=len(aids),
        yuan=yuan_text(sum(one.amount_fen for one in aids)),
    )


def _account(aid: Aid) -> str:
    """The account that the money goes to, under its mask."""
    return str(aid.payment.masked["account"] or "") if aid.payment else ""


def roster_book(aids: Iterable[Aid], *, on: date, language: Language) -> bytes:
    """The list for signing as a workbook: names of heads, masked accounts, an empty place to sign."""
    found = list(aids)
    rows = [
        [place, recipient_said(one), one.household.number, one.household.union.name, one.project.title, one.amount_fen,
         _account(one), "", ""]
        for place, one in enumerate(found, start=1)
    ]  # fmt: skip
    notes = (_added(found), _MASKED.fill(day=on), _SIGNED)
    sheet = SheetOut(title=_ROSTER, heading=_ROSTER, columns=_COLUMNS, rows=rows, notes=notes)
    out = BytesIO()
    write_book(out, [sheet], language=language)
    return out.getvalue()


def roster_paper(aids: Iterable[Aid], *, union: str, on: date) -> bytes:
    """The same on paper (A4), under the name of the union that gives it."""
    found = list(aids)
    paper = OfficialPaper(title=_ROSTER.zh, layout=_CLOSER)
    paper.add(f"{clean_text(union)}\n{_ROSTER.zh}".replace("\n", ""), style="title")
    paper.add(f"{on.year}年{on.month}月{on.day}日　　单位：元", style="note")
    rows = [["序号", "姓名", "帮扶项目", "金额", "收款账号", "签名"]]
    for place, one in enumerate(found, start=1):
        name, project = clean_text(recipient_said(one)), clean_text(one.project.title)
        rows.append([str(place), name, project, yuan_text(one.amount_fen), _account(one)[-8:], ""])
    rows.append(["合计", "", "", yuan_text(sum(one.amount_fen for one in found)), "", ""])
    table = paper.table(rows, widths_mm=(15, 34, 35, 30, 22, 24), style="cell", ends_with=1)
    made_to_sign(table, but_last=1)
    paper.add(_added(found).zh, style="note")
    paper.add("收款账号只列末尾数字，领取人在“签名”栏签收。", style="note")
    paper.add("制表人：＿＿＿　审核人：＿＿＿　负责人：＿＿＿", style="note")
    return timeless(paper.to_bytes())


def source_said(key: str) -> str:
    """A sort of money in words."""
    return str(Sort(key).label) if key in Sort.values else "–"


def money_book(
    crossed: Crossed, counts: Sequence[tuple[str, Counted, int]], *, title: str, on: date, language: Language
) -> bytes:
    """Funds by source and sort of project, in yuan and in units of ten thousand with the difference that rounding leaves; and
    households, persons and person-times by sort.
    """
    sorts = [sort_said(one) for one in crossed.columns]
    total = Wording("合计", "Total")
    heads = (ColumnOut(Wording("资金来源", "Sort of money"), width=20),)
    yuan = [ColumnOut(one, Form.YUAN, 16) for one in (*sorts, total)]
    exact: list[list[object]] = [
        [source_said(row), *crossed.cells[place], crossed.row(place).total]
        for place, row in enumerate(crossed.rows)
    ]
    exact.append([total, *crossed.by_column.cells, crossed.total])
    gap = Wording("尾差", "Rounding")
    printed: list[list[object]] = [
        [
            source_said(row),
            *map(_wan, crossed.cells[place]),
            _wan(crossed.row(place).total),
            wan_text(crossed.row(place).gap),
        ]
        for place, row in enumerate(crossed.rows)
    ]
    printed.append(
        [total, *map(_wan, crossed.by_column.cells), _wan(crossed.total), wan_text(crossed.by_column.gap)]
    )
    if crossed.has_gaps:
        printed.append([gap, *map(wan_text, crossed.column_gaps), ""])
    texts = [ColumnOut(one, width=14) for one in (*sorts, total, gap)]
    said = (Wording("{title}　导出日期：{day}", "{title}, exported on {day}").fill(title=title, day=on),)
    by_sort = [[sort_said(sort), one.households, one.persons, one.times, fen] for sort, one, fen in counts]
    sheets = [
        SheetOut(title=Wording("按来源和项目（元）", "By source and sort (yuan)"), columns=(*heads, *yuan), rows=exact, notes=said),
        SheetOut(title=Wording("按来源和项目（万元）", "By source and sort (10,000)"), columns=(*heads, *texts), rows=printed, notes=said),
        SheetOut(title=Wording("户、人、人次", "Households, persons, times"), columns=_COUNTED, rows=by_sort, notes=said),
    ]  # fmt: skip
    out = BytesIO()
    write_book(out, sheets, language=language)
    return out.getvalue()


def _wan(fen: int) -> str:
    return wan_text(wan(fen))


_COUNTED = (
    ColumnOut(Wording("帮扶项目", "Sort of project"), width=20),
    ColumnOut(Wording("户数", "Households"), Form.WHOLE, 10),
    ColumnOut(Wording("人数", "Persons"), Form.WHOLE, 10),
    ColumnOut(Wording("人次", "Person-times"), Form.WHOLE, 12),
    ColumnOut(Wording("金额（元）", "Amount (yuan)"), Form.YUAN, 16),
)
