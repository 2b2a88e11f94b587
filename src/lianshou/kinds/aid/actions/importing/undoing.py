"""Lists of households taken back, where nothing has grown on their files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.kinds import Trace
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.models import rows_admitted
from lianshou.kernel.people.actions import untake_persons
from lianshou.kinds.aid.actions.importing.households import HOUSEHOLD, PERSON, digest_of
from lianshou.kinds.aid.models import Household, Member, Survey, Verification, VerificationStep
from lianshou.kinds.aid.queries import households_in_scope
from lianshou.kinds.aid.queries.importing import changed_since

GONE = Wording("档案已不在您的范围内。", "The file is not yours any more.")
CHANGED = Wording("档案此后已有变动，予以保留。", "The file was changed since, and stays.")
GROWN = Wording(
    "档案此后已有核查、走访或帮扶记录，予以保留。",
    "The file was verified, visited or helped since, and stays.",
)
TAKES_BACK = Wording(
    "删除这次导入的档案、调查和成员；新登记的职工如果别处没有用到，也从人员库撤回，否则保留。",
    "The files, surveys and members of this import are struck; workers who were new go from the register, too, unless "
    "something else names them.",
)
_OWN = {"aid.member", "aid.survey", "aid.verification", "aid.historicalhousehold"}


@transaction.atomic
def untake_households(
    *, actor: Any, traces: Sequence[Trace], rows: Sequence[int], now: datetime
) -> list[Wording | None]:
    """Take back what ``take_households`` did: files that nothing has grown on are struck, and workers that nothing else names.

    Raises PermissionDenied. Leaves ``households.struck`` with the number and a digest, and ``persons.struck``.
    """
    require(actor, "person.edit")
    files = {row: one for one, row in zip(traces, rows, strict=True) if one.label == HOUSEHOLD}
    why = _why_kept(actor, {one.key: one.version for one in files.values()})
    back = {row: one.key for row, one in files.items() if why.get(one.key) is None}
    _strike(actor, sorted(back.values()), now)
    persons = [
        one
        for one, row in zip(traces, rows, strict=True)
        if one.label == PERSON and row in back and one.is_new
    ]
    if persons:  # who is kept for another reason stays on the register, which TAKES_BACK says
        untake_persons(actor=actor, traces=persons, rows=[0] * len(persons), now=now)
    return [why.get(files[row].key) if row in files else None for row in rows]


def _why_kept(actor: Any, versions: dict[int, int]) -> dict[int, Wording | None]:
    keys = list(versions)
    mine = set(
        households_in_scope(actor=actor, verb="person.edit").filter(pk__in=keys).values_list("pk", flat=True)
    )
    changed, grown = changed_since(versions, keys), _grown(keys)
    return {
        key: GONE if key not in mine else GROWN if key in grown else CHANGED if key in changed else None
        for key in keys
    }


def _grown(keys: Collection[int]) -> set[int]:
    """The files on which more stands than an import made."""
    found: set[int] = set()
    for relation in Household._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.label_lower not in _OWN:
            rows = rows_admitted(model).filter(**{f"{relation.field.name}__in": keys})
            found |= set(rows.values_list(relation.field.attname, flat=True))
    steps = VerificationStep.objects.admitted().filter(verification__household__in=keys)
    found |= set(steps.values_list("verification__household", flat=True))
    surveys = Survey.objects.admitted().filter(household__in=keys).order_by("pk")
    seen: set[int] = set()
    for key in surveys.values_list("household", flat=True):
        (found if key in seen else seen).add(key)
    return found


def _strike(actor: Any, keys: Sequence[int], now: datetime) -> None:
    if not keys:
        return
    first = Household.objects.admitted().select_related("union").filter(pk__in=keys).order_by("pk").first()
    if first is None:
        return
    Verification.objects.admitted().filter(household__in=keys).delete()
    Survey.objects.admitted().filter(household__in=keys).delete()
    Member.objects.admitted().filter(household__in=keys).delete()
    Household.objects.admitted().filter(pk__in=keys).delete()
    history: Any = Household.history
    history.filter(id__in=keys).delete()
    path = first.union.path
    record(
        actor=actor, verb="households.struck", subject=first.union, at=now, union_path=path,
        struck=len(keys), digest=digest_of(keys),
    )  # fmt: skip
