from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.web.templatetags.web import page_language

_Columns = tuple[tuple[ColumnOut, Callable[[Any], object]], ...]
_ADDED = Wording("共{n}行，合计{money}元。", "{n} rows, {money} yuan in all.")

_SOURCES: _Columns = (
    (ColumnOut(Wording("名称", "Title"), width=28), lambda one: one.title),
    (ColumnOut(Wording("工会", "Union"), width=28), lambda one: one.union.name),
    (ColumnOut(Wording("年度", "Year"), Form.WHOLE), lambda one: one.year),
    (ColumnOut(Wording("资金性质", "Sort of money"), width=16), lambda one: str(one.get_sort_display())),
    (ColumnOut(Wording("文号", "Document"), width=22), lambda one: one.document_no),
    (ColumnOut(Wording("金额（元）", "Amount (yuan)"), Form.YUAN, 16), lambda one: one.amount_fen),
    (ColumnOut(Wording("已安排预算（元）", "Budgeted (yuan)"), Form.YUAN, 16), lambda one: one.budgeted_fen),
    (ColumnOut(Wording("已占用（元）", "Taken (yuan)"), Form.YUAN, 16), lambda one: one.taken_fen),
    (ColumnOut(Wording("已付（元）", "Paid (yuan)"), Form.YUAN, 16), lambda one: one.paid_fen),
)
_BUDGETS: _Columns = (
    (ColumnOut(Wording("预算项目", "Item"), width=24), lambda one: one.item),
    (ColumnOut(Wording("项目", "Programme"), width=28), lambda one: one.programme.title),
    (ColumnOut(Wording("资金来源", "Source"), width=28), lambda one: one.source.title),
    (ColumnOut(Wording("年度", "Year"), Form.WHOLE), lambda one: one.source.year),
    (ColumnOut(Wording("上限（元）", "Ceiling (yuan)"), Form.YUAN, 16), lambda one: one.ceiling_fen),
    (ColumnOut(Wording("待审批（元）", "Planned (yuan)"), Form.YUAN, 16), lambda one: one.planned_fen),
    (ColumnOut(Wording("已批准（元）", "Approved (yuan)"), Form.YUAN, 16), lambda one: one.approved_fen),
    (ColumnOut(Wording("已付（元）", "Paid (yuan)"), Form.YUAN, 16), lambda one: one.paid_fen),
    (
        ColumnOut(Wording("剩余（元）", "Left (yuan)"), Form.YUAN, 16),
        lambda one: one.ceiling_fen - one.taken_fen,
    ),
)
_PAYMENTS: _Columns = (
    (ColumnOut(Wording("付款编号", "Payment number"), Form.WHOLE), lambda one: one.pk),
    (ColumnOut(Wording("收款方", "Payee"), width=28), lambda one: one.payee),
    (
        ColumnOut(Wording("收款方类别", "Sort of payee"), width=12),
        lambda one: str(one.get_payee_sort_display()),
    ),
    (ColumnOut(Wording("开户银行", "Bank"), width=20), lambda one: one.masked["bank_name"]),
    (ColumnOut(Wording("银行账号", "Bank account"), width=24), lambda one: one.masked["account"]),
    (ColumnOut(Wording("金额（元）", "Amount (yuan)"), Form.YUAN, 16), lambda one: one.amount_fen),
    (ColumnOut(Wording("用途", "Purpose"), width=28), lambda one: one.purpose),
    (ColumnOut(Wording("状态", "State"), width=10), lambda one: str(one.get_state_display())),
    (ColumnOut(Wording("预算项目", "Item"), width=22), lambda one: one.budget.item),
    (ColumnOut(Wording("项目", "Programme"), width=28), lambda one: one.budget.programme.title),
    (ColumnOut(Wording("资金来源", "Source"), width=26), lambda one: one.budget.source.title),
    (ColumnOut(Wording("录入人", "Entered by"), width=12), lambda one: str(one.entered_by)),
    (ColumnOut(Wording("录入时间", "Entered"), Form.MOMENT, 18), lambda one: one.entered_at),
    (ColumnOut(Wording("审批人", "Approved by"), width=12), lambda one: str(one.approved_by or "")),
    (ColumnOut(Wording("审批时间", "Approved"), Form.MOMENT, 18), lambda one: one.approved_at),
    (ColumnOut(Wording("付款日期", "Paid on"), Form.DAY, 12), lambda one: one.paid_on),
    (ColumnOut(Wording("回执号", "Receipt"), width=18), lambda one: one.receipt_no),
    (ColumnOut(Wording("未付或终止原因", "Why not"), width=28), lambda one: one.end_reason or one.failure),
)
_BATCHES: _Columns = (
    (ColumnOut(Wording("工会", "Union"), width=28), lambda one: one.union.name),
    (ColumnOut(Wording("清单号", "List"), Form.WHOLE), lambda one: one.number),
    (ColumnOut(Wording("状态", "State"), width=16), lambda one: str(one.get_state_display())),
    (ColumnOut(Wording("笔数", "Payments"), Form.WHOLE), lambda one: one.entries),
    (ColumnOut(Wording("金额（元）", "Amount (yuan)"), Form.YUAN, 16), lambda one: one.amount_fen),
    (ColumnOut(Wording("银行未付笔数", "Not paid by the bank"), Form.WHOLE), lambda one: one.failed),
    (ColumnOut(Wording("制单人", "Made by"), width=12), lambda one: str(one.made_by)),
    (ColumnOut(Wording("制单时间", "Made"), Form.MOMENT, 18), lambda one: one.made_at),
    (ColumnOut(Wording("回复时间", "Answered"), Form.MOMENT, 18), lambda one: one.answered_at),
)


def sources_book(sources: Iterable[Source]) -> bytes:
    """The listed sources as an .xlsx."""
    return _book(Wording("资金来源", "Sources of money"), _SOURCES, sources, lambda one: one.amount_fen)


def budgets_book(budgets: Iterable[Budget]) -> bytes:
    """The listed budgets as an .xlsx."""
    return _book(Wording("预算", "Budgets"), _BUDGETS, budgets, lambda one: one.ceiling_fen)


def payments_book(payments: Iterable[Payment]) -> bytes:
    """The listed payments as an .xlsx, accounts masked."""
    return _book(Wording("付款", "Payments"), _PAYMENTS, payments, lambda one: one.amount_fen)


def batches_book(batches: Iterable[Batch]) -> bytes:
    """The lists for the bank as an .xlsx."""
    return _book(Wording("银行清单", "Lists for the bank"), _BATCHES, batches, lambda one: one.amount_fen)


def _book(title: Wording, columns: _Columns, found: Iterable[Any], amount: Callable[[Any], int]) -> bytes:
    records: Sequence[Any] = list(found)
    added = _ADDED.fill(n=len(records), money=yuan_text(sum(amount(one) for one in records)))
    sheet = SheetOut(
        title=title,
        columns=tuple(column for column, _value in columns),
        rows=[[value(one) for _column, value in columns] for one in records],
        notes=(added,),
    )
    out = BytesIO()
    write_book(out, [sheet], language=page_language())
    return out.getvalue()
