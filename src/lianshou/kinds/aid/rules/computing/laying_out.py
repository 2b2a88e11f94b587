"""The computation line by line: every number that was used, in words that a person can check with a pencil."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.computing.judging import (
    MONTHS,
    Sums,
    has_much_housing,
    imputed_fen,
    is_heavy,
    is_within,
    year_limit,
)
from lianshou.kinds.aid.rules.computing.outcome import Line, half_up
from lianshou.kinds.aid.rules.computing.values import ONE, Limit, Rules
from lianshou.kinds.aid.rules.facts import Category, Exclusion, Facts
from lianshou.kinds.aid.rules.words import CATEGORIES, EXCLUSIONS, EXPENSES, INCOMES

_AMOUNT = Wording("{yuan}元", "{yuan} yuan")
_NOT_COUNTED = Wording("{yuan}元，按本地规定不计入", "{yuan} yuan; does not count by the local rules")
_IMPUTED = Wording(
    "有劳动能力未就业{months}个月 × 最低工资{wage}元 = {yuan}元",
    "{months} months without work × minimum wage {wage} yuan = {yuan} yuan",
)
_NOT_IMPUTED = Wording(
    "有劳动能力未就业{months}个月，按本地规定不按最低工资计入",
    "{months} months without work; by the local rules no wage is imputed",
)
_NET = Wording("{income}元 − {expense}元 = {yuan}元", "{income} yuan − {expense} yuan = {yuan} yuan")
_BELOW_ZERO = Wording(
    "{income}元 − {expense}元 = {raw}元，低于零，按0元计算",
    "{income} yuan − {expense} yuan = {raw} yuan; below zero, counts as 0 yuan",
)
_MONTHLY = Wording(
    "{net}元 ÷ {persons}人 ÷ 12个月 = {yuan}元", "{net} yuan ÷ {persons} persons ÷ 12 months = {yuan} yuan"
)
_ROUNDED = Wording(
    "{net}元 ÷ {persons}人 ÷ 12个月 ≈ {yuan}元（四舍五入到分；比较时用未舍入的数）",
    "{net} yuan ÷ {persons} persons ÷ 12 months ≈ {yuan} yuan (rounded to fen; compared unrounded)",
)
_LIMIT = Wording(
    "要求 {net}元 {sign} 低保标准{line}元{times} × {persons}人 × 12个月 = {limit}元：{answer}",
    "needs {net} yuan {sign} line {line} yuan{times} × {persons} persons × 12 months = {limit} yuan: {answer}",
)
_OWN = Wording(
    "致困费用{cost}元 − 保险、赔偿和救助{covered}元 = 自己负担{yuan}元",
    "cost {cost} yuan − borne by insurance and relief {covered} yuan = {yuan} yuan of one's own",
)
_HEAVY = Wording(
    "要求 自己负担{own}元 {sign} 家庭年收入{income}元 × {share}% = {limit}元：{answer}",
    "needs own cost {own} yuan {sign} yearly income {income} yuan × {share}% = {limit} yuan: {answer}",
)
_NO_COST = Wording("没有自己负担的致困费用：不符合", "no cost of one's own: not met")
_MET, _UNMET = Wording("符合", "met"), Wording("不符合", "not met")
_HOUSING = Wording(
    "住房{homes}套（{most}套及以上），{floor}平方米 > {each}平方米 × {persons}人 = {limit}平方米",
    "{homes} homes ({most} or more), {floor} m² > {each} m² × {persons} persons = {limit} m²",
)
_FOUND = Wording("有此情形，按本地规定不予认定", "found; keeps a household out by the local rules")
_FOUND_SCHOOL = Wording(
    "收费超过同类公办学校{times}倍，按本地规定不予认定",
    "the fee is above {times} times that of a public school; keeps a household out by the local rules",
)
_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def lines_of(facts: Facts, rules: Rules, sums: Sums, found: tuple[Exclusion, ...]) -> tuple[Line, ...]:
    """Every line, in the order in which one reckons."""
    return (
        *_incomes(facts, rules, sums),
        *_expenses(facts, sums),
        *_net(sums),
        *(_limit(one, sums, rules) for one in rules.limits),
        *_accident(facts, rules, sums),
        *(_excluded(one, facts, rules) for one in found),
    )


def _incomes(facts: Facts, rules: Rules, sums: Sums) -> list[Line]:
    lines = []
    for income, title in INCOMES.items():
        fen = facts.incomes.get(income, 0)
        if fen:
            out = income in rules.not_counted
            words = (_NOT_COUNTED if out else _AMOUNT).fill(yuan=yuan_text(fen))
            lines.append(_line(income, "income", title, words, 0 if out else fen, stated=fen))
    if facts.idle_months:
        lines.append(_imputed(facts, rules))
    total = Wording("家庭年收入合计", "Yearly income in all")
    words = _sum([one.fen for one in lines if one.fen], sums.income_fen)
    return [*lines, _line("income", "income", total, words, sums.income_fen)]


def _imputed(facts: Facts, rules: Rules) -> Line:
    fen = imputed_fen(facts, rules)
    said = {"months": facts.idle_months, "wage": yuan_text(rules.wage_fen), "yuan": yuan_text(fen)}
    words = (_IMPUTED if rules.imputes else _NOT_IMPUTED).fill(**said)
    title = Wording("按最低工资计入", "Imputed wages")
    return _line(
        "imputed", "income", title, words, fen, months=facts.idle_months, wage_fen=rules.wage_fen
    )  # fmt: skip


def _expenses(facts: Facts, sums: Sums) -> list[Line]:
    lines = [
        _line(one, "expense", title, _AMOUNT.fill(yuan=yuan_text(fen)), fen, stated=fen)
        for one, title in EXPENSES.items()
        if (fen := facts.expenses.get(one, 0))
    ]
    title = Wording("刚性支出合计", "Rigid expenses in all")
    words = _sum([one.fen for one in lines if one.fen], sums.expense_fen)
    return [*lines, _line("expense", "expense", title, words, sums.expense_fen)]


def _net(sums: Sums) -> list[Line]:
    raw = sums.income_fen - sums.expense_fen
    said = {"income": yuan_text(sums.income_fen), "expense": yuan_text(sums.expense_fen)}
    words = (_BELOW_ZERO if raw < 0 else _NET).fill(**said, raw=yuan_text(raw), yuan=yuan_text(raw))
    title = Wording("家庭年净收入", "Net income of the year")
    net = _line(
        "net", "net", title, words, sums.net_fen, income=sums.income_fen, expense=sums.expense_fen
    )  # fmt: skip
    shown = half_up(sums.monthly)
    form = _MONTHLY if shown == sums.monthly else _ROUNDED
    words = form.fill(net=yuan_text(sums.net_fen), persons=sums.persons, yuan=yuan_text(shown))
    title = Wording("家庭月人均纯收入", "Net income a person and month")
    return [
        net,
        _line("monthly", "net", title, words, shown, net=sums.net_fen, persons=sums.persons, months=MONTHS),
    ]


def _limit(limit: Limit, sums: Sums, rules: Rules) -> Line:
    holds = is_within(limit, sums, rules.line_fen)
    at = year_limit(limit, line_fen=rules.line_fen, persons=sums.persons)
    words = _LIMIT.fill(
        net=yuan_text(sums.net_fen),
        sign=_SIGNS[limit.boundary],
        line=yuan_text(rules.line_fen),
        times="" if limit.multiple == ONE else f" × {_plain(Decimal(limit.multiple) / ONE)}",
        persons=sums.persons,
        limit=_exact(at),
        answer=_MET if holds else _UNMET,
    )
    operands = (
        ("net", sums.net_fen), ("boundary", limit.boundary), ("line", rules.line_fen),
        ("hundredths", limit.multiple), ("persons", sums.persons), ("months", MONTHS),
    )  # fmt: skip
    is_ceiling = limit is rules.ceiling
    title = (
        Wording("意外致困的收入上限", "Ceiling for an accident") if is_ceiling else CATEGORIES[limit.category]
    )
    key = "ceiling" if is_ceiling else limit.category.value
    return Line(key=key, part="test", title=title, words=words, operands=operands, holds=holds)


def _accident(facts: Facts, rules: Rules, sums: Sums) -> list[Line]:
    if not facts.cause_fen:
        title = CATEGORIES[Category.ACCIDENT]
        return [Line(key="accident", part="test", title=title, words=_NO_COST, holds=False)]
    words = _OWN.fill(
        cost=yuan_text(facts.cause_fen), covered=yuan_text(facts.covered_fen), yuan=yuan_text(sums.own_fen)
    )
    title = Wording("自己负担的致困费用", "Own cost of the main cause")
    own = _line(
        "own", "test", title, words, sums.own_fen, cost=facts.cause_fen, covered=facts.covered_fen
    )  # fmt: skip
    ceiling = [] if rules.ceiling is None else [_limit(rules.ceiling, sums, rules)]
    return [own, _heavy(rules, sums), *ceiling]


def _heavy(rules: Rules, sums: Sums) -> Line:
    holds, base = is_heavy(sums, rules), max(sums.income_fen, 0)
    words = _HEAVY.fill(
        own=yuan_text(sums.own_fen),
        sign=_SIGNS[rules.share_boundary],
        income=yuan_text(base),
        share=rules.share,
        limit=_exact(Fraction(base * rules.share, ONE)),
        answer=_MET if holds else _UNMET,
    )
    operands = (
        ("own", sums.own_fen), ("boundary", rules.share_boundary), ("income", base), ("percent", rules.share),
    )  # fmt: skip
    title = CATEGORIES[Category.ACCIDENT]
    return Line(key="accident", part="test", title=title, words=words, operands=operands, holds=holds)


def _excluded(exclusion: Exclusion, facts: Facts, rules: Rules) -> Line:
    words = _FOUND
    persons = max(facts.persons, 1)
    if exclusion is Exclusion.HOMES and has_much_housing(facts, rules):
        words = _HOUSING.fill(
            homes=facts.homes,
            most=rules.homes,
            floor=facts.floor_m2,
            each=_plain(rules.floor),
            persons=persons,
            limit=_plain(rules.floor * persons),
        )
    if exclusion is Exclusion.COSTLY_SCHOOL:
        words = _FOUND_SCHOOL.fill(times=_plain(rules.school))
    title = EXCLUSIONS[exclusion]
    return Line(key=exclusion.value, part="exclusion", title=title, words=words, holds=True)


def _line(key: str, part: str, title: Wording, words: Wording, fen: int, **operands: int) -> Line:
    return Line(key=str(key), part=part, title=title, words=words, operands=tuple(operands.items()), fen=fen)


def _sum(parts: list[int], total: int) -> Wording:
    said = " + ".join(yuan_text(one) for one in parts).replace("+ -", "− ")
    text = f"{said} = {yuan_text(total)}" if len(parts) > 1 else yuan_text(total)
    return Wording(f"{text}元", f"{text} yuan")


def _exact(fen: Fraction) -> str:
    """Fen as yuan with as many decimals as it has, at least two; limits have at most four."""
    if fen.denominator == 1:
        return yuan_text(fen.numerator)
    return f"{Decimal(fen.numerator) / Decimal(fen.denominator) / 100:,f}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
