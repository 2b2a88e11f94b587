"""Aid given: households, persons and person-times kept apart, yuan by source and sort; who has no project, and long-term marks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.funds.enums import Sort
from lianshou.kinds.aid.enums import LongGround
from lianshou.kinds.aid.figures.columns import file_columns
from lianshou.kinds.aid.models import Aid, Household, LongTerm, Recipient
from lianshou.kinds.aid.models.households import NOBODY, RELATIONS_BY_KEY
from lianshou.kinds.aid.queries.aiding import (
    aided_counted,
    aids_given,
    long_term_counted,
    money_given_counted,
    sort_said,
    unaided_counted,
)


def _source_said(value: Any) -> Any:
    return Sort(value).label


def _household(row: Household) -> Household:
    return row


def _relation(row: Recipient) -> Any:
    return Wording("本人", "The worker") if row.is_head else RELATIONS_BY_KEY.get(row.relation, NOBODY)


def _dressed(rows: Any) -> Any:
    return rows.select_related("household__union", "household__head", "project", "payment__budget__source")


_BY_SORT = Breakdown(slug="sort", title=Wording("帮扶项目", "Sort of project"), key="sort", label=sort_said)
_BY_SOURCE = Breakdown(
    slug="source",
    title=Wording("资金来源", "Sort of money"),
    key="payment__budget__source__sort",
    label=_source_said,
    order=tuple(Sort.values),
)
_OF_AID = (
    RowColumn(
        title=Wording("帮扶项目", "Project"),
        value=lambda one: one.project.title,
        link=lambda one: reverse("aid:aid", args=[one.pk]),
        sort="project__title",
    ),
    *file_columns("household__", lambda one: one.household),
    RowColumn(title=Wording("落实日期", "Given on"), value=lambda one: one.given_on, sort="given_on"),
)
_FACTS: dict[str, Any] = {"year": "given_on__year", "on": "given_on", "path": "household__union_path"}
_FILES: dict[str, Any] = {
    "columns": file_columns("", _household),
    "dress": lambda rows: rows.select_related("union", "head"),
    "year": "opened_year",
    "on": "opened_on",
    "path": "union_path",
}


def _yuan(one: Aid) -> Decimal:
    return (Decimal(one.amount_fen) / 100).quantize(Decimal("0.01"))


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure of aid, in the order in which it is read."""
    return (*_given(), *_money(), *_projects())


def _given() -> tuple[Figure, ...]:
    return (
        Figure(
            slug="aid-given-households",
            title=Wording("受助困难职工家庭", "Households helped"),
            definition=Wording(
                "期内有帮扶项目落实的家庭，一户计一次；资金以付款之日、服务以登记落实之日为准。",
                "Households to which something was given in the period, once each: money on the day it was paid, services on the day given.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=aids_given,
            each="household",
            columns=file_columns("", _household),
            dress=lambda rows: rows.select_related("union", "head"),
            breakdowns=(_BY_SORT,),
            **_FACTS,
        ),
        Figure(
            slug="aid-given-persons",
            title=Wording("受助人数", "Persons helped"),
            definition=Wording(
                "期内享受帮扶项目的人，同一身份证号计一次。",
                "Persons who received something in the period, once for each identity number.",
            ),
            unit=Unit.PERSON,
            facts=aids_given,
            each="recipient",
            columns=(
                *file_columns("household__", lambda one: one.household),
                RowColumn(title=Wording("与职工关系", "Relation"), value=_relation, sort="relation"),
            ),
            dress=lambda rows: rows.select_related("household__union", "household__head"),
            breakdowns=(_BY_SORT,),
            **_FACTS,
        ),
        Figure(
            slug="aid-given-times",
            title=Wording("帮扶人次", "Person-times of aid"),
            definition=Wording(
                "期内落实的帮扶项目，一人一项计一次。",
                "Everything that was given in the period, once for each person and project.",
            ),
            unit=Unit.PERSON_TIME,
            facts=aids_given,
            columns=_OF_AID,
            dress=_dressed,
            breakdowns=(_BY_SORT,),
            **_FACTS,
        ),
    )


def _money() -> tuple[Figure, ...]:
    return (
        Figure(
            slug="aid-yuan",
            title=Wording("帮扶资金", "Aid in money"),
            definition=Wording(
                "期内已付出的帮扶资金，由各笔的分相加，按资金来源和帮扶项目分列。",
                "Aid that was paid in the period, added from the fen of its rows, by sort of money and of project.",
            ),
            unit=Unit.FEN,
            facts=money_given_counted,
            adds="amount_fen",
            columns=(
                *_OF_AID,
                RowColumn(title=Wording("金额（元）", "Amount (yuan)"), value=_yuan, sort="amount_fen"),
                RowColumn(
                    title=Wording("资金来源", "Sort of money"),
                    value=lambda one: one.payment.budget.source.get_sort_display(),
                    sort="payment__budget__source__sort",
                ),
            ),
            dress=_dressed,
            breakdowns=(_BY_SOURCE, _BY_SORT),
            **_FACTS,
        ),
    )


def _projects() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="aid-with-project",
            title=Wording(
                "本年已安排或落实帮扶项目的在档家庭",
                "Households on file with a project planned or given this year",
            ),
            definition=Wording(
                "在档困难职工家庭中本年已安排或落实帮扶项目的，一户计一次。",
                "Households on file for which something is planned or given this year, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=aided_counted,
            **_FILES,
        ),
        Figure(
            slug="aid-without-project",
            title=Wording("本年尚无帮扶项目的在档家庭", "Households on file without a project this year"),
            definition=Wording(
                "在档困难职工家庭中本年没有安排任何帮扶项目的，一户计一次。",
                "Households on file for which nothing is planned this year, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=unaided_counted,
            **_FILES,
        ),
        Ratio(
            slug="aid-project-rate",
            title=Wording("帮扶项目覆盖率", "Share of households with a project"),
            definition=Wording(
                "本年已安排或落实帮扶项目的在档家庭 ÷ 在档困难职工家庭。",
                "Households with a project planned or given this year ÷ households on file.",
            ),
            numerator="aid-with-project",
            denominator="aid-households",
        ),
        Figure(
            slug="aid-long-term",
            title=Wording("无法解困脱困、长效帮扶的家庭", "Households marked for long-term aid"),
            definition=Wording(
                "在档、标记为无法解困脱困的家庭，一户计一次，按原因分列。",
                "Households on file that cannot leave hardship, once each, by reason.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=long_term_counted,
            columns=(
                *file_columns("household__", _household_of),
                RowColumn(
                    title=Wording("原因", "Why"), value=lambda one: one.get_ground_display(), sort="ground"
                ),
                RowColumn(title=Wording("标记日期", "Since"), value=lambda one: one.since, sort="since"),
            ),
            dress=lambda rows: rows.select_related("household__union", "household__head"),
            year="since__year",
            on="since",
            path="household__union_path",
            breakdowns=(
                Breakdown(
                    slug="ground",
                    title=Wording("原因", "Why"),
                    key="ground",
                    label=lambda value: LongGround(value).label,
                    order=tuple(LongGround.values),
                ),
            ),
        ),
    )


def _household_of(one: LongTerm) -> Household:
    found: Household = one.household
    return found
