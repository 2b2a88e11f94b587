from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import Step, registry
from lianshou.core.refusals import Refused
from lianshou.core.spine import StepLine, ToDo, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.notices.enums import Bar
from lianshou.kernel.notices.queries import bar_for
from lianshou.kernel.placement.enums import OpeningState, Reason, RunState, State, Verdict
from lianshou.kernel.placement.models import Hold, MatchRun, Opening, Placement
from lianshou.kernel.placement.rules import is_stale, why_not_approve, why_not_reopen, why_not_start
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare

_LIVE = ~Q(state=State.ENDED)


def placements_in_scope(*, actor: Any, verb: str = "placement.view") -> QuerySet[Placement]:
    """The placements of programmes run inside the subtrees of the posts that grant ``verb``."""
    scope = scope_of(actor=actor, verb=verb)
    return Placement.objects.within(scope).select_related(
        "application__union", "opening__union", "programme__union"
    )


def runs_in_scope(*, actor: Any, verb: str = "placement.view") -> QuerySet[MatchRun]:
    scope = scope_of(actor=actor, verb=verb)
    return MatchRun.objects.within(scope).select_related("programme__union", "asked_by")


def finished_runs(*, ids: Collection[int] = ()) -> QuerySet[MatchRun]:
    """The runs that gave a result, oldest first; of the ``ids``, or all. For the command on the machine."""
    done = MatchRun.objects.admitted().filter(state=RunState.DONE).select_related("programme")
    return (done.filter(pk__in=ids) if ids else done).order_by("pk")


def openings_in_scope(*, actor: Any, verb: str = "placement.view") -> QuerySet[Opening]:
    scope = scope_of(actor=actor, verb=verb)
    return Opening.objects.within(scope).select_related("union", "programme__union")


def holds_in_scope(*, actor: Any, verb: str = "placement.view") -> QuerySet[Hold]:
    scope = scope_of(actor=actor, verb=verb)
    return Hold.objects.within(scope).select_related(
        "application__union", "opening__union", "programme__union", "held_by"
    )


def open_openings(*, programme: Programme) -> QuerySet[Opening]:
    """The openings of a programme with their present load; the caller has already been let in to the programme."""
    live = Q(placements__state__in=[State.PROPOSED, State.APPROVED, State.ACTIVE])
    return (
        Opening.objects.admitted()
        .filter(programme=programme, state=OpeningState.OPEN)
        .select_related("union")
        .annotate(load=Count("placements", filter=live, distinct=True))
    )


def live_placements(*, programme: Programme) -> QuerySet[Placement]:
    """Who is with whom now in a programme, with whether a person has locked it."""
    locked = Hold.objects.admitted().filter(
        application=OuterRef("application"), opening=OuterRef("opening"), verdict=Verdict.LOCK
    )
    return (
        Placement.objects.admitted()
        .filter(_LIVE, programme=programme)
        .select_related("application__union", "opening__union")
        .annotate(locked=Exists(locked))
    )


def unplaced_applications(*, programme: Programme) -> QuerySet[Application]:
    """Who asks and has no place now."""
    live = Placement.objects.admitted().filter(_LIVE, application=OuterRef("pk"))
    return accepted_applications(programme=programme).filter(~Exists(live))


def held_apart(*, programme: Programme) -> QuerySet[Placement]:
    """The proposals that a person wants kept apart: they must go before anything is approved."""
    apart = Hold.objects.admitted().filter(
        application=OuterRef("application"), opening=OuterRef("opening"), verdict=Verdict.FORBID
    )
    return Placement.objects.admitted().filter(Exists(apart), programme=programme, state=State.PROPOSED)


def latest_run(*, programme: Programme, state: str | None = None) -> MatchRun | None:
    """The newest run of a programme, or its newest in one state."""
    runs = MatchRun.objects.admitted().filter(programme=programme)
    return (runs if state is None else runs.filter(state=state)).order_by("-number").first()


def latest_result(*, programme: Programme) -> MatchRun | None:
    return latest_run(programme=programme, state=RunState.DONE)


def runs_without_bulk(runs: QuerySet[MatchRun]) -> QuerySet[MatchRun]:
    """The same runs without their inputs and results, which are large."""
    return runs.defer("input", "result")


def why_not_start_now(*, programme: Programme, now: datetime) -> Reason | None:
    """Why a matching cannot be started at this moment, by the rule that guards the action."""
    if not registry[programme.kind].uses(Step.MATCHING):
        return Reason.NO_MATCHING
    run = latest_run(programme=programme)
    under_way = (
        run is not None
        and run.state in (RunState.QUEUED, RunState.RUNNING)
        and not is_stale(state=run.state, heard_at=run.beat_at or run.asked_at, now=now)
    )
    return why_not_start(
        preparing=why_not_prepare(state=programme.state) is None,
        openings=open_openings(programme=programme).count(),
        applications=accepted_applications(programme=programme).count(),
        under_way=under_way,
    )


def comes_out_the_same(*, run: MatchRun) -> bool:
    """Whether the frozen input of a run, computed again from nothing else, gives what the run gave: placements and reasons.

    Raises Refused NOTHING_TO_MATCH where the kind is gone or matches nothing, or the run gave no result.
    """
    kind = run.programme.kind
    matching = registry[kind].matching if kind in registry else None
    if matching is None or run.result is None:
        raise Refused(Reason.NOTHING_TO_MATCH)
    found = matching.compute(run.input, lambda _done, _total: None)
    found.pop("placements")
    return bool(json.loads(json.dumps(found)) == run.result)


def why_not_approve_now(*, actor: Any, programme: Programme, today: date) -> Reason | Bar | None:
    """Why the actor cannot approve the proposals today, by the rules that guard the action; a public notice may bar them."""
    proposed = Placement.objects.admitted().filter(programme=programme, state=State.PROPOSED)
    under_way = MatchRun.objects.admitted().filter(
        programme=programme, state__in=[RunState.QUEUED, RunState.RUNNING]
    )
    reason = why_not_approve(
        preparing=why_not_prepare(state=programme.state) is None,
        proposed=proposed.count(),
        held_apart=held_apart(programme=programme).count(),
        under_way=under_way.exists(),
        own_work=proposed.filter(run__asked_by=actor.pk).exists(),
    )
    return reason or bar_for(programme=programme, today=today)


def matching_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with its matching; proposals wait for whoever may approve them."""
    kind = registry[programme.kind]
    if not kind.uses(Step.MATCHING) or not may(actor, "placement.view", on=programme.union):
        return None
    rows = Placement.objects.admitted().filter(_LIVE, programme=programme, ticket=None)
    counted = rows.aggregate(n=Count("pk"), open=Count("pk", filter=Q(state=State.PROPOSED)))
    page, decides = kind.page_of(Step.MATCHING, programme.pk), False
    if counted["open"] and may(actor, "programme.approve", on=programme.union):
        decides = why_not_approve_now(actor=actor, programme=programme, today=today) is None
    words = Wording("{open}个提议等您审定", "{open} proposals for you to decide").fill(**counted)
    return StepLine(
        step=Step.MATCHING,
        title=Wording("匹配", "Matching"),
        said=Wording("{n}个，待审定{open}个", "{n}, {open} of them to be decided").fill(**counted),
        standing=standing_of(begun=bool(counted["n"]), open_=bool(counted["open"])),
        url=page,
        todo=ToDo(words, page) if decides else None,
    )


def seats_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with its places and their waiting lists; what was called off is not among them."""
    kind = registry[programme.kind]
    if not kind.uses(Step.SEATS) or not may(actor, "placement.view", on=programme.union):
        return None
    rows = Placement.objects.admitted().filter(programme=programme)
    counted = rows.exclude(opening__state=OpeningState.CALLED_OFF).aggregate(
        placed=Count("pk", filter=Q(state=State.PLACED)), queued=Count("pk", filter=Q(state=State.QUEUED))
    )
    open_ones = Opening.objects.admitted().filter(programme=programme, state=OpeningState.OPEN).exists()
    return StepLine(
        step=Step.SEATS,
        title=Wording("名额", "Places"),
        said=Wording("已占{placed}个，候补{queued}人", "{placed} taken, {queued} waiting").fill(**counted),
        standing=standing_of(begun=bool(counted["placed"]), open_=open_ones),
        url=kind.page_of(Step.SEATS, programme.pk),
    )


def why_not_reopen_now(*, programme: Programme) -> Reason | None:
    """Why an approval cannot be taken back at this moment, by the rule that guards the action."""
    return why_not_reopen(
        approved=programme.state == ProgrammeState.APPROVED,
        agreements=Placement.objects.admitted().filter(programme=programme, pledge__isnull=False).count(),
    )


def runs_under_way(*, accounts: Sequence[int]) -> QuerySet[MatchRun]:
    """The computations that the accounts (by id) asked for and that are not finished; for duties, which count only."""
    states = (RunState.QUEUED, RunState.RUNNING)
    return runs_without_bulk(MatchRun.objects.admitted().filter(asked_by__in=accounts, state__in=states))


def run_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many of those each account has."""
    found = runs_under_way(accounts=accounts).order_by().values_list("asked_by")
    return dict(found.annotate(n=Count("pk")))


def run_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account that the actor may see."""
    found = runs_without_bulk(runs_in_scope(actor=actor)).filter(
        asked_by=account, state__in=(RunState.QUEUED, RunState.RUNNING)
    )
    return [DutyRow(f"{run.programme} {run}", reverse("placement:run", args=[run.pk])) for run in found]


def joined_before(*, unions: Collection[int]) -> dict[int, set[int]]:
    """For each of the unions (by id), those that it was placed with, running or over: hosts of guests, guests of hosts."""
    settled = (State.ACTIVE, State.ENDED)
    rows = Placement.objects.admitted().filter(
        Q(application__union__in=unions) | Q(opening__union__in=unions), state__in=settled, ticket=None
    )
    found: dict[int, set[int]] = {}
    for guest, host in rows.values_list("application__union", "opening__union"):
        found.setdefault(guest, set()).add(host)
        found.setdefault(host, set()).add(guest)
    return found
