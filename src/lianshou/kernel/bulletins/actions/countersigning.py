from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.bulletins.actions.holding import back_to_draft, held, note, refuse
from lianshou.kernel.bulletins.enums import Answer, Reason
from lianshou.kernel.bulletins.models import Bulletin, Countersignature
from lianshou.kernel.bulletins.queries import leaves_no_signer, people_to_ask, silent_unions, unions_to_ask
from lianshou.kernel.bulletins.rules.countersigning import why_not_answer, why_not_ask
from lianshou.kernel.unions.models import Union


@transaction.atomic
def ask_countersignatures(
    *, actor: Any, bulletin: Bulletin, now: datetime, unions: Sequence[Union] = (), people: Sequence[Any] = ()
) -> list[Countersignature]:
    """Ask unions and persons to countersign a checked bulletin, which is not signed until all have agreed.

    Raises PermissionDenied, or Refused WRONG_STATE / NOBODY_NAMED / NOT_TO_BE_ASKED / ASKED_ALREADY /
    NOBODY_TO_ANSWER / NOBODY_TO_SIGN. Leaves ``bulletin.countersigning_asked``.
    """
    bulletin = held(actor, bulletin, "bulletin.write")
    there = list(bulletin.countersignatures.admitted().values_list("union_id", "person_id"))
    known = {person for _union, person in there if person}, {union for union, person in there if not person}
    homes = people_to_ask(bulletin=bulletin, among=[one.pk for one in people])
    inside = set(
        unions_to_ask(bulletin=bulletin)
        .filter(pk__in=[one.pk for one in unions])
        .values_list("pk", flat=True)
    )
    asked = [
        *(Countersignature(union=one) for one in unions if one.pk not in known[1]),
        *(Countersignature(union=homes[one.pk], person=one) for one in people if one.pk in homes and one.pk not in known[0]),
    ]  # fmt: skip
    refuse(
        why_not_ask(
            state=bulletin.state,
            named=len(unions) + len(people),
            fresh=len(asked),
            outside=any(one.pk not in inside for one in unions) or any(one.pk not in homes for one in people),
            silent=bool(
                silent_unions(bulletin=bulletin, unions=[one for one in unions if one.pk not in known[1]])
            ),
            unsigned=leaves_no_signer(bulletin=bulletin, people=[one.pk for one in people]),
        )
    )
    for one in asked:
        one.bulletin, one.asked_by, one.asked_at = bulletin, actor, now
        one.save()
    told = [str(one) for one in asked]
    note("bulletin.countersigning_asked", actor=actor, bulletin=bulletin, now=now, asked=told)
    return asked


@transaction.atomic
def withdraw_countersignature(*, actor: Any, asked: Countersignature, now: datetime) -> None:
    """Ask no longer whom the writer had asked and who has not answered.

    Raises PermissionDenied, or Refused WRONG_STATE / ANSWERED. Leaves ``bulletin.countersigning_withdrawn``.
    """
    bulletin = held(actor, asked.bulletin, "bulletin.write")
    asked = bulletin.countersignatures.admitted().select_related("union", "person").get(pk=asked.pk)
    refuse(Reason.ANSWERED if asked.answer else None)
    note("bulletin.countersigning_withdrawn", actor=actor, bulletin=bulletin, now=now, asked=str(asked))
    asked.delete()


@transaction.atomic
def countersign_bulletin(
    *, actor: Any, asked: Countersignature, answer: str, now: datetime, words: str = ""
) -> Countersignature:
    """Agree to a bulletin that one was asked to countersign, or object with words, which sends it back to its writer.

    Raises PermissionDenied, or Refused WRONG_STATE / ANSWERED / NOT_ASKED / OWN / NOT_OF_THAT_UNION /
    OBJECTION_WORDS_MISSING. Leaves ``bulletin.countersigned`` or ``bulletin.objected``.
    """
    require(actor, "bulletin.countersign", on=asked.union)
    bulletin: Bulletin = (
        Bulletin.objects.admitted().select_related("union").select_for_update(of=("self",)).get(pk=asked.bulletin_id)
    )  # fmt: skip
    rows = bulletin.countersignatures.admitted().select_related("union", "person")
    asked = rows.get(pk=asked.pk)
    objects = answer == Answer.OBJECTED
    before = {bulletin.written_by_id, bulletin.checked_by_id, *rows.values_list("answered_by", flat=True)}
    refuse(
        why_not_answer(
            state=bulletin.state,
            answered=bool(asked.answer),
            is_other=asked.person_id not in (None, actor.pk),
            own=actor.pk in before,
            speaks_from_above=speaks_from_above(actor, asked),
            needs_words=objects and not words.strip(),
        )
    )
    asked.answer = Answer.OBJECTED if objects else Answer.AGREED
    asked.words, asked.answered_by, asked.answered_at = words.strip()[:400], actor, now
    asked.save()
    verb = "bulletin.objected" if objects else "bulletin.countersigned"
    note(verb, actor=actor, bulletin=bulletin, now=now, asked=str(asked))
    if objects:
        back_to_draft(bulletin, f"{asked}：{asked.words}")
    return asked


def speaks_from_above(actor: Any, row: Any) -> bool:
    """Whether one of the issuer's own people speaks for a union below that was asked itself."""
    issuer = row.bulletin.union
    return row.union_id != issuer.pk and bool(may(actor, "bulletin.view", on=issuer))
