from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.review.models import Round
from lianshou.kernel.review.queries.rounds import Line

_RULE = Wording(
    "每位评委的得分：各项得分折算成 0–100 分后按权重加权平均；结果为各评委得分的平均数，全程用分数精确计算，最后四舍五入保留两位小数。没打的分不算零分。最高与最低相差超过 {limit} 分的标为分歧。",
    "A reviewer's score: every mark as its share of the scale from 0 to 100, weighted. The result is the mean of the reviewers' scores, "
    "computed exactly and rounded once, half up, to two places. A missing mark is no zero. More than {limit} points between highest and lowest: divided.",
)


def results_book(*, round: Round, lines: Iterable[Line], language: Language) -> bytes:
    """The result table as an .xlsx, with the rule it follows."""
    columns = (
        ColumnOut(Wording("名次", "Rank"), Form.WHOLE, width=8),
        ColumnOut(Wording("申报单位", "Union"), width=34),
        ColumnOut(Wording("申报人", "Person"), width=14),
        ColumnOut(Wording("得分", "Score"), Form.DECIMAL, width=10),
        ColumnOut(Wording("已评", "Reviews given"), Form.WHOLE, width=8),
        ColumnOut(Wording("应评", "Reviews wanted"), Form.WHOLE, width=8),
        ColumnOut(Wording("最大分差", "Divergence"), Form.DECIMAL, width=10),
        ColumnOut(Wording("分歧", "Divided"), width=8),
        ColumnOut(Wording("决定", "Decision"), width=10),
        ColumnOut(Wording("理由", "Reason"), width=48),
    )
    out = BytesIO()
    title = Wording("评审结果", "Results of the review")
    notes = (_RULE.fill(limit=round.spread_limit),)
    rows = [_row(line, language) for line in lines]
    write_book(out, [SheetOut(title, columns, rows, notes=notes)], language=language)
    return out.getvalue()


def _row(line: Line, language: Language) -> list[object]:
    result, decision = line.result, line.decision
    return [
        line.rank,
        line.application.union.name,
        str(line.application.person or ""),
        None if result.score is None else float(result.score),
        result.done,
        result.wanted,
        None if result.spread is None else float(result.spread),
        Wording("是", "yes").say(language) if result.is_divided else "",
        str(decision.get_verdict_display()) if decision else "",
        decision.reason if decision else "",
    ]
