"""Which papers prove what was stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.facts import Exclusion, Expense, Facts, Income
from lianshou.kinds.aid.rules.words import EXPENSES, INCOMES


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper and what it proves."""

    key: str
    proves: Wording
    paper: Wording


_ALWAYS = (
    Needed(
        "identity",
        Wording("身份和家庭成员", "Who belongs to the household"),
        Wording("全家的居民身份证、户口簿", "Identity cards and household register of all"),
    ),
    Needed(
        "authorisation",
        Wording("申请和授权", "The application and the authorisation"),
        Wording(
            "困难职工申请书、家庭经济状况核对授权委托书（工会提供，本人签字）",
            "Application, and authorisation to check the household's means (the union has the forms; signed by hand)",
        ),
    ),
    Needed(
        "membership",
        Wording("劳动关系和会员身份", "Employment and membership"),
        Wording("劳动合同或单位证明、工会会员证", "Contract or statement of the employer, membership card"),
    ),
)
_INCOMES = {
    Income.WAGES: Wording(
        "最近12个月工资单或银行流水、单位收入证明", "Pay slips or bank statement of the last 12 months"
    ),
    Income.BUSINESS: Wording("营业执照、纳税或记账凭证", "Business licence, tax records or accounts"),
    Income.PROPERTY: Wording(
        "租赁合同、利息或分红凭证", "Lease, statements of interest or dividends"
    ),
    Income.TRANSFERS: Wording(
        "养老金、低保金、赡养费等领取凭证", "Proof of pension, minimum allowance, maintenance"
    ),
    Income.OTHER: Wording("其他收入的凭证", "Proof of the other income"),
    Income.UNION_RELIEF: Wording("工会救助金领取记录", "Record of relief received from the union"),
    Income.BASIC_PENSION: Wording("养老金存折或银行流水", "Pension passbook or bank statement"),
}  # fmt: skip
_EXPENSES = {
    Expense.ILLNESS: Wording(
        "诊断证明、病历、医疗费票据和医保结算单",
        "Diagnosis, medical bills, settlement of the health insurance",
    ),
    Expense.DISABILITY: Wording(
        "残疾人证、康复和护理费票据", "Disability card, bills of rehabilitation and care"
    ),
    Expense.SCHOOLING: Wording(
        "录取通知书或在校证明、学费住宿费票据（义务教育阶段除外）",
        "Admission or proof of enrolment, bills of tuition and lodging (not of compulsory schooling)",
    ),
    Expense.HOUSING: Wording("租房合同或房贷还款凭证", "Lease, or statement of the mortgage"),
    Expense.WORK: Wording("通勤、培训等费用票据", "Bills of commuting, training and the like"),
    Expense.OTHER: Wording("其他支出的票据", "Bills of the other expenses"),
}


def papers_needed(facts: Facts) -> tuple[Needed, ...]:
    """The papers that prove what was stated: those that everybody brings, then one for each thing that is there."""
    return tuple(_papers(facts))


def _papers(facts: Facts) -> Iterator[Needed]:
    yield from _ALWAYS
    for income, paper in _INCOMES.items():
        if facts.incomes.get(income):
            yield Needed(income.value, INCOMES[income], paper)
    if facts.idle_months:
        paper = Wording("失业登记证明或就业创业证", "Registration as unemployed, or employment card")
        yield Needed("idle", Wording("未就业的月份", "Months without work"), paper)
    for expense, paper in _EXPENSES.items():
        if facts.expenses.get(expense):
            yield Needed(expense.value, EXPENSES[expense], paper)
    yield from _circumstances(facts)


def _circumstances(facts: Facts) -> Iterator[Needed]:
    if facts.cause_fen:
        paper = Wording(
            "事故认定、诊断或受灾证明，费用票据，保险理赔、赔偿和救助的结算单",
            "Finding of the accident, diagnosis or damage; bills; settlements of insurance, damages and relief",
        )
        yield Needed("cause", Wording("意外或重病", "Accident or grave illness"), paper)
    if facts.homes:
        paper = Wording("不动产权证书或租住证明", "Certificate of ownership, or proof of tenancy")
        yield Needed("homes", Wording("住房", "Housing"), paper)
    if Exclusion.VEHICLE in facts.exclusions:
        paper = Wording("机动车行驶证", "Vehicle licence")
        yield Needed("vehicle", Wording("机动车", "Vehicle"), paper)
    if Exclusion.COSTLY_SCHOOL in facts.exclusions:
        paper = Wording("学校收费票据", "Bill of the school's fees")
        yield Needed("costly_school", Wording("学校收费", "School fees"), paper)
    if Exclusion.SHAREHOLDER in facts.exclusions:
        paper = Wording("企业登记信息", "Entry in the register of companies")
        yield Needed("shareholder", Wording("出资和经营", "Shares and business"), paper)
