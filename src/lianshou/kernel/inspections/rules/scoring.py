"""What a visit comes to by its checklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianshou.kernel.inspections.enums import Reason


@dataclass(frozen=True)
class Mark:
    """What a line got: ``score`` of ``points``, None while it is not given."""

    line: int
    points: int
    is_mandatory: bool
    score: int | None
    remark: str = ""

    @property
    def is_failed(self) -> bool:
        """Whether a mandatory line was not fully met, which is a finding."""
        return self.is_mandatory and self.score is not None and self.score < self.points


@dataclass(frozen=True)
class Scored:
    """The points together, whether they are enough, and the lines that are findings: one mandatory line fails the whole."""

    score: int
    is_passed: bool
    failed: tuple[Mark, ...]


def scored(*, marks: Sequence[Mark], pass_mark: int) -> Scored:
    """Add the points up; passed with ``pass_mark`` points and every mandatory line fully met."""
    score = sum(mark.score or 0 for mark in marks)
    failed = tuple(mark for mark in marks if mark.is_failed)
    return Scored(score, score >= pass_mark and not failed, failed)


def why_not_record(
    *, visited: bool, in_future: bool, marks: Sequence[Mark], outside: bool = False
) -> Reason | None:
    """The first reason to refuse the record of a visit, or None."""
    if visited:
        return Reason.VISITED
    if in_future:
        return Reason.IN_FUTURE
    if outside:
        return Reason.DAY_OUTSIDE
    if any(mark.score is None for mark in marks):
        return Reason.LINES_MISSING
    if any(not 0 <= (mark.score or 0) <= mark.points for mark in marks):
        return Reason.SCORE
    silent = any(mark.is_failed and not mark.remark.strip() for mark in marks)
    return Reason.WORDS_FOR_FAILED if silent else None
