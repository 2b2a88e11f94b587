from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.core.personal import PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.enums import RequestState
from lianshou.kernel.rights.models import PersonRequest


def requests_in_scope(*, actor: Any) -> QuerySet[PersonRequest]:
    """The requests of persons inside the subtrees where the actor answers them."""
    found = PersonRequest.objects.within(scope_of(actor=actor, verb="request.answer"))
    return found.select_related("person__union", "relative", "asked_by", "answered_by")


def requests_of(*, person: Person) -> QuerySet[PersonRequest]:
    """Everything a person asked, newest first; the caller is that person."""
    return PersonRequest.objects.admitted().filter(person=person).select_related("relative", "answered_by")


def open_requests(*, actor: Any) -> QuerySet[PersonRequest]:
    """What waits for an answer of the actor, the most urgent first; one's own is answered by somebody else."""
    waiting = requests_in_scope(actor=actor).filter(state=RequestState.OPEN)
    return waiting.exclude(asked_by=actor.pk).order_by("due_on", "pk")


def overdue(requests: QuerySet[PersonRequest], today: date) -> QuerySet[PersonRequest]:
    """Narrow to what should have been answered before ``today``."""
    return requests.filter(state=RequestState.OPEN, due_on__lt=today)


def with_words(requests: QuerySet[PersonRequest], words: str) -> QuerySet[PersonRequest]:
    """Narrow to requests of persons or unions whose name holds the words."""
    named = requests.filter(person__name__icontains=words)
    return named | requests.filter(person__union__name__icontains=words)


def desk_items(*, actor: Any, today: date) -> Sequence[InboxItem]:
    """The requests that wait for the actor, the most urgent first."""
    if not may(actor, "request.answer"):
        return []
    return [_item(request, today) for request in open_requests(actor=actor)[:MOST_ITEMS]]


def _item(request: PersonRequest, today: date) -> InboxItem:
    due = date_format(request.due_on, "DATE_FORMAT")
    return InboxItem(
        key=f"request:{request.pk}",
        errand=Errand.PERSONAL,
        title=_("Request of %(person)s: %(kind)s")
        % {"person": request.person, "kind": request.get_kind_display()},
        detail=_("Answer due by %(day)s") % {"day": due},
        url=reverse("rights:request", args=[request.pk]),
        owner=request.person.union.path,
        verb="request.answer",
        due_on=request.due_on,
        since=localdate(request.asked_at),
        overdue=request.is_overdue_on(today),
    )


REQUEST = PersonalRecord(
    slug="request",
    title=Wording("个人申请", "Request"),
    model=PersonRequest,
    union_of=lambda request: request.person.union,
    person_of=lambda request: request.person,
    name_of=lambda request: f"{request.person.name} · {request.get_kind_display()}",
    page_of=lambda request: reverse("rights:request", args=[request.pk]),
    within=lambda scope: PersonRequest.objects.within(scope).select_related("person__union"),
    of_person=lambda person: PersonRequest.objects.admitted().filter(person=person),
)
