"""Reading the files of households: the register, one file, who stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianshou.china.text import tidy
from lianshou.core.records import Reach
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import holder_of_identity
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.enums import EVENTS, VERBS, Ground, State
from lianshou.kinds.aid.models import Household, Member
from lianshou.kinds.aid.models.households import HEAD, NOBODY, RELATIONS_BY_KEY
from lianshou.kinds.aid.queries.verifying import open_round, why_not_approve_now
from lianshou.kinds.aid.rules.deciding import why_not_end, why_not_put_on_file
from lianshou.kinds.aid.rules.form import CAUSES, NEW
from lianshou.kinds.aid.rules.words import CATEGORIES

OF_MANY = ("households.imported", "households.filed")
"""Lines of the book that tell of many files at once; the row history of each names its line."""


def households_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Household]:
    """The files kept by unions in the subtrees of the actor's posts that grant ``verb``."""
    found = Household.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "head")


def files_of_person(*, actor: Any, person: Person) -> QuerySet[Household]:
    """The files of which a person is the head, in the actor's scope; a file that the actor cannot see is not told of."""
    return households_in_scope(actor=actor).filter(head=person).order_by("-pk")


def households_within(scope: Scope) -> QuerySet[Household]:
    """The files inside a scope that the caller was given."""
    return Household.objects.within(scope).select_related("union", "head")


def reaches_of_household(household: Household) -> dict[str, Reach]:
    """Where a post must stand to see a file, and to write in it."""
    here = Reach((household.union.path,))
    return dict.fromkeys(("person.view", "person.edit", "personal.reveal"), here)


def with_words(rows: QuerySet[Any], words: str, *, of: str = "") -> QuerySet[Any]:
    """Narrow to files whose number, here or in the superior's archive, or the name or sound of whose head, holds every word;
    ``of`` leads to the file from a row.
    """
    for word in tidy(words).lower().split():
        starts = {f"{of}{name}__startswith": word.upper() for name in ("number", "outer_number")}
        named = {f"{of}head__search__icontains": word}
        rows = rows.filter(Q(*starts.items(), *named.items(), _connector=Q.OR))
    return rows


def kept_below(households: QuerySet[Household], union: Union) -> QuerySet[Household]:
    """Narrow to files that the subtree of ``union`` keeps."""
    return households.filter(Scope((union.path,)).q("union_path"))


def unions_that_keep(*, actor: Any) -> QuerySet[Union]:
    """The unions in whose subtrees the actor reads files."""
    return unions_in_scope(actor=actor, verb="person.view")


def unions_to_keep(*, actor: Any) -> QuerySet[Union]:
    """The unions where the actor may open files, without the dissolved."""
    return unions_in_scope(actor=actor, verb="person.edit").filter(dissolved_on=None)


def years_of_surveys(*, actor: Any) -> list[int]:
    """The years in which the files in sight were last surveyed, newest first."""
    years = households_in_scope(actor=actor).order_by().values_list("surveyed_year", flat=True).distinct()
    return sorted((year for year in years if year), reverse=True)


def category_choices() -> list[tuple[str, Any]]:
    """The categories by key, in words."""
    return [(str(key), words) for key, words in CATEGORIES.items()]


def cause_choices() -> Sequence[tuple[str, Any]]:
    """The causes by key, in words."""
    return CAUSES


def members_of(household: Household) -> list[Member]:
    """Who stands in a file that the caller has been let in to, the head first."""
    return list(Member.objects.admitted().filter(household=household))


def relation_words(member: Member) -> Wording:
    """What a member is to the head."""
    return HEAD if member.is_head else RELATIONS_BY_KEY.get(member.relation, NOBODY)


def standing_member(number: str, *, but: int | None = None) -> Member | None:
    """Who has an identity number in a standing file, in anybody's scope: to refuse a second one, never to be shown."""
    index: Any = Member._meta.get_field("id_index")
    held = Member.objects.admitted().filter(id_index__in=index.candidates(number), is_standing=True)
    held = held.select_related("household__union")
    return held.exclude(household=but).first() if but else held.first()


def file_in_sight(*, actor: Any, number: str, but: int | None = None) -> Household | None:
    """The standing file of an identity number, where the actor may see it."""
    member = standing_member(number, but=but) if number else None
    if member is None:
        return None
    return households_in_scope(actor=actor).filter(pk=member.household_id).first()


def holder(number: str) -> Any:
    """The person of the register who has an identity number, in anybody's scope."""
    return holder_of_identity(number) if number else None


def file_called(*, actor: Any, number: str, verb: str) -> Household | None:
    """The standing file of a number, where the actor may do ``verb``."""
    found = households_in_scope(actor=actor, verb=verb).exclude(state=State.ENDED)
    return found.filter(number=number).first()


@dataclass(frozen=True)
class Event:
    """A line of a file's history."""

    label: str
    at: datetime
    by: str
    words: str


def events_of(household: Household) -> list[Event]:
    """What happened to a file, from the book, oldest first, on its own or with many others; the caller has been let in to it."""
    own = history_of(household).filter(verb__in=EVENTS)
    history: Any = Household.history
    told = history.filter(id=household.pk, entry__isnull=False).values("entry")
    of_many = Entry.objects.admitted().filter(pk__in=told, verb__in=OF_MANY)
    lines = sorted([*own, *of_many], key=lambda one: (one.at, one.pk))
    return [Event(str(VERBS[one.verb]), one.at, one.actor_name, _told(one.details)) for one in lines]


def _told(details: Any) -> str:
    ground = details.get("ground")
    if ground in Ground.values:
        return str(Ground(ground).label)
    return " · ".join(str(details[key]) for key in ("year", "words") if details.get(key))


@dataclass(frozen=True)
class Acts:
    """What the actor may do with a file now, by the rules that guard the actions."""

    writes: bool
    files: bool
    why_not_file: Any
    ends: bool
    moves: bool


def acts_on(*, actor: Any, household: Household, is_own: bool) -> Acts:
    """What the actor may do; ``is_own`` whether they handed the last survey in."""
    standing = household.state != State.ENDED
    decides = may(actor, "review.decide", on=household.union)
    reason = why_not_put_on_file(state=household.state, category=household.category, is_own=is_own)
    verification = open_round(household)
    if reason is None and verification is not None:
        reason = why_not_approve_now(verification=verification, actor=actor, today=timezone.localdate())
    ends = why_not_end(state=household.state, ground=Ground.OUT) is None
    writes = standing and may(actor, "person.edit", on=household.union)
    return Acts(writes, decides and household.state == State.CHECKING, reason, decides and ends, writes)


def is_due(household: Household, *, today: date) -> bool:
    """Whether a household on file has not been surveyed this year yet."""
    return household.state == State.ON_FILE and (household.surveyed_year or NEW - 99) < today.year
