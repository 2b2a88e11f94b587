"""Calls to households that left, warnings of return, and files that are taken up again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from lianshou.kernel.access.queries import scope_of
from lianshou.kinds.aid.enums import STANDING_ALARMS, CallState, LeaveState, State
from lianshou.kinds.aid.models import (
    Call,
    CallTry,
    Household,
    Leaving,
    Member,
    Return,
    ReturnWarning,
)

_CALL = ("household__union", "household__head", "leaving__helper__person")
_WARNING = ("household__union", "household__head", "leaving", "raised_by", "settled_by")


def calls_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Call]:
    """The calls to households in the actor's scope, with how often each was tried; those still to be made first."""
    found = Call.objects.within(scope_of(actor=actor, verb=verb)).select_related(*_CALL)
    is_over = Case(When(state=CallState.DUE, then=0), default=1)
    return found.annotate(tried=Count("tries"), is_over=is_over).order_by("is_over", "due_on", "pk")


def own_calls(*, actor: Any) -> QuerySet[Call]:
    """The calls that are due to households whom the actor helped when they left."""
    found = Call.objects.admitted().filter(leaving__helper__person__account=actor.pk, state=CallState.DUE)
    return found.select_related(*_CALL).order_by("due_on", "pk")


def call_for(*, actor: Any, pk: int) -> Call | None:
    """A call, where the actor was the helper or writes in the file; None for everybody else."""
    own = Call.objects.admitted().filter(pk=pk, leaving__helper__person__account=actor.pk)
    own = own.exclude(leaving__helper=None)
    return (
        own.select_related(*_CALL).first()
        or calls_in_scope(actor=actor, verb="person.edit").filter(pk=pk).first()
    )


def calls_overdue(rows: QuerySet[Call], today: date) -> QuerySet[Call]:
    """Narrow to calls whose day has passed."""
    return rows.filter(state=CallState.DUE, due_on__lt=today)


def calls_of(household: Household) -> list[Call]:
    """The calls of a file that the caller has been let in to, in the order in which they are due."""
    found = Call.objects.admitted().filter(household=household).order_by("due_on", "pk")
    return list(found.prefetch_related("tries__recorded_by"))


def tries_of(call: Call) -> list[CallTry]:
    """Every try of a call, newest first."""
    return list(CallTry.objects.admitted().filter(call=call).select_related("recorded_by"))


def try_with_key(key: UUID | None) -> CallTry | None:
    """The try that a browser sent under a key before."""
    return CallTry.objects.admitted().filter(key=key).first() if key else None


def warnings_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[ReturnWarning]:
    """The warnings in the actor's scope; ``risk`` is the weight of all that stand for the household."""
    found = ReturnWarning.objects.within(scope_of(actor=actor, verb=verb)).select_related(*_WARNING)
    standing = ReturnWarning.objects.admitted().filter(
        household=OuterRef("household"), state__in=STANDING_ALARMS
    )
    summed = standing.order_by().values("household").annotate(n=Sum("weight")).values("n")
    return found.annotate(risk=Coalesce(Subquery(summed), 0))


def warnings_of(household: Household) -> list[ReturnWarning]:
    """The warnings about a file that the caller has been let in to, newest first."""
    found = ReturnWarning.objects.admitted().filter(household=household).order_by("-pk")
    return list(found.select_related("raised_by", "settled_by"))


def standing_signals(household: Household) -> set[str]:
    """The signals that stand on the list for a household."""
    found = ReturnWarning.objects.admitted().filter(household=household, state__in=STANDING_ALARMS)
    return set(found.values_list("signal", flat=True))


def followed_up(*, today: date) -> QuerySet[Leaving]:
    """The leavings whose household is being followed up and has not come back; the caller has been let in, or is the machine."""
    found = Leaving.objects.admitted().filter(state=LeaveState.DONE, follow_until__gte=today)
    return found.filter(household__state=State.ENDED, came_back=None)


def being_followed(household: Household, *, today: date) -> Leaving | None:
    """The leaving of a household that is followed up on a day, or None."""
    return followed_up(today=today).filter(household=household).select_related("household__union").first()


def in_follow_up(households: QuerySet[Household], today: date) -> QuerySet[Household]:
    """Narrow to files of households that are followed up."""
    found = followed_up(today=today).filter(household=OuterRef("pk"))
    return households.filter(Exists(found))


def facts_of_register(household: Household) -> dict[str, str]:
    """What of a household the register and the other files hold that may warn: read on leaving, compared afterwards."""
    left = household.head.left_on
    return {"left": left.isoformat() if left else "", "elsewhere": "1" if held_elsewhere(household) else ""}


def held_elsewhere(household: Household) -> bool:
    """Whether somebody of an ended file stands in another file now; the blind index answers."""
    own = Member.objects.admitted().filter(household=household).exclude(id_index="")
    others = Member.objects.admitted().filter(is_standing=True, id_index__in=own.values("id_index"))
    heads = Household.objects.admitted().filter(head=household.head_id).exclude(pk=household.pk)
    return bool(others.exclude(household=household).exists() or heads.exclude(state=State.ENDED).exists())


def open_return(household: Household) -> Return | None:
    """The return of a file that has not gone through verification yet."""
    return Return.objects.admitted().filter(household=household, filed_on=None).first()


def file_that_left(*, person: int) -> Household | None:
    """The ended file of a head who left hardship and has not come back, whose history a new file would lose."""
    found = Leaving.objects.admitted().filter(
        household__head=person,
        state=LeaveState.DONE,
        household__state=State.ENDED,
        came_back=None,
    )
    found = found.filter(Q(ground="out") | Q(ground="guaranteed"))
    last = found.select_related("household__union").order_by("-pk").first()
    return last.household if last else None
