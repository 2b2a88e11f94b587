"""Lists of helpers: entered, changed and taken back row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.kinds import Trace
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.actions import take_persons, untake_persons
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.helping import change_helper, enlist_helpers
from lianshou.kinds.aid.enums import HelpReason, Reason
from lianshou.kinds.aid.models import Helper, Helping
from lianshou.kinds.aid.queries.enlisting import Meant, helpers_meant
from lianshou.kinds.aid.queries.helping import helpers_in_scope

Answer = tuple[Trace, ...] | Refused
HELPER, PERSON = "aid.helper", "people.person"
GONE = Wording("责任人已不在您的范围内。", "The helper is not yours any more.")
CHANGED = Wording("责任人的登记此后已有修改，予以保留。", "The entry was changed since, and stays.")
HELPS = Wording("责任人此后已有帮扶对象，予以保留。", "The helper has households since, and stays.")
TAKES_HELPERS_BACK = Wording(
    "新登记的责任人撤回，改过的恢复原样；新登记的人员如果别处没有用到，也从人员库撤回。",
    "New helpers go, changed ones become what they were; persons who were new go from the register, unless something else names them.",
)


@transaction.atomic
def take_helpers(
    *, actor: Any, union: Union, rows: Sequence[Mapping[str, Any]], now: datetime
) -> list[Answer]:
    """Enter the helpers of a list; a standing one takes what the row fills in. Each row answers with what it made or changed, or
    with why it is refused.

    Raises PermissionDenied. Leaves ``helper.enlisted`` or ``helper.changed`` for each, and ``persons.entered`` for new persons.
    """
    require(actor, "person.edit", on=union)
    meant = helpers_meant(rows, actor=actor, union=union)
    return [_taken(actor, one, now) for one in meant]


def _taken(actor: Any, one: Meant, now: datetime) -> Answer:
    if one.union is None:
        return Refused(Reason.NO_UNIT)
    if one.elsewhere:
        return Refused(Reason.PERSON_ELSEWHERE)
    if one.other_name:
        return Refused(Reason.OTHER_NAME)
    if one.is_unknown:
        return Refused(HelpReason.NOBODY)
    try:
        with transaction.atomic():
            return _changed(actor, one.helper, one.values, now) if one.helper else _entered(actor, one, now)
    except Refused as refused:
        return refused


def _entered(actor: Any, one: Meant, now: datetime) -> Answer:
    traces: tuple[Trace, ...] = ()
    person = one.person
    if person is None:
        row = {key: one.values.get(key) for key in ("name", "id_number", "phone")}
        answer = take_persons(actor=actor, union=one.union, rows=[row], now=now)[0]  # type: ignore[arg-type]
        if isinstance(answer, Refused):
            return answer
        traces = tuple(trace for trace in answer if trace.label == PERSON)
        person = Person.objects.admitted().select_related("union").get(pk=traces[0].key)
    told = one.values
    made = enlist_helpers(
        actor=actor,
        people=[person],
        fields=list(told.get("fields") or ()),
        languages=list(told.get("languages") or ()),
        most=told.get("most") or 3,
        title=told.get("title") or "",
        phone=told.get("office") or "",
        now=now,
    )[0]
    return (Trace(HELPER, made.pk, True, _version(made.pk)), *traces)


def _changed(actor: Any, helper: Helper, told: Mapping[str, Any], now: datetime) -> Answer:
    """What the row leaves empty stays; a row that says nothing new changes nothing."""
    facts: dict[str, Any] = {
        "fields": list(told.get("fields") or helper.fields),
        "languages": list(told.get("languages") or helper.languages),
        "most": told.get("most") or helper.most,
        "title": told.get("title") or helper.title,
        "phone": told.get("office") or helper.phone,
    }
    if all(getattr(helper, key) == value for key, value in facts.items()):
        return ()
    change_helper(actor=actor, helper=helper, now=now, **facts)
    return (Trace(HELPER, helper.pk, False, _version(helper.pk)),)


def _version(key: int) -> int:
    history: Any = Helper.history
    return int(
        history.filter(id=key).order_by("-history_id").values_list("history_id", flat=True).first() or 0
    )


@transaction.atomic
def untake_helpers(
    *, actor: Any, traces: Sequence[Trace], rows: Sequence[int], now: datetime
) -> list[Wording | None]:
    """Take back what ``take_helpers`` did; a helper who was changed since, or has households, stays, with the words why.

    Raises PermissionDenied. Leaves ``helper.taken_back`` at the union for each new one, ``helper.changed`` for the others.
    """
    require(actor, "person.edit")
    mine = {one.pk: one for one in helpers_in_scope(actor=actor, verb="person.edit").filter(
        pk__in=[one.key for one in traces if one.label == HELPER]
    )}  # fmt: skip
    why: dict[int, Wording | None] = {}
    for one, row in zip(traces, rows, strict=True):
        if one.label == HELPER:
            why[row] = _why_kept(mine.get(one.key), one)
            if why[row] is None:
                _undone(actor, mine[one.key], one, now)
    persons = [
        one for one, row in zip(traces, rows, strict=True) if one.label == PERSON and why.get(row) is None
    ]
    if persons:
        untake_persons(actor=actor, traces=persons, rows=[0] * len(persons), now=now)
    return [why.get(row) for row in rows]


def _why_kept(helper: Helper | None, one: Trace) -> Wording | None:
    if helper is None:
        return GONE
    if one.is_new and Helping.objects.admitted().filter(helper=helper).exists():
        return HELPS
    return None if _version(one.key) == one.version else CHANGED


def _undone(actor: Any, helper: Helper, one: Trace, now: datetime) -> None:
    history: Any = Helper.history
    if one.is_new:
        union = helper.union
        helper.delete()
        history.filter(id=one.key).delete()
        record(actor=actor, verb="helper.taken_back", subject=union, at=now, union_path=union.path)
        return
    before = history.filter(id=one.key, history_id__lt=one.version).order_by("-history_id").first()
    if before is not None:
        facts = {key: getattr(before, key) for key in ("fields", "languages", "most", "title", "phone")}
        change_helper(actor=actor, helper=helper, now=now, **facts)
