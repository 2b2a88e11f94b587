"""The form in which officers keep their six works: one line a task, merged cells and all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_day, as_name, as_text, as_whole
from lianshou.kernel.works.enums import COUNTED

PILLARS = (
    Choice("theory", Wording("理论武装", "Theory"), ("理论武装工程",)),
    Choice("cohesion", Wording("凝心聚力", "Cohesion"), ("凝心聚力工程",)),
    Choice("ideas", Wording("思想引领", "Ideas"), ("思想引领工程",)),
    Choice("achievement", Wording("建功立业", "Achievement"), ("建功立业工程",)),
    Choice("rights_and_aid", Wording("维权帮扶", "Rights and aid"), ("维权帮扶工程", "维权服务")),
    Choice("self_building", Wording("自身建设", "Self-building"), ("自身建设工程",)),
)
_COUNTERS = {
    counter: one.name for one in reversed(COUNTED) for counter in (*one.counters, one.english)
}  # a word that two units share means the first of them
_UNITS = tuple(
    Choice(
        one.name,
        one.wording,
        tuple(word for word in one.counters[1:] if _COUNTERS[word] == one.name),
    )
    for one in COUNTED
)


@dataclass(frozen=True)
class Line:
    """One line of a portfolio as it was typed: names where the system has records."""

    number: int
    pillar: str
    item: str
    measure: str
    title: str
    union: str
    due_on: date
    starts_on: date | None = None
    person: str = ""
    helpers: str = ""
    evidence: str = ""
    goal: int | None = None
    unit: str = ""


def line_of(number: int, values: dict[str, Any]) -> Line:
    """A typed row as a line; what is left empty counts as not given."""
    return Line(number=number, **{key: value for key, value in values.items() if value is not None})


def works_layout() -> Layout:
    """The usual form: 序号、工程、项目、措施、目标、责任单位、责任人、完成时限; the progress of a sheet is passed over."""
    return Layout(
        "works",
        Wording("六大工程任务表", "Tasks of the six works"),
        (
            Column(
                key="pillar",
                title=Wording("工程", "Work"),
                synonyms=("六大工程", "工程名称", "类别"),
                required=True,
                parse=as_choice(PILLARS),
                choices=PILLARS,
                example="建功立业",
            ),
            Column(
                key="item",
                title=Wording("项目", "Item"),
                synonyms=("工作项目", "项目名称", "重点项目"),
                required=True,
                parse=as_text(most=120),
                example="联手兴家",
                width=24,
            ),
            Column(
                key="measure",
                title=Wording("措施", "Measure"),
                synonyms=("举措", "工作措施", "具体措施", "主要措施"),
                required=True,
                parse=as_text(most=200),
                example="模范职工之家与两新组织工会结对",
                width=32,
            ),
            Column(
                key="title",
                title=Wording("目标", "Goal"),
                synonyms=("任务", "目标任务", "工作目标", "任务目标"),
                required=True,
                parse=as_text(most=200),
                example="全年签订联手协议60份",
                width=32,
            ),
            Column(
                key="goal",
                title=Wording("数量", "Number"),
                synonyms=("目标值", "指标", "量化指标"),
                parse=as_whole(least=1, most=10**12),
                example=60,
            ),
            Column(
                key="unit",
                title=Wording("计量单位", "Counted in"),
                synonyms=("单位", "量词"),
                parse=as_choice(_UNITS),
                choices=_UNITS,
                example="份",
            ),
            Column(
                key="union",
                title=Wording("责任单位", "Unit answerable"),
                synonyms=("牵头单位", "承办单位", "责任部门"),
                required=True,
                parse=as_name(most=100),
                example="示例县总工会",
                width=24,
            ),
            Column(
                key="person",
                title=Wording("责任人", "Person answerable"),
                synonyms=("负责人", "责任领导"),
                parse=as_name(most=40),
                example="张三",
            ),
            Column(
                key="helpers",
                title=Wording("协同单位", "Helping units"),
                synonyms=("配合单位", "协办单位"),
                parse=as_text(most=200),
            ),
            Column(
                key="starts_on",
                title=Wording("开始时间", "Starts on"),
                synonyms=("起始时间", "启动时间"),
                parse=as_day(month_only=False),
            ),
            Column(
                key="due_on",
                title=Wording("完成时限", "Due on"),
                synonyms=("完成时间", "时限", "截止时间", "完成期限"),
                required=True,
                parse=as_day(month_only=False),
                example="2020-12-20",
            ),
            Column(
                key="evidence",
                title=Wording("佐证材料", "Evidence expected"),
                synonyms=("佐证", "成果形式"),
                parse=as_text(most=200),
            ),
        ),
    )
