"""The named counts of this kind."""

from __future__ import annotations

from lianshou.core.figures import Figure, Ratio, under
from lianshou.core.wording import Wording
from lianshou.kinds.aid.figures import aiding, checking, households, leaving, verifying


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure, in the order in which it is read."""
    return (
        *under(Wording("困难职工家庭", "Households in hardship"), *households.figures()),
        *under(Wording("申请和核查", "Applying and being verified"), *verifying.figures()),
        *under(Wording("结对帮扶和走访", "Helpers and visits"), *households.helping()),
        *under(Wording("帮扶项目和资金", "Aid given, and its money"), *aiding.figures()),
        *under(Wording("帮扶清单", "Check-lists"), *checking.figures()),
        *under(Wording("退出和跟踪", "Leaving and following up"), *leaving.figures()),
        *under(Wording("帮扶网络", "Network of aid"), *households.network()),
    )


__all__ = ["figures"]
