"""What a bank's answer looks like: a workbook with our number of each payment and whether it was carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_text, as_whole, as_yuan

_RESULTS = (
    Choice(
        True, Wording("成功", "paid"), ("交易成功", "已付", "已支付", "付款成功", "处理成功", "success", "ok")
    ),
    Choice(
        False,
        Wording("失败", "failed"),
        ("交易失败", "未付", "退票", "退汇", "付款失败", "处理失败", "失败退回", "fail", "failure"),
    ),
)


def answer_layout() -> Layout:
    """The columns of a bank's answer; anything else in the file is passed over."""
    return Layout(
        "bank-answer",
        Wording("银行回单", "Answer of the bank"),
        (
            Column(
                key="number",
                title=Wording("付款编号", "Payment number"),
                synonyms=("编号", "业务编号", "企业流水号", "客户流水号", "参考号", "付款号"),
                required=True,
                parse=as_whole(least=1, most=2**31),
                example="1024",
            ),
            Column(
                key="result",
                title=Wording("结果", "Result"),
                synonyms=("交易结果", "处理结果", "交易状态", "处理状态", "状态", "付款结果"),
                required=True,
                parse=as_choice(_RESULTS),
                choices=_RESULTS,
                example="成功",
            ),
            Column(
                key="amount_fen",
                title=Wording("金额（元）", "Amount (yuan)"),
                synonyms=("金额", "交易金额", "付款金额", "转账金额"),
                parse=as_yuan(),
            ),
            Column(
                key="words",
                title=Wording("失败原因", "Why not"),
                synonyms=("原因", "备注", "附言", "错误信息", "失败说明", "退票原因"),
                parse=as_text(most=120),
                width=30,
            ),
        ),
    )


@dataclass(frozen=True)
class Answer:
    """What a bank said: the payments named, those that failed with its words, and the amounts it gives."""

    named: list[int]
    failures: dict[int, str]
    amounts: dict[int, int]


def answer_of(rows: Sequence[dict[str, Any]]) -> Answer:
    """The rows of a workbook as an answer; a number that comes twice stays twice, for the rule to refuse."""
    return Answer(
        named=[row["number"] for row in rows],
        failures={row["number"]: row.get("words") or "" for row in rows if not row["result"]},
        amounts={row["number"]: row["amount_fen"] for row in rows if row.get("amount_fen") is not None},
    )
