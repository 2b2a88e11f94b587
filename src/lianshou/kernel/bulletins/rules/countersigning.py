"""Who may be asked to countersign, and who may answer."""

from __future__ import annotations

from lianshou.kernel.bulletins.enums import Reason, State


def why_not_ask(
    *, state: str, named: int, fresh: int, outside: bool, silent: bool = False, unsigned: bool = False
) -> Reason | None:
    """The first reason not to ask: not between check and signature, nobody ``named``, one from ``outside``, none of them ``fresh``.

    ``silent``: a union for which nobody may answer is among them; ``unsigned``: nobody would be left to sign.
    """
    checks = (
        (state != State.SIGNING, Reason.WRONG_STATE),
        (not named, Reason.NOBODY_NAMED),
        (outside, Reason.NOT_TO_BE_ASKED),
        (not fresh, Reason.ASKED_ALREADY),
        (silent, Reason.NOBODY_TO_ANSWER),
        (unsigned, Reason.NOBODY_TO_SIGN),
    )
    return next((reason for fails, reason in checks if fails), None)


def why_not_answer(
    *, state: str, answered: bool, is_other: bool, own: bool, speaks_from_above: bool, needs_words: bool
) -> Reason | None:
    """The first reason not to answer.

    ``is_other``: a person was asked, and this is another one; ``own``: who wrote or checked, or answered before;
    ``speaks_from_above``: a union below was asked, and this is one of the issuer's own people.
    """
    checks = (
        (state != State.SIGNING, Reason.WRONG_STATE),
        (answered, Reason.ANSWERED),
        (is_other, Reason.NOT_ASKED),
        (own, Reason.OWN),
        (speaks_from_above, Reason.NOT_OF_THAT_UNION),
        (needs_words, Reason.OBJECTION_WORDS_MISSING),
    )
    return next((reason for fails, reason in checks if fails), None)
