from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lianshou.core.personal import PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS
from lianshou.kernel.notices.models import Notice, Objection
from lianshou.kernel.notices.rules.settings import KEPT
from lianshou.kernel.programmes.queries import RuleBook, rule_book
from lianshou.kernel.rights.rules.keeping import months_after


def objections_in_scope(*, actor: Any) -> QuerySet[Objection]:
    """The objections to notices inside the subtrees where the actor handles them."""
    found = Objection.objects.within(scope_of(actor=actor, verb="objection.handle"))
    return found.select_related("notice__programme__union", "line", "handled_by")


def objections_listed(*, actor: Any) -> QuerySet[Objection]:
    """The same for a list, without what is sealed: the list shows neither names nor whether there is one."""
    return objections_in_scope(actor=actor).defer("name", "contact").order_by("-pk")


def objectors_due(*, today: date, scope: Scope) -> list[Objection]:
    """The settled objections whose time for keeping names is over, by the rule of their federation's region.

    For the command and the action that erase; the caller has been let in.
    """
    settled = Objection.objects.within(scope).filter(settled_at__isnull=False, erased_at=None)
    rows = settled.defer("name", "contact")
    book = rule_book(KEPT)
    return [row for row in rows.select_related("notice__programme__union") if _is_over(row, book, today)]


def _is_over(row: Objection, book: RuleBook, today: date) -> bool:
    region = row.notice.programme.union.division_code
    months = book.value(KEPT, region=region, on=today)
    assert row.settled_at is not None  # noqa: S101  # nosec B101  the query asks for it
    return months_after(timezone.localdate(row.settled_at), months) <= today


def objections_with(objections: QuerySet[Objection], words: str) -> QuerySet[Objection]:
    """Narrow to objections of which the words or the notice hold the words."""
    return objections.filter(Q(words__icontains=words) | Q(notice__title__icontains=words))


def open_objections(*, actor: Any) -> QuerySet[Objection]:
    """What waits in the actor's scope: not taken up by anybody, or taken up by the actor; the most urgent first."""
    mine = Q(handled_by=None) | Q(handled_by=getattr(actor, "pk", None))
    return objections_listed(actor=actor).filter(mine, state__in=OPEN_OBJECTIONS).order_by("due_on", "pk")


def overdue(objections: QuerySet[Objection], today: date) -> QuerySet[Objection]:
    """Narrow to what should have been answered before ``today``."""
    return objections.filter(state__in=OPEN_OBJECTIONS, due_on__lt=today)


def handlers_of(*, actor: Any) -> QuerySet[User]:
    """Who has taken up objections that the actor can see, to filter by."""
    return User.objects.filter(pk__in=objections_in_scope(actor=actor).values("handled_by")).order_by("name")


def next_number(*, notice: Notice) -> int:
    """The number after the last objection to a notice, which the caller holds."""
    numbers = Objection.objects.admitted().filter(notice=notice)
    return (numbers.aggregate(last=Max("number"))["last"] or 0) + 1


def _is_handler(actor: Any, objection: Any) -> bool:
    return objection.handled_by_id is not None and objection.handled_by_id == getattr(actor, "pk", None)


OBJECTOR = PersonalRecord(
    slug="objector",
    title=Wording("异议人", "Whoever objected"),
    model=Objection,
    union_of=lambda objection: objection.notice.programme.union,
    person_of=lambda objection: None,
    name_of=lambda objection: f"{objection.notice.title} · {objection.number}",
    page_of=lambda objection: reverse("notices:objection", args=[objection.pk]),
    within=lambda scope: Objection.objects.within(scope).select_related("notice__programme__union"),
    of_person=lambda person: Objection.objects.none(),
    open_to=_is_handler,
    is_of_register=False,
)
