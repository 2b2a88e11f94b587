"""What the last survey says of the six safety lines: a proposal with its reason, which an officer confirms or changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums.checking import Standing

_IDLE = frozenset({"laid_off", "unemployed"})
_WORKING = frozenset({"at_work", "migrant", "farmer"})


@dataclass(frozen=True)
class Suggestion:
    """How far a line probably is, and from what that follows; it names neither person nor illness nor amount."""

    state: Standing
    reason: Wording


@dataclass(frozen=True)
class Known:
    """What the last survey that was handed in says: answers, members, and the category that was computed."""

    answers: Mapping[str, Any]
    members: Sequence[Mapping[str, Any]]
    category: str
    causes: Sequence[str]

    def count(self, field: str, values: frozenset[str]) -> int:
        """How many of the household, the head included, gave one of these answers."""
        people = (self.answers, *self.members)
        return sum(one.get(field) in values for one in people)


def suggestions(known: Known) -> dict[str, Suggestion]:
    """What is suggested, by the key of the safety line; a line of which the survey says nothing is left out."""
    found = {key: rule(known) for key, rule in _RULES.items()}
    return {key: one for key, one in found.items() if one is not None}


def _living(known: Known) -> Suggestion | None:
    if known.category == "none":
        return Suggestion(
            Standing.NOT_NEEDED,
            Wording("按最近一次调查已不属于困难", "By the last survey not in hardship any longer"),
        )
    if known.category == "deep":
        return Suggestion(
            Standing.OPEN, Wording("最近一次调查认定为深度困难", "The last survey found deep hardship")
        )
    return None


def _medical(known: Known) -> Suggestion | None:
    without = known.count("medical", frozenset({"none"}))
    if without:
        return Suggestion(
            Standing.OPEN,
            Wording(f"调查填报有{without}人未参加医保", f"{without} without medical insurance by the survey"),
        )
    insured = known.count("medical", frozenset({"employee", "resident", "other"}))
    if insured and insured == 1 + len(known.members):
        return Suggestion(
            Standing.MET,
            Wording("调查填报全家都有医疗保障", "All have medical insurance by the survey"),
        )
    return None


def _schooling(known: Known) -> Suggestion | None:
    pupils = known.count("status", frozenset({"student"}))
    if not pupils:
        return Suggestion(Standing.NOT_NEEDED, Wording("家中没有在校学生", "Nobody goes to school"))
    if known.answers.get("expense_schooling") not in (None, "", "0"):
        return Suggestion(
            Standing.OPEN,
            Wording(f"有{pupils}名在校学生，教育有自付支出", f"{pupils} at school, with costs to pay"),
        )
    return Suggestion(
        Standing.MET,
        Wording(f"有{pupils}名在校学生，没有自付的教育支出", f"{pupils} at school, without costs to pay"),
    )


def _housing(known: Known) -> Suggestion | None:
    sort = known.answers.get("housing")
    if sort in ("none", "rented"):
        return Suggestion(
            Standing.OPEN, Wording("调查填报无房或租房", "Without a home, or renting, by the survey")
        )
    if sort in ("public", "low_rent", "bought", "built"):
        return Suggestion(Standing.MET, Wording("调查填报有稳定住房", "A home to stay in by the survey"))
    return None


def _work(known: Known) -> Suggestion | None:
    idle = known.count("status", _IDLE)
    if idle:
        return Suggestion(
            Standing.OPEN,
            Wording(f"调查填报有{idle}人下岗或失业", f"{idle} laid off or without work by the survey"),
        )
    if known.count("status", _WORKING):
        return Suggestion(
            Standing.MET,
            Wording("有人就业，没有人下岗失业", "Somebody has work, nobody was laid off"),
        )
    return Suggestion(
        Standing.NOT_NEEDED, Wording("家中没有需要就业的人", "Nobody in the household looks for work")
    )


def _insurance(known: Known) -> Suggestion | None:
    if {"uninsured", "benefits_unpaid"} & set(known.causes):
        return Suggestion(
            Standing.OPEN,
            Wording("致困原因含社保未参加或待遇不落实", "A cause is missing insurance, or benefits not paid"),
        )
    pension = known.answers.get("pension")
    if pension == "none":
        return Suggestion(Standing.OPEN, Wording("本人未参加养老保险", "The worker has no pension insurance"))
    if pension in ("employee", "resident"):
        return Suggestion(Standing.MET, Wording("本人已参加养老保险", "The worker has pension insurance"))
    return None


_RULES: dict[str, Callable[[Known], Suggestion | None]] = {
    "living": _living,
    "medical": _medical,
    "schooling": _schooling,
    "housing": _housing,
    "work": _work,
    "insurance": _insurance,
}
