"""What the pages of the desk show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import accepted_applications, imports_waiting_for
from lianshou.kernel.placement.enums import RunState, State
from lianshou.kernel.placement.models import MatchRun, Opening, Placement
from lianshou.kernel.placement.queries import (
    held_apart,
    latest_result,
    latest_run,
    live_placements,
    open_openings,
    unplaced_applications,
)
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.kinds.pairing.enums import Step
from lianshou.kinds.pairing.queries.instance import instance_of, standing_pairs


def programmes_of_pairing(*, actor: Any, verb: str = "programme.view") -> QuerySet[Programme]:
    """The programmes of this kind that the actor may see."""
    return programmes_in_scope(actor=actor, verb=verb).filter(kind="pairing")


def hosts_of(*, programme: Programme) -> QuerySet[Opening]:
    """The hosts of a programme with honour, place and load."""
    return open_openings(programme=programme).select_related("union__zone", "pairing")


def guests_of(*, programme: Programme) -> QuerySet[Application]:
    """The guests of a programme with place and the day their union was founded."""
    return accepted_applications(programme=programme).select_related("union__zone", "pairing")


def pairs_of(*, programme: Programme) -> QuerySet[Placement]:
    """The pairs as they stand, with distance and the price of the next best to sort by."""
    unknown = When(reasons__distance_m=None, then=Value(None))
    metres = Case(unknown, default=Cast(KeyTextTransform("distance_m", "reasons"), IntegerField()))
    return (
        live_placements(programme=programme)
        .select_related("application__union__zone", "opening__pairing")
        .annotate(metres=metres)
    )


def unmatched_reasons(*, run: MatchRun | None) -> Mapping[int, dict[str, Any]]:
    """Why each guest was left out by the last computation, by application."""
    result = run.result if run else None
    return {int(one["guest"]): one for one in (result or {}).get("unmatched", ())}


@dataclass(frozen=True)
class Checks:
    """What an approver looks at before putting a name to the pairs."""

    hosts: int
    guests: int
    pairs: int
    unmatched: int
    apart: int
    by_hand: int
    below: int
    above: int
    stale: bool
    run: MatchRun | None


def checks_of(*, programme: Programme) -> Checks:
    """The state of a programme's pairs in numbers; ``stale`` as ``is_stale`` says of the last result."""
    hosts = list(open_openings(programme=programme))
    live = Placement.objects.admitted().filter(programme=programme).exclude(state=State.ENDED)
    pairs = live.aggregate(all=Count("pk"), manual=Count("pk", filter=Q(origin="manual")))
    loads: list[tuple[int, Opening]] = [(host.load, host) for host in hosts]  # type: ignore[attr-defined]
    run = latest_result(programme=programme)
    return Checks(
        hosts=len(hosts),
        guests=accepted_applications(programme=programme).count(),
        pairs=pairs["all"],
        unmatched=unplaced_applications(programme=programme).count(),
        apart=held_apart(programme=programme).count(),
        by_hand=pairs["manual"],
        below=sum(load < host.low for load, host in loads),
        above=sum(load > host.high for load, host in loads),
        stale=is_stale(programme=programme),
        run=run,
    )


def is_stale(*, programme: Programme) -> bool:
    """Whether the last result was computed from other lists, rooms, holds or settings than those of now.

    Which pairs a run was to keep says nothing about that: it is a wish about the run, not a fact about the county.
    Nor does a lock on a pair that stands, as a move by hand leaves it: matching again would change nothing there.
    """
    run = latest_result(programme=programme)
    if run is None:
        return False
    stand = {(pair["guest"], pair["host"]) for pair in standing_pairs(programme=programme)["pairs"]}
    before = {key: value for key, value in run.input.items() if key != "keep"}
    return _beside(before, stand) != _beside(instance_of(programme=programme).to_json(), stand)


def _beside(facts: dict[str, Any], stand: set[tuple[str, str]]) -> dict[str, Any]:
    """The facts without the locks on pairs that stand."""
    return {**facts, "locks": [pair for pair in facts["locks"] if tuple(pair) not in stand]}


@dataclass(frozen=True)
class Stage:
    """Where a programme stands: which steps are done, which one is at hand, and what its desk counts."""

    done: frozenset[Step]
    now: Step
    run: MatchRun | None
    waiting_rows: int
    issued: int
    in_force: int


def stage_of(*, actor: Any, programme: Programme, checks: Checks) -> Stage:
    """The steps of a programme; the first that is not done is at hand."""
    run = latest_run(programme=programme)
    states = (
        Placement.objects.admitted()
        .filter(programme=programme)
        .aggregate(
            issued=Count("pk", filter=Q(pledge__isnull=False)),
            in_force=Count("pk", filter=Q(state=State.ACTIVE)),
        )
    )
    waiting = imports_waiting_for(actor=actor).filter(programme=programme)
    done = {
        Step.LISTS: bool(checks.hosts and checks.guests),
        Step.MATCHING: bool(checks.pairs) and (run is None or run.state in (RunState.DONE, RunState.FAILED)),
        Step.APPROVAL: programme.state != ProgrammeState.PREPARING,
        Step.AGREEMENTS: bool(states["in_force"]) and states["in_force"] == checks.pairs,
        Step.ACTIVITIES: programme.state == ProgrammeState.CLOSED,
    }
    reached = [step for step in Step if done[step]]
    return Stage(
        done=frozenset(reached),
        now=next((step for step in Step if not done[step]), Step.ACTIVITIES),
        run=run,
        waiting_rows=sum(vars(batch)["bad"] + vars(batch)["good"] for batch in waiting),
        issued=states["issued"],
        in_force=states["in_force"],
    )
