"""New, out of hardship, relieved, exited, returned; who is leaving, followed up, called, warned of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kinds.aid.figures.columns import file_columns
from lianshou.kinds.aid.models.households import CATEGORIES_BY_KEY, CAUSES_BY_KEY
from lianshou.kinds.aid.queries.leaving import waiting
from lianshou.kinds.aid.rules.leaving.words import GROUNDS_BY_KEY, SIGNALS_BY_KEY, STEPS_BY_KEY


def _said(words: dict[str, Wording]) -> Callable[[Any], Any]:
    return lambda key: words.get(str(key), "–")


_FILE = file_columns("household__", lambda row: row.household)
_BY = (
    Breakdown(slug="ground", title=Wording("退出情形", "Ground"), key="ground", label=_said(GROUNDS_BY_KEY)),
    Breakdown(
        slug="category", title=Wording("困难类别", "Category"), key="category", label=_said(CATEGORIES_BY_KEY)
    ),
    Breakdown(
        slug="cause", title=Wording("主要致困原因", "Main cause"), key="cause", label=_said(CAUSES_BY_KEY)
    ),
)
_LEFT = (
    *_FILE,
    RowColumn(
        title=Wording("退出情形", "Ground"),
        value=lambda row: GROUNDS_BY_KEY[row.ground],
        link=lambda row: reverse("aid:leaving", args=[row.pk]),
        sort="ground",
    ),
    RowColumn(title=Wording("退出日期", "Left on"), value=lambda row: row.ended_on or "–", sort="ended_on"),
    RowColumn(
        title=Wording("困难类别", "Category"), value=lambda row: row.category_words or "–", sort="category"
    ),
    RowColumn(
        title=Wording("主要致困原因", "Main cause"), value=lambda row: row.cause_words or "–", sort="cause"
    ),
)
_PATH = "household__union_path"


def _dressed(rows: Any) -> Any:
    return rows.select_related("household__union", "household__head")


def _leavings(
    slug: str,
    title: Wording,
    definition: Wording,
    facts: Any,
    *,
    year: str = "ended_on__year",
    on: str = "ended_on",
) -> Figure:
    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.HOUSEHOLD,
        facts=facts,
        columns=_LEFT,
        dress=_dressed,
        year=year,
        on=on,
        path=_PATH,
        breakdowns=_BY,
    )


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure of leaving, in the order in which it is read."""
    return (*_moves(), *_standing(), *_calls(), *_notices())


def _moves() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="aid-new",
            title=Wording("新增建档户数", "Households put on file"),
            definition=Wording(
                "首次建立档案的困难职工家庭，按首次建档日期计，一户计一次；返困不在内。",
                "Households put on file for the first time, by that day, once each; those that returned are not among them.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=waiting.new_counted,
            columns=(
                *file_columns("", lambda row: row),
                RowColumn(
                    title=Wording("建档日期", "On file since"),
                    value=lambda row: row.filed_on,
                    sort="filed_on",
                ),
            ),
            dress=lambda rows: rows.select_related("union", "head"),
            year="filed_on__year",
            on="filed_on",
            path="union_path",
            breakdowns=_BY[1:],
        ),
        _leavings(
            "aid-left",
            Wording("退出户次（各类情形）", "Households that left, on any ground"),
            Wording(
                "按程序办结退出的户次，按退出日期计；同一户退出两次计两次。合并档案不在内。",
                "Leavings that were completed, by the day of leaving; a household that left twice counts twice. Merged files are not among them.",
            ),
            waiting.left_counted,
        ),
        _leavings(
            "aid-out",
            Wording("脱困户次", "Households out of hardship"),
            Wording(
                "其中人均收入连续高于标准、按程序脱困的户次。",
                "Those of them that left by an income above the line for months in a row.",
            ),
            waiting.out_counted,
        ),
        _leavings(
            "aid-relieved",
            Wording("解困户次", "Households relieved by guarantee"),
            Wording("其中经保障兜底、按程序解困的户次。", "Those of them that a guarantee relieved."),
            waiting.relieved_counted,
        ),
        _leavings(
            "aid-exited",
            Wording("其他退出户次", "Households that exited"),
            Wording(
                "曾在档、因去世、迁出、不符合条件、登记有误、本人申请退出的户次。",
                "Those that had been on file and died, moved, did not fit, were entered by mistake or withdrew.",
            ),
            waiting.exited_counted,
        ),
        Figure(
            slug="aid-returned",
            title=Wording("返困户次", "Households that returned"),
            definition=Wording(
                "退出后返困、原档案接续的户次，按接续日期计。",
                "Files that were taken up again after leaving, by that day.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=waiting.returned_counted,
            columns=(
                *_FILE,
                RowColumn(
                    title=Wording("接续日期", "Taken up again on"),
                    value=lambda row: row.begun_on,
                    sort="begun_on",
                ),
                RowColumn(
                    title=Wording("重新在档日期", "On file again since"),
                    value=lambda row: row.filed_on or "–",
                    sort="filed_on",
                ),
            ),
            dress=lambda rows: rows.select_related("household__union", "household__head"),
            year="begun_on__year",
            on="begun_on",
            path=_PATH,
            breakdowns=(
                Breakdown(
                    slug="ground",
                    title=Wording("原退出情形", "Ground of leaving"),
                    key="leaving__ground",
                    label=_said(GROUNDS_BY_KEY),
                ),
                Breakdown(
                    slug="cause",
                    title=Wording("主要致困原因", "Main cause"),
                    key="household__cause",
                    label=_said(CAUSES_BY_KEY),
                ),
            ),
        ),
    )


def _standing() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="aid-leaving",
            title=Wording("正在办理退出的家庭", "Households that are leaving"),
            definition=Wording(
                "退出程序尚未办结的家庭，按所在环节分列，一户计一次。",
                "Households whose leaving is under way, by the step at which they wait, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=waiting.leaving_now,
            columns=(
                *_LEFT[:3],
                RowColumn(
                    title=Wording("所在环节", "Waits at"),
                    value=lambda row: STEPS_BY_KEY[row.waits_at],
                    sort="waits_at",
                ),
                RowColumn(title=Wording("自何日起", "Since"), value=lambda row: row.since, sort="since"),
            ),
            dress=_dressed,
            year="begun_on__year",
            on="begun_on",
            path=_PATH,
            breakdowns=(
                Breakdown(
                    slug="step",
                    title=Wording("所在环节", "Waits at"),
                    key="waits_at",
                    label=_said(STEPS_BY_KEY),
                ),
            ),
        ),
        _leavings(
            "aid-followed",
            Wording("退出后跟踪中的家庭", "Households that are followed up"),
            Wording(
                "已脱困、解困，仍在跟踪期内的家庭，一户计一次。",
                "Households that left and are still followed up, once each.",
            ),
            waiting.followed_counted,
        ),
        Figure(
            slug="aid-warnings",
            title=Wording("未办结的返困预警", "Warnings of return that stand"),
            definition=Wording(
                "待核实和核实中的返困预警信号，一个信号计一次。",
                "Signals of return that are open or being looked into, each once.",
            ),
            unit=Unit.ITEM,
            facts=waiting.warnings_counted,
            columns=(
                *_FILE,
                RowColumn(
                    title=Wording("预警信号", "Signal"),
                    value=lambda row: SIGNALS_BY_KEY.get(row.signal, "–"),
                    link=lambda row: reverse("aid:warning", args=[row.pk]),
                    sort="signal",
                ),
                RowColumn(
                    title=Wording("日期", "Raised on"), value=lambda row: row.raised_on, sort="raised_on"
                ),
            ),
            dress=_dressed,
            year="raised_on__year",
            on="raised_on",
            path=_PATH,
            breakdowns=(
                Breakdown(
                    slug="signal",
                    title=Wording("预警信号", "Signal"),
                    key="signal",
                    label=_said(SIGNALS_BY_KEY),
                ),
            ),
        ),
    )


_CALL = (
    *_FILE,
    RowColumn(
        title=Wording("退出后（个月）", "Months after"),
        value=lambda row: row.months,
        link=lambda row: reverse("aid:call", args=[row.pk]),
        sort="months",
    ),
    RowColumn(title=Wording("应在此日前", "By"), value=lambda row: row.due_on, sort="due_on"),
    RowColumn(title=Wording("状态", "State"), value=lambda row: row.get_state_display(), sort="state"),
    RowColumn(
        title=Wording("办结日期", "Closed on"), value=lambda row: row.closed_on or "–", sort="closed_on"
    ),
)


def _call_figure(slug: str, title: Wording, definition: Wording, facts: Any) -> Figure:
    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.ACTIVITY,
        counter="次",
        facts=facts,
        columns=_CALL,
        dress=_dressed,
        year="due_on__year",
        on="due_on",
        path=_PATH,
    )


def _calls() -> tuple[Figure | Ratio, ...]:
    return (
        _call_figure(
            "aid-calls",
            Wording("应回访次数", "Calls due so far"),
            Wording(
                "到今天为止应当回访的次数，返困后不再需要的除外。",
                "Calls whose day has come, but those not needed any more.",
            ),
            waiting.calls_due_counted,
        ),
        _call_figure(
            "aid-calls-in-time",
            Wording("按期回访次数", "Calls made in time"),
            Wording(
                "其中在规定日期前联系上的次数。", "Those of them that reached the household by their day."
            ),
            waiting.calls_in_time_counted,
        ),
        _call_figure(
            "aid-calls-overdue",
            Wording("逾期未回访次数", "Calls overdue"),
            Wording(
                "过了规定日期还没有办结的回访。", "Calls whose day has passed and that are still to be made."
            ),
            waiting.calls_late_counted,
        ),
        Ratio(
            slug="aid-call-rate",
            title=Wording("按期回访率", "Share of calls made in time"),
            definition=Wording("按期回访次数 ÷ 应回访次数。", "Calls made in time ÷ calls due so far."),
            numerator="aid-calls-in-time",
            denominator="aid-calls",
        ),
    )


def _notices() -> tuple[Figure | Ratio, ...]:
    columns = (
        *file_columns("leaving__household__", lambda row: row.leaving.household),
        RowColumn(
            title=Wording("公示张贴日期", "Notice posted on"),
            value=lambda row: row.notice.posted_on if row.notice else "–",
            sort="notice__posted_on",
        ),
    )
    rows: tuple[tuple[str, Wording, Wording, Any], ...] = (
        (
            "aid-leaving-noticed",
            Wording("拟退出公示期满的户次", "Notices of leaving that were kept"),
            Wording("退出公示环节登记通过的户次。", "Public notices that households passed on leaving."),
            waiting.leaving_noticed,
        ),
        (
            "aid-leaving-noticed-in-time",
            Wording("按期公示的拟退出户次", "Notices of leaving posted in time"),
            Wording(
                "其中在规定期限内张贴的户次。", "Those of them posted within the days that the region gives."
            ),
            waiting.leaving_noticed_in_time,
        ),
    )
    counted = tuple(
        Figure(
            slug=slug,
            title=title,
            definition=definition,
            unit=Unit.HOUSEHOLD,
            facts=facts,
            columns=columns,
            dress=lambda found: found.select_related(
                "leaving__household__union", "leaving__household__head", "notice"
            ),
            year="held_on__year",
            on="held_on",
            path="leaving__household__union_path",
        )
        for slug, title, definition, facts in rows
    )
    rate = Ratio(
        slug="aid-leaving-notice-rate",
        title=Wording("拟退出按期公示率", "Share of notices of leaving in time"),
        definition=Wording("按期公示的拟退出户次 ÷ 拟退出公示期满的户次。", "In time ÷ kept."),
        numerator="aid-leaving-noticed-in-time",
        denominator="aid-leaving-noticed",
    )
    return (*counted, rate)
