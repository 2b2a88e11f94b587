from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from lianshou.core import kinds
from lianshou.core.kinds import registry
from lianshou.core.records import Reach
from lianshou.core.spine import StepLine, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.followups.enums import Consent, Event
from lianshou.kernel.followups.models import FollowUp, Photo
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


def followups_in_scope(*, actor: Any) -> QuerySet[FollowUp]:
    """The activities, not taken back, of programmes inside the actor's subtrees, or with a party inside them."""
    return FollowUp.objects.within(scope_of(actor=actor, verb="followup.view")).filter(removed_at=None)


def followups_listed(*, actor: Any) -> QuerySet[FollowUp]:
    """The activities in scope as a list shows them: with both sides and the number of photographs."""
    return (
        followups_in_scope(actor=actor)
        .select_related("programme", "recorded_by")
        .annotate(
            host_name=F("placement__opening__union__name"),
            guest_name=F("placement__application__union__name"),
            photo_count=Count("photos"),
        )
        .order_by("-happened_on", "-pk")
    )


def followups_to_read(*, actor: Any) -> QuerySet[FollowUp]:
    """The activities in scope with all that the page of one of them shows."""
    return (
        followups_in_scope(actor=actor)
        .select_related(
            "programme__union",
            "recorded_by",
            "placement__opening__union",
            "placement__application__union",
            "placement__pledge",
        )
        .prefetch_related("photos")
    )


def followups_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with what happened in it."""
    if not may(actor, "followup.view", on=programme.union):
        return None
    count = FollowUp.objects.admitted().filter(programme=programme, removed_at=None).count()
    if not count and not registry[programme.kind].uses(kinds.Step.FOLLOW_UP):
        return None
    running = bool(count) and programme.state != ProgrammeState.CLOSED
    return StepLine(
        step=kinds.Step.FOLLOW_UP,
        title=Wording("跟进活动", "Activities"),
        said=Wording("记录{n}次", "{n} recorded").fill(n=count),
        standing=standing_of(begun=bool(count), open_=running),
        url=reverse("followups:list") + (f"?programme={programme.pk}" if count else ""),
    )


def followups_of_union(*, actor: Any, union: Union) -> QuerySet[FollowUp]:
    """The activities in scope that ``union`` had a part in, newest first."""
    own = Q(placement__opening__union=union) | Q(placement__application__union=union)
    return followups_listed(actor=actor).filter(own)


def photos_in_scope(*, actor: Any) -> QuerySet[Photo]:
    """The photographs of activities in scope."""
    return Photo.objects.admitted().filter(followup__in=followups_in_scope(actor=actor))


def photos_to_show_outside(*, actor: Any) -> QuerySet[Photo]:
    """Those of them that may be shown outside: nobody can be recognised, or everybody who can agreed."""
    return photos_in_scope(actor=actor).exclude(consent=Consent.NOT_ASKED)


def keys_there(*, actor: Any, keys: Sequence[UUID]) -> list[str]:
    """Which of the drafts with these keys the actor has on record already."""
    found = FollowUp.objects.admitted().filter(recorded_by=actor.pk, key__in=keys)
    return sorted(str(key) for key in found.values_list("key", flat=True))


def programmes_with_followups(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor can choose among to filter activities."""
    return Programme.objects.admitted().filter(pk__in=followups_in_scope(actor=actor).values("programme"))


def placements_to_record(*, actor: Any) -> QuerySet[Placement]:
    """The running pairings that the actor may record activities for, ordered by the name of the guest."""
    return (
        _concerning(actor, "followup.record")
        .filter(state=PlacementState.ACTIVE)
        .select_related("programme__union", "opening__union", "application__union")
        .order_by("application__union__name_key", "pk")
    )


def placements_to_read(*, actor: Any) -> QuerySet[Placement]:
    """The pairings whose activities the actor may read, running or not."""
    return _concerning(actor, "followup.view").select_related("opening__union", "application__union")


def is_concerned(*, actor: Any, placement: Placement) -> bool:
    """Whether the actor's posts let record for this pairing: the programme's officer, or someone of either side."""
    unions = (placement.programme.union, placement.opening.union, placement.application.union)
    return any(may(actor, "followup.record", on=union) for union in unions)


def concerns(*, actor: Any, followup: FollowUp) -> bool:
    """Whether the actor's posts let change an activity: of a pairing, or of a programme as such."""
    if followup.placement is not None:
        return is_concerned(actor=actor, placement=followup.placement)
    return may(actor, "followup.record", on=followup.programme.union)


def with_words(followups: QuerySet[FollowUp], words: str) -> QuerySet[FollowUp]:
    """Narrow to activities whose title, place or one of the two units holds the words."""
    return followups.filter(
        Q(title__icontains=words)
        | Q(place__icontains=words)
        | Q(placement__opening__union__name__icontains=words)
        | Q(placement__application__union__name__icontains=words)
    )


def pairings_with(placements: QuerySet[Placement], words: str) -> QuerySet[Placement]:
    """Narrow to pairings of which one unit holds the words, as it is written or in pinyin."""
    return placements.filter(
        Q(opening__union__search__icontains=words) | Q(application__union__search__icontains=words)
    )


@dataclass(frozen=True)
class Step:
    """One line of an activity's history."""

    label: str
    at: Any
    by: str


def history(*, followup: FollowUp) -> list[Step]:
    """The history of an activity from the book, oldest first; the caller has been let in to it."""
    labels = dict(Event.choices)
    lines = history_of(followup).filter(verb__in=labels).order_by("pk")
    return [Step(label=str(labels[line.verb]), at=line.at, by=line.actor_name) for line in lines]


def photo_limit() -> int:
    """The bytes that one photograph may have on arrival."""
    return int(settings.LIANSHOU_PHOTO_LIMIT)


def _concerning(actor: Any, verb: str) -> QuerySet[Placement]:
    """The pairings of which the programme or one of the two unions lies in the actor's subtrees."""
    scope = scope_of(actor=actor, verb=verb)
    sides = ("opening__union__path", "application__union__path")
    return Placement.objects.within(scope, "programme__union__path", *sides)


def followups_within(scope: Scope) -> QuerySet[FollowUp]:
    """The activities, not taken back, of programmes inside a scope that the caller was given, or with a party inside it."""
    unions = ("programme__union", "placement__opening__union", "placement__application__union")
    return FollowUp.objects.within(scope).filter(removed_at=None).select_related(*unions)


def reaches_of_followup(followup: FollowUp) -> dict[str, Reach]:
    """Where a post must stand to see an activity, and to put photographs to it or take it back."""
    placement = followup.placement
    sides = (placement.opening.union.path, placement.application.union.path) if placement else ()
    here = Reach((followup.programme.union.path, *sides))
    return {"followup.view": here, "followup.record": here}
