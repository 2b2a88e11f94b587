"""A list of helpers as a workbook: what the export of the list says is read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lianshou.china import identity_numbers, telephones
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_code, as_list, as_name, as_text, as_whole
from lianshou.kinds.aid.rules.helping.deciding import MOST_LOAD
from lianshou.kinds.aid.rules.helping.words import FIELDS, LANGUAGES

SLUG = "helpers"
_OTHERWISE = {
    "illness": ("医疗", "看病", "因病"), "schooling": ("助学", "子女上学", "教育"), "employment": ("就业", "创业", "再就业"),
    "law": ("法律", "维权", "法律援助"), "living": ("生活", "生活救助"), "local": ("本地话", "方言"),
    "cantonese": ("粤语", "白话"), "hakka": ("客家",), "mandarin": ("国语",),
}  # fmt: skip
FIELD_CHOICES, LANGUAGE_CHOICES = (
    tuple(Choice(key, words, _OTHERWISE.get(key, ())) for key, words in pairs)
    for pairs in (FIELDS, LANGUAGES)
)
UNKNOWN = (
    Wording("没有身份证号，也没有手机号，认不出是谁。", "Without an identity number or a telephone nobody can tell who it is."),
    Wording("请补填一项；已经是帮扶责任人的，所在工会里没有同名的人就不用填。", "Add one of them; it is not needed for a helper whose name is the only one in the union."),
)  # fmt: skip
TWICE = Wording("与第{row}行是同一个人。", "Row {row} is about the same person.")
TWICE_WAY_OUT = Wording("请只保留一行。", "Keep only one of them.")


def _checked(why_not: Callable[[str], Any]) -> Callable[[str], tuple[str, Wording, Wording] | None]:
    def check(code: str) -> tuple[str, Wording, Wording] | None:
        reason = why_not(code)
        return (str(reason.value), reason.message, reason.way_out) if reason else None

    return check


def _code(why_not: Callable[[str], Any], normalise: Callable[[str], str]) -> Callable[[Cell], str]:
    parse = as_code(check=_checked(why_not))
    return lambda cell: normalise(parse(cell))


def helpers_layout() -> Layout:
    """The columns of a list of helpers."""
    return Layout(
        SLUG,
        Wording("帮扶责任人名单", "List of helpers"),
        (
            Column("name", Wording("姓名", "Name"), ("帮扶责任人", "责任人", "责任人姓名", "Helper"), parse=as_name(most=40), required=True, example="示例人员", width=12),
            Column("unit", Wording("所在工会", "Union"), ("工会", "单位", "所在单位", "责任人单位"), parse=as_name(most=120), width=28, note=Wording("留空则记到上传时所选的工会。", "Left empty: the union chosen for the list.")),
            Column("id_number", Wording("身份证号", "Identity number"), ("身份证号码", "公民身份号码"), parse=_code(identity_numbers.why_not_number, identity_numbers.normalise), width=22, note=Wording("身份证号和手机号至少填一项。", "At least this or the mobile telephone.")),
            Column("phone", Wording("手机号", "Mobile telephone"), ("手机", "手机号码", "联系电话"), parse=_code(telephones.why_not_phone, telephones.normalise)),
            Column("title", Wording("职务", "Office or position"), ("单位职务", "职务或岗位", "岗位"), parse=as_text(most=60), example="工会主席"),
            Column("office", Wording("办公电话", "Office telephone"), (), parse=as_text(most=30), note=Wording("印在联系卡上，不要填私人号码。", "Stands on the contact card: no private number.")),
            Column("fields", Wording("帮扶专长", "Fields of help"), ("帮扶领域", "帮扶方向", "擅长领域"), parse=as_list(as_choice(FIELD_CHOICES)), example="医疗救助、子女助学", width=24),
            Column("languages", Wording("语言方言", "Languages and dialects"), ("语言", "语言和方言", "语言与方言", "方言"), parse=as_list(as_choice(LANGUAGE_CHOICES)), example="普通话、粤语（白话）", width=20),
            Column("most", Wording("宜帮扶户数", "Households at most"), ("最多帮扶户数", "帮扶户数上限", "最多户数", "户数上限"), parse=as_whole(least=1, most=MOST_LOAD), example="3"),
        ),
    )  # fmt: skip
