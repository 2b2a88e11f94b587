from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.placement.actions import activate_placement
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.pledges.actions.holding import locked, note, refuse, what
from lianshou.kernel.pledges.actions.obliging import start_obligations
from lianshou.kernel.pledges.actions.succeeding import succeed
from lianshou.kernel.pledges.enums import LEADS, Reason, State
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.queries import is_late, own_parties, signatory_of
from lianshou.kernel.pledges.rules import (
    digest_of,
    state_after,
    why_not_agree,
    why_not_record_paper,
    why_not_sign,
)
from lianshou.kernel.programmes.actions import pass_programme
from lianshou.kernel.programmes.enums import State as ProgrammeState


@transaction.atomic
def agree_pledge(*, actor: Any, pledge: Pledge, now: datetime) -> Pledge:
    """Give the word of the actor's side; when both have, the pledge waits for signatures.

    The actor's side follows from the actor's posts, so nobody can speak for the other one. Raises PermissionDenied,
    or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.agreed``.
    """
    require(actor, "pledge.agree")
    pledge = locked(pledge)
    mine = own_parties(actor=actor, pledge=pledge, verb="pledge.agree")
    missing = [party for party in mine if party.agreed_at is None]
    reason = why_not_agree(
        is_late=is_late(pledge),
        state=pledge.state,
        is_party=bool(mine),
        agreed=not missing,
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    refuse(reason)
    _agree(missing[0], by=actor, at=now)
    missing[0].save()
    note("pledge.agreed", actor=actor, pledge=pledge, now=now, **what(pledge, missing[0]))
    return _settle(actor=actor, pledge=pledge, now=now)


@transaction.atomic
def sign_pledge(*, actor: Any, pledge: Pledge, now: datetime) -> Pledge:
    """Put the actor's signature under ``pledge``; the last one brings it into force.

    Then the placement is active from that day on (or from the first day of the term), and an approved programme is
    under way. Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.signed`` with the
    digest of the words, and ``pledge.in_force`` when complete.
    """
    require(actor, "pledge.sign")
    pledge = locked(pledge)
    mine = own_parties(actor=actor, pledge=pledge, verb="pledge.sign")
    missing = [party for party in mine if party.signed_at is None]
    reason = why_not_sign(
        is_late=is_late(pledge) and all(party.agreed_at for party in missing),
        state=pledge.state,
        is_party=bool(mine),
        signed=not missing,
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    refuse(reason)
    _sign(missing[0], by=actor, at=now, signatory=signatory_of(actor=actor))
    missing[0].save()
    note("pledge.signed", actor=actor, pledge=pledge, now=now, **what(pledge, missing[0]))
    return _settle(actor=actor, pledge=pledge, now=now)


@transaction.atomic
def record_paper_signatures(
    *, actor: Any, pledge: Pledge, signed_on: date, signatories: Mapping[str, str], now: datetime
) -> Pledge:
    """Record that the chairs signed the printed paper on a day; ``signatories`` names the hand of each
    side by its ``key``.

    A side that has signed on the desk keeps that signature. Raises PermissionDenied, or Refused with a
    ``pledges.enums.Reason``. Leaves ``pledge.paper_recorded`` and ``pledge.in_force``.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = locked(pledge)
    open_sides = [party for party in pledge.present if party.signed_at is None]
    reason = why_not_record_paper(
        state=pledge.state,
        signed_on=signed_on,
        names=[signatories.get(party.key, "") for party in open_sides],
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    refuse(reason)
    at = min(timezone.make_aware(datetime.combine(signed_on, time(12))), now)
    for party in open_sides:
        party.on_paper = True
        _agree(party, by=party.agreed_by or actor, at=party.agreed_at or at)
        _sign(party, by=actor, at=at, signatory=signatories[party.key].strip())
        party.save()
    sides = [party.key for party in open_sides]
    note(
        "pledge.paper_recorded",
        actor=actor,
        pledge=pledge,
        now=now,
        sides=sides,
        digest=digest_of(pledge.context),
    )
    return _settle(actor=actor, pledge=pledge, now=now)


def _agree(party: Party, *, by: Any, at: datetime) -> None:
    party.agreed_by, party.agreed_at = by, at


def _sign(party: Party, *, by: Any, at: datetime, signatory: str) -> None:
    party.signed_by, party.signed_at, party.signatory = by, at, signatory


def _settle(*, actor: Any, pledge: Pledge, now: datetime) -> Pledge:
    """Let the pledge pass to where its sides have brought it."""
    parties = pledge.present
    signed = [bool(p.signed_at) for p in parties]
    lead = [p for p in parties if p.side in LEADS]
    after = state_after(
        state=pledge.state,
        agreed=[bool(p.agreed_at) for p in parties],
        signed=signed,
        needed=pledge.needed,
        lead=all(p.signed_at for p in lead),
    )
    if after != pledge.state:
        pledge.state = after
        if after == State.IN_FORCE:
            pledge.in_force_at = max(p.signed_at for p in parties if p.signed_at)
        pledge.save(update_fields=["state", "in_force_at"])
        if after == State.IN_FORCE:
            _bring_into_force(actor=actor, pledge=pledge, now=now)
    return pledge


def _bring_into_force(*, actor: Any, pledge: Pledge, now: datetime) -> None:
    placement = pledge.placement
    if placement is not None and placement.state != PlacementState.APPROVED:
        raise Refused(Reason.WRONG_STATE)
    moved = start_obligations(pledge)
    note("pledge.in_force", actor=actor, pledge=pledge, now=now, **({"later_days": moved} if moved else {}))
    if pledge.former is not None:
        succeed(pledge, actor=actor, now=now)
    if placement is not None:
        starts_on = max(pledge.starts_on, timezone.localdate(pledge.in_force_at))
        activate_placement(actor=actor, placement=placement, starts_on=starts_on, now=now)
        if pledge.programme.state == ProgrammeState.APPROVED:
            pass_programme(actor=actor, programme=pledge.programme, to=ProgrammeState.RUNNING, now=now)
