from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lianshou.china.telephones import normalise
from lianshou.china.text import same_name_key, tidy
from lianshou.core.gates import approval_gate
from lianshou.core.kinds import Errand, InboxItem, registry
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.intake.enums import State
from lianshou.kernel.intake.models import Application, Filing
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import with_number
from lianshou.kernel.people.queries.known import is_own
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

_SUFFIX = same_name_key("工会")
UNDECIDED = (State.SUBMITTED, State.IN_REVIEW, State.RETURNED)
_LIVE_PAYMENTS = ("planned", "approved", "paid", "receipted")


def applications_in_scope(*, actor: Any, verb: str = "programme.view") -> QuerySet[Application]:
    """The applications to programmes run inside the subtrees of the posts that grant ``verb``."""
    return Application.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")


def accepted_applications(*, programme: Programme) -> QuerySet[Application]:
    """Who asks in a programme and has not withdrawn; the caller has already been let in to the programme."""
    return (
        Application.objects.admitted()
        .filter(programme=programme, state=State.ACCEPTED)
        .select_related("union")
    )


def applications_concerning(*, actor: Any) -> QuerySet[Application]:
    """The applications that the actor may see: their own, those of unions they apply for, those to programmes they see."""
    seen = scope_of(actor=actor, verb="programme.view")
    mine = Q(person__account=actor.pk) if getattr(actor, "pk", None) else Q(pk__in=[])
    files = scope_of(actor=actor, verb="application.file")
    conditions = mine | seen.q("programme__union__path") | files.q("union__path")
    found = Application.objects.admitted().filter(conditions)
    return found.select_related("programme__union", "union", "person", "submitted_by")


def own_applications(*, actor: Any) -> QuerySet[Application]:
    """The actor's own applications, and those that the actor typed in, latest first."""
    return (
        Application.objects.admitted()
        .filter(Q(person__account=actor.pk) | Q(submitted_by=actor.pk, channel="typed"))
        .select_related("programme__union", "union", "person")
        .defer("closing_words")
        .order_by("-submitted_at", "-pk")
    )


def programmes_applied_to(*, actor: Any) -> QuerySet[Programme]:
    """The programmes of the actor's own applications, latest first."""
    found = own_applications(actor=actor).order_by().values("programme")
    return Programme.objects.admitted().filter(pk__in=found).select_related("union").order_by("-year", "-pk")


def unions_applied_for(*, actor: Any) -> QuerySet[Union]:
    """The unions of the actor's own applications, by name."""
    found = own_applications(actor=actor).order_by().values("union")
    return Union.objects.admitted().filter(pk__in=found).order_by("name_key")


def applications_listed(*, programme: Programme) -> QuerySet[Application]:
    """Everybody who applied to a programme, withdrawn or not, as a list shows them; the caller has been let in to it."""
    found = Application.objects.admitted().filter(programme=programme).defer("closing_words")
    return found.select_related("union", "person", "submitted_by", "programme__union").order_by(
        "-submitted_at", "-pk"
    )


def under_way(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Narrow to those of which nobody has decided yet: sent in, on their way up, or returned."""
    return applications.filter(state__in=UNDECIDED)


def undecided_of(*, programme: Programme) -> int:
    """How many applications to a programme nobody has decided yet; the caller has been let in to it."""
    return under_way(Application.objects.admitted().filter(programme=programme)).count()


def applications_with_words(applications: QuerySet[Application], words: str) -> QuerySet[Application]:
    """Narrow to applications whose union or person is called so, by name, pinyin or initials."""
    for word in tidy(words).lower().split():
        applications = applications.filter(
            Q(union__search__icontains=word) | Q(person__search__icontains=word)
        )
    return applications


def speaks_for(*, actor: Any, union: Union, person: Person | None) -> bool:
    """Whether the actor is the person, or applies for the union."""
    own = person is not None and is_own(actor=actor, person=person)
    return own or may(actor, "application.file", on=union)


def filings_of(*, application: Application) -> QuerySet[Filing]:
    """The forms of an application, the first first; the caller has been let in to it."""
    return application.filings.select_related("filed_by").order_by("pk")


@dataclass(frozen=True)
class Told:
    """One line of the story of an application."""

    said: str
    at: datetime
    by: str


def story_of(*, application: Application) -> list[Told]:
    """What the book tells of an application, latest first; the caller has been let in to it."""
    entries = history_of(application)[:50]
    return [Told(str(verb_said(entry.verb)), entry.at, entry.actor_name) for entry in entries]


def is_placed(*, application: Application, queued: bool = False) -> bool:
    """Whether an application has a place, or, with ``queued``, waits in line for one."""
    gone = ("ended",) if queued else ("ended", "queued")
    return application.placements.exclude(state__in=gone).exists()


def is_paid(*, application: Application) -> bool:
    """Whether money was planned, approved or paid on an application, or on a place that it has."""
    own = application.payments.filter(state__in=_LIVE_PAYMENTS)
    placed = application.placements.filter(payments__state__in=_LIVE_PAYMENTS)
    return own.exists() or placed.exists()


@dataclass(frozen=True)
class Twin:
    """An application that is the same, or likely the same; ``url`` is empty where the actor may not see it."""

    application: Application
    is_same: bool
    url: str


def twins_of(
    *, actor: Any, programme: Programme, union: Union, person: Person | None, phone: str = ""
) -> list[Twin]:
    """The applications of a programme by the same union or person, and by one who is likely the same.

    A person is likely the same by name and telephone (through the blind index) with a day of birth that does not differ.
    """
    live = Application.objects.admitted().filter(programme=programme).exclude(state=State.WITHDRAWN)
    live = live.select_related("union", "person")
    same = live.filter(person=person) if person else live.filter(union=union, person=None)
    likely = _like_person(live, person, phone) if person else _like_union(live, union)
    found = [(True, one) for one in same] + [(False, one) for one in likely]
    concerning = applications_concerning(actor=actor).filter(pk__in=[one.pk for _same, one in found])
    seen = set(concerning.values_list("pk", flat=True)) if found else set()
    return [
        Twin(one, is_same, reverse("applications:detail", args=[one.pk]) if one.pk in seen else "")
        for is_same, one in found
    ]


def _like_union(live: QuerySet[Application], union: Union) -> list[Application]:
    key = union.name_key.removesuffix(_SUFFIX)
    found = live.filter(person=None, union__name_key__in=[key, f"{key}{_SUFFIX}"])
    return list(found.exclude(union=union)[:5])


def _like_person(live: QuerySet[Application], person: Person, phone: str) -> list[Application]:
    numbers = [one for one in (person.phone, normalise(phone) if phone else "") if one]
    people = Person.objects.admitted().filter(name=person.name).exclude(pk=person.pk)
    keys = {
        one.pk
        for number in numbers
        for one in with_number(people, "phone", number)
        if _born_alike(one, person)
    }
    return list(live.filter(person__in=keys)[:5])


def _born_alike(one: Person, other: Person) -> bool:
    return one.birth_on is None or other.birth_on is None or one.birth_on == other.birth_on


def submitted_items(*, actor: Any, today: date) -> list[InboxItem]:
    """For whoever decides: the programmes with applications typed in that go through no approval."""
    scope = scope_of(actor=actor, verb="intake.import")
    if not scope:
        return []
    waiting = Application.objects.within(scope).filter(state=State.SUBMITTED)
    counts: dict[int, int] = {}
    for key in waiting.values_list("programme", flat=True):
        counts[key] = counts.get(key, 0) + 1
    programmes = Programme.objects.admitted().filter(pk__in=counts).select_related("union")
    return [
        InboxItem(
            key=f"applications:{one.pk}",
            errand=Errand.PROGRAMME,
            title=ngettext(
                "%(n)d application to accept or refuse",
                "%(n)d applications to accept or refuse",
                counts[one.pk],
            )
            % {"n": counts[one.pk]},
            detail=one.title,
            url=f"{reverse('applications:list', args=[one.pk])}?state=submitted",
            owner=one.union.path,
            verb="intake.import",
            programme=one.pk,
        )
        for one in programmes
        if one.kind in registry and not approval_gate.asks(programme=one)
    ]


def is_applicants_own(*, actor: Any, application: Application) -> bool:
    """Whether an application is the actor's own, as a person."""
    return application.person is not None and is_own(actor=actor, person=application.person)


def is_to_decide(*, actor: Any, application: Application) -> bool:
    """Whether the actor accepts or refuses an application: it was submitted and goes through no approval."""
    waits = application.state == State.SUBMITTED and not approval_gate.asks(programme=application.programme)
    return waits and may(actor, "intake.import", on=application.programme.union)
