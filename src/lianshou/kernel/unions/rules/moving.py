"""Whether a union may stand somewhere else in the tree."""

from __future__ import annotations

from lianshou.kernel.unions.enums import FEDERATIONS, Level, Reason

DEEPEST = 255  # characters of a path: 63 steps from the top


def why_not_move(
    *,
    path: str,
    level: str,
    parent_path: str,
    goal_path: str,
    goal_level: str,
    goal_dissolved: bool,
    deepest: int,
    words: str,
) -> Reason | None:
    """The first reason not to put the union of ``path`` under the one of ``goal_path``, or None.

    ``deepest`` is the length of the longest path in its branch.
    """
    if goal_path.startswith(path):
        return Reason.INTO_ITSELF
    if goal_path == parent_path:
        return Reason.THERE_ALREADY
    if goal_dissolved:
        return Reason.GOAL_DISSOLVED
    if goal_level not in levels_above(level):
        return Reason.NOT_ABOVE
    return _why_not_at_all(goal_path=goal_path, path=path, deepest=deepest, words=words)


def why_not_merge(
    *,
    path: str,
    level: str,
    dissolved: bool,
    goal_path: str,
    goal_level: str,
    goal_dissolved: bool,
    deepest: int,
    words: str,
) -> Reason | None:
    """The first reason not to merge the union of ``path`` into the one of ``goal_path``, or None."""
    if goal_path.startswith(path) or path.startswith(goal_path):
        return Reason.INTO_ITSELF
    if dissolved or goal_dissolved:
        return Reason.GOAL_DISSOLVED
    if level != goal_level:
        return Reason.UNLIKE_LEVELS
    return _why_not_at_all(goal_path=goal_path, path=path, deepest=deepest, words=words)


def levels_above(level: str) -> tuple[str, ...]:
    """The levels that a union of ``level`` may stand below: a federation below higher ones, every other below any."""
    federations: tuple[str, ...] = FEDERATIONS
    return federations[: federations.index(level)] if level in federations else tuple(Level.values)


def _why_not_at_all(*, goal_path: str, path: str, deepest: int, words: str) -> Reason | None:
    if len(goal_path) + 4 + deepest - len(path) > DEEPEST:
        return Reason.TOO_DEEP
    return None if words.strip() else Reason.NO_WORDS
