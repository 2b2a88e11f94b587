"""Helpers come, are changed, and are given to households by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require, scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.enums import Begun, Closed, HelpReason, State
from lianshou.kinds.aid.models import Helper, Helping, HelpMatch, Household, Wish
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.rules.helping.deciding import due_after, why_not_assign, why_not_enlist
from lianshou.kinds.aid.rules.helping.words import FIELDS, LANGUAGES


@transaction.atomic
def enlist_helpers(
    *,
    actor: Any,
    people: Sequence[Person],
    now: datetime,
    fields: Sequence[str] = (),
    languages: Sequence[str] = (),
    most: int = 3,
    title: str = "",
    phone: str = "",
) -> list[Helper]:
    """Enter persons of the register as helpers, all or none, each at the own union.

    Raises PermissionDenied, or Refused with a HelpReason (NOBODY, HELPS_ALREADY, PERSON_LEFT, LOAD, UNKNOWN_WORD). Leaves
    ``helper.enlisted`` for each.
    """
    refuse(None if people else HelpReason.NOBODY)
    refuse(_unknown(fields, languages))
    return [_enlisted(actor, one, fields, languages, most, title, phone, now) for one in people]


def _enlisted(
    actor: Any,
    person: Person,
    fields: Sequence[str],
    languages: Sequence[str],
    most: int,
    title: str,
    phone: str,
    now: datetime,
) -> Helper:
    require(actor, "person.edit", on=person.union)
    helps = Helper.objects.admitted().filter(person=person, until=None).exists()
    refuse(why_not_enlist(is_helper=helps, has_left=person.left_on is not None, most=most))
    made = Helper(
        person=person, union=person.union, title=title.strip(), phone=phone.strip(), fields=list(fields),
        languages=list(languages), most=most, since=timezone.localdate(now),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(HelpReason.HELPS_ALREADY) from error
    noted("helper.enlisted", actor=actor, helper=made, now=now)
    return made


@transaction.atomic
def change_helper(
    *,
    actor: Any,
    helper: Helper,
    now: datetime,
    fields: Sequence[str],
    languages: Sequence[str],
    most: int,
    title: str,
    phone: str,
) -> Helper:
    """Change in what a helper helps, what they speak, their wished load, title and office telephone.

    Raises PermissionDenied, or Refused (HELPER_LEFT, LOAD, UNKNOWN_WORD). Leaves ``helper.changed``.
    """
    require(actor, "person.edit", on=helper.union)
    helper = held_helper(helper)
    refuse(HelpReason.HELPER_LEFT if helper.until is not None else None)
    refuse(why_not_enlist(is_helper=False, has_left=False, most=most) or _unknown(fields, languages))
    helper.fields, helper.languages, helper.most = list(fields), list(languages), most
    helper.title, helper.phone = title.strip(), phone.strip()
    helper.save()
    noted("helper.changed", actor=actor, helper=helper, now=now)
    return helper


@transaction.atomic
def set_wish(
    *, actor: Any, household: Household, fields: Sequence[str], languages: Sequence[str], now: datetime
) -> Wish:
    """Set in which fields a household needs help beside its main cause, and what is spoken at home.

    Raises PermissionDenied, or Refused (UNKNOWN_WORD). Leaves ``helping.wished``.
    """
    require(actor, "person.edit", on=household.union)
    refuse(_unknown(fields, languages))
    household = held_household(household)
    told = {"fields": list(fields), "languages": list(languages)}
    made: Wish = Wish.objects.admitted().update_or_create(household=household, defaults=told)[0]
    note("helping.wished", actor=actor, household=household, now=now)
    return made


@transaction.atomic
def assign_helper(
    *,
    actor: Any,
    household: Household,
    helper: Helper,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> Helping:
    """Give a household a helper whom a person chose, with the reason; who helped before does so no longer.

    ``seen`` is the helping that the actor had before them, 0 for none; it is not asked for where it is None. A load above what
    is wished is no hindrance: the page warns of it. Raises PermissionDenied, or Refused with a HelpReason (OVERTAKEN,
    NOT_ON_FILE, HELPER_LEFT, SAME_HELPER, SELF, RELATIVE, SUPERIOR, REASON_MISSING). Leaves ``helping.began``.
    """
    require(actor, "placement.edit", on=household.union)
    if not scope_of(actor=actor, verb="placement.edit").covers(helper.union.path):
        raise Refused(HelpReason.NO_SUCCESSOR)
    household, helper = held_household(household), held_helper(helper)
    before, today = standing(household), timezone.localdate(now)
    overtaken = seen is not None and seen != (before.pk if before else 0)
    refuse(HelpReason.OVERTAKEN if overtaken else None)
    refuse(
        why_not_assign(
            state=household.state,
            helper_left=helper.until is not None,
            same=before is not None and before.helper_id == helper.pk,
            apart=queries.apart_between(helper=helper, household=household, today=today),
            reason=reason,
        )
    )
    return begin(actor, household, helper, now, begun=Begun.BY_HAND, reason=reason.strip())


def begin(
    actor: Any,
    household: Household,
    helper: Helper,
    now: datetime,
    *,
    begun: str,
    reason: str = "",
    reasons: dict[str, Any] | None = None,
    run: HelpMatch | None = None,
    due_on: date | None = None,
    months: int | None = None,
) -> Helping:
    """Put a helper at a household that is held, in the place of the one before; the caller has decided that it may be."""
    today = timezone.localdate(now)
    if months is None:
        months = queries.help_settings(union=household.union, on=today).months
    before = standing(household)
    if before is not None:
        close(before, today, Closed.HANDED_OVER if begun == Begun.HANDED_OVER else Closed.CHANGED)
    made: Helping = Helping.objects.create(
        household=household,
        helper=helper,
        run=run,
        begun=begun,
        reason=reason,
        reasons=reasons or {},
        starts_on=today,
        due_on=due_on or due_after(today, months),
    )
    note("helping.began", actor=actor, household=household, now=now, helper=helper.pk, how=begun)
    return made


def standing(household: Household) -> Helping | None:
    """Who helps a household now, held."""
    rows = Helping.objects.admitted().select_for_update(of=("self",))
    found: Helping | None = rows.filter(household=household, ends_on=None).first()
    return found


def close(helping: Helping, today: date, why: str) -> None:
    """End what stands; a helper who never saw the household from one day to the next ends on the first day."""
    helping.ends_on, helping.closed = max(today, helping.starts_on), why
    helping.save(update_fields=["ends_on", "closed"])


def end_help_of(actor: Any, household: Household, now: datetime) -> None:
    """The file of a household ends, and so does the help."""
    before = standing(household)
    if before is not None and household.state == State.ENDED:
        close(before, timezone.localdate(now), Closed.FILE_ENDED)
        note("helping.ended", actor=actor, household=household, now=now, helper=before.helper_id)


def held_helper(helper: Helper) -> Helper:
    """The helper as the entry stands now, nobody else changing it."""
    rows = Helper.objects.admitted().select_for_update(of=("self",)).select_related("union", "person")
    found: Helper = rows.get(pk=helper.pk)
    return found


def noted(verb: str, *, actor: Any, helper: Helper, now: datetime, **details: Any) -> None:
    """Write a line about a helper into the book, under the helper's union."""
    record(actor=actor, verb=verb, subject=helper, at=now, union_path=helper.union.path, **details)


def refuse(reason: HelpReason | None) -> None:
    """Raise Refused where there is a reason."""
    if reason is not None:
        raise Refused(reason)


def _unknown(fields: Sequence[str], languages: Sequence[str]) -> HelpReason | None:
    known = dict(FIELDS).keys() >= set(fields) and dict(LANGUAGES).keys() >= set(languages)
    return None if known else HelpReason.UNKNOWN_WORD
