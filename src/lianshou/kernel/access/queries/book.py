"""The lines of the book that an auditor may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lianshou.kernel.access.queries.scope import scope_of
from lianshou.kernel.audit.models import Entry

_ROOT = 4  # the length of a root's path


def entries_in_scope(*, actor: Any) -> QuerySet[Entry]:
    """The lines of the book about records inside the auditor's subtrees, newest first.

    Lines that stand outside every union (accounts) are for an auditor at the top of the tree.
    """
    scope = scope_of(actor=actor, verb="audit.read")
    condition = scope.q("union_path")
    if any(len(path) == _ROOT for path in scope.paths):
        condition |= Q(union_path="")
    return Entry.objects.filter(condition).order_by("-pk")


def verbs_in_scope(*, actor: Any) -> list[str]:
    """The verbs that occur in those lines."""
    verbs = entries_in_scope(actor=actor).order_by("verb").values_list("verb", flat=True).distinct()
    return list(verbs)
