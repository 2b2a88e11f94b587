"""What moving or merging a branch of the tree would mean, before anybody does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Length

from lianshou.core.panels import Tally, union_board
from lianshou.core.wording import Wording
from lianshou.kernel.access.models import Post
from lianshou.kernel.access.queries import posts_standing_at, scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.unions.enums import Reason
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries.register import matching_words, parent_of
from lianshou.kernel.unions.rules import levels_above, why_not_merge, why_not_move

_MOST = 50
_UNIONS = Wording("工会", "Unions")


def goals_of(*, actor: Any, union: Union, words: str, merging: bool) -> QuerySet[Union]:
    """The unions that ``union`` may be put under, or merged into, by one who may move; the higher first, then by their sound."""
    mine = Union.objects.within(scope_of(actor=actor, verb="union.move")).filter(dissolved_on=None)
    outside = mine.exclude(path__startswith=union.path)
    if merging:
        fitting = outside.filter(level=union.level).exclude(path__in=lineage(union.path)[:-1])
    else:
        beside = outside.exclude(path=union.path[: -Union.steplen])
        fitting = beside.filter(level__in=levels_above(union.level))
    return matching_words(fitting, words).order_by("depth", "search", "pk")


def may_move(*, actor: Any, union: Union) -> bool:
    """Whether the actor may take ``union`` from where it stands: a right on its parent, or on itself at the top."""
    scope = scope_of(actor=actor, verb="union.move")
    return scope.covers(union.path[: -Union.steplen] or union.path)


@dataclass(frozen=True)
class MovePlan:
    """What goes along, in counts with their titles, and whose sight changes: posts of accounts that see, or no more."""

    union: Union
    goal: Union
    former: Union | None
    tallies: tuple[tuple[Wording, int], ...]
    gain: tuple[Post, ...]
    lose: tuple[Post, ...]
    reason: Reason | None


def move_at_hand(*, actor: Any, union: Union, goal: Union) -> MovePlan:
    """What ``move_union`` would do; the caller has been let in to both."""
    reason = why_not_move_now(union=union, new_parent=goal, words="-")
    return _plan(actor, union, goal, reason)


def merge_at_hand(*, actor: Any, union: Union, goal: Union) -> MovePlan:
    """What ``merge_unions`` would do; the caller has been let in to both."""
    reason = why_not_merge_now(from_union=union, into=goal, words="-")
    return _plan(actor, union, goal, reason)


def why_not_move_now(*, union: Union, new_parent: Union, words: str) -> Reason | None:
    """Why a union cannot be moved at this moment, by the rule that guards the action."""
    return why_not_move(
        path=union.path,
        level=union.level,
        parent_path=union.path[: -Union.steplen],
        goal_path=new_parent.path,
        goal_level=new_parent.level,
        goal_dissolved=new_parent.dissolved_on is not None,
        deepest=_deepest(union),
        words=words,
    )


def why_not_merge_now(*, from_union: Union, into: Union, words: str) -> Reason | None:
    """Why two unions cannot be merged at this moment, by the rule that guards the action."""
    return why_not_merge(
        path=from_union.path,
        level=from_union.level,
        dissolved=from_union.dissolved_on is not None,
        goal_path=into.path,
        goal_level=into.level,
        goal_dissolved=into.dissolved_on is not None,
        deepest=_deepest(from_union),
        words=words,
    )


def _deepest(union: Union) -> int:
    branch = Union.objects.within(Scope((union.path,))).order_by()
    return int(branch.aggregate(deepest=Max(Length("path")))["deepest"] or len(union.path))


def _plan(actor: Any, union: Union, goal: Union, reason: Reason | None) -> MovePlan:
    branch = Scope((union.path,))
    own = Tally(title=_UNIONS, count=lambda scope: Union.objects.within(scope).count())
    gain, lose = _sights(actor, union, goal)
    return MovePlan(
        union=union,
        goal=goal,
        former=parent_of(union=union),
        tallies=tuple((tally.title, tally.count(branch)) for tally in (own, *union_board.tallies)),
        gain=gain,
        lose=lose,
        reason=reason,
    )


def _sights(actor: Any, union: Union, goal: Union) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
    """The posts at unions above the new place and not the old one, and the other way round.

    An account that also holds a post above the other place, or in the branch itself, sees it before and after.
    """
    scope = scope_of(actor=actor, verb="union.move")
    before, after = lineage(union.path)[:-1], lineage(goal.path)
    own = set(posts_standing_at(scope=scope, paths=lineage(union.path)).values_list("user", flat=True))
    then = set(posts_standing_at(scope=scope, paths=[*after, union.path]).values_list("user", flat=True))
    new = posts_standing_at(scope=scope, paths=[path for path in after if path not in before])
    old = posts_standing_at(scope=scope, paths=[path for path in before if path not in after])
    return tuple(new.exclude(user__in=own)[:_MOST]), tuple(old.exclude(user__in=then)[:_MOST])
