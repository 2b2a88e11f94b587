from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.bulletins.actions.freezing import freeze
from lianshou.kernel.bulletins.actions.holding import back_to_draft, held, note, refuse
from lianshou.kernel.bulletins.enums import Reason, State
from lianshou.kernel.bulletins.models import Bulletin, Receipt
from lianshou.kernel.bulletins.queries import unions_below
from lianshou.kernel.bulletins.rules.moving import why_not_move
from lianshou.kernel.pledges.actions.numbering import take_numbers


@transaction.atomic
def submit_bulletin(*, actor: Any, bulletin: Bulletin, now: datetime) -> Bulletin:
    """Hand a draft in to be checked: every number is counted now, for the last time, and frozen with its records.

    Raises PermissionDenied, or Refused WRONG_STATE / UNCLEAR (a placeholder names no figure). Leaves ``bulletin.submitted``.
    """
    bulletin = held(actor, bulletin, "bulletin.write")
    refuse(why_not_move(step="submit", state=bulletin.state))
    bulletin.countersignatures.admitted().delete()
    values = freeze(bulletin=bulletin, actor=actor, today=timezone.localdate(now))
    unclear = [value.raw for value in values if value.problem is not None]
    refuse(why_not_move(step="submit", state=bulletin.state, unclear=unclear))
    bulletin.state, bulletin.frozen_at, bulletin.words = State.CHECKING, now, ""
    bulletin.save()
    digests = list(bulletin.values.admitted().order_by("place").values_list("digest", flat=True))
    note("bulletin.submitted", actor=actor, bulletin=bulletin, now=now, numbers=len(values), digests=digests)
    return bulletin


@transaction.atomic
def check_bulletin(*, actor: Any, bulletin: Bulletin, now: datetime) -> Bulletin:
    """Say that text and numbers are in order; not by whoever wrote it.

    Raises PermissionDenied, or Refused WRONG_STATE / OWN. Leaves ``bulletin.checked``.
    """
    bulletin = held(actor, bulletin, "bulletin.check")
    refuse(why_not_move(step="check", state=bulletin.state, own=bulletin.written_by_id == actor.pk))
    bulletin.state, bulletin.checked_by = State.SIGNING, actor
    bulletin.save()
    note("bulletin.checked", actor=actor, bulletin=bulletin, now=now)
    return bulletin


@transaction.atomic
def sign_bulletin(*, actor: Any, bulletin: Bulletin, now: datetime) -> Bulletin:
    """Sign a bulletin that was checked, and countersigned by all who were asked; not by whoever wrote, checked or countersigned it.

    Raises PermissionDenied, or Refused WRONG_STATE / OWN / STILL_OPEN. Leaves ``bulletin.signed``.
    """
    bulletin = held(actor, bulletin, "bulletin.sign")
    asked = dict(bulletin.countersignatures.admitted().values_list("pk", "answered_by"))
    own = actor.pk in (bulletin.written_by_id, bulletin.checked_by_id, *asked.values())
    still = [pk for pk, by in asked.items() if by is None]
    refuse(why_not_move(step="sign", state=bulletin.state, own=own, open_asked=len(still)))
    bulletin.state, bulletin.signed_by, bulletin.signed_at = State.SIGNED, actor, now
    bulletin.save()
    note("bulletin.signed", actor=actor, bulletin=bulletin, now=now)
    return bulletin


@transaction.atomic
def issue_bulletin(*, actor: Any, bulletin: Bulletin, prefix: str, now: datetime) -> Bulletin:
    """Issue a signed bulletin under the next number of its union and year: 阜工通〔2026〕1号.

    Raises PermissionDenied, or Refused WRONG_STATE / PREFIX_MISSING. Leaves ``bulletin.issued``.
    """
    bulletin = held(actor, bulletin, "bulletin.issue")
    refuse(why_not_move(step="issue", state=bulletin.state))
    refuse(None if prefix.strip() else Reason.PREFIX_MISSING)
    today = timezone.localdate(now)
    taken = take_numbers(union=bulletin.union, prefix=prefix.strip(), year=today.year, count=1)[0]
    bulletin.state, bulletin.number, bulletin.issued_on = State.ISSUED, taken.number, today
    bulletin.save()
    _send(bulletin)
    note("bulletin.issued", actor=actor, bulletin=bulletin, now=now, number=taken.number)
    return bulletin


def _send(bulletin: Bulletin) -> None:
    """A receipt for every union right below, where the bulletin goes to all of them; those that were ticked have theirs."""
    if bulletin.to_all_below:
        there = bulletin.receipts.admitted().values("union")
        below = (
            unions_below(union=bulletin.union).filter(depth=bulletin.union.depth + 1).exclude(pk__in=there)
        )
        Receipt.objects.bulk_create(Receipt(bulletin=bulletin, union=union) for union in below)


@transaction.atomic
def return_bulletin(*, actor: Any, bulletin: Bulletin, words: str, now: datetime) -> Bulletin:
    """Give a bulletin back to its writer with words on what to change: a draft again, its numbers are counted anew.

    Raises PermissionDenied, or Refused WRONG_STATE / WORDS_MISSING. Leaves ``bulletin.returned``.
    """
    bulletin = held(actor, bulletin, "bulletin.return")
    refuse(why_not_move(step="return", state=bulletin.state, words=words))
    back_to_draft(bulletin, words)
    note("bulletin.returned", actor=actor, bulletin=bulletin, now=now)
    return bulletin
