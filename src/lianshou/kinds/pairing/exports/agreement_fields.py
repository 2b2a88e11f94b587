"""What a federation that edits the agreement in Word may use, and which promises of it are followed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lianshou.core.papers import Clause
from lianshou.core.wording import Wording

REQUIRED = frozenset({"number", "host.name", "guest.name", "starts_on", "ends_on"})

LABELS = {
    "number": Wording("文号", "number"),
    "year": Wording("年度", "year"),
    "programme": Wording("项目名称", "programme"),
    "federation": Wording("出具单位", "the federation that issues it"),
    "county": Wording("县（市、区）名称", "county"),
    "host.name": Wording("帮带方名称", "host"),
    "host.chair": Wording("帮带方主席", "chair of the host"),
    "host.phone": Wording("帮带方电话", "telephone of the host"),
    "host.address": Wording("帮带方地址", "address of the host"),
    "host.industry": Wording("帮带方行业", "industry of the host"),
    "host.credit_code": Wording("帮带方统一社会信用代码", "credit code of the host"),
    "host.honours[].level": Wording("荣誉级别", "level of an honour"),
    "host.honours[].title": Wording("荣誉名称", "title of an honour"),
    "host.honours[].document_no": Wording("荣誉文号", "document of an honour"),
    "host.honours[].granted_on": Wording("荣誉授予日期", "day of an honour"),
    "guest.name": Wording("被帮带方名称", "guest"),
    "guest.chair": Wording("被帮带方主席", "chair of the guest"),
    "guest.phone": Wording("被帮带方电话", "telephone of the guest"),
    "guest.address": Wording("被帮带方地址", "address of the guest"),
    "guest.industry": Wording("被帮带方行业", "industry of the guest"),
    "guest.credit_code": Wording("被帮带方统一社会信用代码", "credit code of the guest"),
    "guest.founded_on": Wording("被帮带方建会日期", "day the guest was founded"),
    "guest.members": Wording("被帮带方会员数", "members of the guest"),
    "reasons": Wording("结对理由", "why the two were paired"),
    "goal": Wording("争创目标", "goal"),
    "starts_on": Wording("期限起", "first day of the term"),
    "ends_on": Wording("期限止", "last day of the term"),
    "signed_on": Wording("生效日期", "day it came into force"),
    "activities_per_year": Wording("每年互访次数", "visits a year"),
    "commitments_host": Wording("帮带方承诺各条", "promises of the host, a line each"),
    "commitments_guest": Wording("被帮带方承诺各条", "promises of the guest, a line each"),
    "activities": Wording("互动活动各项", "mutual activities, a line each"),
    "remarks": Wording("备注与签署情况", "remarks, and who has signed"),
}
_MOST_A_YEAR = 12


def agreement_sample() -> dict[str, Any]:
    """Made-up words for a preview of an edited template."""
    unit = {
        "chair": "张三",
        "phone": "138****0001",
        "address": "某镇工业路1号",
        "industry": "通用设备制造业",
        "credit_code": "81320923MC00000011",
    }
    honour = {
        "level": "省级",
        "title": "模范职工之家",
        "document_no": "某工发〔2025〕1号",
        "granted_on": "2025年4月28日",
    }
    return {
        "number": "某联手〔2026〕1号",
        "year": 2026,
        "programme": "2026年‘联手兴家’",
        "federation": "某县总工会",
        "county": "某县",
        "host": unit | {"name": "甲公司工会", "honours": [honour]},
        "guest": unit | {"name": "乙公司工会", "chair": "李四", "founded_on": "2024年3月1日", "members": 86},
        "reasons": "相距0.4公里，同属一条产业链。",
        "goal": "县级模范职工之家",
        "starts_on": "2026年1月1日",
        "ends_on": "2027年12月31日",
        "signed_on": None,
        "activities_per_year": 2,
        "commitments_host": ["指导健全工会组织。"],
        "commitments_guest": ["制订年度计划。"],
        "activities": ["工会业务交流"],
        "remarks": "无",
    }


def agreement_clauses(*, context: Mapping[str, Any], starts_on: date, ends_on: date) -> Sequence[Clause]:
    """The visits of each year, which the host answers for, and the guest's yearly plan, within twenty working days."""
    plan = Clause(
        side="guest",
        words="制订建家年度计划，明确专人负责",
        done_when="年度计划已送帮带方和县总工会",
        after=20,
        working=True,
    )
    visits = min(int(context.get("activities_per_year") or 0), _MOST_A_YEAR)
    return [plan, *_visits(visits, days=(ends_on - starts_on).days)]


def _visits(a_year: int, *, days: int) -> list[Clause]:
    """Spread evenly over the term: the n-th of two a year is due after n half-years."""
    if not a_year:
        return []
    every = 365 / a_year
    return [
        Clause(
            side="host",
            words=f"开展第{n}次互访或互动活动（每年{a_year}次）",
            done_when="活动已登记，有时间、地点、人数和照片",
            after=round(n * every),
        )
        for n in range(1, int((days + 1) / every) + 1)
    ]
