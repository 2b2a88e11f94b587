from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.core.personal import PersonalField, PersonalList, PersonalRecord, personal
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.privacy.enums import Reason, State
from lianshou.kernel.privacy.models import Reveal, UnmaskedExport
from lianshou.kernel.privacy.rules import why_not_decide, why_not_fetch, why_not_serve, why_not_withdraw
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

WATCHED_DAYS = 30


@dataclass(frozen=True)
class Looked:
    """A record with the protected fields that somebody wants to see, inside their scope."""

    record: PersonalRecord
    subject: Any
    fields: tuple[PersonalField, ...]

    @property
    def name(self) -> str:
        return self.record.name_of(self.subject)

    @property
    def page(self) -> str:
        return self.record.page_of(self.subject)

    @property
    def filled(self) -> bool:
        return any(field.masked(self.subject) for field in self.fields)

    @property
    def values(self) -> list[tuple[PersonalField, Any]]:
        """Each field that holds something, with its value."""
        filled = (one for one in self.fields if getattr(self.subject, one.name) not in (None, ""))
        return [(one, self.record.said(self.subject, one)) for one in filled]


def looked_at(*, actor: Any, slug: str, pk: int, name: str) -> Looked | None:
    """The record called ``slug`` with the id ``pk`` and its fields called ``name``, where the actor may reveal; else None."""
    record = personal.record(slug)
    fields = record.fields_called(name) if record else ()
    if record is None or not fields:
        return None
    subject = record.within(scope_of(actor=actor, verb="personal.reveal")).filter(pk=pk).first()
    if subject is None or not record.open_to(actor, subject):
        return None
    return Looked(record, subject, fields)


def looked_again(*, actor: Any, reveal: Reveal) -> Looked | None:
    """What a reveal shows now: only the fields it named, and only while the actor may still reveal there."""
    record = personal.record(reveal.record)
    found = looked_at(actor=actor, slug=reveal.record, pk=reveal.subject_id, name="all") if record else None
    if found is None:
        return None
    return Looked(
        found.record, found.subject, tuple(one for one in found.fields if one.name in reveal.fields)
    )


def reveals_of(*, actor: Any) -> QuerySet[Reveal]:
    """The actor's own reveals."""
    return Reveal.objects.admitted().filter(actor=getattr(actor, "pk", None))


def reveals_within_the_hour(*, actor: Any, now: datetime) -> int:
    """How many records the actor had shown to them in the last hour."""
    return reveals_of(actor=actor).filter(at__gt=now - timedelta(hours=1)).count()


def why_not_show(*, actor: Any, reveal: Reveal, now: datetime) -> Reason | None:
    """Why a reveal's page serves no values now, or None."""
    return why_not_serve(is_own=reveal.actor_id == actor.pk, until=reveal.until, now=now)


def reveals_about(*, person: Any) -> QuerySet[Reveal]:
    """Who looked at a person or at their family; the caller has been let in to the person."""
    return Reveal.objects.admitted().filter(person=person).select_related("actor")


def exports_in_scope(*, actor: Any) -> QuerySet[UnmaskedExport]:
    """The actor's own requests, and those of unions where the actor may decide on them."""
    deciding = scope_of(actor=actor, verb="personal.export_approve")
    mine = Q(asked_by=getattr(actor, "pk", None))
    found = UnmaskedExport.objects.admitted().filter(mine | deciding.q("union__path"))
    return found.select_related("union", "asked_by", "decided_by")


def is_fetched(*, listing: str, query: str) -> bool:
    """Whether somebody fetched a list in clear; for a caller who was let in to what it is made of."""
    found = UnmaskedExport.objects.admitted().filter(listing=listing, query=query, fetched__gt=0)
    return bool(found.exists())


def exports_waiting_for(*, actor: Any) -> QuerySet[UnmaskedExport]:
    """The requests that the actor may decide on: of others, and still open."""
    deciding = UnmaskedExport.objects.within(scope_of(actor=actor, verb="personal.export_approve"))
    waiting = deciding.filter(state=State.ASKED).exclude(asked_by=getattr(actor, "pk", None))
    return waiting.select_related("union", "asked_by", "decided_by").order_by("asked_at", "pk")


@dataclass(frozen=True)
class Standing:
    """What the actor can do with a request, each with the reason why not."""

    may_decide: bool
    why_not_decide: Reason | None
    why_not_withdraw: Reason | None
    why_not_fetch: Reason | None


def standing_of(*, actor: Any, export: UnmaskedExport, now: datetime) -> Standing:
    """The same rules that guard the actions, for the buttons of a page."""
    own = export.is_own(actor)
    return Standing(
        may_decide=may(actor, "personal.export_approve", on=export.union),
        why_not_decide=why_not_decide(state=export.state, is_asker=own),
        why_not_withdraw=why_not_withdraw(state=export.state, is_asker=own),
        why_not_fetch=why_not_fetch(
            state=export.state,
            is_asker=own,
            expires_at=export.expires_at,
            fetched=export.fetched,
            most=settings.LIANSHOU_EXPORT_FETCHES,
            now=now,
        ),
    )


def listing_of(export: UnmaskedExport) -> PersonalList:
    """The list that a request is about; LookupError when no app registers it any more."""
    listing = personal.listing(export.listing)
    if listing is None:
        raise LookupError(export.listing)
    return listing


def field_titles(export: UnmaskedExport) -> list[str]:
    """The fields to be shown in clear, in words."""
    titles = listing_of(export).fields()
    return [str(titles.get(name, name)) for name in export.fields]


def unions_to_ask(*, actor: Any) -> QuerySet[Union]:
    """The unions at the top of the subtrees where the actor may ask for exports."""
    scope = scope_of(actor=actor, verb="personal.export")
    return unions_in_scope(actor=actor, verb="personal.export").filter(path__in=scope.paths)


def items_of(*, actor: Any, today: date) -> list[InboxItem]:
    """Requests that wait for the actor's decision, own ones that can be fetched, and own ones that others decide on."""
    del today
    if not (may(actor, "personal.export_approve") or may(actor, "personal.export")):
        return []
    decide = [
        _item(one, _("Unmasked export: %(who)s asks") % {"who": one.asked_by}, is_own=False)
        for one in exports_waiting_for(actor=actor)[:MOST_ITEMS]
    ]
    own = UnmaskedExport.objects.admitted().filter(asked_by=actor.pk).select_related("union")
    ready = own.filter(state=State.APPROVED, fetched=0, expires_at__gt=timezone.now())
    fetch = [_item(one, _("Unmasked export approved: fetch the list")) for one in ready[:20]]
    asked = [
        _item(one, _("Unmasked export: waiting for approval"), waiting=True)
        for one in own.filter(state=State.ASKED)[:20]
    ]
    return [*decide, *fetch, *asked]


def _item(one: UnmaskedExport, title: str, *, is_own: bool = True, waiting: bool = False) -> InboxItem:
    detail = ngettext("%(n)s row · %(union)s", "%(n)s rows · %(union)s", one.rows)
    return InboxItem(
        key=f"export:{one.pk}",
        errand=Errand.PERSONAL,
        title=title,
        detail=detail % {"n": one.rows, "union": one.union.name},
        url=reverse("privacy:request", args=[one.pk]),
        owner=one.union.path,
        verb="personal.export_approve",
        is_own=is_own,
        since=timezone.localdate(one.asked_at),
        waiting=waiting,
    )


@dataclass(frozen=True)
class Looker:
    """How often an account looked at what is personal; counts only."""

    account: User
    reveals: int
    persons: int
    busiest: int
    fetches: int

    @property
    def is_noted(self) -> bool:
        """Whether there was a day with more looks than an ordinary desk needs."""
        return self.busiest >= int(settings.LIANSHOU_REVEALS_NOTED)


def lookers_in_scope(*, actor: Any, now: datetime) -> list[Looker]:
    """Who looked in the last 30 days inside the unions that the actor watches, whoever looked most first."""
    scope, since = scope_of(actor=actor, verb="personal.watch"), now - timedelta(days=WATCHED_DAYS)
    reveals = Reveal.objects.within(scope).filter(at__gte=since)
    days: dict[int, Counter[date]] = defaultdict(Counter)
    for who, day, n in reveals.order_by().values_list("actor", TruncDate("at")).annotate(n=Count("pk")):
        days[who][day] += n
    persons = dict(reveals.order_by().values_list("actor").annotate(n=Count("person", distinct=True)))
    exports = UnmaskedExport.objects.within(scope).filter(fetched_at__gte=since)
    fetches = dict(exports.order_by().values_list("asked_by").annotate(n=Sum("fetched")))
    accounts = User.objects.in_bulk({*days, *fetches})
    found = [
        Looker(
            account=account,
            reveals=days[pk].total() if pk in days else 0,
            persons=persons.get(pk, 0),
            busiest=max(days[pk].values(), default=0) if pk in days else 0,
            fetches=fetches.get(pk, 0),
        )
        for pk, account in accounts.items()
    ]
    return sorted(found, key=lambda one: (-one.reveals, -one.fetches, one.account.pk))
