from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.people.enums import Relation
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.rights.enums import How, Reason
from lianshou.kernel.rights.models import Consent, ConsentText
from lianshou.kernel.rights.queries.consents import is_current
from lianshou.kernel.rights.queries.own import own_person
from lianshou.kernel.rights.rules.consenting import (
    parts_for,
    why_not_give,
    why_not_record,
    why_not_speak,
)

_YOUNG = frozenset({Relation.CHILD, Relation.GRANDCHILD})
_GUARDIANS = {
    Relation.CHILD: Relation.PARENT,
    Relation.GRANDCHILD: Relation.GRANDPARENT,
    Relation.SIBLING: Relation.SIBLING,
}


@transaction.atomic
def give_consent(
    *,
    actor: Any,
    text: ConsentText,
    parts: Sequence[str],
    now: datetime,
    relative: Relative | None = None,
) -> list[Consent]:
    """The actor agrees, for themselves or as guardian for ``relative``, to each of ``parts`` of a text.

    Raises PermissionDenied for somebody else's relative or without a person, or Refused. Leaves ``consent.given`` for each.
    """
    person = own_person(actor=actor)
    if person is None or (relative is not None and relative.person_id != person.pk):
        raise PermissionDenied("consent.give")
    how, guardian = How.SELF, {}
    if relative is not None and relative.is_child(timezone.localdate(now)):
        how = How.GUARDIAN
        guardian = {"guardian_name": person.name, "guardian_relation": guardian_of(relative.relation)}
    made = _give(_Giving(person, relative, text, how, now, actor), parts, guardian)
    for consent in made:
        _record("consent.given", actor=actor, consent=consent, now=now)
    return made


@transaction.atomic
def record_consent(
    *,
    actor: Any,
    person: Person,
    text: ConsentText,
    parts: Sequence[str],
    given_on: date,
    paper_place: str,
    now: datetime,
    relative: Relative | None = None,
    guardian_name: str = "",
    guardian_relation: str = "",
) -> list[Consent]:
    """Write down that a paper was signed on a day, and where it is kept; for a child the guardian signed.

    Raises PermissionDenied, or Refused. Leaves ``consent.recorded`` for each part.
    """
    require(actor, "consent.record", on=person.union)
    if relative is not None and relative.person_id != person.pk:
        raise PermissionDenied("consent.record")
    how = How.GUARDIAN if relative is not None and relative.is_child(given_on) else How.PAPER
    today = timezone.localdate(now)
    if text.published_on is None:
        raise Refused(Reason.NOT_PUBLISHED)
    if reason := why_not_record(
        how=how,
        paper_place=paper_place,
        guardian=guardian_name,
        relation=guardian_relation,
        given_on=given_on,
        published_on=text.published_on,
        today=today,
    ):
        raise Refused(reason)
    at = min(timezone.make_aware(datetime.combine(given_on, time(12))), now)
    guardian = {"guardian_name": guardian_name.strip(), "guardian_relation": guardian_relation.strip()}
    details = {"paper_place": paper_place.strip()} | (guardian if how == How.GUARDIAN else {})
    made = _give(_Giving(person, relative, text, how, at, actor), parts, details)
    for consent in made:
        _record("consent.recorded", actor=actor, consent=consent, now=now)
    return made


@transaction.atomic
def withdraw_consent(*, actor: Any, consent: Consent, now: datetime) -> Consent:
    """Take a consent back: the person with one press, or the union for somebody who asks on paper or by word.

    What was done before stays lawful. Raises PermissionDenied, or Refused ALREADY_WITHDRAWN. Leaves ``consent.withdrawn``.
    """
    Consent.objects.admitted().select_for_update().get(pk=consent.pk)
    consent = Consent.objects.admitted().select_related("person__union", "text").get(pk=consent.pk)
    mine = consent.person.account_id is not None and consent.person.account_id == getattr(actor, "pk", None)
    if not mine:
        require(actor, "consent.record", on=consent.person.union)
    if consent.withdrawn_at is not None:
        raise Refused(Reason.ALREADY_WITHDRAWN)
    own = How.GUARDIAN if consent.how == How.GUARDIAN else How.SELF
    consent.withdrawn_at, consent.withdrawn_by = max(now, consent.given_at), actor
    consent.withdrawn_how = own if mine else How.PAPER
    consent.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_how"])
    _record("consent.withdrawn", actor=actor, consent=consent, now=now)
    return consent


def guardian_of(relation: str) -> str:
    """What a guardian is to a relative whom they entered with this relation, in words."""
    return str(_GUARDIANS.get(Relation(relation), Relation.OTHER).label)


@dataclass(frozen=True)
class _Giving:
    person: Person
    relative: Relative | None
    text: ConsentText
    how: str
    at: datetime
    by: Any


def _give(giving: _Giving, parts: Sequence[str], details: dict[str, str]) -> list[Consent]:
    if reason := _why_not(giving, parts):
        raise Refused(reason)
    try:
        with transaction.atomic():
            return [
                Consent.objects.create(
                    person=giving.person,
                    relative=giving.relative,
                    text=giving.text,
                    part=part,
                    how=giving.how,
                    given_at=giving.at,
                    recorded_by=giving.by,
                    **details,
                )
                for part in dict.fromkeys(parts)
            ]
    except IntegrityError as error:  # somebody else was quicker
        raise Refused(Reason.ALREADY_GIVEN) from error


def _why_not(giving: _Giving, parts: Sequence[str]) -> Reason | None:
    text, relative = giving.text, giving.relative
    child = relative is not None and relative.is_child(timezone.localdate(giving.at))
    standing = Consent.objects.admitted().filter(
        person=giving.person, relative=relative, text=text, withdrawn_at=None
    )
    return why_not_give(
        published=text.published_on is not None,
        current=is_current(text=text),
        basis=text.basis,
        own_region=text.union.path in lineage(giving.person.union.path),
        parts=parts,
        offered=parts_for(text.classes, about_relative=relative is not None, child=child),
        given=list(standing.admitted().values_list("part", flat=True)),
    ) or why_not_speak(
        how=giving.how,
        is_relative=relative is not None,
        child=child,
        may_be_child=relative is not None and relative.birth_on is None and relative.relation in _YOUNG,
    )


def _record(verb: str, *, actor: Any, consent: Consent, now: datetime) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=consent,
        at=now,
        union_path=consent.person.union.path,
        purpose=consent.text.purpose,
        version=consent.text.version,
        part=consent.part,
        how=consent.how,
    )
