"""Going through the check-lists of a household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.models import CheckedLine, Checking, Household
from lianshou.kinds.aid.queries.checking import check_settings, latest_check, lines_of_check
from lianshou.kinds.aid.rules.checking.deciding import due_of, since_of, why_not_check
from lianshou.kinds.aid.rules.checking.lists import Line


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of a line: how far it is, and a note."""

    state: str
    note: str = ""


@transaction.atomic
def take_checklist(
    *,
    actor: Any,
    household: Household,
    told: Mapping[str, Said],
    now: datetime,
    checked_on: date | None = None,
    seen: int | None = None,
) -> Checking:
    """Keep how far each line is for a household on file, ``told`` by the place of the line, in the words of the day.

    What was kept before stays as it is; a line that nobody speaks of now is carried over. ``seen`` is the check that the actor
    had before them. Raises PermissionDenied, or Refused with a CheckReason. Leaves ``checklist.taken``.
    """
    require(actor, "person.edit", on=household.union)
    household = held_household(household)
    today = timezone.localdate(now)
    on, last = checked_on or today, latest_check(household)
    lines = check_settings(union=household.union, on=today)
    reason = why_not_check(
        state=household.state,
        on=on,
        last_on=last.checked_on if last else None,
        today=today,
        told={place: said.state for place, said in told.items()},
        known=lines.by_place,
        overtaken=last is not None and last.pk != seen,
    )
    if reason is not None:
        raise Refused(reason)
    made: Checking = Checking.objects.create(
        household=household, checked_on=on, checked_year=on.year, checked_by=actor, recorded_at=now
    )
    before = {one.line.place: one for one in lines_of_check(last)} if last else {}
    for line in lines:
        was = before.get(line.place)
        said = told.get(line.place) or (Said(state=was.state) if was else None)
        if said is not None:
            _put(made, line, said, was, lines.days)
    note("checklist.taken", actor=actor, household=household, now=now, lines=made.lines.count())
    return made


def _put(made: Checking, line: Line, said: Said, was: CheckedLine | None, days: int) -> None:
    since = since_of(
        state=said.state,
        on=made.checked_on,
        was=was.state if was else "",
        was_since=was.since if was else None,
    )
    CheckedLine.objects.create(
        checking=made,
        person_id=made.household.head_id,
        sort=line.sort,
        key=line.key,
        words=line.words,
        state=said.state,
        since=since,
        due_on=due_of(state=said.state, since=since, days=days),
        note=said.note.strip(),
    )
