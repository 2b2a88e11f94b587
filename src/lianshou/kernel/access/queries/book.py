"""The lines of the book that an auditor may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianshou.kernel.access.queries.scope import ROOT, scope_of
from lianshou.kernel.audit.models import Entry, EntryPlace
from lianshou.kernel.guard.models import Scope


def entries_in_scope(*, actor: Any) -> QuerySet[Entry]:
    """The lines of the book about records inside the auditor's subtrees, newest first.

    Lines that stand outside every union (accounts) are for an auditor at the top of the tree.
    """
    scope = scope_of(actor=actor, verb="audit.read")
    if scope.everything:
        return Entry.objects.within(scope).order_by("-pk")
    inside = lines_inside(scope)
    if any(len(path) == ROOT for path in scope.paths):
        inside |= Q(union_path="")
    return Entry.objects.admitted().filter(inside).order_by("-pk")


def verbs_in_scope(*, actor: Any) -> list[str]:
    """The verbs that occur in those lines."""
    verbs = entries_in_scope(actor=actor).order_by("verb").values_list("verb", flat=True).distinct()
    return list(verbs)


def lines_inside(scope: Scope) -> Q:
    """The condition that a line is read inside ``scope``: by its own path, or by its places once its union has moved."""
    moved = EntryPlace.objects.admitted().filter(entry=OuterRef("pk"))
    there = EntryPlace.objects.within(scope).values("entry")
    return scope.q("union_path") & ~Exists(moved) | Q(pk__in=there)
