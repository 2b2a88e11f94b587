"""Who saw something about a person unmasked."""

from __future__ import annotations

from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.queries.own import Look

_LOOKS = ("phone.shown", "personal.shown", "request.shown", "own_data.shown", "own_data.exported")


def looks_at(*, person: Person) -> list[Look]:
    """Every look of the book at a person, newest first; the caller is that person."""
    lines = Entry.objects.filter(
        subject_type=person._meta.label_lower, subject_id=str(person.pk), verb__in=_LOOKS
    )
    return [Look(line.at, line.actor_name, str(verb_said(line.verb)), "") for line in lines.order_by("-pk")]
