"""Reading rounds of verification: the layers of a region, the rows of a round, what a public notice says of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianshou.core.deadlines import deadlines
from lianshou.core.parameters import declared
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.notices.enums import State as NoticeState
from lianshou.kernel.notices.models import Notice, NoticeLine
from lianshou.kernel.notices.queries import bar_for
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Layer, Mode, Proof, Reason, Sort, Stage, State
from lianshou.kinds.aid.models import (
    Household,
    Picture,
    Scan,
    Survey,
    Verification,
    VerificationStep,
)
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.deciding import LEAST_AT_THE_DOOR, names_in
from lianshou.kinds.aid.rules.settings.verifying import AGAIN, LAYERS, POSTED_WITHIN, PRESENT
from lianshou.kinds.aid.rules.verifying import (
    Done,
    order_of,
    standing,
    why_not_approve,
    why_not_pass_notice,
)


def layers_for(*, union: Union, sort: str, on: date) -> list[str]:
    """The layers that a round of a sort goes through in the region of a union on a day; the approval comes last, but of a household verified again."""
    key = AGAIN if sort == Sort.AGAIN else LAYERS
    table = parameter(key=key, region=division_of(union), on=on)
    found = order_of(table, declared[key].usual)
    return found + ([str(Layer.APPROVAL)] if sort != Sort.AGAIN or not found else [])


def least_present(household: Household, *, on: date) -> int:
    """How many a deliberation needs in the region of a file."""
    return int(parameter(key=PRESENT, region=division_of(household.union), on=on))


def steps_of(verification: Verification) -> list[VerificationStep]:
    """The rows of a round that the caller has been let in to, oldest first."""
    found = VerificationStep.objects.admitted().filter(verification=verification).order_by("pk")
    return list(found.select_related("done_by", "survey", "notice"))


def steps_of_file(household: Household) -> list[VerificationStep]:
    """The rows of the last round of a file that the caller has been let in to, oldest first."""
    found = round_of(household)
    return steps_of(found) if found else []


def rows_of(verification: Verification) -> list[Done]:
    """The rows of a round as rules see them."""
    found = VerificationStep.objects.admitted().filter(verification=verification).order_by("pk")
    return [Done(*row) for row in found.values_list("layer", "is_passed", "done_by", "held_on")]


def round_of(household: Household) -> Verification | None:
    """The last round of a file, the open one first."""
    return Verification.objects.admitted().filter(household=household).order_by("-pk").first()


def open_round(household: Household) -> Verification | None:
    """The round of a file that is not over."""
    found = Verification.objects.admitted().filter(household=household, ended_on=None)
    return found.select_related("household__application__programme__union", "household__union").first()


def rounds_before(household: Household) -> list[Verification]:
    """The rounds of a file before the last one, newest first."""
    found = Verification.objects.admitted().filter(household=household).order_by("-pk")
    return list(found.prefetch_related("steps__done_by")[1:])


def door_pictures(survey: Survey) -> int:
    """How many photographs of the visit a survey has."""
    return Picture.objects.admitted().filter(survey=survey, sort=Proof.DOOR).count()


def visits_for(verification: Verification) -> list[Survey]:
    """The visits by two with a photograph that no earlier round has used, the last first."""
    used = VerificationStep.objects.admitted().filter(verification__household=verification.household_id)
    used = used.exclude(verification=verification).exclude(survey=None)
    found = Survey.objects.admitted().filter(
        household=verification.household_id,
        mode=Mode.VISIT,
        stage=Stage.HANDED_IN,
        pictures__sort=Proof.DOOR,
    )
    found = found.exclude(pk__in=used.values("survey")).distinct().order_by("-taken_on", "-pk")
    return [one for one in found.prefetch_related("takers") if _is_by_two(one)]


def asks_photograph(*, union: Union, on: date, household: Household | None = None) -> bool:
    """Whether a visit at the door would be a layer of verification that is still open, and so needs a photograph."""
    found = open_round(household) if household else None
    if found is not None:
        return Layer.VISIT in found.order and Layer.VISIT not in standing(found.order, rows_of(found))
    sort = Sort.AGAIN if household and household.state == State.ON_FILE else Sort.FIRST
    return Layer.VISIT in layers_for(union=union, sort=sort, on=on)


def visits_offered(verification: Verification) -> QuerySet[Survey]:
    """The visits that count for a round, as a form offers them."""
    keys = [one.pk for one in visits_for(verification)]
    return Survey.objects.admitted().filter(pk__in=keys).order_by("-taken_on", "-pk")


def _is_by_two(survey: Survey) -> bool:
    return len(survey.takers.all()) + len(names_in(survey.other_takers)) >= LEAST_AT_THE_DOOR


def surveyors_of(household: Household) -> set[int]:
    """Who handed the last survey of a file in."""
    found = Survey.objects.admitted().filter(household=household, stage=Stage.HANDED_IN)
    last = found.order_by("-taken_on", "-pk").values_list("handed_in_by", flat=True).first()
    return {last} if last else set()


def notice_of_round(verification: Verification) -> Notice | None:
    """The public notice that lists a household and was posted when the layers before it had been done."""
    application = verification.household.application_id
    if application is None:
        return None
    lines = NoticeLine.objects.admitted().exclude(notice__lists=Lists.LEAVING)
    lines = lines.filter(
        application=application,
        notice__state__in=(NoticeState.POSTED, NoticeState.CLOSED),
        notice__posted_on__gte=_ready_on(verification),
    )
    line = lines.select_related("notice__programme__union").order_by("-notice").first()
    return line.notice if line else None


def is_notice_in_time(verification: Verification, notice: Notice) -> bool:
    """Whether a notice was posted within the days that the region gives it, from the day when a household was ready for it."""
    region = division_of(verification.household.union)
    ready = _ready_on(verification)
    days = int(parameter(key=POSTED_WITHIN, region=region, on=ready))
    due = deadlines.due(ready, days, region=region).on
    return notice.posted_on is not None and notice.posted_on <= due


def _ready_on(verification: Verification) -> date:
    """The day on which the last of the layers before the notice was entered."""
    order = list(verification.order)
    before = order[: order.index(Layer.NOTICE)] if Layer.NOTICE in order else []
    found = VerificationStep.objects.admitted().filter(verification=verification, layer__in=before)
    last = found.order_by("-pk").values_list("done_at", flat=True).first()
    return timezone.localdate(last) if last else verification.begun_on


def notice_bar(verification: Verification, *, today: date) -> Any:
    """What the kernel says bars the step after the notice of a household today."""
    application = verification.household.application
    if application is None:
        return None
    return bar_for(programme=application.programme, application=application, today=today)


def notice_lists(*, programme: Programme) -> set[int]:
    """The applications that a notice of a programme lists today: of the households that wait for it and that no other one lists."""
    found = Verification.objects.admitted().filter(
        waits_at=Layer.NOTICE, household__application__programme=programme
    )
    lines = NoticeLine.objects.admitted().exclude(notice__lists=Lists.LEAVING)
    lines = lines.filter(notice__programme=programme, notice__posted_on__isnull=False)
    listed = set(lines.values_list("application", flat=True))
    return {
        one.household.application_id
        for one in found.select_related("household")
        if one.household.application_id
        and not (one.household.application_id in listed and notice_of_round(one))
    }


def notice_remarks(*, programme: Programme) -> dict[int, str]:
    """What a public notice says beside a masked name: the category, nothing else."""
    found = Household.objects.admitted().filter(application__programme=programme).exclude(category="")
    return {
        one.application_id: one.category_words.zh
        for one in found.only("application", "category", "number", "head")
        if one.application_id and one.category_words
    }


def why_not_approve_now(*, verification: Verification, actor: Any, today: date) -> Reason | None:
    """Why the actor cannot approve a file today: layers, own entries, the notice; by the rule that guards the action."""
    rows = rows_of(verification)
    reason = why_not_approve(
        order=verification.order,
        rows=rows,
        actor=actor.pk,
        surveyed_by=surveyors_of(verification.household),
    )
    if reason is None and Layer.NOTICE in verification.order:
        listed = notice_of_round(verification) is not None
        bar = notice_bar(verification, today=today) if listed else None
        reason = why_not_pass_notice(bar=bar, is_listed=listed)
    return reason


def verifications_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Verification]:
    """The rounds of the files in the subtrees of the actor's posts that grant ``verb``."""
    found = Verification.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related(
        "household__union", "household__head", "household__application__programme__union"
    )


def verifications_open(*, actor: Any, verb: str = "person.view") -> QuerySet[Verification]:
    """The open rounds of standing files in scope."""
    return (
        verifications_in_scope(actor=actor, verb=verb)
        .filter(ended_on=None)
        .exclude(household__state=State.ENDED)
    )


def verifications_with_words(rows: QuerySet[Verification], words: str) -> QuerySet[Verification]:
    """Narrow to rounds of files by number, or by the name or sound of the head."""
    for word in words.lower().split():
        rows = rows.filter(
            Q(household__number__startswith=word.upper()) | Q(household__head__search__icontains=word)
        )
    return rows


def verifications_below(rows: QuerySet[Verification], union: Union) -> QuerySet[Verification]:
    """Narrow to rounds of files that the subtree of ``union`` keeps."""
    return rows.filter(Scope((union.path,)).q("household__union_path"))


def steps_in_scope(*, actor: Any) -> QuerySet[VerificationStep]:
    """The rows of layers of files in the actor's scope."""
    found = VerificationStep.objects.within(scope_of(actor=actor, verb="person.view"))
    return found.select_related(
        "verification__household__union", "verification__household__head", "done_by", "notice"
    )


def scans_in_scope(*, actor: Any) -> QuerySet[Scan]:
    """The scans of files in the actor's scope for revealing what is personal."""
    found = Scan.objects.within(scope_of(actor=actor, verb="personal.reveal"))
    return found.select_related("step__verification__household__union")
