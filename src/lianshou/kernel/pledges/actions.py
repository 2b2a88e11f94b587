from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.placement.actions import activate_placement, end_placement
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.enums import Reason, Side, State
from lianshou.kernel.pledges.models import Party, Pledge, Series
from lianshou.kernel.pledges.queries import issue_at_hand, own_parties, placements_to_issue, signatory_of
from lianshou.kernel.pledges.rules import (
    digest_of,
    numbers_of,
    state_after,
    why_not_agree,
    why_not_end,
    why_not_record_paper,
    why_not_sign,
)
from lianshou.kernel.programmes.actions import pass_programme
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


@transaction.atomic
def issue_pledges(*, actor: Any, programme: Programme, now: datetime, prefix: str = "") -> list[Pledge]:
    """Draw up a numbered agreement for every approved placement without one, its words frozen as of ``now``.

    Numbers follow the federation's series of ``prefix`` and year without a gap. The term runs from today, or from
    the programme's first day if that is later, to its last. Raises PermissionDenied, or Refused with a
    ``pledges.enums.Reason``. Leaves ``pledge.issued`` for each.
    """
    require(actor, "pledge.issue", on=programme.union)
    Programme.objects.admitted().select_for_update().get(pk=programme.pk)
    programme = Programme.objects.admitted().select_related("union").get(pk=programme.pk)
    today = timezone.localdate(now)
    issue = issue_at_hand(programme=programme, today=today, prefix=prefix)
    if issue.reason:
        raise Refused(issue.reason)
    pledges = Pledge.objects.bulk_create(_drafts(programme, prefix=issue.prefix, today=today, now=now))
    Party.objects.bulk_create([party for pledge in pledges for party in _parties_of(pledge)])
    for pledge in pledges:
        _record("pledge.issued", actor=actor, pledge=pledge, now=now, number=pledge.number)
    return pledges


@transaction.atomic
def agree_pledge(*, actor: Any, pledge: Pledge, now: datetime) -> Pledge:
    """Give the word of the actor's side; when both have, the pledge waits for signatures.

    The actor's side follows from the actor's posts, so nobody can speak for the other one. Raises PermissionDenied,
    or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.agreed``.
    """
    require(actor, "pledge.agree")
    pledge = _locked(pledge)
    mine = own_parties(actor=actor, pledge=pledge, verb="pledge.agree")
    missing = [party for party in mine if party.agreed_at is None]
    reason = why_not_agree(
        state=pledge.state,
        is_party=bool(mine),
        agreed=not missing,
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    if reason:
        raise Refused(reason)
    _agree(missing[0], by=actor, at=now)
    missing[0].save()
    _record("pledge.agreed", actor=actor, pledge=pledge, now=now, **_what(pledge, missing[0]))
    return _settle(actor=actor, pledge=pledge, now=now)


@transaction.atomic
def sign_pledge(*, actor: Any, pledge: Pledge, now: datetime) -> Pledge:
    """Put the actor's signature under ``pledge``; the last one brings it into force.

    Then the placement is active from that day on (or from the first day of the term), and an approved programme is
    under way. Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.signed`` with the
    digest of the words, and ``pledge.in_force`` when complete.
    """
    require(actor, "pledge.sign")
    pledge = _locked(pledge)
    mine = own_parties(actor=actor, pledge=pledge, verb="pledge.sign")
    missing = [party for party in mine if party.signed_at is None]
    reason = why_not_sign(
        state=pledge.state,
        is_party=bool(mine),
        signed=not missing,
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    if reason:
        raise Refused(reason)
    _sign(missing[0], by=actor, at=now, signatory=signatory_of(actor=actor))
    missing[0].save()
    _record("pledge.signed", actor=actor, pledge=pledge, now=now, **_what(pledge, missing[0]))
    return _settle(actor=actor, pledge=pledge, now=now)


@transaction.atomic
def record_paper_signatures(
    *, actor: Any, pledge: Pledge, signed_on: date, signatories: Mapping[str, str], now: datetime
) -> Pledge:
    """Record that the chairs signed the printed paper on a day; ``signatories`` names the hand of each side.

    A side that has signed on the desk keeps that signature. Raises PermissionDenied, or Refused with a
    ``pledges.enums.Reason``. Leaves ``pledge.paper_recorded`` and ``pledge.in_force``.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = _locked(pledge)
    open_sides = [party for party in pledge.parties.all() if party.signed_at is None]
    reason = why_not_record_paper(
        state=pledge.state,
        signed_on=signed_on,
        names=[signatories.get(party.side, "") for party in open_sides],
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    if reason:
        raise Refused(reason)
    at = min(timezone.make_aware(datetime.combine(signed_on, time(12))), now)
    for party in open_sides:
        party.on_paper = True
        _agree(party, by=party.agreed_by or actor, at=party.agreed_at or at)
        _sign(party, by=actor, at=at, signatory=signatories[party.side].strip())
        party.save()
    sides = [party.side for party in open_sides]
    _record(
        "pledge.paper_recorded",
        actor=actor,
        pledge=pledge,
        now=now,
        sides=sides,
        digest=digest_of(pledge.context),
    )
    return _settle(actor=actor, pledge=pledge, now=now)


@transaction.atomic
def end_pledge(*, actor: Any, pledge: Pledge, reason: str, ended_on: date, now: datetime) -> Pledge:
    """End an agreement before its time, or withdraw one that was never signed; its placement ends with it.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.ended`` with the reason.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = _locked(pledge)
    began_on = pledge.placement.starts_on
    today = timezone.localdate(now)
    if why := why_not_end(
        state=pledge.state, ended_on=ended_on, words=reason, today=today, began_on=began_on
    ):
        raise Refused(why)
    pledge.state, pledge.ended_on, pledge.end_reason = State.ENDED, ended_on, reason.strip()
    pledge.save(update_fields=["state", "ended_on", "end_reason"])
    _record(
        "pledge.ended", actor=actor, pledge=pledge, now=now, reason=pledge.end_reason, ended_on=str(ended_on)
    )
    end_placement(actor=actor, placement=pledge.placement, ended_on=ended_on, now=now)
    return pledge


def _drafts(programme: Programme, *, prefix: str, today: date, now: datetime) -> list[Pledge]:
    paper = registry[programme.kind].paper
    assert paper is not None  # noqa: S101  # nosec B101  the rule has refused a kind without a paper
    placements = list(placements_to_issue(programme=programme, related=paper.related))
    chairs = chairs_of([union for placement in placements for union in _unions_of(placement)])
    numbers = _take_numbers(programme, prefix=prefix, year=today.year, count=len(placements))
    term = {"starts_on": max(programme.starts_on, today), "ends_on": programme.ends_on}
    return [
        Pledge(
            programme=programme,
            placement=placement,
            number=number,
            title=paper.title.zh,
            issued_at=now,
            context=paper.context(placement=placement, number=number, chairs=chairs, **term),
            **term,
        )
        for placement, number in zip(placements, numbers, strict=True)
    ]


def _take_numbers(programme: Programme, *, prefix: str, year: int, count: int) -> Sequence[str]:
    Series.objects.admitted().get_or_create(union=programme.union, prefix=prefix, year=year)
    series = (
        Series.objects.admitted().select_for_update().get(union=programme.union, prefix=prefix, year=year)
    )
    numbers = numbers_of(prefix=prefix, year=year, first=series.next, count=count)
    series.next += count
    series.save(update_fields=["next"])
    return numbers


def _unions_of(placement: Placement) -> tuple[Any, Any]:
    return placement.opening.union, placement.application.union


def _parties_of(pledge: Pledge) -> list[Party]:
    host, guest = _unions_of(pledge.placement)
    return [
        Party(pledge=pledge, union=host, side=Side.HOST),
        Party(pledge=pledge, union=guest, side=Side.GUEST),
    ]


def _locked(pledge: Pledge) -> Pledge:
    """The pledge as it stands now, nobody else writing, its parties at hand."""
    Pledge.objects.admitted().select_for_update().get(pk=pledge.pk)
    related = Pledge.objects.admitted().select_related("programme__union", "placement")
    return related.prefetch_related("parties__agreed_by").get(pk=pledge.pk)


def _agree(party: Party, *, by: Any, at: datetime) -> None:
    party.agreed_by, party.agreed_at = by, at


def _sign(party: Party, *, by: Any, at: datetime, signatory: str) -> None:
    party.signed_by, party.signed_at, party.signatory = by, at, signatory


def _what(pledge: Pledge, party: Party) -> dict[str, str]:
    return {"side": party.side, "digest": digest_of(pledge.context)}


def _record(verb: str, *, actor: Any, pledge: Pledge, now: datetime, **details: Any) -> None:
    path = pledge.programme.union.path
    record(actor=actor, verb=verb, subject=pledge, at=now, union_path=path, **details)


def _settle(*, actor: Any, pledge: Pledge, now: datetime) -> Pledge:
    """Let the pledge pass to where its sides have brought it."""
    parties = pledge.parties.all()
    agreed, signed = [bool(p.agreed_at) for p in parties], [bool(p.signed_at) for p in parties]
    after = state_after(state=pledge.state, agreed=agreed, signed=signed)
    if after != pledge.state:
        pledge.state = after
        pledge.in_force_at = max(p.signed_at for p in parties if p.signed_at) if all(signed) else None
        pledge.save(update_fields=["state", "in_force_at"])
        if after == State.IN_FORCE:
            _bring_into_force(actor=actor, pledge=pledge, now=now)
    return pledge


def _bring_into_force(*, actor: Any, pledge: Pledge, now: datetime) -> None:
    if pledge.placement.state != PlacementState.APPROVED:
        raise Refused(Reason.WRONG_STATE)
    _record("pledge.in_force", actor=actor, pledge=pledge, now=now)
    starts_on = max(pledge.starts_on, timezone.localdate(pledge.in_force_at))
    activate_placement(actor=actor, placement=pledge.placement, starts_on=starts_on, now=now)
    if pledge.programme.state == ProgrammeState.APPROVED:
        pass_programme(actor=actor, programme=pledge.programme, to=ProgrammeState.RUNNING, now=now)
