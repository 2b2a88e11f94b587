"""What the check-lists of households say: gone through this year, and which lines are met."""

from __future__ import annotations

from typing import Any

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums import CheckSort, Standing
from lianshou.kinds.aid.figures.columns import file_columns
from lianshou.kinds.aid.queries import checking
from lianshou.kinds.aid.rules.settings.checking import SAFETY_WORDS

_COLUMNS = (
    *file_columns("checking__household__", lambda row: row.checking.household),
    RowColumn(title=Wording("保障事项", "Line"), value=lambda row: row.line.name, sort="words"),
    RowColumn(title=Wording("状态", "State"), value=lambda row: Standing(row.state).label, sort="state"),
    RowColumn(title=Wording("自何日起", "Since"), value=lambda row: row.since, sort="since"),
)


def line_said(key: Any) -> Any:
    """A safety line in words."""
    return SAFETY_WORDS.get(key, "–")


def sort_said(key: Any) -> Any:
    """Which of the lists."""
    return CheckSort(key).label


def _dressed(rows: Any) -> Any:
    return rows.select_related("checking__household__union", "checking__household__head").defer("note")


def _lines(slug: str, title: Wording, definition: Wording, facts: Any, by: Breakdown, counter: str) -> Figure:
    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.ITEM,
        counter=counter,
        facts=facts,
        columns=_COLUMNS,
        dress=_dressed,
        year="checking__checked_year",
        on="checking__checked_on",
        path="checking__household__union_path",
        breakdowns=(by,),
    )


_BY_LINE = Breakdown(slug="line", title=Wording("保障线", "Safety line"), key="key", label=line_said)
_BY_SORT = Breakdown(slug="list", title=Wording("清单", "List"), key="sort", label=sort_said)


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure of the check-lists, in the order in which it is read."""
    return (
        Figure(
            slug="aid-checked",
            title=Wording("本年已核对清单的在档家庭", "Households checked this year"),
            definition=Wording(
                "在档困难职工家庭中本年核对过保障清单的，一户计一次。",
                "Households on file whose check-lists were gone through this year, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=checking.checked_counted,
            columns=file_columns("", lambda row: row),
            dress=lambda rows: rows.select_related("union", "head"),
            year="opened_year",
            on="opened_on",
            path="union_path",
        ),
        Ratio(
            slug="aid-check-rate",
            title=Wording("清单核对率", "Share of households checked"),
            definition=Wording(
                "本年已核对清单的在档家庭除以在档困难职工家庭。",
                "Households checked this year over households on file.",
            ),
            numerator="aid-checked",
            denominator="aid-households",
        ),
        _lines(
            "aid-lines-needed",
            Wording("需要落实的保障线", "Safety lines that are needed"),
            Wording(
                "在档家庭最近一次核对中，除“不适用”以外的保障线，一户一条计一次。",
                "Safety lines of households on file by the last check, those not needed apart, once for each household and line.",
            ),
            checking.needed_counted,
            _BY_LINE,
            "条",
        ),
        _lines(
            "aid-lines-met",
            Wording("已落实的保障线", "Safety lines that are met"),
            Wording(
                "其中状态为“落实”的，一户一条计一次。",
                "Those of them that are met, once for each household and line.",
            ),
            checking.met_counted,
            _BY_LINE,
            "条",
        ),
        Ratio(
            slug="aid-lines-rate",
            title=Wording("保障线落实率", "Share of safety lines met"),
            definition=Wording(
                "已落实的保障线除以需要落实的保障线。", "Safety lines met over safety lines needed."
            ),
            numerator="aid-lines-met",
            denominator="aid-lines-needed",
        ),
        _lines(
            "aid-coverage-needed",
            Wording("需要落实的全覆盖事项和帮扶措施", "Coverages and measures that are needed"),
            Wording(
                "在档家庭最近一次核对中，除“不适用”以外的全覆盖事项和帮扶措施，一户一项计一次。",
                "Full coverages and measures of households on file by the last check, those not needed apart.",
            ),
            checking.covering_counted,
            _BY_SORT,
            "项",
        ),
        _lines(
            "aid-coverage-met",
            Wording("已落实的全覆盖事项和帮扶措施", "Coverages and measures that are met"),
            Wording("其中状态为“落实”的，一户一项计一次。", "Those of them that are met."),
            checking.covered_counted,
            _BY_SORT,
            "项",
        ),
        Ratio(
            slug="aid-coverage-rate",
            title=Wording("全覆盖和帮扶措施落实率", "Share of coverages and measures met"),
            definition=Wording(
                "已落实的全覆盖事项和帮扶措施除以需要落实的。",
                "Coverages and measures met over those needed.",
            ),
            numerator="aid-coverage-met",
            denominator="aid-coverage-needed",
        ),
    )
