"""What every action of this kind does first and last: hold the row, refuse, write a line into the book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.enums import Reason
from lianshou.kinds.aid.models import Household, Survey
from lianshou.kinds.aid.rules.form import Fault


class Faulty(Refused):
    """A survey was refused for what is wrong at its places; ``beside`` is what is wrong besides, with who was there, the day, pictures."""

    def __init__(self, faults: Sequence[Fault], *, beside: Reason | None = None) -> None:
        super().__init__(Reason.FAULTS)
        self.faults = tuple(faults)
        self.beside = beside


def refuse(reason: Reason | None) -> None:
    """Raise Refused where there is a reason."""
    if reason is not None:
        raise Refused(reason)


def held_household(household: Household) -> Household:
    """The file as it stands now, nobody else moving it on."""
    rows = Household.objects.admitted().select_for_update(of=("self",)).select_related("union", "head")
    found: Household = rows.get(pk=household.pk)
    return found


def held_households(*households: Household) -> dict[int, Household]:
    """Several files as they stand now, held in the order of their keys, so that two who hold the same never wait for each other."""
    rows = Household.objects.admitted().select_for_update(of=("self",)).select_related("union", "head")
    keys = [one.pk for one in households]
    return {one.pk: one for one in rows.filter(pk__in=keys).order_by("pk")}


def held_survey(survey: Survey) -> Survey:
    """The survey and its file as they stand now, nobody else writing in them."""
    rows = Survey.objects.admitted().select_for_update(of=("self", "household"))
    found: Survey = rows.select_related("household__union", "household__head", "before").get(pk=survey.pk)
    return found


def note(verb: str, *, actor: Any, household: Household, now: datetime, **details: Any) -> None:
    """Write a line about a file into the book, under the union that keeps it."""
    record(actor=actor, verb=verb, subject=household, at=now, union_path=household.union.path, **details)
