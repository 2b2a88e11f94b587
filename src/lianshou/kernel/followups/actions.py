from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianshou.core.kinds import Step, registry
from lianshou.core.refusals import Refused
from lianshou.formats.pictures import PictureError
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.followups.enums import Consent, Reason
from lianshou.kernel.followups.models import FollowUp, Photo
from lianshou.kernel.followups.queries import concerns, is_concerned, photo_limit
from lianshou.kernel.followups.rules import credit_of, why_not_add_photo, why_not_record, why_not_remove
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.web.pictures import put_picture


@dataclass(frozen=True, kw_only=True)
class NewPhoto:
    """A photograph as it arrived: the bytes of the file, who took it, and what it shows."""

    content: bytes
    credit: str
    caption: str = ""
    consent: str = Consent.NOT_ASKED
    """Whether those whom it shows agreed to its being shown outside; as long as nobody says so, they did not."""


@transaction.atomic
def record_followup(
    *,
    actor: Any,
    placement: Placement,
    sort: str,
    title: str,
    happened_on: date,
    now: datetime,
    place: str = "",
    people: int = 0,
    minutes: int | None = None,
    partners: str = "",
    note: str = "",
    photos: Sequence[NewPhoto] = (),
    key: UUID | None = None,
) -> FollowUp:
    """Record that something happened in the course of a running pairing, with its photographs; all or nothing.

    What bears a ``key`` that is on record already is not recorded again: the activity that bears it is given back. Unless
    it tells of something else, as from a form that somebody went back to and filled in anew: that is another activity.
    Raises PermissionDenied, or Refused with a ``followups.enums.Reason``. Leaves ``followup.recorded`` and a
    ``followup.photo_added`` for each photograph.
    """
    require(actor, "followup.record")
    facts = {
        "sort": sort,
        "title": title.strip(),
        "happened_on": happened_on,
        "place": place,
        "people": people,
    }
    there = _sent_before(actor, key)
    if there and _is_the_same(there, placement, facts):
        return there
    placement = _placement(placement.pk)
    reason = why_not_record(
        running=placement.state == PlacementState.ACTIVE,
        is_concerned=is_concerned(actor=actor, placement=placement),
        title=title,
        happened_on=happened_on,
        starts_on=placement.starts_on,
        today=timezone.localdate(now),
    )
    if reason:
        raise Refused(reason)
    facts |= {"minutes": minutes, "partners": partners, "note": note, "key": None if there else key}
    where = {"programme": placement.programme, "placement": placement}
    return _recorded(actor, facts | where, photos, now)


@transaction.atomic
def record_activity(
    *,
    actor: Any,
    programme: Programme,
    sort: str,
    title: str,
    happened_on: date,
    now: datetime,
    place: str = "",
    people: int = 0,
    minutes: int | None = None,
    partners: str = "",
    note: str = "",
    photos: Sequence[NewPhoto] = (),
) -> FollowUp:
    """Record something that happened in a programme as such and in no pairing, with its photographs; all or nothing.

    Raises PermissionDenied, or Refused with a ``followups.enums.Reason``. Leaves ``followup.recorded`` and a
    ``followup.photo_added`` for each photograph.
    """
    require(actor, "followup.record", on=programme.union)
    if not registry[programme.kind].uses(Step.FOLLOW_UP):
        raise Refused(Reason.NO_FOLLOW_UP)
    reason = why_not_record(
        running=programme.state == ProgrammeState.RUNNING,
        is_concerned=True,
        title=title,
        happened_on=happened_on,
        starts_on=None,
        today=timezone.localdate(now),
    )
    if reason:
        raise Refused(reason)
    facts = {"sort": sort, "title": title, "happened_on": happened_on, "place": place, "people": people}
    facts |= {"minutes": minutes, "partners": partners, "note": note, "programme": programme}
    return _recorded(actor, facts, photos, now)


@transaction.atomic
def add_photo(
    *,
    actor: Any,
    followup: FollowUp,
    content: bytes,
    credit: str,
    now: datetime,
    caption: str = "",
    consent: str = Consent.NOT_ASKED,
) -> Photo:
    """Keep one photograph; raises and leaves what ``add_photos`` does."""
    photo = NewPhoto(content=content, credit=credit, caption=caption, consent=consent)
    return add_photos(actor=actor, followup=followup, photos=[photo], now=now)[0]


@transaction.atomic
def add_photos(*, actor: Any, followup: FollowUp, photos: Sequence[NewPhoto], now: datetime) -> list[Photo]:
    """Keep photographs, all or none: made anew so that nothing hidden remains, each with a small one for lists.

    Raises PermissionDenied, or Refused with a ``followups.enums.Reason``. Leaves ``followup.photo_added`` for each.
    """
    require(actor, "followup.record")
    followup = _locked(followup)
    concerned = concerns(actor=actor, followup=followup)
    return _add(photos, actor=actor, followup=followup, concerned=concerned, now=now)


@transaction.atomic
def remove_followup(*, actor: Any, followup: FollowUp, reason: str, now: datetime) -> FollowUp:
    """Take back an activity that was recorded by mistake: it counts no more, and stays on record with the reason.

    Raises PermissionDenied, or Refused with a ``followups.enums.Reason``. Leaves ``followup.removed``.
    """
    require(actor, "followup.record")
    followup = _locked(followup)
    why = why_not_remove(
        is_concerned=concerns(actor=actor, followup=followup),
        removed=followup.removed_at is not None,
        words=reason,
    )
    if why:
        raise Refused(why)
    followup.removed_at, followup.removal_reason = now, reason.strip()
    followup.save(update_fields=["removed_at", "removal_reason"])
    _record("followup.removed", actor=actor, followup=followup, now=now, reason=followup.removal_reason)
    return followup


def _sent_before(actor: Any, key: UUID | None) -> FollowUp | None:
    there = FollowUp.objects.admitted().filter(key=key).first() if key else None
    if there is not None and there.recorded_by_id != actor.pk:
        raise Refused(Reason.KEY_TAKEN)
    return there


def _is_the_same(there: FollowUp, placement: Placement, facts: dict[str, Any]) -> bool:
    told = {name: getattr(there, name) for name in ("sort", "title", "happened_on")}
    return there.placement_id == placement.pk and told == {name: facts[name] for name in told}


def _recorded(actor: Any, facts: dict[str, Any], photos: Sequence[NewPhoto], now: datetime) -> FollowUp:
    facts |= {"title": facts["title"].strip(), "partners": facts["partners"].strip()}
    made = facts | {"recorded_by": actor, "recorded_at": now}
    if key := facts.get(
        "key"
    ):  # of two that send the same at once the second waits here, and is given the first's
        followup, is_new = FollowUp.objects.admitted().get_or_create(key=key, defaults=made)
        if not is_new:
            return _sent_before(actor, key) or followup
    else:
        followup = FollowUp.objects.create(**made)
    _record(
        "followup.recorded",
        actor=actor,
        followup=followup,
        now=now,
        sort=followup.sort,
        on=str(followup.happened_on),
    )
    if photos:
        _add(photos, actor=actor, followup=followup, concerned=True, now=now)
    return followup


def _add(
    photos: Sequence[NewPhoto], *, actor: Any, followup: FollowUp, concerned: bool, now: datetime
) -> list[Photo]:
    there = followup.photos.count()
    for place, photo in enumerate(photos):
        reason = why_not_add_photo(
            is_concerned=concerned,
            removed=followup.removed_at is not None,
            count=there + place,
            size=len(photo.content),
            limit=photo_limit(),
            credit=photo.credit,
        )
        if reason:
            raise Refused(reason)
    return [_kept(photo, actor=actor, followup=followup, now=now) for photo in photos]


def _kept(new: NewPhoto, *, actor: Any, followup: FollowUp, now: datetime) -> Photo:
    photo = Photo(
        followup=followup, credit=credit_of(new.credit), caption=new.caption.strip(), consent=new.consent
    )
    _put(photo, new.content)
    photo.save()
    _record("followup.photo_added", actor=actor, followup=followup, now=now, photo=photo.pk)
    return photo


def _put(photo: Photo, content: bytes) -> None:
    try:
        put_picture(photo, content)
    except PictureError as error:
        raise Refused(Reason[error.fault.name]) from error


def _placement(pk: int | None) -> Placement:
    """The pairing as it stands now, with the three unions that say whom it concerns."""
    related = Placement.objects.admitted().select_related(
        "programme__union", "opening__union", "application__union"
    )
    found: Placement = related.get(pk=pk or 0)
    return found


def _locked(followup: FollowUp) -> FollowUp:
    FollowUp.objects.admitted().select_for_update().get(pk=followup.pk)
    sides = ("placement__programme__union", "placement__opening__union", "placement__application__union")
    return FollowUp.objects.admitted().select_related("programme__union", *sides).get(pk=followup.pk)


def _record(verb: str, *, actor: Any, followup: FollowUp, now: datetime, **details: Any) -> None:
    path = followup.programme.union.path
    record(actor=actor, verb=verb, subject=followup, at=now, union_path=path, **details)
