"""Which layer of verification comes next, and why one cannot be taken: values in, a reason or None out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.kernel.notices.enums import Bar
from lianshou.kinds.aid.enums import Layer, Mismatch, Reason, State


@dataclass(frozen=True, slots=True)
class Done:
    """A layer as it was done once."""

    layer: str
    is_passed: bool
    by: int = 0
    held_on: date | None = None


def order_of(table: Mapping[str, Mapping[str, int]], usual: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The layers asked for, in their order; those of one place in the usual order, those of place 0 not at all."""
    places = {key: int((table.get(key) or cells)["place"]) for key, cells in usual.items()}
    known = [str(one) for one in Layer]
    return sorted(
        (key for key, place in places.items() if place), key=lambda key: (places[key], known.index(key))
    )


def standing(order: Sequence[str], rows: Sequence[Done]) -> tuple[str, ...]:
    """The layers that stand, from the first on: the last row of each says passed, and lies after the last row of the one
    before it. What was done before an earlier layer was done again stands no longer.
    """
    last = {row.layer: (place, row.is_passed) for place, row in enumerate(rows)}
    held: list[str] = []
    floor = -1
    for layer in order:
        place, is_passed = last.get(layer, (-1, False))
        if not is_passed or place < floor:
            break
        held.append(layer)
        floor = place
    return tuple(held)


def next_layer(order: Sequence[str], rows: Sequence[Done]) -> str:
    """The layer that comes next; empty when every one stands."""
    held = standing(order, rows)
    return order[len(held)] if len(held) < len(order) else ""


def why_not_take(
    *, layer: str, order: Sequence[str], rows: Sequence[Done], state: str, actor: int
) -> Reason | None:
    """The first reason why a layer cannot be taken now, or None. A layer that stands may be done again."""
    if state == State.ENDED:
        return Reason.ENDED
    if layer not in order:
        return Reason.LAYER_NOT_ASKED
    if list(order).index(layer) > len(standing(order, rows)):
        return Reason.LAYERS_OPEN
    if layer == Layer.FIRST_CHECK and actor in who_took(rows, Layer.APPLICATION):
        return Reason.OWN_APPLICATION
    return None


def why_not_approve(
    *, order: Sequence[str], rows: Sequence[Done], actor: int, surveyed_by: Collection[int]
) -> Reason | None:
    """Why the last layer, the approval, cannot be taken by the actor: layers are open, or some of it is their own."""
    if next_layer(order, rows) != Layer.APPROVAL:
        return Reason.LAYERS_OPEN
    return Reason.OWN_LAYER if actor in own_of(rows, surveyed_by) else None


def own_of(rows: Sequence[Done], surveyed_by: Collection[int]) -> set[int]:
    """Whose own round it is: nobody of them approves it."""
    return {row.by for row in rows if row.layer != Layer.APPROVAL} | set(surveyed_by)


def who_took(rows: Sequence[Done], layer: str) -> set[int]:
    """Who did the last row of a layer."""
    found = [row.by for row in rows if row.layer == layer]
    return set(found[-1:])


_REFUSABLE = (
    Reason.NO_VISIT,
    Reason.NOT_IN_PROGRAMME,
    Reason.NOT_ACCEPTED,
    Reason.NOTICE_NOT_POSTED,
    Reason.NOTICE_OBJECTION,
    Reason.NOTICE_UPHELD,
)
"""What bars a layer from being passed, but not from being entered as not passed."""


def is_enterable(reason: Reason | None) -> bool:
    """Whether a layer that ``reason`` keeps from being passed can be entered at all, be it as not passed."""
    return reason is None or reason in _REFUSABLE


def why_not_on(
    *, held_on: date, today: date, rows: Sequence[Done], layer: str, order: Sequence[str]
) -> Reason | None:
    """A layer is not held in the future, nor before the layer that it follows."""
    if held_on > today:
        return Reason.LAYER_AHEAD
    before = order[: list(order).index(layer)] if layer in order else ()
    days = [row.held_on for row in rows if row.layer in before and row.held_on]
    return Reason.BEFORE_LAST if days and held_on < max(days) else None


_FEWEST = 4
"""Words shorter than this say nothing."""


def why_not_say(*, is_passed: bool, words: str, tells_a_number: bool) -> Reason | None:
    """Whoever is refused reads why; nobody's numbers stand in it."""
    if not is_passed and len(words.strip()) < _FEWEST:
        return Reason.WORDS_MISSING
    return Reason.WORDS_PERSONAL if tells_a_number else None


def why_not_deliberate(*, present: int, votes: Sequence[int], least: int) -> Reason | None:
    """Why a deliberation does not count, or None."""
    if present < least:
        return Reason.FEW_THERE
    return None if sum(votes) == present and min(votes) >= 0 else Reason.VOTES


def is_carried(*, present: int, votes_for: int) -> bool:
    """Whether more than half of those who were there were for it."""
    return votes_for * 2 > present


_BARS = {
    Bar.OBJECTION_OPEN: Reason.NOTICE_OBJECTION,
    Bar.WINDOW_OPEN: Reason.NOTICE_RUNS,
    Bar.UPHELD: Reason.NOTICE_UPHELD,
}


def why_not_agree(*, is_passed: bool, differs: bool, words: str) -> Reason | None:
    """Whoever passes a household whose file differs from the list of the civil-affairs office says what was found out."""
    return Reason.DIFFERENCE_UNSAID if is_passed and differs and len(words.strip()) < _FEWEST else None


def why_not_pass_notice(*, bar: Any, is_listed: bool) -> Reason | None:
    """What the kernel's bar of a public notice means for a household; ``is_listed`` on a notice of this round."""
    if not is_listed:
        return Reason.NOTICE_NOT_POSTED
    return _BARS.get(bar, Reason.NOTICE_NOT_POSTED) if bar else None


# what the civil-affairs office calls what they pay for, by the word that its lists use
_GUARANTEED = ("低保", "最低生活", "特困", "minimum")
EXPECTS_A_GUARANTEE = ("deep", "minimum")
_MARGIN = ("边缘", "低收入", "margin")


def civil_sort(words: str) -> str:
    """ "minimum" or "margin", by the words of their list; empty for anything else."""
    if any(one in words for one in _MARGIN):
        return "margin"
    return "minimum" if any(one in words for one in _GUARANTEED) else ""


def unlisted(category: str) -> Mismatch:
    """What it means that a household of a category stands on no row of their list: deep hardship goes with a guarantee."""
    if not category:
        return Mismatch.UNCOMPUTED
    return Mismatch.OURS_ONLY if category in EXPECTS_A_GUARANTEE else Mismatch.UNLISTED


def mismatch_of(*, theirs: str, theirs_fen: int | None, category: str, transfers_fen: int | None) -> Mismatch:
    """What a household's file and their list say of each other.

    Whom they guarantee a living is in deep hardship here (or a minimum household by the older set); whoever is at the margin
    in relative hardship. What they pay in a year must stand within the transfers that the survey tells.
    """
    fits = {"minimum": EXPECTS_A_GUARANTEE, "margin": ("relative", "margin", "deep")}.get(civil_sort(theirs))
    if fits and category not in fits:
        return Mismatch.CATEGORY
    if theirs_fen and transfers_fen is not None and theirs_fen * 12 > transfers_fen:
        return Mismatch.AMOUNT
    return Mismatch.AGREES
