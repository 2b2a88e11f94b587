"""Projects, what was given from them, and the households marked for long-term aid."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from lianshou.china.text import tidy
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import AidState, Nature, State
from lianshou.kinds.aid.models import Aid, AidProject, Household, LongTerm, Recipient
from lianshou.kinds.aid.models.households import NOBODY, RELATIONS_BY_KEY
from lianshou.web.templatetags.web import say

_LIVE = ~Q(state=AidState.ENDED)
_SIDES = (
    "project__union",
    "household__union",
    "household__head",
    "recipient",
    "payment__budget__source",
)


def projects_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[AidProject]:
    """The projects of unions in the subtrees of the actor's posts that grant ``verb``."""
    return AidProject.objects.within(scope_of(actor=actor, verb=verb)).select_related("union", "programme")


def projects_listed(*, actor: Any) -> QuerySet[AidProject]:
    """The projects to read with how many households something is planned or given for, how many of them were ``helped``, how
    many persons stand behind the first, and what was planned and paid in fen; of a union above, what went to the actor's own unions.
    """
    here = scope_of(actor=actor, verb="person.view").q("aids__household__union_path")
    live, given = here & ~Q(aids__state=AidState.ENDED), here & Q(aids__state=AidState.GIVEN)
    none = Value(0, BigIntegerField())
    return projects_to_read(actor=actor).annotate(
        households=Count("aids__household", filter=live, distinct=True),
        helped=Count("aids__household", filter=given, distinct=True),
        persons=Count("aids__recipient", filter=live, distinct=True),
        planned_fen=Coalesce(Sum("aids__amount_fen", filter=here & Q(aids__state=AidState.PLANNED)), none),
        given_fen=Coalesce(Sum("aids__amount_fen", filter=given), none),
    )


def projects_to_read(*, actor: Any) -> QuerySet[AidProject]:
    """The projects that the actor may look at: of unions in the own subtrees, and of those above, from which households here are
    helped.
    """
    return projects_within(scope_of(actor=actor, verb="person.view")).select_related("programme")


def projects_within(scope: Scope) -> QuerySet[AidProject]:
    """The projects that whoever sees a scope may look at: inside it, and of the unions above its tops."""
    above = {path for top in scope.paths for path in lineage(top)}
    read = scope.q("union_path") | Q(union_path__in=above)
    return AidProject.objects.admitted().filter(read).select_related("union")


def open_projects(*, actor: Any, year: int) -> QuerySet[AidProject]:
    """Those of a year that are open."""
    found = projects_to_read(actor=actor).filter(year=year, closed_on=None)
    return found.select_related("union", "programme__union")


def plans_from(*, actor: Any, project: AidProject) -> bool:
    """Whether the actor plans aid from a project: what is no money for every household below it, money where the actor enters
    payments for its programme.
    """
    pays = scope_of(actor=actor, verb="fund.plan")
    return project.nature != Nature.MONEY or pays.covers(project.programme.union.path)


def reaches_of_project(project: AidProject) -> dict[str, Reach]:
    """Where a post must stand to see a project, and to change it."""
    path = (project.union.path,)
    return {"person.view": Reach(path, below_too=True), "placement.edit": Reach(path)}


def projects_with_words(projects: QuerySet[AidProject], words: str) -> QuerySet[AidProject]:
    """Narrow to projects whose name, document or union holds every word."""
    for word in tidy(words).lower().split():
        fits = Q(title__icontains=word) | Q(document_no__icontains=word) | Q(union__search__icontains=word)
        projects = projects.filter(fits)
    return projects


def projects_for(*, household: Household, year: int) -> QuerySet[AidProject]:
    """The open projects of a year from which a household can be helped: of the union that keeps its file and those above it."""
    path = household.union.path
    found = AidProject.objects.admitted().filter(union__path__in=[*lineage(path), path], closed_on=None)
    return found.filter(year=year).select_related("union", "programme__union").order_by("sort", "-union_path")


def programmes_to_help_in(*, actor: Any) -> QuerySet[Programme]:
    """The programmes of aid in which the actor may enter projects, the latest first."""
    found = Programme.objects.within(scope_of(actor=actor, verb="placement.edit")).filter(kind="aid")
    return found.exclude(state="closed").select_related("union").order_by("-year", "pk")


def has_project(*, union: Union, year: int, title: str, but: int = 0) -> bool:
    """Whether the union has a project of this name in this year already."""
    found = AidProject.objects.admitted().filter(union=union, year=year, title=title.strip())
    return found.exclude(pk=but).exists()


def aids_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Aid]:
    """What was planned, given or cancelled for households of unions in the actor's scope."""
    return with_sides(Aid.objects.within(scope_of(actor=actor, verb=verb)))


def with_sides(aids: QuerySet[Aid]) -> QuerySet[Aid]:
    """Some aid with what every list tells of it: the project, the file, who receives it, the money."""
    return aids.select_related(*_SIDES)


def aids_of(household: Household) -> list[Aid]:
    """Everything of a file that the caller has been let in to, the latest first; with that of files merged into it."""
    own = Q(household=household) | Q(household__merged_into=household)
    return list(
        with_sides(Aid.objects.admitted().filter(own)).select_related("entered_by").order_by("-year", "-pk")
    )


def recipient_said(aid: Aid) -> str:
    """Who receives it: the head by name, others by relation under their mask."""
    if aid.recipient.is_head:
        return aid.household.head.name
    relation = RELATIONS_BY_KEY.get(aid.recipient.relation, NOBODY)
    return f"{aid.household.head.name}（{say(relation)} {aid.recipient.masked['name']}）"


def aids_with_words(aids: QuerySet[Aid], words: str) -> QuerySet[Aid]:
    """Narrow to aid whose household, file or project holds every word."""
    for word in tidy(words).lower().split():
        fits = Q(household__head__search__icontains=word) | Q(household__number__startswith=word.upper())
        aids = aids.filter(fits | Q(project__title__icontains=word))
    return aids


def live_aids(*, recipients: Collection[int], sort: str, year: int) -> list[Aid]:
    """What these recipients have of a sort in a year, whoever gave it, the earliest first."""
    found = Aid.objects.admitted().filter(_LIVE, recipient__in=recipients, sort=sort, year=year)
    return list(found.select_related("project__union").order_by("entered_at", "pk"))


def recipients_like(*, members: Collection[Any]) -> dict[int, Recipient]:
    """The recipients whom these members are, by the id of the member: by the identity number, or by the row itself."""
    index: Any = Recipient._meta.get_field("id_index")
    wanted = {one.pk: set(index.candidates(one.id_number)) for one in members}
    every = set().union(*wanted.values()) if wanted else set()
    rows = Recipient.objects.admitted().filter(Q(id_index__in=every) | Q(member__in=list(wanted)))
    found: dict[int, Recipient] = {}
    for row in rows.order_by("pk"):
        for pk, indexes in wanted.items():
            if (row.id_index and row.id_index in indexes) or row.member_id == pk:
                found.setdefault(pk, row)
    return found


def without_project(households: QuerySet[Household], year: int) -> QuerySet[Household]:
    """Narrow to households on file for whom nothing is planned or given in a year."""
    live = Aid.objects.admitted().filter(_LIVE, household=OuterRef("pk"), year=year)
    return households.filter(~Exists(live), state=State.ON_FILE)


def with_project(households: QuerySet[Household], year: int) -> QuerySet[Household]:
    """Narrow to households on file for whom something is planned or given in a year."""
    live = Aid.objects.admitted().filter(_LIVE, household=OuterRef("pk"), year=year)
    return households.filter(Exists(live), state=State.ON_FILE)


def marked_long_term(households: QuerySet[Household], is_marked: bool) -> QuerySet[Household]:
    """Narrow to households with, or on file without, the mark for long-term aid."""
    standing = Exists(LongTerm.objects.admitted().filter(household=OuterRef("pk"), until=None))
    return households.filter(standing) if is_marked else households.filter(~standing, state=State.ON_FILE)


def long_terms_in_scope(*, actor: Any, year: int) -> QuerySet[LongTerm]:
    """The marks of households in the actor's scope, with ``aids``: how many projects each household has in a year."""
    found = LongTerm.objects.within(scope_of(actor=actor, verb="person.view"))
    live = Q(household__aids__year=year) & ~Q(household__aids__state=AidState.ENDED)
    return found.select_related("household__union", "household__head", "set_by").annotate(
        aids=Count("household__aids", filter=live)
    )


def long_terms_with_words(marks: QuerySet[LongTerm], words: str) -> QuerySet[LongTerm]:
    """Narrow to marks of households whose number, or whose head's name or sound, holds every word."""
    for word in tidy(words).lower().split():
        fits = Q(household__head__search__icontains=word) | Q(household__number__startswith=word.upper())
        marks = marks.filter(fits)
    return marks


def long_terms_aided(marks: QuerySet[LongTerm], *, year: int, is_aided: bool) -> QuerySet[LongTerm]:
    """Narrow to marks of households for whom something, or nothing, is planned or given in a year."""
    live = Exists(Aid.objects.admitted().filter(_LIVE, household=OuterRef("household"), year=year))
    return marks.filter(live if is_aided else ~live)


def long_term_of(household: Household) -> LongTerm | None:
    """The mark that a household has now; the caller has been let in to it."""
    found = LongTerm.objects.admitted().filter(household=household, until=None)
    return found.select_related("set_by").first()


def years_of_aid(*, actor: Any) -> list[int]:
    """The years in which projects or aid in sight were entered, the latest first."""
    own = projects_to_read(actor=actor).order_by().values_list("year", flat=True).distinct()
    given = Aid.objects.within(scope_of(actor=actor, verb="person.view")).order_by()
    return sorted({*own, *given.values_list("year", flat=True).distinct()}, reverse=True)
