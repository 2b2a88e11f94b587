"""What the machine does once a day: warns of what it knows, ends help after follow-up, erases what is kept no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.personal import personal
from lianshou.kernel.rights.models import Hold
from lianshou.kinds.aid.actions.helping import close, standing
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.actions.leaving.warning import put_warning
from lianshou.kinds.aid.enums import Closed, LeaveState, Source, State
from lianshou.kinds.aid.models import Helping, Household, Leaving
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.deciding import after, signals_of_facts

_RECORDS = (
    "household_member",
    "household_survey",
    "household_picture",
    "household_scan",
    "household_help_visit",
    "household_leaving",
    "household_call",
    "household_warning",
)


def tend(*, now: datetime, actor: Any = None) -> int:
    """Warn of what the register tells of households that are followed up, and end the help of those whose follow-up is over.

    For the machine's calendar (``actor`` None), once a day. Leaves ``warning.raised`` and ``helping.ended``; gives how many.
    """
    today, done = timezone.localdate(now), 0
    followed = queries.followed_up(today=today)
    for leaving in list(followed.select_related("household__union", "household__head")):
        with transaction.atomic():
            done += _warned(actor, leaving, now)
    rows = Helping.objects.admitted().filter(ends_on=None, household__state=State.ENDED)
    rows = rows.exclude(household__in=followed.values("household"))
    for helping in list(rows.select_related("household__union", "household__head")):
        with transaction.atomic():
            done += _help_ended(actor, helping.household, now)
    return done


def _warned(actor: Any, leaving: Leaving, now: datetime) -> int:
    """A warning for each signal that the register tells since it was read last, and that does not stand yet."""
    facts = queries.facts_of_register(leaving.household)
    signals = signals_of_facts(leaving.facts or {}, facts)
    if not signals:
        return 0
    leaving.household = held_household(leaving.household)
    weights = queries.leave_settings(union=leaving.household.union, on=timezone.localdate(now)).weights
    known = queries.standing_signals(leaving.household)
    new = [one for one in signals if one in weights and one not in known]
    for signal in new:
        put_warning(actor, leaving, signal, weights[signal], Source.SYSTEM, "", now)
    leaving.facts = facts
    leaving.save(update_fields=["facts"])
    return len(new)


def _help_ended(actor: Any, household: Household, now: datetime) -> int:
    """Who still helps a household that is followed up no longer, does so until today."""
    household = held_household(household)
    helping = standing(household)
    if helping is None or household.state != State.ENDED:
        return 0
    close(helping, timezone.localdate(now), Closed.FILE_ENDED)
    note("helping.ended", actor=actor, household=household, now=now, helper=helping.helper_id)
    return 1


def erase_ended_files(*, now: datetime, actor: Any = None) -> int:
    """Erase what is sealed in files that ended, once follow-up and the years of the region are over; rows and figures stay
    (ADR 12). A file whose head's data are held (rights) is left. For the machine's calendar, once a day.

    Leaves ``household.erased`` for each; gives how many.
    """
    today = timezone.localdate(now)
    held = Hold.objects.admitted().filter(lifted_at=None).values("person")
    rows = Household.objects.admitted().filter(state=State.ENDED, erased_on=None).exclude(head__in=held)
    done = 0
    for household in list(rows.select_related("union").order_by("pk")):
        if household.ended_on is None or _kept_until(household, today) > today:
            continue
        with transaction.atomic():
            household = held_household(household)
            if household.state != State.ENDED:
                continue
            values = _emptied(household)
            household.erased_on = today
            household.save()
            note("household.erased", actor=actor, household=household, now=now, values=values)
            done += 1
    return done


def _kept_until(household: Household, today: Any) -> Any:
    """The day after which an ended file loses what is sealed."""
    follow = (
        Leaving.objects.admitted()
        .filter(household=household, state=LeaveState.DONE)
        .exclude(follow_until=None)
        .order_by("-follow_until")
        .values_list("follow_until", flat=True)
        .first()
    )
    base = max(day for day in (household.ended_on, follow) if day)
    return after(base, 12 * queries.keep_years(union=household.union, on=today))


def _emptied(household: Household) -> int:
    """Empty every sealed value of a file; the rows stay. Gives how many had been filled."""
    done = 0
    for slug in _RECORDS:
        record: Any = personal.record(slug)
        for row in record.of_person(household.head):
            if _household_of(row) != household.pk:
                continue
            gone = [one for one in record.fields if getattr(row, one.name) not in (None, "", [], {})]
            for one in gone:
                setattr(row, one.name, one.field.empty)
            if gone:
                row.save(update_fields=[one.name for one in gone])
            done += len(gone)
    return done


def _household_of(row: Any) -> int:
    """The file that a sealed row belongs to."""
    for way in ("household_id", "survey.household_id", "helping.household_id", "call.household_id",
                "step.verification.household_id"):  # fmt: skip
        found: Any = row
        for part in way.split("."):
            found = getattr(found, part, None)
            if found is None:
                break
        else:
            return int(found)
    return 0
