"""The form of a checklist as a workbook: one line an item, with its points."""

from __future__ import annotations

from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_text, as_whole
from lianshou.kernel.inspections.rules.planning import NewLine

_MUST = (
    Choice("yes", Wording("是", "Yes"), ("必达", "必查", "√", "一票否决")),
    Choice("no", Wording("否", "No"), ("非必达",)),
)


def line_of(values: dict[str, Any]) -> NewLine:
    """A typed row as a line."""
    return NewLine(str(values["text"]), int(values["points"]), values.get("must") == "yes")


def checklist_layout() -> Layout:
    """The usual form: 序号、督查内容、分值、是否必达; scores of a filled sheet are passed over."""
    return Layout(
        "checklist",
        Wording("督查表", "Checklist"),
        (
            Column(
                key="text",
                title=Wording("督查内容", "What is looked at"),
                synonyms=("考核内容", "验收内容", "检查内容", "项目", "内容", "考核项目"),
                required=True,
                parse=as_text(most=400),
                example="工会组织健全，按期换届",
                width=48,
            ),
            Column(
                key="points",
                title=Wording("分值", "Points"),
                synonyms=("标准分", "满分", "分数"),
                required=True,
                parse=as_whole(least=1, most=1000),
                example=10,
            ),
            Column(
                key="must",
                title=Wording("是否必达", "Mandatory"),
                synonyms=("必达", "必查项", "一票否决"),
                parse=as_choice(_MUST),
                choices=_MUST,
                example="是",
            ),
        ),
    )
