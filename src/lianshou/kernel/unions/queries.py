from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from lianshou.china.text import tidy
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.unions.models import GradeChange, Honour, Union, Zone


def unions_in_scope(*, actor: Any, verb: str = "union.view") -> QuerySet[Union]:
    """The unions in the subtrees of the actor's posts that grant ``verb``, in the order of the tree."""
    return Union.objects.filter(scope_of(actor=actor, verb=verb).q("path")).order_by("path")


def register(*, actor: Any) -> QuerySet[Union]:
    """The register as a list page shows it: with zone, honours and chains at hand."""
    return (
        unions_in_scope(actor=actor)
        .select_related("zone")
        .prefetch_related("honours", "chains")
        .annotate(honour_count=Count("honours", filter=Q(honours__withdrawn_on=None), distinct=True))
    )


def matching_words(queryset: QuerySet[Union], words: str) -> QuerySet[Union]:
    """Narrow to unions whose name, full pinyin or pinyin initials hold every word, or whose credit code starts so."""
    for word in tidy(words).split():
        queryset = queryset.filter(Q(search__icontains=word) | Q(credit_code__istartswith=word))
    return queryset


def zones_in_scope(*, actor: Any) -> QuerySet[Zone]:
    """The zones that unions of the actor's subtree stand in."""
    return Zone.objects.filter(unions__in=unions_in_scope(actor=actor)).distinct()


def honours_in_scope(*, actor: Any) -> QuerySet[Honour]:
    return Honour.objects.filter(scope_of(actor=actor, verb="union.view").q("union__path")).select_related(
        "union"
    )


def grade_changes_in_scope(*, actor: Any) -> QuerySet[GradeChange]:
    return GradeChange.objects.filter(
        scope_of(actor=actor, verb="union.view").q("union__path")
    ).select_related("union")
