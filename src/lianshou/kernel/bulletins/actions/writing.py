from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.bulletins.actions.holding import held, note, refuse
from lianshou.kernel.bulletins.enums import Reason, Sort, State
from lianshou.kernel.bulletins.models import Bulletin, Byline, Receipt
from lianshou.kernel.bulletins.queries import bylines_of, unions_below
from lianshou.kernel.bulletins.rules.bylines import why_not_name
from lianshou.kernel.bulletins.rules.moving import why_not_save
from lianshou.kernel.unions.models import Union

_NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})
FACTS = ("title", "starts_on", "ends_on", "addressees", "opening", "text", "to_all_below")


@transaction.atomic
def draft_bulletin(
    *,
    actor: Any,
    union: Union,
    title: str,
    text: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
    sort: str = Sort.BULLETIN,
    addressees: str = "",
    to_all_below: bool = False,
    recipients: Sequence[Union] = (),
    opening: str = "本报讯",
    bylines: Mapping[str, Sequence[str]] = _NOBODY,
) -> Bulletin:
    """Begin a bulletin of ``union`` about the days from ``starts_on`` to ``ends_on``; its numbers are counted as long as it is a draft.

    Once issued it goes to ``recipients`` below, or ``to_all_below``. A brief begins with ``opening`` and the names of
    ``bylines`` by their role. Raises PermissionDenied, or Refused TITLE_MISSING / TEXT_MISSING / PERIOD_OPEN / NOT_BELOW /
    BYLINE_UNCLEAR. Leaves ``bulletin.drafted``.
    """
    require(actor, "bulletin.write", on=union)
    require(actor, "figure.view", on=union)
    return _drafted(
        actor, now, recipients, bylines, opening=opening, union=union, sort=sort, title=title, text=text,
        starts_on=starts_on, ends_on=ends_on, addressees=addressees, to_all_below=to_all_below,
    )  # fmt: skip


@transaction.atomic
def edit_bulletin(*, actor: Any, bulletin: Bulletin, version: int, now: datetime, **facts: Any) -> Bulletin:
    """Keep another text of a draft; ``version`` is the one that its writer saw. Who countersigned the former text is asked anew.

    Raises PermissionDenied, or Refused NOT_A_DRAFT / CHANGED / TITLE_MISSING / TEXT_MISSING / PERIOD_OPEN / NOT_BELOW /
    BYLINE_UNCLEAR. Leaves ``bulletin.edited``.
    """
    bulletin = held(actor, bulletin, "bulletin.write")
    kept = {name: facts.get(name, getattr(bulletin, name)) for name in FACTS}
    refuse(
        why_not_save(
            state=bulletin.state,
            title=kept["title"],
            text=kept["text"],
            seen=version,
            version=bulletin.version,
        )
    )
    refuse(Reason.PERIOD_OPEN if kept["ends_on"] < kept["starts_on"] else None)
    for name, value in kept.items():
        setattr(bulletin, name, value.strip() if isinstance(value, str) else value)
    bulletin.version += 1
    bulletin.save()
    bulletin.countersignatures.admitted().delete()
    if "recipients" in facts:
        _address(bulletin, facts["recipients"])
    if "bylines" in facts:
        _name(bulletin, facts["bylines"])
    note("bulletin.edited", actor=actor, bulletin=bulletin, now=now)
    return bulletin


@transaction.atomic
def discard_bulletin(*, actor: Any, bulletin: Bulletin, now: datetime) -> None:
    """Throw a draft away that was never issued. Raises PermissionDenied, or Refused NOT_A_DRAFT. Leaves ``bulletin.discarded``."""
    bulletin = held(actor, bulletin, "bulletin.write")
    refuse(None if bulletin.state == State.DRAFT else Reason.NOT_A_DRAFT)
    note("bulletin.discarded", actor=actor, bulletin=bulletin, now=now, title=bulletin.title)
    bulletin.delete()


@transaction.atomic
def correct_bulletin(*, actor: Any, bulletin: Bulletin, now: datetime) -> Bulletin:
    """Begin the correction of an issued bulletin: the same text and period, counted anew; the first stays as it was issued.

    Raises PermissionDenied, or Refused NOT_ISSUED / CORRECTION_GOING. Leaves ``bulletin.drafted``.
    """
    first = held(actor, bulletin, "bulletin.write")
    refuse(None if first.state == State.ISSUED else Reason.NOT_ISSUED)
    if first.corrections.admitted().exclude(state=State.ISSUED).exists():
        raise Refused(Reason.CORRECTION_GOING)
    facts = {name: getattr(first, name) for name in (*FACTS, "sort", "union")}
    told = [one.union for one in first.receipts.admitted().select_related("union")]
    title = first.title if first.title.startswith("更正：") else f"更正：{first.title}"
    named = bylines_of(bulletin=first)
    return _drafted(actor, now, told, named, **facts | {"title": title[:120]}, corrects=first)


def _drafted(
    actor: Any,
    now: datetime,
    recipients: Sequence[Union],
    bylines: Mapping[str, Sequence[str]],
    /,
    **facts: Any,
) -> Bulletin:
    refuse(why_not_save(state=State.DRAFT, title=facts["title"], text=facts["text"], seen=1, version=1))
    refuse(Reason.PERIOD_OPEN if facts["ends_on"] < facts["starts_on"] else None)
    bulletin = Bulletin.objects.create(**facts, written_by=actor, written_at=now)
    _address(bulletin, recipients)
    _name(bulletin, bylines)
    note("bulletin.drafted", actor=actor, bulletin=bulletin, now=now)
    return bulletin


def _address(bulletin: Bulletin, recipients: Sequence[Union]) -> None:
    """The unions below that a bulletin goes to once it is issued are these and no others."""
    wanted = {one.pk for one in recipients}
    below = unions_below(union=bulletin.union).filter(pk__in=wanted).values_list("pk", flat=True)
    refuse(Reason.NOT_BELOW if set(below) != wanted else None)
    there = bulletin.receipts.admitted()
    there.exclude(union__in=wanted).delete()
    known = set(there.values_list("union", flat=True))
    Receipt.objects.bulk_create(
        Receipt(bulletin=bulletin, union=one) for one in recipients if one.pk not in known
    )


def _name(bulletin: Bulletin, bylines: Mapping[str, Sequence[str]]) -> None:
    """The by-lines of a bulletin are these, in this order."""
    refuse(why_not_name(bylines))
    bulletin.bylines.admitted().delete()
    names = [(role, name) for role, each in bylines.items() for name in each]
    Byline.objects.bulk_create(
        Byline(bulletin=bulletin, role=role, place=place, name=name)
        for place, (role, name) in enumerate(names, start=1)
    )
