"""The archive form (困难职工档案表), section by section. A year's form is what is left of it in that year.

Merged from four published forms of the national archive that disagree; the years below are those in which they do.
"""

from __future__ import annotations

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.facts import Expense, Income
from lianshou.kinds.aid.rules.form import choices
from lianshou.kinds.aid.rules.form.fields import NOTHING, Field, Form, Hide, Section, Sort
from lianshou.kinds.aid.rules.words import EXPENSES, INCOMES

OLD, NEW = 2016, 2021
"""The years in which the form changed: 2021 asks for every income and expense by its type instead of a few sums."""
MOST_MEMBERS = 9
MOST_SECONDARY = 3


def _yuan(key: str, words: Wording, *, since: int = NEW, note: Wording = NOTHING) -> Field:
    title = Wording(f"{words.zh}（元）", f"{words.en} (yuan)")
    return Field(key=key, title=title, sort=Sort.YUAN, since=since, feeds=True, most=15, note=note)


PERSON = Section(
    key="person",
    title=Wording("职工本人", "The worker"),
    fields=(
        Field(key="name", title=Wording("姓名", "Name"), required=True, most=40, fact="name"),
        Field(key="id_number", title=Wording("身份证号", "Identity number"), sort=Sort.IDENTITY, required=True, most=30, fact="id_number", hide=Hide.IDENTITY),
        Field(key="birth_on", title=Wording("出生日期", "Born on"), sort=Sort.DAY, note=Wording("不填则从身份证号读取。", "Read from the identity number when left empty."), fact="birth_on", hide=Hide.YEAR),
        Field(key="sex", title=Wording("性别", "Sex"), sort=Sort.CHOICE, choices=choices.SEX, until=NEW - 1),
        Field(key="nation", title=Wording("民族", "Ethnic group"), required=True, most=20),
        Field(key="politics", title=Wording("政治面貌", "Political status"), sort=Sort.CHOICE, required=True, choices=choices.POLITICS),
        Field(key="health", title=Wording("健康状况", "Health"), sort=Sort.CHOICE, required=True, choices=choices.HEALTH),
        Field(key="disability", title=Wording("残疾类别", "Disability"), sort=Sort.CHOICE, choices=choices.DISABILITY),
        Field(key="status", title=Wording("工作状态", "Status of work"), sort=Sort.CHOICE, required=True, choices=choices.STATUS),
        Field(key="hero", title=Wording("劳模类型", "Model worker"), sort=Sort.CHOICE, required=True, choices=choices.HERO),
        Field(key="marriage", title=Wording("婚姻状况", "Marriage"), sort=Sort.CHOICE, required=True, choices=choices.MARRIAGE),
        Field(key="single_parent", title=Wording("单亲家庭", "Single parent"), sort=Sort.TICK),
        Field(key="registration", title=Wording("户口类型", "Sort of household registration"), sort=Sort.CHOICE, required=True, choices=choices.REGISTRATION),
        Field(key="registered_at", title=Wording("户口所在地", "Registered at"), most=100, required=True),
        Field(key="address", title=Wording("家庭住址", "Home address"), most=200, required=True, fact="address", hide=Hide.HEAD),
        Field(key="phone", title=Wording("联系电话", "Telephone"), sort=Sort.PHONE, most=30, fact="phone", hide=Hide.PHONE),
        Field(key="postcode", title=Wording("邮编", "Postcode"), most=6, until=NEW - 1),
        Field(key="employer", title=Wording("工作单位", "Employer"), most=100, required=True),
        Field(key="employer_sort", title=Wording("单位性质", "Sort of employer"), sort=Sort.CHOICE, choices=choices.EMPLOYER),
        Field(key="employer_state", title=Wording("企业状况", "How the enterprise stands"), sort=Sort.CHOICE, choices=choices.EMPLOYER_STATE),
        Field(key="industry", title=Wording("所属行业", "Industry"), most=40),
        Field(key="worked_since", title=Wording("参加工作时间", "At work since"), sort=Sort.DAY),
    ),
)  # fmt: skip
MEMBERS = Section(
    key="members",
    title=Wording("家庭成员", "Family members"),
    note=Wording("只填共同生活的家庭成员，不含职工本人。", "Those who live together with the worker, without the worker."),
    rows=MOST_MEMBERS,
    fields=(
        Field(key="name", title=Wording("姓名", "Name"), required=True, most=40, hide=Hide.NAME),
        Field(key="relation", title=Wording("与本人关系", "Relation"), sort=Sort.CHOICE, required=True, choices=choices.RELATIONS),
        Field(key="id_number", title=Wording("身份证号", "Identity number"), sort=Sort.IDENTITY, most=30, hide=Hide.IDENTITY),
        Field(key="birth_on", title=Wording("出生日期", "Born on"), sort=Sort.DAY, hide=Hide.YEAR),
        Field(key="health", title=Wording("健康状况", "Health"), sort=Sort.CHOICE, required=True, choices=choices.HEALTH),
        Field(key="status", title=Wording("身份", "Status"), sort=Sort.CHOICE, required=True, choices=choices.MEMBER_STATUS),
        Field(key="monthly", title=Wording("月收入（元）", "Income of a month (yuan)"), sort=Sort.YUAN, most=15, until=NEW - 1, feeds=True),
        Field(key="medical", title=Wording("医保状况", "Medical insurance"), sort=Sort.CHOICE, choices=choices.MEDICAL),
        Field(key="place", title=Wording("单位或学校", "Employer or school"), most=100),
        Field(key="education", title=Wording("就读阶段", "Stage of schooling"), sort=Sort.CHOICE, choices=choices.EDUCATION, since=NEW),
        Field(key="enrolled", title=Wording("入学年份", "Enrolled in"), sort=Sort.WHOLE, most=4, since=NEW),
        Field(key="years", title=Wording("学制（年）", "Length of the course (years)"), sort=Sort.WHOLE, most=2, since=NEW),
    ),
)  # fmt: skip
HOUSING = Section(
    key="housing",
    title=Wording("住房与财产", "Housing and property"),
    fields=(
        Field(key="persons", title=Wording("家庭人口", "Persons in the household"), sort=Sort.WHOLE, required=True, most=2, feeds=True, note=Wording("含职工本人。", "The worker included.")),
        Field(key="housing", title=Wording("住房类型", "Sort of housing"), sort=Sort.CHOICE, required=True, choices=choices.HOUSING),
        Field(key="floor_band", title=Wording("建筑面积", "Floor space"), sort=Sort.CHOICE, choices=choices.FLOOR, until=NEW - 1, feeds=True),
        Field(key="floor_m2", title=Wording("建筑面积（平方米）", "Floor space (m²)"), sort=Sort.WHOLE, most=4, since=NEW, feeds=True),
        Field(key="homes", title=Wording("自有住房套数", "Homes owned"), sort=Sort.WHOLE, most=2, since=NEW, feeds=True),
        Field(key="exclusions", title=Wording("核查发现", "What was found"), sort=Sort.SEVERAL, choices=choices.EXCLUSIONS, feeds=True, note=Wording("没有就不选。", "Choose none where there is none.")),
    ),
)  # fmt: skip
_ANNUAL = Wording(
    "填最近12个月的合计；没有就空着。", "Sums of the last twelve months; leave empty what there is none of."
)
INCOME = Section(
    key="income",
    title=Wording("家庭收入", "Income"),
    note=_ANNUAL,
    fields=(
        Field(key="own_monthly", title=Wording("本人月平均收入（元）", "Own income of a month (yuan)"), sort=Sort.YUAN, required=True, most=15, until=NEW - 1, feeds=True),
        Field(key="other_yearly", title=Wording("家庭其他非薪资年收入（元）", "Other income of the household in a year (yuan)"), sort=Sort.YUAN, most=15, until=NEW - 1, feeds=True),
        Field(key="total_yearly", title=Wording("家庭年度总收入（元）", "Whole income of the household in a year (yuan)"), sort=Sort.YUAN, required=True, most=15, until=NEW - 1),
        _yuan(f"income_{Income.WAGES}", INCOMES[Income.WAGES]),
        _yuan(f"income_{Income.BUSINESS}", INCOMES[Income.BUSINESS]),
        _yuan(f"income_{Income.PROPERTY}", INCOMES[Income.PROPERTY]),
        _yuan(f"income_{Income.TRANSFERS}", INCOMES[Income.TRANSFERS]),
        _yuan(f"income_{Income.OTHER}", INCOMES[Income.OTHER]),
        _yuan(f"income_{Income.UNION_RELIEF}", INCOMES[Income.UNION_RELIEF]),
        _yuan(f"income_{Income.HOLIDAY_GIFTS}", INCOMES[Income.HOLIDAY_GIFTS]),
        _yuan(f"income_{Income.BASIC_PENSION}", INCOMES[Income.BASIC_PENSION]),
        Field(key="idle_months", title=Wording("有劳动能力者未就业月数合计", "Months without work of those able to"), sort=Sort.WHOLE, most=3, since=NEW, feeds=True, note=Wording("最近12个月内，家中每个有劳动能力、在劳动年龄的人未就业的月数相加。", "Of the last twelve, of all who are able to work and of working age, added up.")),
    ),
)  # fmt: skip
EXPENSE = Section(
    key="expenses",
    title=Wording("刚性支出", "Rigid expenses"),
    note=_ANNUAL,
    fields=(
        _yuan(f"expense_{Expense.ILLNESS}", EXPENSES[Expense.ILLNESS], since=0, note=Wording("扣除医保和其他报销后的自付部分。", "What was not paid by insurance.")),
        _yuan(f"expense_{Expense.DISABILITY}", EXPENSES[Expense.DISABILITY]),
        _yuan(f"expense_{Expense.SCHOOLING}", EXPENSES[Expense.SCHOOLING], since=0, note=Wording("义务教育除外。", "Compulsory school does not count.")),
        _yuan(f"expense_{Expense.HOUSING}", EXPENSES[Expense.HOUSING]),
        _yuan(f"expense_{Expense.WORK}", EXPENSES[Expense.WORK]),
        _yuan(f"expense_{Expense.OTHER}", EXPENSES[Expense.OTHER], since=0),
    ),
)  # fmt: skip
CAUSES = Section(
    key="causes",
    title=Wording("致困原因", "Causes"),
    fields=(
        Field(key="cause", title=Wording("主要致困原因", "Main cause"), sort=Sort.CHOICE, required=True, choices=choices.CAUSES, note=Wording("只选一项。", "One only.")),
        Field(key="secondary", title=Wording("次要致困原因", "Secondary causes"), sort=Sort.SEVERAL, choices=choices.CAUSES, note=Wording("最多三项。", "Three at most.")),
        Field(key="cause_yuan", title=Wording("主要原因造成的费用（元）", "Cost of the main cause (yuan)"), sort=Sort.YUAN, most=15, since=NEW, feeds=True),
        Field(key="covered_yuan", title=Wording("其中已获赔付、报销（元）", "Of that paid by insurance and others (yuan)"), sort=Sort.YUAN, most=15, since=NEW, feeds=True),
        Field(key="told", title=Wording("困难情况说明", "The hardship in words"), sort=Sort.LONG, most=500, hide=Hide.ALL),
    ),
)  # fmt: skip
HEALTH = Section(
    key="health_and_insurance",
    title=Wording("健康与保险", "Health and insurance"),
    fields=(
        Field(key="illness", title=Wording("所患疾病", "Illness"), most=100, hide=Hide.ALL),
        Field(key="medical", title=Wording("本人医保状况", "Own medical insurance"), sort=Sort.CHOICE, required=True, choices=choices.MEDICAL),
        Field(key="pension", title=Wording("本人养老保险", "Own pension insurance"), sort=Sort.CHOICE, choices=choices.PENSION, since=NEW),
        Field(key="self_help", title=Wording("自救能力", "Capacity for self-help"), sort=Sort.CHOICE, choices=choices.SELF_HELP),
        Field(key="no_job", title=Wording("零就业家庭", "Nobody in the household has work"), sort=Sort.TICK),
    ),
)  # fmt: skip
BANK = Section(
    key="bank",
    title=Wording("银行卡", "Bank card"),
    note=Wording("帮扶资金只打入银行卡。", "Aid is paid to a bank card only."),
    fields=(
        Field(key="bank_name", title=Wording("开户行", "Bank"), most=80, fact="bank_name", hide=Hide.HEAD),
        Field(key="bank_branch", title=Wording("开户支行", "Branch"), most=80, since=NEW),
        Field(key="bank_card", title=Wording("银行卡号", "Card number"), sort=Sort.CARD, most=30, fact="bank_card", hide=Hide.CARD),
    ),
)  # fmt: skip
SECTIONS = (PERSON, MEMBERS, HOUSING, INCOME, EXPENSE, CAUSES, HEALTH, BANK)
FORMS = tuple(
    Form(
        year,
        Wording(f"困难职工档案表（{year}版）", f"Archive form of {year}"),
        tuple(one.of(year) for one in SECTIONS),
    )
    for year in (OLD, NEW)
)
"""Every form that there has been, oldest first."""


def form_of(year: int) -> Form:
    """The form that is filled in in a year: the newest that is not newer; before the first, the first."""
    return next((one for one in reversed(FORMS) if one.year <= year), FORMS[0])
