from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lianshou.china.text import same_name_key
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import scope_of, unions_with_words
from lianshou.kernel.audit.queries import Change, changes_of
from lianshou.kernel.audit.queries.changes import Names
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage, next_path
from lianshou.kernel.unions.enums import HonourLevel
from lianshou.kernel.unions.models import (
    GradeChange,
    Honour,
    Industry,
    IndustryChain,
    Place,
    Union,
    Zone,
)
from lianshou.kernel.unions.rules import reach_of


def unions_in_scope(*, actor: Any, verb: str = "union.view") -> QuerySet[Union]:
    """The unions in the subtrees of the actor's posts that grant ``verb``, in the order of the tree."""
    return Union.objects.within(scope_of(actor=actor, verb=verb)).order_by("path")


def register(*, actor: Any) -> QuerySet[Union]:
    """The register as a list page shows it: with zone, standing honours and chains at hand."""
    standing = Honour.objects.admitted().filter(withdrawn_on=None)
    return (
        unions_in_scope(actor=actor)
        .select_related("zone")
        .prefetch_related(Prefetch("honours", queryset=standing, to_attr="standing"), "chains")
    )


def highest_honour(union: Union) -> Honour | None:
    """The highest of the standing honours that ``register`` brings along."""
    standing: list[Honour] = vars(union)["standing"]
    return max(standing, key=lambda honour: HonourLevel.values.index(honour.level), default=None)


def tops_in_scope(*, actor: Any) -> QuerySet[Union]:
    """The unions where the actor's subtrees begin."""
    return _tops(actor, "union.view").order_by("path")


def parent_of(*, union: Union) -> Union | None:
    """The union directly above one that the caller has been let in to; None at the top."""
    return Union.objects.admitted().filter(path=union.path[: -Union.steplen]).first()


def children_of(*, union: Union) -> QuerySet[Union]:
    """The unions directly below one that the caller has been let in to, by their sound."""
    return Union.objects.get_children(union).order_by("search")


def changes_in(*, actor: Any, union: Union) -> list[Change]:
    """What changed in a union that the caller has been let in to, and in its honours."""
    honours = Honour.history.filter(union_id=union.pk)
    return changes_of(Union.history.filter(id=union.pk), honours, names=names_in_scope(actor=actor))


def names_in_scope(*, actor: Any) -> Names:
    """The names of unions that the actor may see, and of zones, for the pages that tell what changed."""

    def unions(keys: set[Any]) -> dict[Any, str]:
        return dict(unions_in_scope(actor=actor).filter(pk__in=keys).values_list("pk", "name"))

    def zones(keys: set[Any]) -> dict[Any, str]:
        return dict(Zone.objects.filter(pk__in=keys).values_list("pk", "name"))

    return {Union: unions, Zone: zones}


def ancestors_in_scope(*, actor: Any, union: Union) -> QuerySet[Union]:
    """The unions above ``union`` that the actor may see, from the top down."""
    return unions_in_scope(actor=actor).filter(path__in=lineage(union.path)[:-1])


def below(queryset: QuerySet[Union], union: Union) -> QuerySet[Union]:
    """Narrow to the subtree of ``union``, itself included."""
    return queryset.filter(path__gte=union.path, path__lt=next_path(union.path))


def same_name_in_scope(*, actor: Any, name: str, but: Union | None = None) -> Union | None:
    """A union of the actor's own that bears the same name, however it is spelt, other than ``but``."""
    twins = unions_in_scope(actor=actor).filter(name_key=same_name_key(name)[:120], dissolved_on=None)
    return (twins.exclude(pk=but.pk) if but else twins).first()


def matching_words(queryset: QuerySet[Union], words: str) -> QuerySet[Union]:
    """Narrow to unions whose name, full pinyin or pinyin initials hold every word, or whose credit code starts so."""
    return unions_with_words(queryset, words)


def holding_honour(queryset: QuerySet[Union], level: str) -> QuerySet[Union]:
    """Narrow to unions that hold a standing honour of ``level``."""
    held = Honour.objects.admitted().filter(union=OuterRef("pk"), level=level, withdrawn_on=None)
    return queryset.filter(Exists(held))


def in_industries(queryset: QuerySet[Union], prefixes: Sequence[str]) -> QuerySet[Union]:
    """Narrow to unions whose industry code begins with one of ``prefixes``; none at all for no prefix."""
    condition = Q(pk__in=[])
    for prefix in prefixes:
        condition |= Q(industry_code__startswith=prefix)
    return queryset.filter(condition)


def divisions_in_use(*, actor: Any) -> list[str]:
    """The two-digit industry divisions that unions of the actor's subtree belong to."""
    codes = unions_in_scope(actor=actor).order_by().values_list("industry_code", flat=True).distinct()
    return sorted({code[:2] for code in codes if code[:2].isdigit()})


def zones_in_scope(*, actor: Any) -> QuerySet[Zone]:
    """The zones that unions of the actor's subtree stand in."""
    return Zone.objects.filter(unions__in=unions_in_scope(actor=actor)).distinct()


def chains_in_scope(*, actor: Any) -> QuerySet[IndustryChain]:
    """The industry chains that unions of the actor's subtree belong to."""
    return IndustryChain.objects.filter(unions__in=unions_in_scope(actor=actor)).distinct()


def honours_in_scope(*, actor: Any) -> QuerySet[Honour]:
    return Honour.objects.within(scope_of(actor=actor, verb="union.view")).select_related("union")


def grade_changes_in_scope(*, actor: Any) -> QuerySet[GradeChange]:
    return GradeChange.objects.within(scope_of(actor=actor, verb="union.view")).select_related("union")


def own_areas(*, actor: Any, verb: str) -> list[str]:
    """The division codes of the unions where the actor's posts for ``verb`` stand."""
    tops = _tops(actor, verb)
    return sorted({code for code in tops.values_list("division_code", flat=True) if code})


def places_within(*, areas: Sequence[str]) -> QuerySet[Place]:
    """Townships and streets inside any of the divisions ``areas``."""
    return Place.objects.filter(_inside(areas))


def zones_within(*, areas: Sequence[str]) -> QuerySet[Zone]:
    """Zones inside any of the divisions ``areas``."""
    return Zone.objects.filter(_inside(areas))


def middles_of_places(*, region: str) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the middles of the zones and townships inside a division, by their names.

    Of two that share a name in different counties neither is given: nobody could tell which one is meant.
    """
    rows: list[Place | Zone] = [*places_within(areas=[region])]
    rows += zones_within(areas=[region]).exclude(longitude=None)
    names = Counter(row.name for row in rows)
    return {row.name: _point_of(row) for row in rows if names[row.name] == 1}


def _point_of(row: Place | Zone) -> tuple[float, float]:
    return float(row.longitude or 0), float(row.latitude or 0)


def industry_names(codes: Sequence[str]) -> dict[str, str]:
    """The imported finer names of ``codes``."""
    return dict(Industry.objects.filter(code__in=codes).values_list("code", "name"))


def all_industry_names() -> dict[str, str]:
    """Every imported finer name by its code."""
    return dict(Industry.objects.values_list("code", "name"))


def finer_industries() -> QuerySet[Industry]:
    """The finer industry names, in the order of their codes."""
    return Industry.objects.all()


def neighbours(*, actor: Any, areas: Sequence[str]) -> QuerySet[Union]:
    """Unions of the actor's subtree in ``areas`` that have a point: what a map to click on shows."""
    return unions_in_scope(actor=actor).filter(_inside(areas), longitude__isnull=False)[:300]


def _tops(actor: Any, verb: str) -> QuerySet[Union]:
    """The unions where the actor's subtrees for ``verb`` begin."""
    scope = scope_of(actor=actor, verb=verb)
    return Union.objects.within(scope).filter(path__in=scope.paths)


def _inside(areas: Sequence[str]) -> Q:
    condition = Q(pk__in=[])
    for area in areas:
        if area:
            condition |= Q(division_code__startswith=reach_of(area))
    return condition


def unions_within(scope: Scope) -> QuerySet[Union]:
    """The unions inside a scope that the caller was given."""
    return Union.objects.within(scope)


def reaches_of_union(union: Union) -> dict[str, Reach]:
    """Where a post must stand to see a union, and to act on it."""
    here = Reach((union.path,))
    return dict.fromkeys(("union.view", "union.edit", "honour.record", "union.move"), here)
