from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.papers import Clause
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.pledges.actions.ending import end
from lianshou.kernel.pledges.actions.holding import locked, note, refuse
from lianshou.kernel.pledges.actions.issuing import facts_of, issued
from lianshou.kernel.pledges.actions.numbering import take_numbers
from lianshou.kernel.pledges.actions.obliging import lay_obligations, waive
from lianshou.kernel.pledges.actions.templating import file_in_use
from lianshou.kernel.pledges.enums import LEADS, Duty, Reason, Side, Sort
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.queries import own_parties, several_context
from lianshou.kernel.pledges.rules import ends_with, why_not_draw_up, why_not_join, why_not_leave
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


@transaction.atomic
def draw_up_agreement(
    *,
    actor: Any,
    programme: Programme,
    title: str,
    words: str,
    hub: Union,
    members: Sequence[Union],
    starts_on: date,
    ends_on: date,
    prefix: str,
    now: datetime,
    needed: int | None = None,
    leaving_ends: bool = False,
    clauses: Sequence[Clause] = (),
) -> Pledge:
    """Draw up an agreement of one leading union and several members: ``words`` a paragraph a line.

    It is in force when all have signed, or ``needed`` of them with the leading one; ``leaving_ends`` says that it ends when
    one leaves. Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.issued``.
    """
    require(actor, "pledge.issue", on=programme.union)
    ids = [union.pk for union in members]
    refuse(why_not_draw_up(members=ids, hub=hub.pk, words=words, needed=needed))
    refuse(Reason.TERM_WRONG if ends_on <= starts_on else None)
    refuse(None if prefix.strip() else Reason.PREFIX_MISSING)
    year = timezone.localdate(now).year
    one = take_numbers(union=programme.union, prefix=prefix.strip(), year=year, count=1)[0]
    term: dict[str, Any] = {"starts_on": starts_on, "ends_on": ends_on}
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    facts: dict[str, Any] = {
        "programme": programme,
        "title": title,
        "hub": hub,
        "members": members,
        "words": lines,
    }
    draft = Pledge(
        programme=programme,
        sort=Sort.MANY,
        title=title.strip(),
        issued_at=now,
        needed=needed,
        leaving_ends=leaving_ends,
        context=several_context(number=one.number, clauses=clauses, **facts, **term),
        **term,
        **facts_of(one, file_in_use(union=programme.union, slug=Sort.MANY)),
    )
    parties = [Party(pledge=draft, union=hub, side=Side.HUB)]
    parties += [Party(pledge=draft, union=union, side=Side.MEMBER) for union in members]
    pledge = issued([draft], parties=[parties])[0]
    note("pledge.issued", actor=actor, pledge=pledge, now=now, number=pledge.number)
    return pledge


@transaction.atomic
def join_agreement(*, actor: Any, pledge: Pledge, union: Union, words: str, now: datetime) -> Party:
    """Let a union into an agreement of several that is in force, by a numbered supplement; it agrees and signs by itself.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.joined``.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = locked(pledge)
    is_party = union.pk in {party.union_id for party in pledge.parties.all()}
    refuse(why_not_join(sort=pledge.sort, state=pledge.state, is_party=is_party, words=words))
    number = max((party.joined_no or 0 for party in pledge.parties.all()), default=0) + 1
    party = Party.objects.create(pledge=pledge, union=union, side=Side.MEMBER, joined_no=number)
    lay_obligations([pledge], parties=[party], since=timezone.localdate(now))
    details = {"union": str(union), "supplement": number, "reason": words.strip()}
    note("pledge.joined", actor=actor, pledge=pledge, now=now, **details)
    return party


@transaction.atomic
def leave_agreement(
    *, actor: Any, pledge: Pledge, party: Party, left_on: date, reason: str, now: datetime
) -> Pledge:
    """Let a party out of an agreement of several, by its own chair or the federation; its open obligations are waived.

    The others go on, unless the leading party leaves, fewer than two stay, or it was agreed otherwise. Raises
    PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.left``, and ``pledge.ended`` then.
    """
    require(actor, "pledge.view")
    pledge = locked(pledge)
    mine = own_parties(actor=actor, pledge=pledge, verb="pledge.sign")
    if not may(actor, "pledge.issue", on=pledge.programme.union):
        refuse(None if party.pk in {one.pk for one in mine} else Reason.NOT_A_PARTY)
    leaving = next((one for one in pledge.present if one.pk == party.pk), None)
    if leaving is None:
        refuse(Reason.NOT_A_PARTY)
        raise AssertionError
    today = timezone.localdate(now)
    refuse(why_not_leave(sort=pledge.sort, state=pledge.state, left_on=left_on, today=today, words=reason))
    leaving.left_on, leaving.left_reason = left_on, reason.strip()[:200]
    leaving.save(update_fields=["left_on", "left_reason"])
    for row in pledge.obligations.filter(party=leaving, state=Duty.OPEN).select_related("party__union"):
        row.pledge = pledge
        waive(row, reason=reason.strip(), actor=actor, now=now)
    note("pledge.left", actor=actor, pledge=pledge, now=now, union=str(leaving.union), reason=reason.strip())
    is_lead = leaving.side in LEADS
    if ends_with(leaving_ends=pledge.leaving_ends, is_lead=is_lead, staying=len(pledge.present)):
        end(pledge, actor=actor, reason=reason.strip()[:200], ended_on=left_on, now=now)
    return pledge
