"""What a person does on their own page that leaves a trace."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.queries.own import own_person


@transaction.atomic
def show_own(*, actor: Any, now: datetime) -> Person:
    """Let the actor see their own data unmasked. Raises PermissionDenied without a person. Leaves ``own_data.shown``."""
    return _noted(actor, "own_data.shown", now)


@transaction.atomic
def export_own(*, actor: Any, now: datetime) -> Person:
    """Let the actor take their own data away. Raises PermissionDenied without a person. Leaves ``own_data.exported``."""
    return _noted(actor, "own_data.exported", now)


def _noted(actor: Any, verb: str, now: datetime) -> Person:
    person = own_person(actor=actor)
    if person is None:
        raise PermissionDenied(verb)
    record(actor=actor, verb=verb, subject=person, at=now, union_path=person.union.path)
    return person
