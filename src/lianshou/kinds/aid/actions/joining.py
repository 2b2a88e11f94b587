"""Two files that become one, and a household of which some go their own way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kinds.aid.actions.aiding.ending import carry_aid
from lianshou.kinds.aid.actions.helping import end_help_of
from lianshou.kinds.aid.actions.holding import held_household, held_households, note, refuse
from lianshou.kinds.aid.actions.opening import open_file
from lianshou.kinds.aid.actions.verifying.rounds import end_round
from lianshou.kinds.aid.enums import Ground, State
from lianshou.kinds.aid.models import Household, Member
from lianshou.kinds.aid.queries import has_draft, members_of
from lianshou.kinds.aid.rules.deciding import why_not_merge, why_not_split


@transaction.atomic
def merge_files(*, actor: Any, household: Household, other: Household, now: datetime) -> Household:
    """Merge ``other`` into ``household``: the other file ends, its surveys stay in it, and whoever stood in it is filled in when
    the household is surveyed next.

    Raises PermissionDenied (on either union), or Refused SAME_FILE / ENDED / DRAFT_FIRST. Leaves ``household.merged`` in both.
    """
    require(actor, "review.decide", on=household.union)
    require(actor, "review.decide", on=other.union)
    same, both = household.pk == other.pk, held_households(household, other)
    household, other = both[household.pk], both[other.pk]
    states = (household.state, other.state)
    refuse(why_not_merge(states=states, same=same, has_draft=has_draft(household, other)))
    other.state, other.ground, other.merged_into = State.ENDED, Ground.MERGED, household
    other.ended_on = timezone.localdate(now)
    other.save()
    Member.objects.admitted().filter(household=other).update(is_standing=False)
    end_round(other, other.ended_on)
    end_help_of(actor, other, now)
    carry_aid(actor, other, household, now)
    note("household.merged", actor=actor, household=other, now=now, words=household.number)
    note("household.merged", actor=actor, household=household, now=now, words=other.number)
    return household


@transaction.atomic
def split_household(
    *, actor: Any, household: Household, head: int, along: Collection[int], now: datetime
) -> Household:
    """Open a file of their own for the member ``head``, with the members ``along``: they leave this file, and are surveyed anew.

    Raises PermissionDenied, or Refused ENDED / DRAFT_FIRST / NO_NEW_HEAD / NO_IDENTITY, or as ``open_file``. Leaves
    ``household.split`` and ``household.opened``.
    """
    require(actor, "person.edit", on=household.union)
    household = held_household(household)
    members = {one.pk: one for one in members_of(household) if not one.is_head}
    chosen = members.get(head) or Member()
    refuse(
        why_not_split(
            state=household.state,
            has_draft=has_draft(household),
            has_head=head in members,
            has_number=bool(chosen.id_number),
        )
    )
    going = [one for pk, one in members.items() if pk in set(along) and pk != head]
    chosen.delete()
    made = open_file(
        actor=actor,
        union=household.union,
        name=chosen.name,
        id_number=chosen.id_number,
        level=household.level,
        now=now,
    )
    for one in going:
        one.household, one.person = made, made.head
        one.save()
    household.persons = len(members) - len(going)
    household.save()
    note("household.split", actor=actor, household=household, now=now, words=made.number)
    return made
