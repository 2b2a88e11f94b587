"""What incomes, expenses, exclusions and categories are called, for storeys that know nothing of Django."""

from __future__ import annotations

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.facts import Category, Exclusion, Expense, Income

INCOMES = {
    Income.WAGES: Wording("工资性收入", "Wages"),
    Income.BUSINESS: Wording("经营净收入", "Net income from business"),
    Income.PROPERTY: Wording("财产净收入", "Net income from property"),
    Income.TRANSFERS: Wording("转移净收入", "Net transfers"),
    Income.OTHER: Wording("其他收入", "Other income"),
    Income.UNION_RELIEF: Wording("工会救助金", "Union relief"),
    Income.HOLIDAY_GIFTS: Wording("节日慰问金", "Holiday gifts"),
    Income.BASIC_PENSION: Wording("城乡居民基础养老金", "Basic pension of residents"),
}
EXPENSES = {
    Expense.ILLNESS: Wording("因病支出", "Illness"),
    Expense.DISABILITY: Wording("因残支出", "Disability"),
    Expense.SCHOOLING: Wording("因学支出", "Schooling"),
    Expense.HOUSING: Wording("住房支出", "Housing"),
    Expense.WORK: Wording("必要就业成本", "Necessary cost of working"),
    Expense.OTHER: Wording("其他刚性支出", "Other rigid expenses"),
}
EXCLUSIONS = {
    Exclusion.HOMES: Wording("多套住房且人均面积超标", "several homes with too much floor"),
    Exclusion.VEHICLE: Wording("有机动车（残疾人代步车除外）", "a motor vehicle"),
    Exclusion.COSTLY_SCHOOL: Wording("子女就读高收费学校或自费留学", "a costly school or studies abroad"),
    Exclusion.SHAREHOLDER: Wording("家庭成员是控股股东或有经营实体", "a controlling share in a company"),
    Exclusion.REFUSES_CHECK: Wording("拒不配合核查", "refusing to be checked"),
    Exclusion.CONCEALS: Wording("隐瞒或造假", "concealing or forging"),
    Exclusion.REFUSES_WORK: Wording("无故拒绝就业", "refusing work without cause"),
}
CATEGORIES = {
    Category.DEEP: Wording("深度困难", "deep hardship"),
    Category.RELATIVE: Wording("相对困难", "relative hardship"),
    Category.ACCIDENT: Wording("意外致困", "hardship by accident"),
    Category.MINIMUM: Wording("低保户", "minimum household"),
    Category.MARGIN: Wording("低保边缘户", "household at the margin"),
    Category.NONE: Wording("不属于困难职工", "not in hardship"),
}
