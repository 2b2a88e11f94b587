"""The columns of a list of the civil-affairs office, by whatever its headings are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianshou.china import identity_numbers
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.formats.sheets.parsing import as_code, as_name, as_text, as_yuan


def civil_layout() -> Layout:
    """姓名、身份证号、救助类别、月救助金额: the last two may be missing."""
    return Layout(
        "civil_list",
        Wording("民政核对名单", "Civil-affairs list"),
        (
            Column(
                key="name",
                title=Wording("姓名", "Name"),
                synonyms=("保障对象", "户主", "户主姓名", "对象姓名", "救助对象", "保障对象姓名", "申请人"),
                required=True,
                parse=as_name(most=40),
                example="示例人员",
                width=12,
            ),
            Column(
                key="id_number",
                title=Wording("身份证号", "Identity number"),
                synonyms=(
                    "身份证号码",
                    "公民身份号码",
                    "身份证",
                    "证件号码",
                    "户主身份证号",
                    "户主身份证号码",
                ),
                required=True,
                parse=as_code(check=_checked),
                note=Wording("请设成文本格式。", "Set the cells to text."),
                example="11010519491231002X",
                width=22,
            ),
            Column(
                key="what",
                title=Wording("救助类别", "What they get"),
                synonyms=("类别", "保障类别", "低保类别", "救助类型", "对象类别", "待遇类型", "保障类型"),
                parse=as_text(most=60),
                example="城市低保",
            ),
            Column(
                key="monthly",
                title=Wording("月救助金额", "Yuan a month"),
                synonyms=(
                    "月保障金额",
                    "保障金额",
                    "月低保金",
                    "月低保金额",
                    "低保金额",
                    "救助金额",
                    "月金额",
                    "金额",
                ),
                parse=as_yuan(),
                example="720.00",
            ),
        ),
    )


def _checked(code: str) -> tuple[str, Wording, Wording] | None:
    reason = identity_numbers.why_not_number(code, today=date.max)
    return (str(reason.value), reason.message, reason.way_out) if reason else None


def fen_a_month(value: Any) -> int | None:
    """What a cell of money holds; None for an empty one."""
    return int(value) if value else None
