"""What a source and a budget can bear. All amounts are whole fen."""

from __future__ import annotations

from dataclasses import dataclass

from lianshou.kernel.funds.enums import Reason


@dataclass(frozen=True)
class Bearing:
    """How much there is and how much of it is taken; ``left`` is never below nothing, for no rule lets more be taken."""

    ceiling: int
    taken: int

    @property
    def left(self) -> int:
        return self.ceiling - self.taken

    @property
    def percent(self) -> int:
        """How much of it is taken, in whole hundredths rounded down, so that only what is used up is 100."""
        return 100 * self.taken // self.ceiling if self.ceiling else 0


def why_not_source(*, title: str, amount: int, budgeted: int) -> Reason | None:
    """The first reason why a source cannot be of ``amount``, ``budgeted`` of it being spoken for, or None."""
    if not title.strip():
        return Reason.TITLE_MISSING
    if amount <= 0:
        return Reason.AMOUNT
    return Reason.BELOW_USED if amount < budgeted else None


def why_not_budget(*, source: Bearing, item: str, ceiling: int, inside: bool, taken: bool) -> Reason | None:
    """The first reason why a source cannot give a budget of ``ceiling``, or None.

    ``inside``: the programme is run in the subtree of the source's union; ``taken``: there is one of this name.
    """
    checks = [
        (not item.strip(), Reason.TITLE_MISSING),
        (ceiling <= 0, Reason.AMOUNT),
        (not inside, Reason.OUTSIDE),
        (taken, Reason.SAME_ITEM),
        (ceiling > source.left, Reason.OVER_SOURCE),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_ceiling(*, source: Bearing, budget: Bearing, ceiling: int, words: str) -> Reason | None:
    """The first reason why a budget's ceiling cannot be moved to ``ceiling``, or None."""
    checks = [
        (not words.strip(), Reason.WORDS_MISSING),
        (ceiling <= 0, Reason.AMOUNT),
        (ceiling < budget.taken, Reason.BELOW_USED),
        (ceiling - budget.ceiling > source.left, Reason.OVER_SOURCE),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_plan(
    *, budget: Bearing, amount: int, lowest: int, purpose: str, has_payee: bool, fits: bool
) -> Reason | None:
    """The first reason why payments of ``amount`` together, the least of them ``lowest``, cannot be planned, or None.

    ``fits``: what they are linked to belongs to the budget's programme.
    """
    checks = [
        (not has_payee, Reason.PAYEE_MISSING),
        (lowest <= 0, Reason.AMOUNT),
        (not purpose.strip(), Reason.PURPOSE_MISSING),
        (not fits, Reason.OTHER_PROGRAMME),
        (amount > budget.left, Reason.OVER_CEILING),
    ]
    return next((reason for fails, reason in checks if fails), None)
