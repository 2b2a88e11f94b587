"""When a version of a template may be proposed, used and retired."""

from __future__ import annotations

from lianshou.kernel.pledges.enums import Reason, TemplateState

MOST_BYTES = 2 * 2**20
"""Of a template; an official paper with an emblem needs a tenth."""


def why_not_propose(
    *, is_editable: bool, size: int, is_wrong: bool, is_same: bool, note: str
) -> Reason | None:
    """The first reason to refuse a template, or None. ``is_same``: the very file is in use."""
    checks = [
        (not is_editable, Reason.NOT_EDITABLE),
        (size > MOST_BYTES, Reason.TEMPLATE_LARGE),
        (is_wrong, Reason.TEMPLATE_WRONG),
        (is_same, Reason.TEMPLATE_SAME),
        (not note.strip(), Reason.REASON_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_use(*, state: str, is_uploader: bool) -> Reason | None:
    """The first reason to refuse that a version is put in force, or None; an earlier one may come back."""
    if state == TemplateState.IN_FORCE:
        return Reason.TEMPLATE_STATE
    return Reason.SAME_PERSON if is_uploader else None


def why_not_retire(*, state: str, words: str) -> Reason | None:
    """The first reason to refuse that a version is retired, or None."""
    if state == TemplateState.RETIRED:
        return Reason.TEMPLATE_STATE
    return None if words.strip() else Reason.REASON_MISSING
