"""The list of helpers, and of whom each helps."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lianshou.core.records import Reach
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.models import Helper, Helping, Household
from lianshou.kinds.aid.rules.helping.words import FIELDS, LANGUAGES


def with_load(helpers: QuerySet[Helper]) -> QuerySet[Helper]:
    """The helpers with ``load``: how many households each has now."""
    standing = Count("helpings", filter=Q(helpings__ends_on=None))
    return helpers.select_related("person", "union").annotate(load=standing)


def helpers_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Helper]:
    """The helpers of the unions in the subtrees of the actor's posts that grant ``verb``, with their load."""
    return with_load(Helper.objects.within(scope_of(actor=actor, verb=verb)))


def helpers_within(scope: Scope) -> QuerySet[Helper]:
    """The helpers inside a scope that the caller was given."""
    return Helper.objects.within(scope).select_related("person", "union")


def reaches_of_helper(helper: Helper) -> dict[str, Reach]:
    """Where a post must stand to see a helper, and to change the entry."""
    return dict.fromkeys(("person.view", "person.edit"), Reach((helper.union.path,)))


def standing_helpers(*, union: Union) -> QuerySet[Helper]:
    """Who helps at present in the subtree of a union that the caller has been let in to."""
    return with_load(Helper.objects.within(Scope((union.path,))).filter(until=None))


def helpers_of_union(helpers: QuerySet[Helper], union: Union) -> QuerySet[Helper]:
    """Narrow to helpers of the subtree of ``union``."""
    return helpers.filter(Scope((union.path,)).q("union_path"))


def helper_of(*, actor: Any) -> Helper | None:
    """The actor as a helper, where they help at present."""
    found = Helper.objects.admitted().filter(person__account=actor.pk, until=None)
    return found.select_related("person", "union").first()


def people_to_enlist(*, actor: Any) -> QuerySet[Person]:
    """The cadres whom the actor may enter as helpers: with an office or an account, of their unions, not left, not helpers yet."""
    helps = Helper.objects.admitted().filter(person=OuterRef("pk"), until=None)
    found = people_in_scope(actor=actor, verb="person.edit").filter(~Exists(helps), left_on=None)
    office = Office.objects.admitted().filter(person=OuterRef("pk"), ends_on=None)
    found = found.filter(Q(account__isnull=False) | Exists(office))
    return found.order_by("search", "pk")


def unions_to_help_in(*, actor: Any, verb: str = "match.run") -> QuerySet[Union]:
    """The unions below which the actor may match, or do ``verb``, without the dissolved."""
    return unions_in_scope(actor=actor, verb=verb).filter(dissolved_on=None)


def helpings_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Helping]:
    """Who helps whom, and helped, in the subtrees of the actor's posts that grant ``verb``."""
    found = Helping.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("household__union", "household__head", "helper__person", "helper__union")


def helpings_of(household: Household) -> list[Helping]:
    """The helpers of a file that the caller has been let in to, the one of now first."""
    found = Helping.objects.admitted().filter(household=household)
    return list(found.select_related("helper__person", "helper__union").order_by("ends_on", "-pk"))


def helped_by(helper: Helper) -> QuerySet[Helping]:
    """The households that a helper has now; the caller has been let in to the helper."""
    found = Helping.objects.admitted().filter(helper=helper, ends_on=None)
    return found.select_related("household__union", "household__head").order_by("due_on", "pk")


def candidates_for(*, actor: Any, household: Household) -> QuerySet[Helper]:
    """The helpers whom the actor may give to a household, those with few households first."""
    now = Helping.objects.admitted().filter(household=household, ends_on=None).values("helper")
    found: Any = helpers_in_scope(actor=actor, verb="placement.edit").filter(until=None).exclude(pk__in=now)
    return found.order_by("load", "pk")  # type: ignore[no-any-return]


def field_choices() -> list[tuple[str, Wording]]:
    """The fields of help by key, in words."""
    return list(FIELDS)


def language_choices() -> list[tuple[str, Wording]]:
    """The languages by key, in words."""
    return list(LANGUAGES)
