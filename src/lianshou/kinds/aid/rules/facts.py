"""What the rules of hardship are asked about: one household as it stands, with nothing in it by which anybody could be known.

Amounts are whole fen of twelve months unless a name says otherwise (docs/aid.md, "Computation").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Income(StrEnum):
    """Incomes of twelve months, by type; the last three may not count, as the settings of a region say."""

    WAGES = "wages"  # 工资性收入
    BUSINESS = "business"  # 经营净收入
    PROPERTY = "property"  # 财产净收入
    TRANSFERS = "transfers"  # 转移净收入
    OTHER = "other"  # 其他收入
    UNION_RELIEF = "union_relief"  # 工会救助金
    HOLIDAY_GIFTS = "holiday_gifts"  # 节日慰问金
    BASIC_PENSION = "basic_pension"  # 城乡居民基础养老金


class Expense(StrEnum):
    """Rigid expenses of twelve months, by type."""

    ILLNESS = "illness"  # 因病
    DISABILITY = "disability"  # 因残
    SCHOOLING = "schooling"  # 因学（义务教育除外）
    HOUSING = "housing"  # 住房
    WORK = "work"  # 必要就业成本
    OTHER = "other"  # 其他


class Exclusion(StrEnum):
    """What keeps a household out whatever its income, each switched by a setting of the region."""

    HOMES = "homes"  # 两套以上住房且超过人均面积
    VEHICLE = "vehicle"  # 机动车（残疾人代步除外）
    COSTLY_SCHOOL = "costly_school"  # 高收费私立学校、自费留学
    SHAREHOLDER = "shareholder"  # 控股股东、经营实体
    REFUSES_CHECK = "refuses_check"  # 拒不配合核查
    CONCEALS = "conceals"  # 隐瞒、造假
    REFUSES_WORK = "refuses_work"  # 无故拒绝就业


class Category(StrEnum):
    """What a household may be found to be. Which of them exist in a region on a day is a setting (the set of categories)."""

    DEEP = "deep"  # 深度困难
    RELATIVE = "relative"  # 相对困难
    ACCIDENT = "accident"  # 意外致困
    MINIMUM = "minimum"  # 低保户（旧）
    MARGIN = "margin"  # 低保边缘户（旧）
    NONE = "none"  # 不属于困难职工


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A household on a day.

    ``persons`` counts everybody who shares the budget, at least 1. ``idle_months`` are the months of the last twelve, of all
    able-bodied members of working age together, in which they had no work: a wage is imputed for them.
    ``cause_fen`` is what the main cause cost, ``covered_fen`` what insurance and others bore of it. ``homes`` and ``floor_m2``
    serve the exclusion by housing. ``exclusions`` are those that somebody found to be there; HOMES may also be derived.
    """

    persons: int
    incomes: Mapping[Income, int] = field(default_factory=dict)
    expenses: Mapping[Expense, int] = field(default_factory=dict)
    idle_months: int = 0
    cause_fen: int = 0
    covered_fen: int = 0
    homes: int = 0
    floor_m2: int = 0
    exclusions: frozenset[Exclusion] = frozenset()


@dataclass(frozen=True)
class Where:
    """The region (a division code) and the day whose settings count."""

    region: str
    on: date
