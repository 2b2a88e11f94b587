"""What a quota costs everybody, as an exact number of a changed question; a price alone is only an upper limit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lianshou.core.wording import Wording
from lianshou.engines.matching.shapes.quota_conflicts import Side
from lianshou.engines.matching.shapes.quota_solving import SECONDS, solve_quotas
from lianshou.engines.matching.shapes.quotas import Certainty, Quota, QuotaResult

_SAVES = {
    Side.LEAST: Wording(
        "“{name}”：至少{asked}对减为{eased}对，总代价可减少{saving}",
        "“{name}”: asking for at least {eased} instead of {asked} would save {saving} in all",
    ),
    Side.MOST: Wording(
        "“{name}”：至多{asked}对增为{eased}对，总代价可减少{saving}",
        "“{name}”: allowing {eased} instead of {asked} would save {saving} in all",
    ),
}
_SAVES_NOTHING = Wording(
    "“{name}”：放宽一对，总代价不变", "“{name}”: one pair less strict would save nothing"
)
_NOT_PROVEN = Wording(
    "“{name}”：最优性未经整数证明，不给出放宽的代价",
    "“{name}”: nothing is said of what it costs, as the optimum is not proven in integers",
)


@dataclass(frozen=True, slots=True)
class Worth:
    """What one pair less strict would save everybody, exact; ``saving`` None when that cannot be proven.

    ``side``: the end of the quota that binds, None when neither does.
    """

    quota: int
    side: Side | None
    saving: int | None
    wording: Wording


def worth_of_quota(result: QuotaResult, quota: int, *, seconds: float = SECONDS) -> Worth:
    """One pair less strict, solved anew. A quota whose price is 0 in an exact proof saves nothing, by that proof.

    Raises IndexError for an unknown row, and what ``solve_quotas`` raises.
    """
    if not 0 <= quota < len(result.question.quotas):
        raise IndexError(f"no quota {quota}")
    asked, price = result.question.quotas[quota], int(result.quota_prices[quota])
    if result.certainty is not Certainty.EXACT:
        return Worth(quota, None, None, _NOT_PROVEN.fill(name=asked.name))
    if price == 0:
        return Worth(quota, None, 0, _SAVES_NOTHING.fill(name=asked.name))
    side = Side.MOST if price > 0 else Side.LEAST
    eased = _eased(asked, side)
    other = solve_quotas(result.question.with_quota(quota, eased), seconds=seconds)
    saving = result.cost - other.cost if other.certainty is Certainty.EXACT else None
    return Worth(quota, side, saving, _said(asked, eased, side, saving))


def _eased(quota: Quota, side: Side) -> Quota:
    if side is Side.LEAST:
        return replace(quota, least=quota.least - 1)
    return replace(quota, most=quota.ceiling + 1)


def _said(asked: Quota, eased: Quota, side: Side, saving: int | None) -> Wording:
    if saving is None:
        return _NOT_PROVEN.fill(name=asked.name)
    if saving == 0:
        return _SAVES_NOTHING.fill(name=asked.name)
    before, after = (asked.least, eased.least) if side is Side.LEAST else (asked.ceiling, eased.ceiling)
    return _SAVES[side].fill(name=asked.name, asked=before, eased=after, saving=saving)
