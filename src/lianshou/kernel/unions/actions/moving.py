from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import posts_changed, require
from lianshou.kernel.audit.actions import record, take_lines_along
from lianshou.kernel.guard.models import rows_admitted, union_path_columns
from lianshou.kernel.guard.rules.ranges import next_path
from lianshou.kernel.unions.models import Union, hold_tree
from lianshou.kernel.unions.queries import children_of, parent_of, why_not_merge_now, why_not_move_now


@transaction.atomic
def move_union(*, actor: Any, union: Union, new_parent: Union, now: datetime, reason: str) -> Union:
    """Put a union with everything below it under ``new_parent``: an enterprise changes hands, a county its city.

    Scope follows at once: every copied path is rewritten, and the lines of the book are read from the new place as well
    as from above the old one. Agreements and programmes stay as they are. The right to move is needed where the union
    comes from (its parent, or itself when it stands at the top) and where it goes.
    Raises PermissionDenied, or Refused with a ``unions.enums.Reason``. Leaves ``union.moved``.
    """
    union, new_parent = _held(actor, union), _now(new_parent)
    former = _require(actor, union, new_parent)
    if refusal := why_not_move_now(union=union, new_parent=new_parent, words=reason):
        raise Refused(refusal)
    _trace("union.moved", union, former, new_parent, actor=actor, now=now, reason=reason)
    moved = _shift(union, former, new_parent)
    posts_changed()
    return moved


@transaction.atomic
def merge_unions(*, actor: Any, from_union: Union, into: Union, now: datetime, reason: str) -> Union:
    """Merge a union into another of its level: its children move over, it is dissolved and stays below the successor.

    So its own records (persons, programmes, agreements, lines of the book) are read by the successor. Gives the
    dissolved union. The right to move is needed where it comes from and on ``into``.
    Raises PermissionDenied, or Refused with a ``unions.enums.Reason``. Leaves ``union.moved`` for each child and
    ``union.merged``.
    """
    from_union, into = _held(actor, from_union), _now(into)
    former = _require(actor, from_union, into)
    if refusal := why_not_merge_now(from_union=from_union, into=into, words=reason):
        raise Refused(refusal)
    for child in list(children_of(union=from_union).order_by("path")):
        _trace("union.moved", child, from_union, into, actor=actor, now=now, reason=reason)
        _shift(child, from_union, into)
    from_union.refresh_from_db()
    _trace("union.merged", from_union, former, into, actor=actor, now=now, reason=reason)
    from_union = _shift(from_union, former, into)
    from_union.dissolved_on = timezone.localdate(now)
    from_union.save(update_fields=["dissolved_on"])
    posts_changed()
    return from_union


def _held(actor: Any, union: Union) -> Union:
    """The union as it stands once nobody else plants or moves, judged by the actor's posts of that moment."""
    hold_tree(alone=True)
    posts_changed()
    return _now(union)


def _now(union: Union) -> Union:
    """The union as it stands now, its row held."""
    return Union.objects.admitted().select_for_update().get(pk=union.pk)


def _require(actor: Any, union: Union, goal: Union) -> Union | None:
    """Rights where the union comes from and where it goes; a post above both is enough. Gives the present parent."""
    former = parent_of(union=union)
    require(actor, "union.move", on=former or union)
    require(actor, "union.move", on=goal)
    return former


def _shift(union: Union, former: Union | None, new_parent: Union) -> Union:
    """Move the branch, then everything that holds a copy of a path in it."""
    old = union.path
    Union.objects.move(union, new_parent, pos="last-child")
    moved = _now(union)
    for model, column in union_path_columns():
        inside = rows_admitted(model).filter(**{f"{column}__gte": old, f"{column}__lt": next_path(old)})
        inside.order_by().update(**{column: Concat(Value(moved.path), Substr(column, len(old) + 1))})
    take_lines_along(old=old, new=moved.path, former=former.path if former else "")
    return moved


def _trace(
    verb: str, union: Union, former: Union | None, goal: Union, *, actor: Any, now: datetime, reason: str
) -> None:
    """Written with the path of before, so that the line goes along and stays readable from above the old place."""
    words, before = reason.strip()[:200], former.pk if former else None
    record(
        actor=actor,
        verb=verb,
        subject=union,
        at=now,
        union_path=union.path,
        to=goal.pk,
        former=before,
        reason=words,
    )
