"""What every action about aid does first and last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.enums import AidReason
from lianshou.kinds.aid.models import Aid, AidProject

_WITH = ("household__union", "household__head", "project", "payment__batch")


def refuse(reason: AidReason | None, *, about: str = "") -> None:
    """Raise Refused where there is a reason."""
    if reason is not None:
        raise Refused(reason, about=about)


def held_project(project: AidProject) -> AidProject:
    """The project as it stands now, nobody else changing it."""
    rows = AidProject.objects.admitted().select_for_update(of=("self",)).select_related("union", "programme")
    found: AidProject = rows.get(pk=project.pk)
    return found


def held_aid(aid: Aid) -> Aid:
    """The aid as it stands now, nobody else moving it on; its household and payment are held before."""
    found: Aid = Aid.objects.admitted().select_for_update(of=("self",)).select_related(*_WITH).get(pk=aid.pk)
    return found


def noted(verb: str, *, actor: Any, project: AidProject, now: datetime, **details: Any) -> None:
    """Write a line about a project into the book, under the union that runs it."""
    record(actor=actor, verb=verb, subject=project, at=now, union_path=project.union.path, **details)
