from __future__ import annotations

from lianshou.kernel.notices.enums import OUTCOMES, ObjectionState, Reason


def why_not_object(*, running: bool, words: str, own_line: bool) -> Reason | None:
    """Anybody may object while the window runs, with or without a name; ``own_line`` tells that the line is the notice's."""
    if not running:
        return Reason.NOT_RUNNING
    if not words.strip():
        return Reason.WORDS_MISSING
    return None if own_line else Reason.OTHER_NOTICE


def why_not_hear(*, state: str) -> Reason | None:
    """An objection is taken up once."""
    return None if state == ObjectionState.RECEIVED else Reason.TAKEN_UP


def why_not_settle(*, state: str, is_handler: bool, outcome: str, answer: str) -> Reason | None:
    """Whoever took an objection up settles it, with reasons."""
    if state in OUTCOMES:
        return Reason.SETTLED
    if state != ObjectionState.HEARING or outcome not in OUTCOMES:
        return Reason.NOT_HEARD
    if not is_handler:
        return Reason.NOT_HANDLER
    return None if answer.strip() else Reason.ANSWER_MISSING
