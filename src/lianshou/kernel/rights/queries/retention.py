from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.clocks import programme_clock
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.enums import Clock, DisposalState, KeptClass
from lianshou.kernel.rights.models import Disposal, DisposalRow, Hold, RetentionPeriod
from lianshou.kernel.rights.queries.kept import (
    classes_kept,
    classes_of_relatives,
    is_told_apart,
    may_hold,
)
from lianshou.kernel.rights.rules.keeping import Period, due_since, months_after, period_for, region_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

_CHUNK = 2000
_Begun = tuple[str, Person, date]  # by which clock, who, counted from when
ERASABLE = tuple(name for name in KeptClass.values if name != KeptClass.LOG)


def periods_listed() -> QuerySet[RetentionPeriod]:
    """Every period of the installation: they are settings and hold nothing personal."""
    return RetentionPeriod.objects.select_related("set_by")


def all_periods() -> list[Period]:
    """The periods as the rules see them."""
    return [
        Period(one.data_class, one.region, one.starts_on, one.months, one.clock, one.law, one.pk)
        for one in RetentionPeriod.objects.all()
    ]


def period_of(
    *, data_class: str, union: Union, on: date, periods: list[Period] | None = None
) -> Period | None:
    """The period that holds for a class in a union on a day."""
    known = all_periods() if periods is None else periods
    return period_for(known, data_class=data_class, division=union.division_code or "", on=on)


def regions_of(*, actor: Any) -> list[tuple[str, str]]:
    """The regions whose periods the actor may set: those of the tops of their posts, with the union's name."""
    tops = _tops(actor, "retention.confirm")
    found = {region_of(union.division_code): str(union) for union in tops if union.division_code}
    return list(found.items())


def retention_unions(*, actor: Any) -> QuerySet[Union]:
    """The unions in whose name the actor may prepare a disposal: the tops of their posts."""
    return _tops(actor, "retention.prepare")


def _tops(actor: Any, verb: str) -> QuerySet[Union]:
    tops = scope_of(actor=actor, verb=verb).paths
    return unions_in_scope(actor=actor, verb=verb).filter(path__in=tops)


@dataclass(frozen=True)
class Due:
    """One class of one person's data whose time is over."""

    person: Person
    data_class: str
    since: date
    period: Period

    @property
    def class_label(self) -> str:
        return str(KeptClass(self.data_class).label)


def due_in(*, scope: Scope, today: date) -> Iterator[Due]:
    """What is due inside a scope, class by class; what is held or stands in an open disposal is left out."""
    periods = all_periods()
    for data_class in ERASABLE:
        for person, since, period in _due_of_class(scope, data_class, periods, today):
            yield Due(person, data_class, since, period)


def due_to_see(*, actor: Any, today: date) -> list[Due]:
    """What is due where the actor looks after retention."""
    return list(due_in(scope=scope_of(actor=actor, verb="retention.view"), today=today))


def is_still_due(*, person: Person, data_class: str, today: date, periods: list[Period]) -> bool:
    """Asked again of one person at the moment of erasing: they may have come back, or a period may have changed.

    The caller has been let in to the person. Whether a hold is in place is asked apart.
    """
    period = period_of(data_class=data_class, union=person.union, on=today, periods=periods)
    if period is None or not _keeps(person, data_class, today):
        return False
    counted = person.left_on
    if period.clock == Clock.PROGRAMME:
        counted = programme_clock.ends(people=[person.pk]).get(person.pk)
    since = due_since(counted_from=counted, months=period.months)
    return since is not None and since <= today


def _keeps(person: Person, data_class: str, today: date) -> bool:
    if data_class == KeptClass.NAME:
        return not hasattr(person, "anonymised")
    return data_class in classes_kept(person, today)


def _due_of_class(
    scope: Scope, data_class: str, periods: list[Period], today: date
) -> Iterator[tuple[Person, date, Period]]:
    people = _holding(scope, data_class).select_related("union")
    people = people.exclude(Exists(Hold.objects.admitted().filter(person=OuterRef("pk"), lifted_at=None)))
    open_rows = DisposalRow.objects.admitted().filter(
        person=OuterRef("pk"),
        data_class=data_class,
        disposal__state__in=[DisposalState.PREPARED, DisposalState.QUEUED, DisposalState.RUNNING],
    )
    people = people.exclude(Exists(open_rows))
    found = _candidates(people, data_class, periods, today)
    if is_told_apart(data_class):
        found = _told_apart(list(found), scope, data_class, today)
    for clock, person, counted in found:
        period = period_of(data_class=data_class, union=person.union, on=today, periods=periods)
        if period is None or period.clock != clock:
            continue
        since = due_since(counted_from=counted, months=period.months)
        if since is not None and since <= today:
            yield person, since, period


def _holding(scope: Scope, data_class: str) -> QuerySet[Person]:
    """The persons about whom something is, or may be, kept of this class."""
    people = Person.objects.within(scope)
    if data_class == KeptClass.NAME:
        return people.filter(anonymised=None)
    return people.filter(may_hold(scope, data_class))


def _told_apart(found: list[_Begun], scope: Scope, data_class: str, today: date) -> Iterator[_Begun]:
    """Only those about whose relatives something is of this class today."""
    for start in range(0, len(found), _CHUNK):
        part = found[start : start + _CHUNK]
        kept = classes_of_relatives([person.pk for _clock, person, _day in part], scope, today)
        yield from (begun for begun in part if data_class in kept.get(begun[1].pk, ()))


def _candidates(
    people: QuerySet[Person], data_class: str, periods: list[Period], today: date
) -> Iterator[_Begun]:
    """Persons with the day from which their time counts, by which clock; the database leaves out who cannot be due."""
    mine = [period for period in periods if period.data_class == data_class]
    by_leaving = [period.months for period in mine if period.clock == Clock.LEFT]
    if by_leaving:
        latest = months_after(today, 1 - min(by_leaving))  # days at the end of a month are cut by the rule
        for chunk in _chunks(people.filter(left_on__lte=latest)):
            yield from ((Clock.LEFT, person, person.left_on) for person in chunk if person.left_on)
    if any(period.clock == Clock.PROGRAMME for period in mine):
        for chunk in _chunks(people):
            ends = programme_clock.ends(people=[person.pk for person in chunk])
            yield from ((Clock.PROGRAMME, person, ends[person.pk]) for person in chunk if person.pk in ends)


def _chunks(people: QuerySet[Person]) -> Iterator[list[Person]]:
    last, people = 0, people.order_by("pk")
    while chunk := list(people.filter(pk__gt=last)[:_CHUNK]):
        yield chunk
        last = chunk[-1].pk


def holds_in_scope(*, actor: Any) -> QuerySet[Hold]:
    found = Hold.objects.within(scope_of(actor=actor, verb="retention.view"))
    return found.select_related("person__union", "placed_by", "lifted_by")


def hold_of(*, person: Person) -> Hold | None:
    """The hold on a person's data; the caller has been let in to the person."""
    return Hold.objects.admitted().filter(person=person, lifted_at=None).select_related("placed_by").first()


def disposals_in_scope(*, actor: Any, verb: str = "retention.view") -> QuerySet[Disposal]:
    found = Disposal.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "prepared_by", "confirmed_by")


def rows_of(*, disposal: Disposal) -> QuerySet[DisposalRow]:
    """The rows of a disposal that the caller has been let in to."""
    found = DisposalRow.objects.admitted().filter(disposal=disposal)
    return found.select_related("person__union", "period").order_by("pk")


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """The disposals that wait for the actor as the second person."""
    del today
    if not may(actor, "retention.confirm"):
        return []
    waiting = disposals_in_scope(actor=actor, verb="retention.confirm").filter(state=DisposalState.PREPARED)
    return [
        InboxItem(
            key=f"disposal:{one.pk}",
            errand=Errand.PERSONAL,
            title=_("Erasure prepared by %(who)s, %(at)s")
            % {
                "who": one.prepared_by,
                "at": date_format(timezone.localtime(one.prepared_at), "SHORT_DATETIME_FORMAT"),
            },
            detail=" · ".join(
                filter(
                    None,
                    (
                        ngettext("%(n)s row · %(union)s", "%(n)s rows · %(union)s", one.total)
                        % {"n": one.total, "union": one.union},
                        one.note,
                    ),
                )
            ),
            url=reverse("rights:disposal", args=[one.pk]),
            owner=one.union.path,
            verb="retention.confirm",
            since=timezone.localdate(one.prepared_at),
        )
        for one in waiting.exclude(prepared_by=actor.pk)[:MOST_ITEMS]
    ]
