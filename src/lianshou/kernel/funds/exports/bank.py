from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from io import BytesIO

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.funds.models import Payment
from lianshou.web.templatetags.web import page_language

_TITLE = Wording("付款清单", "List for the bank")
_MASKED = Wording(
    "导出日期：{day}；账号已遮盖，交银行的清单须经两人审批导出。",
    "Exported on {day}; accounts are masked: the list for the bank itself needs the approval of another person.",
)
_ADDED = Wording("共{n}笔，合计{money}元。", "{n} payments, {money} yuan in all.")
_COLUMNS = (
    ColumnOut(Wording("付款编号", "Payment number"), Form.WHOLE, 12),
    ColumnOut(Wording("收款人", "Payee"), width=28),
    ColumnOut(Wording("开户银行", "Bank"), width=26),
    ColumnOut(Wording("收款账号", "Account"), width=26),
    ColumnOut(Wording("金额（元）", "Amount (yuan)"), Form.YUAN, 16),
    ColumnOut(Wording("用途", "Purpose"), width=30),
    ColumnOut(
        Wording("结果", "Result"),
        width=10,
        note=Wording("由银行填写：成功或失败", "The bank writes: paid or failed"),
    ),
    ColumnOut(Wording("失败原因", "Why not"), width=24),
)


def transfers_book(
    payments: Iterable[Payment], *, on: date, clear: Collection[str] = (), notes: Sequence[Wording] = ()
) -> bytes:
    """What the bank is to transfer; ``clear`` names the fields that are not masked.

    ``notes`` stand above the table: who took it out, when and why. The bank's answer can be written into the last columns.
    """
    found = list(payments)
    added = _ADDED.fill(n=len(found), money=yuan_text(sum(one.amount_fen for one in found)))
    said = tuple(notes) or (_MASKED.fill(day=on),)
    sheet = SheetOut(
        title=_TITLE,
        heading=_headed(notes),
        columns=_COLUMNS,
        rows=[_row(one, clear) for one in found],
        notes=(added, *said),
    )
    out = BytesIO()
    write_book(out, [sheet], language=page_language())
    return out.getvalue()


def _row(payment: Payment, clear: Collection[str]) -> list[object]:
    bank, account = (
        getattr(payment, name) if name in clear else payment.masked[name] for name in ("bank_name", "account")
    )
    return [payment.pk, payment.payee, bank, account, payment.amount_fen, payment.purpose, None, None]


def _headed(notes: Sequence[Wording]) -> Wording:
    return Wording(
        " ".join([_TITLE.zh, *(note.zh for note in notes)]),
        " ".join([_TITLE.en, *(note.en for note in notes)]),
    )
