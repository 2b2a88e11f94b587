"""Which incomes count, and the wage that is imputed for months without work."""

from __future__ import annotations

from lianshou.core.parameters import Setting, YesNo, Yuan
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.facts import Income

IMPUTES, WAGE = "aid.imputes_wage", "aid.minimum_wage"
COUNTING = {
    Income.UNION_RELIEF: "aid.counts_union_relief",
    Income.HOLIDAY_GIFTS: "aid.counts_holiday_gifts",
    Income.BASIC_PENSION: "aid.counts_basic_pension",
}
"""The settings that say whether an income of that type counts; every other income does."""
_LOCAL = Wording("各地总工会困难职工认定文件", "Federations' documents on recognising hardship")


def _counts(income: Income, title: Wording, usual: bool) -> Setting:
    return Setting(
        key=COUNTING[income], title=title, form=YesNo(), usual=usual, source=_LOCAL, by_two=True
    )  # fmt: skip


INCOMES = (
    _counts(Income.UNION_RELIEF, Wording("工会救助金计入家庭收入", "Union relief counts as income"), True),
    _counts(
        Income.HOLIDAY_GIFTS,
        Wording("小额节日慰问金计入家庭收入", "Small holiday gifts count as income"),
        False,
    ),
    _counts(
        Income.BASIC_PENSION,
        Wording("城乡居民基础养老金计入家庭收入", "The basic pension of residents counts as income"),
        False,
    ),
    Setting(
        key=IMPUTES,
        title=Wording("有劳动能力未就业的月份按最低工资计入", "Minimum wage imputed for months without work"),
        form=YesNo(),
        usual=True,
        source=_LOCAL,
        hint=Wording(
            "只算法定劳动年龄内、有劳动能力的家庭成员；登记失业、学生、重病照料等不算的情形由当地文件规定。",
            "For able-bodied members of working age only; whose months are left out is for the local document.",
        ),
        by_two=True,
    ),
    Setting(
        key=WAGE,
        title=Wording("最低工资标准", "Minimum wage"),
        form=Yuan(0),
        usual=180_000,
        unit=Wording("元/月", "yuan per month"),
        source=Wording(
            "由省级人民政府公布；1800元只是示例，请按当地文件录入",
            "Published by the province; 1,800 yuan is only an example, enter your own",
        ),
        by_two=True,
    ),
)
