"""Reading leavings: the list, one of them step by step, its public notice, who has the next step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from lianshou.core.deadlines import deadlines
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.notices.enums import State as NoticeState
from lianshou.kernel.notices.models import Notice, NoticeLine
from lianshou.kernel.notices.queries import bar_of_notice
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import LeaveReason, LeaveState, LeaveStep
from lianshou.kinds.aid.models import Household, Leaving, LeavingStep
from lianshou.kinds.aid.queries.holders import who_has
from lianshou.kinds.aid.queries.leaving.settings import leave_settings, lines_of_months, notice_within
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.leaving.deciding import Gone, why_not_approve, why_not_pass_notice
from lianshou.kinds.aid.rules.leaving.months import (
    Month,
    Reckoning,
    from_json,
    month_of,
    moved,
    needs_many,
    reckon,
)
from lianshou.kinds.aid.rules.leaving.words import GROUNDS_BY_KEY

_SIDES = ("household__union", "household__head", "household__application__programme__union", "begun_by")


def leavings_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Leaving]:
    """The leavings of the files in the subtrees of the actor's posts that grant ``verb``."""
    return Leaving.objects.within(scope_of(actor=actor, verb=verb)).select_related(*_SIDES)


def leavings_with_words(rows: QuerySet[Leaving], words: str) -> QuerySet[Leaving]:
    """Narrow to leavings of files by number, or by the name or sound of the head."""
    for word in words.lower().split():
        rows = rows.filter(
            Q(household__number__startswith=word.upper()) | Q(household__head__search__icontains=word)
        )
    return rows


def leavings_below(rows: QuerySet[Any], union: Union) -> QuerySet[Any]:
    """Narrow rows about files to those that the subtree of ``union`` keeps."""
    return rows.filter(Scope((union.path,)).q("household__union_path"))


def open_leaving(household: Household) -> Leaving | None:
    """The leaving of a file that is under way; the caller has been let in to the file."""
    found = Leaving.objects.admitted().filter(household=household, state=LeaveState.OPEN)
    return found.select_related(*_SIDES).first()


def under_way_of(households: Collection[int]) -> dict[int, Leaving]:
    """The leavings that are under way, by the id of the file, of files that the caller has been let in to."""
    found = Leaving.objects.admitted().filter(household__in=households, state=LeaveState.OPEN)
    return {one.household_id: one for one in found}


def is_leaving(households: QuerySet[Household], leaves: bool) -> QuerySet[Household]:
    """Narrow to households whose leaving is under way, or to those that are not leaving."""
    under_way = Exists(Leaving.objects.admitted().filter(household=OuterRef("pk"), state=LeaveState.OPEN))
    return households.filter(under_way if leaves else ~under_way)


def last_left(household: Household) -> Leaving | None:
    """The last leaving by which a file ended."""
    found = Leaving.objects.admitted().filter(household=household, state=LeaveState.DONE)
    return found.select_related(*_SIDES).order_by("-pk").first()


def leavings_of(household: Household) -> list[Leaving]:
    """Every leaving of a file that the caller has been let in to, newest first."""
    found = Leaving.objects.admitted().filter(household=household).order_by("-pk")
    return list(found.select_related("begun_by", "came_back"))


def steps_of_leaving(leaving: Leaving) -> list[LeavingStep]:
    """The rows of a leaving, oldest first."""
    found = LeavingStep.objects.admitted().filter(leaving=leaving).order_by("pk")
    return list(found.select_related("done_by", "notice"))


def rows_of_leaving(leaving: Leaving) -> list[Gone]:
    """The rows as rules see them."""
    found = LeavingStep.objects.admitted().filter(leaving=leaving).order_by("pk")
    return [Gone(*row) for row in found.values_list("step", "is_passed", "done_by", "held_on")]


def reckoning_of(leaving: Leaving) -> Reckoning | None:
    """The months of a leaving as they were reckoned."""
    return from_json(leaving.reckoning or {})


def reckoning_for(*, leaving: Leaving, months: Sequence[Month], today: date) -> Reckoning:
    """What these months come to by the settings of the region today, with the line of each month."""
    union = leaving.household.union
    told = leave_settings(union=union, on=today)
    needed, boundary = told.needs(many=needs_many(leaving.ground))
    lines = lines_of_months(union=union, months=[one.month for one in months])
    newest = moved(month_of(today), -told.recent)
    return reckon(months, lines=lines, needed=needed, boundary=boundary, newest=newest)


def ready_on(leaving: Leaving) -> date:
    """The day on which the step before the notice was entered."""
    found = LeavingStep.objects.admitted().filter(leaving=leaving, is_passed=True)
    found = found.exclude(step__in=(LeaveStep.NOTICE, LeaveStep.APPROVAL, LeaveStep.LETTER))
    last = found.order_by("-pk").values_list("done_at", flat=True).first()
    return timezone.localdate(last) if last else leaving.begun_on


def notice_of_leaving(leaving: Leaving) -> Notice | None:
    """The notice of leaving that lists a household and was posted since it was ready for it."""
    application = leaving.household.application_id
    if application is None:
        return None
    lines = NoticeLine.objects.admitted().filter(
        application=application,
        notice__lists=Lists.LEAVING,
        notice__state__in=(NoticeState.POSTED, NoticeState.CLOSED),
        notice__posted_on__gte=ready_on(leaving),
    )
    line = lines.select_related("notice__programme__union").order_by("-notice").first()
    return line.notice if line else None


def is_leaving_notice_in_time(leaving: Leaving, notice: Notice) -> bool:
    """Whether a notice was posted within the days that the region gives it."""
    union, ready = leaving.household.union, ready_on(leaving)
    due = deadlines.due(ready, notice_within(union=union, on=ready), region=division_of(union)).on
    return notice.posted_on is not None and notice.posted_on <= due


def why_not_notice(leaving: Leaving, *, today: date) -> LeaveReason | None:
    """What the notice of a leaving still waits for, or None."""
    if needs_programme(leaving.household):
        return LeaveReason.NO_PROGRAMME
    notice, application = notice_of_leaving(leaving), leaving.household.application
    if notice is None or application is None:
        return LeaveReason.NOTICE_NOT_POSTED
    bar = bar_of_notice(notice=notice, application=application, today=today)
    return why_not_pass_notice(bar=bar, is_listed=True)


def needs_programme(household: Household) -> bool:
    """Whether a file stands in no programme that can still post a notice."""
    application = household.application
    return application is None or application.programme.state == ProgrammeState.CLOSED


def notice_leaves(*, programme: Programme) -> dict[int, str]:
    """Who waits to be listed by a notice of leaving in a programme, with the ground as the remark; nothing else of them is made
    public. Whom a notice lists that runs, or whose window is over, waits for no other one.
    """
    found = Leaving.objects.admitted().filter(
        waits_at=LeaveStep.NOTICE, household__application__programme=programme
    )
    lines = NoticeLine.objects.admitted().filter(
        notice__programme=programme, notice__lists=Lists.LEAVING, notice__posted_on__isnull=False
    )
    listed = set(lines.values_list("application", flat=True))
    return {
        one.household.application_id: f"拟{GROUNDS_BY_KEY[one.ground].zh}"
        for one in found.select_related("household")
        if one.household.application_id
        and not (one.household.application_id in listed and notice_of_leaving(one))
    }


@dataclass(frozen=True)
class LeaveRung:
    """A step on the ladder of a leaving: "done", "next", "again" (not passed) or "later"."""

    step: str
    title: str | Promise
    stand: str
    rows: Sequence[LeavingStep]
    who: str = ""
    why_not: LeaveReason | None = None
    is_mine: bool = False


def rungs_of(*, actor: Any, leaving: Leaving, today: date) -> list[LeaveRung]:
    """A leaving step by step, for somebody who was let in to it."""
    rows = steps_of_leaving(leaving)
    found = []
    for step in leaving.order:
        done = [one for one in rows if one.step == step]
        is_next = step == leaving.waits_at
        verb = "review.decide" if step == LeaveStep.APPROVAL else "person.edit"
        mine = is_next and bool(may(actor, verb, on=leaving.household.union))
        stand = "next" if is_next else "later"
        if done:
            stand = "done" if done[-1].is_passed else "again"
        found.append(
            LeaveRung(
                step=step,
                title=LeaveStep(step).label,
                stand=stand,
                rows=done,
                who=who_has(leaving.household.union, verb=verb, actor=actor) if is_next else "",
                why_not=_why_not(leaving, step, actor, today) if mine else None,
                is_mine=mine,
            )
        )
    return found


def _why_not(leaving: Leaving, step: str, actor: Any, today: date) -> LeaveReason | None:
    if step == LeaveStep.NOTICE:
        return why_not_notice(leaving, today=today)
    if step == LeaveStep.APPROVAL:
        return why_not_approve_leaving(leaving, actor=actor)
    return None


def why_not_approve_leaving(leaving: Leaving, *, actor: Any) -> LeaveReason | None:
    """Why the actor cannot decide on a leaving, by the rule that guards the action."""
    return why_not_approve(
        state=leaving.state,
        waits_at=leaving.waits_at,
        actor=actor.pk,
        rows=rows_of_leaving(leaving),
        begun_by=leaving.begun_by_id,
    )
