"""Projects of a year: entered, changed, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions.aiding.holding import held_project, noted, refuse
from lianshou.kinds.aid.enums import AidReason
from lianshou.kinds.aid.models import AidProject
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.rules.aiding.deciding import why_not_project


@transaction.atomic
def enter_project(
    *,
    actor: Any,
    programme: Programme,
    sort: str,
    title: str,
    now: datetime,
    ceiling_fen: int = 0,
    wished: int = 0,
    document_no: str = "",
) -> AidProject:
    """Enter a project of a programme of aid; it keeps what its region says of its sort today. Without a ceiling its sort's counts.

    Raises PermissionDenied, or Refused with an AidReason (NO_TITLE, UNKNOWN_SORT, OTHER_KIND, SAME_TITLE, ABOVE_SORT). Leaves
    ``aid_project.entered``.
    """
    union = programme.union
    require(actor, "placement.edit", on=union)
    found = queries.sorts_for(union=union, on=timezone.localdate(now)).get(sort)
    refuse(
        why_not_project(
            title=title,
            is_known=found is not None,
            is_taken=queries.has_project(union=union, year=programme.year, title=title),
            is_of_kind=programme.kind == "aid" and programme.state != "closed",
            ceiling=ceiling_fen,
            most=found.ceiling_fen if found else 0,
        )
    )
    assert found is not None  # noqa: S101  an unknown sort was refused
    made = AidProject(
        union=union, programme=programme, year=programme.year, sort=sort, words=found.words, title=title.strip(),
        nature=found.nature, ceiling_fen=ceiling_fen or found.ceiling_fen, is_often=found.is_often,
        is_long_term=found.is_long_term, wished=wished, document_no=document_no.strip(), entered_by=actor, entered_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # entered in the same moment by somebody else
        raise Refused(AidReason.SAME_TITLE) from error
    noted("aid_project.entered", actor=actor, project=made, now=now, sort=sort)
    return made


@transaction.atomic
def change_project(
    *,
    actor: Any,
    project: AidProject,
    title: str,
    now: datetime,
    ceiling_fen: int = 0,
    wished: int = 0,
    document_no: str = "",
) -> AidProject:
    """Change name, ceiling, wished households and document; what was planned from it before stands.

    Raises PermissionDenied, or Refused (NO_TITLE, SAME_TITLE, ABOVE_SORT, PROJECT_CLOSED). Leaves ``aid_project.changed``.
    """
    require(actor, "placement.edit", on=project.union)
    project = held_project(project)
    refuse(AidReason.PROJECT_CLOSED if project.closed_on else None)
    found = queries.sorts_for(union=project.union, on=timezone.localdate(now)).get(project.sort)
    most = found.ceiling_fen if found else project.ceiling_fen
    taken = queries.has_project(union=project.union, year=project.year, title=title, but=project.pk)
    refuse(
        why_not_project(
            title=title, is_known=True, is_taken=taken, is_of_kind=True, ceiling=ceiling_fen, most=most
        )
    )
    project.title, project.ceiling_fen = title.strip(), ceiling_fen or most
    project.wished, project.document_no = wished, document_no.strip()
    project.save()
    noted("aid_project.changed", actor=actor, project=project, now=now)
    return project


@transaction.atomic
def close_project(*, actor: Any, project: AidProject, now: datetime) -> AidProject:
    """Close a project: nothing is planned from it any more, what was planned goes its way.

    Raises PermissionDenied, or Refused PROJECT_CLOSED. Leaves ``aid_project.closed``.
    """
    require(actor, "placement.edit", on=project.union)
    project = held_project(project)
    refuse(AidReason.PROJECT_CLOSED if project.closed_on else None)
    project.closed_on = timezone.localdate(now)
    project.save()
    noted("aid_project.closed", actor=actor, project=project, now=now)
    return project
