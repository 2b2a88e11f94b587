from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.formats.documents import PdfError, clean_pdf
from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.actions.holding import held_household, held_survey, refuse
from lianshou.kinds.aid.actions.verifying.rounds import follow_visit
from lianshou.kinds.aid.enums import Media, Proof, Reason, Stage
from lianshou.kinds.aid.models import Picture, Survey
from lianshou.kinds.aid.queries import pictures_of
from lianshou.kinds.aid.rules.deciding import MOST_PICTURES, why_not_add_pictures

LONGEST_SIDE = 1600


@dataclass(frozen=True, kw_only=True)
class NewPicture:
    """A picture as it arrived, or a PDF, and what it shows."""

    content: bytes
    sort: str = Proof.OTHER
    is_document: bool = False


def put_pictures(survey: Survey, pictures: Sequence[NewPicture], now: datetime) -> None:
    """Keep pictures and papers of a survey, written anew and sealed; the caller has been let in. Raises Refused for what is neither."""
    for one in pictures:
        content, facts = _paper(one.content) if one.is_document else _picture(one.content)
        is_door = one.is_document and one.sort == Proof.DOOR  # a paper is no photograph of the visit
        Picture.objects.create(
            survey=survey,
            person_id=survey.person_id,
            sort=Proof.OTHER if is_door else Proof(one.sort),
            content=b64encode(content).decode(),
            added_at=now,
            **facts,
        )


def _picture(content: bytes) -> tuple[bytes, dict[str, Any]]:
    try:
        (clean,) = clean_picture(content, sides=(LONGEST_SIDE,))
    except PictureError as error:
        raise Refused(Reason[error.fault.name]) from error
    return clean.content, {"width": clean.width, "height": clean.height}


def _paper(content: bytes) -> tuple[bytes, dict[str, Any]]:
    try:
        clean = clean_pdf(content)
    except PdfError as error:
        raise Refused(Reason[error.fault.name]) from error
    return clean.content, {"media": Media.PDF, "pages": clean.pages}


@transaction.atomic
def add_pictures(
    *, actor: Any, survey: Survey, pictures: Sequence[NewPicture], consent: bool, now: datetime
) -> Survey:
    """Add pictures and papers to a survey that was handed in; its answers stay as they are.

    A visit at the door that has its photograph now is the layer of the visit, where its turn has come. Raises PermissionDenied, or
    Refused DRAFT_FIRST / ENDED / TOO_MANY / CONSENT_MISSING, or what is wrong with a picture. Leaves ``survey.pictured`` and
    what ``follow_visit`` leaves.
    """
    union = survey.household.union
    require(actor, "person.edit", on=union)
    held_household(survey.household)
    survey = held_survey(survey)
    refuse(
        why_not_add_pictures(
            is_draft=survey.is_draft,
            state=survey.household.state,
            pictures=pictures_of(survey).count() + len(pictures),
            consent=consent or all(one.is_document for one in pictures),
        )
    )
    put_pictures(survey, pictures, now)
    told = {"household": survey.household.number, "pictures": len(pictures)}
    record(actor=actor, verb="survey.pictured", subject=survey, at=now, union_path=union.path, **told)
    follow_visit(actor=actor, survey=survey, now=now)
    return survey


@transaction.atomic
def keep_pictures(
    *, actor: Any, survey: Survey, pictures: Sequence[NewPicture], consent: bool, now: datetime
) -> int:
    """Keep with a draft what was chosen for it, so that nobody chooses it anew while the answers are put right; give how many.

    Photographs without ``consent`` are not kept, nor what would be too many. Raises PermissionDenied, or Refused NO_DRAFT, or
    what is wrong with a picture: then none is kept. Leaves ``survey.pictured``.
    """
    union = survey.household.union
    require(actor, "person.edit", on=union)
    _hold_draft(survey)
    agreed = [one for one in pictures if consent or one.is_document]
    if not agreed or pictures_of(survey).count() + len(agreed) > MOST_PICTURES:
        return 0
    put_pictures(survey, agreed, now)
    told = {"household": survey.household.number, "pictures": len(agreed)}
    record(actor=actor, verb="survey.pictured", subject=survey, at=now, union_path=union.path, **told)
    return len(agreed)


@transaction.atomic
def drop_pictures(*, actor: Any, survey: Survey, now: datetime) -> int:
    """Throw away what was kept with a draft, and give how many. Raises PermissionDenied, or Refused NO_DRAFT.

    Leaves ``survey.unpictured``.
    """
    union = survey.household.union
    require(actor, "person.edit", on=union)
    _hold_draft(survey)
    gone, _sorts = pictures_of(survey).delete()
    if gone:
        told = {"household": survey.household.number, "pictures": gone}
        record(actor=actor, verb="survey.unpictured", subject=survey, at=now, union_path=union.path, **told)
    return gone


def _hold_draft(survey: Survey) -> None:
    found = Survey.objects.admitted().filter(pk=survey.pk, stage=Stage.DRAFT).select_for_update(of=("self",))
    refuse(None if found.values_list("pk", flat=True).first() else Reason.NO_DRAFT)


@transaction.atomic
def look_at_picture(*, actor: Any, picture: Picture, now: datetime) -> None:
    """Say that somebody looks at a picture in clear. Raises PermissionDenied. Leaves ``survey.looked_at``."""
    union = picture.survey.household.union
    require(actor, "personal.reveal", on=union)
    told = {"household": picture.survey.household.number, "sort": picture.sort}
    record(
        actor=actor, verb="survey.looked_at", subject=picture.survey, at=now, union_path=union.path, **told
    )
