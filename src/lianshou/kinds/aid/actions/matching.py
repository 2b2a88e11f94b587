"""Helpers are proposed for all households below a union, and the proposal is decided on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.helping import begin, refuse
from lianshou.kinds.aid.enums import Begun, HelpReason, Settled
from lianshou.kinds.aid.models import Helper, HelpMatch, Household
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.rules.helping.matching import match

_KEPT = ("terms", "cost", "steps", "metres", "fields", "languages", "speaks", "sentence", "next_best")


@transaction.atomic
def propose_helpers(*, actor: Any, union: Union, now: datetime) -> HelpMatch:
    """Match the households on file below ``union`` with its helpers; whoever has a helper keeps them where rules allow it.

    Nothing is in force before it is accepted; a proposal that waited is dropped. Raises PermissionDenied, or Refused
    (NO_HOUSEHOLD, NO_HELPER). Leaves ``helping.proposed``.
    """
    require(actor, "match.run", on=union)
    Union.objects.admitted().select_for_update().get(pk=union.pk)
    question = queries.question_for(union=union, today=timezone.localdate(now))
    refuse(None if question.helpers else HelpReason.NO_HELPER)
    refuse(None if question.households else HelpReason.NO_HOUSEHOLD)
    waiting = queries.open_match(union=union)
    if waiting is not None:
        _settle(waiting, Settled.DROPPED, actor, now)
    made: HelpMatch = HelpMatch.objects.create(
        union=union,
        asked_by=actor,
        asked_at=now,
        input=question.as_json(),
        result=match(question),
    )
    counts = {"placed": len(made.result["placements"]), "left_out": len(made.result["unmatched"])}
    _noted("helping.proposed", actor, made, now, **counts)
    return made


@transaction.atomic
def sift_match(*, actor: Any, match: HelpMatch, household: int, takes: bool, now: datetime) -> HelpMatch:
    """Leave the helper who is proposed for a household out of what will be accepted, or take it in again.

    Raises PermissionDenied, or Refused (SETTLED, NOT_PROPOSED). Leaves ``helping.sifted``.
    """
    require(actor, "placement.edit", on=match.union)
    match = _held_match(match)
    refuse(None if match.state == Settled.OPEN else HelpReason.SETTLED)
    refuse(
        None
        if household in {one["household"] for one in queries.fresh_of(match)}
        else HelpReason.NOT_PROPOSED
    )
    skipped = set(match.skipped) - {household} if takes else {*match.skipped, household}
    match.skipped = sorted(skipped)
    match.save(update_fields=["skipped"])
    _noted("helping.sifted", actor, match, now, household=household, takes=takes)
    return match


@transaction.atomic
def settle_match(*, actor: Any, match: HelpMatch, accepts: bool, now: datetime) -> HelpMatch:
    """Put a proposal in force but for what was left out, or drop it. Only who is new begins; who stays is not touched.

    A pair that no longer holds falls away alone and is kept in ``fallen`` with the reason; the others begin. Raises
    PermissionDenied, or Refused (SETTLED, CHANGED when nothing of what is new holds). Leaves ``helping.settled``, and
    ``helping.began`` for each household with a new helper.
    """
    require(actor, "placement.edit", on=match.union)
    match = _held_match(match)
    refuse(None if match.state == Settled.OPEN else HelpReason.SETTLED)
    begun = _accept(actor, match, now) if accepts else 0
    _settle(match, Settled.ACCEPTED if accepts else Settled.DROPPED, actor, now)
    _noted("helping.settled", actor, match, now, accepted=accepts, begun=begun, fallen=len(match.fallen))
    return match


def _held_match(match: HelpMatch) -> HelpMatch:
    rows = HelpMatch.objects.admitted().select_for_update(of=("self",)).select_related("union")
    found: HelpMatch = rows.get(pk=match.pk)
    return found


def _accept(actor: Any, match: HelpMatch, now: datetime) -> int:
    fresh = [one for one in queries.fresh_of(match) if one["household"] not in set(match.skipped)]
    households = _held(Household, [one["household"] for one in fresh], "union")
    helpers = _held(Helper, [one["helper"] for one in fresh], "union")
    today = timezone.localdate(now)
    fallen = queries.fallen_of(match, today=today)
    match.fallen = {
        str(one["household"]): fallen[one["household"]].value for one in fresh if one["household"] in fallen
    }
    holding = [one for one in fresh if one["household"] not in fallen]
    refuse(HelpReason.CHANGED if fresh and not holding else None)
    months = queries.help_settings(union=match.union, on=today).months
    for one in holding:
        begin(
            actor,
            households[one["household"]],
            helpers[one["helper"]],
            now,
            begun=Begun.MATCHED,
            reasons={key: one[key] for key in _KEPT},
            run=match,
            months=months,
        )
    return len(holding)


def _held(model: Any, ids: list[int], related: str) -> dict[int, Any]:
    found: dict[int, Any] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        rows = model.objects.admitted().select_for_update(of=("self",)).select_related(related)
        found |= {one.pk: one for one in rows.filter(pk__in=wanted[start : start + 500]).order_by("pk")}
    return found


def _settle(match: HelpMatch, state: str, actor: Any, now: datetime) -> None:
    match.state, match.settled_by, match.settled_at = state, actor, now
    match.save(update_fields=["state", "settled_by", "settled_at", "fallen"])


def _noted(verb: str, actor: Any, match: HelpMatch, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=match, at=now, union_path=match.union.path, **details)
