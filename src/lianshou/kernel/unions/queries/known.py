"""What the register of unions holds already, for forms that would ask for it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from lianshou.core.facts import Fact, Known
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries.register import parent_of

REGISTER = Wording("工会名册", "the register of unions")


def last_changed_on(record: Any) -> date | None:
    """The day on which a record was last written, from its history; the caller has been let in to it."""
    moment = (
        type(record)
        .history.filter(id=record.pk)
        .order_by("-history_id")
        .values_list("history_date", flat=True)
        .first()
    )
    return timezone.localdate(moment) if moment else None


def sees_union(*, actor: Any, union: Union) -> bool:
    """Whether the actor sees the register's page of a union."""
    return any(
        scope_of(actor=actor, verb=verb).covers(union.path) for verb in ("union.view", "application.file")
    )


def _reading(of: Callable[[Union], Any]) -> Callable[..., Known | None]:
    def read(*, actor: Any, subject: Union) -> Known | None:
        value = of(subject)
        if value in (None, "") or not sees_union(actor=actor, union=subject):
            return None
        return Known(value=str(value), shown=str(value), on=last_changed_on(subject))

    return read


def _fact(key: str, title: Wording, of: Callable[[Union], Any], *words: str) -> Fact:
    return Fact(key=f"union.{key}", title=title, source=REGISTER, read=_reading(of), words=words)


UNION_FACTS = (
    _fact("name", Wording("工会名称", "Name of the union"), lambda one: one.name, "单位名称", "单位", "基层工会名称", "工会全称"),
    _fact("credit_code", Wording("统一社会信用代码", "Credit code"), lambda one: one.credit_code, "信用代码"),
    _fact("members", Wording("会员数", "Members"), lambda one: one.members, "会员人数", "工会会员数"),
    _fact("founded_on", Wording("建会时间", "Founded on"), lambda one: one.founded_on, "建会日期", "成立时间"),
    _fact("address", Wording("单位地址", "Address"), lambda one: one.address, "地址", "详细地址", "通讯地址"),
    _fact("township", Wording("乡镇、街道", "Township"), lambda one: one.township, "所在乡镇", "所属镇街", "乡镇街道"),
    _fact("industry_words", Wording("所属行业", "Industry"), lambda one: one.industry_said, "行业"),
    _fact("parent", Wording("上级工会", "Union above"), lambda one: _parent(one), "上级工会名称"),
    _fact("grade", Wording("“建家”等次", "Home grade"), lambda one: one.get_grade_display() if one.grade else "", "建家等次"),
)  # fmt: skip


def _parent(union: Union) -> str:
    above = parent_of(union=union)
    return above.name if above else ""
