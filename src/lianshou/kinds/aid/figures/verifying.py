"""Where households wait in their verification, and the public notices that were posted in time."""

from __future__ import annotations

from typing import Any

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kinds.aid.figures.columns import file_columns
from lianshou.kinds.aid.queries import noticed, noticed_in_time, rounds_waiting
from lianshou.kinds.aid.rules.settings.verifying import LAYER_WORDS


def layer_said(key: Any) -> Any:
    """A layer in words."""
    return LAYER_WORDS.get(key, "–")


def _columns(of: Any, way: str) -> tuple[RowColumn, ...]:
    """The file of a row; ``of`` gives its round, ``way`` leads there."""
    return file_columns(f"{way}household__", lambda row: of(row).household)


def _posted(row: Any) -> Any:
    return row.notice.posted_on if row.notice else "–"


_NOTICED = (
    *_columns(lambda row: row.verification, "verification__"),
    RowColumn(title=Wording("公示张贴日期", "Notice posted on"), value=_posted, sort="notice__posted_on"),
)


def _dressed(rows: Any) -> Any:
    return rows.select_related("verification__household__union", "verification__household__head", "notice")


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure of verification, in the order in which it is read."""
    return (
        Figure(
            slug="aid-verifying",
            title=Wording("申请和核查中的困难职工家庭", "Households asking and being verified"),
            definition=Wording(
                "核查尚未办结的家庭，按所在环节分列，一户计一次。",
                "Households whose verification is not over, by the layer at which they wait, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=rounds_waiting,
            columns=(
                *_columns(lambda row: row, ""),
                RowColumn(
                    title=Wording("所在环节", "Waits at"),
                    value=lambda row: layer_said(row.waits_at),
                    sort="waits_at",
                ),
                RowColumn(
                    title=Wording("自何日起", "Since"),
                    value=lambda row: row.since,
                    sort="since",
                ),
            ),
            dress=lambda rows: rows.select_related("household__union", "household__head"),
            year="begun_on__year",
            on="since",
            path="household__union_path",
            breakdowns=(
                Breakdown(
                    slug="layer", title=Wording("所在环节", "Waits at"), key="waits_at", label=layer_said
                ),
            ),
        ),
        Figure(
            slug="aid-noticed",
            title=Wording("公示期满的户次", "Notices that were kept"),
            definition=Wording(
                "公示环节登记通过的户次，一轮核查计一次。",
                "Public notices that households have passed, once for each round.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=noticed,
            columns=_NOTICED,
            dress=_dressed,
            year="held_on__year",
            on="held_on",
            path="verification__household__union_path",
        ),
        Figure(
            slug="aid-noticed-in-time",
            title=Wording("按期公示的户次", "Notices posted in time"),
            definition=Wording(
                "其中在规定期限内张贴的户次：自前一环节办完起，按当地规定的工作日计算。",
                "Those of them that were posted within the working days that the region gives, from the layer before.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=noticed_in_time,
            columns=_NOTICED,
            dress=_dressed,
            year="held_on__year",
            on="held_on",
            path="verification__household__union_path",
        ),
        Ratio(
            slug="aid-notice-rate",
            title=Wording("按期公示率", "Share of notices posted in time"),
            definition=Wording(
                "按期公示的户次除以公示期满的户次。", "Notices posted in time over notices kept."
            ),
            numerator="aid-noticed-in-time",
            denominator="aid-noticed",
        ),
    )
