"""Approvals: what waits for whom, what was done, and where an application stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lianshou.core.records import Reach
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import Held, held_by, in_force, may, scope_of
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.review.enums import Act, AscentState, Reason
from lianshou.kernel.review.models import Ascent, Ladder, Rung, Step
from lianshou.kernel.review.models.climbing import OPEN_STATES
from lianshou.kernel.review.rules import (
    Level,
    Stop,
    Turn,
    route,
    why_not_act,
    why_not_appeal,
    why_not_hand_on,
    why_not_resubmit,
    why_not_settle_appeal,
)
from lianshou.kernel.review.rules.settings import FACTOR
from lianshou.kernel.unions.models import Union

_WAITS = (AscentState.CLIMBING, AscentState.APPEALED)
RELATED = (
    "application__union",
    "application__person",
    "application__programme__union",
    "union",
    "rung__union",
    "holder",
    "submitted_by",
)


def ascents_in_scope(*, actor: Any) -> QuerySet[Ascent]:
    """The approvals of programmes, of applicants and at unions inside the actor's subtrees, and those handed to the actor."""
    inside = scope_of(actor=actor, verb="approval.view").q(*Ascent.SCOPE)
    return Ascent.objects.admitted().filter(inside | Q(holder=actor.pk))


def ascents_listed(*, actor: Any) -> QuerySet[Ascent]:
    """Those as a list shows them: what is due first comes first."""
    return ascents_in_scope(actor=actor).select_related(*RELATED).order_by("due_on", "pk")


def waiting_for(ascents: QuerySet[Ascent], *, actor: Any) -> QuerySet[Ascent]:
    """Narrow to those whose next step is the actor's: by a post at exactly that union, or because it was handed to them.

    What the actor submitted never waits for the actor.
    """
    mine = ascents.filter(_own_turn(actor), state__in=_WAITS).exclude(_withdrawn())
    refused = Step.objects.admitted().filter(ascent=OuterRef("pk"), by=actor.pk, act=Act.REFUSED)
    mine = mine.exclude(Q(Exists(refused), state=AscentState.APPEALED))
    sent = Step.objects.admitted().filter(
        ascent=OuterRef("pk"), by=actor.pk, act__in=(Act.SUBMITTED, Act.RESUBMITTED)
    )
    return mine.exclude(Q(submitted_by=actor.pk) | Q(application__submitted_by=actor.pk)).exclude(
        Exists(sent)
    )


def done_by(ascents: QuerySet[Ascent], *, actor: Any) -> QuerySet[Ascent]:
    """Narrow to those on which the actor has acted, other than by submitting."""
    own = Step.objects.admitted().filter(ascent=OuterRef("pk"), by=actor.pk)
    return ascents.filter(Exists(own.exclude(act__in=(Act.SUBMITTED, Act.RESUBMITTED, Act.APPEALED))))


def overdue(ascents: QuerySet[Ascent], *, today: date) -> QuerySet[Ascent]:
    """Narrow to those whose step should have been done by now."""
    return ascents.filter(state__in=_WAITS, due_on__lt=today)


def with_words(ascents: QuerySet[Ascent], words: str) -> QuerySet[Ascent]:
    """Narrow to those whose unit or person the words name, as written or in pinyin."""
    return ascents.filter(
        Q(application__union__search__icontains=words) | Q(application__person__search__icontains=words)
    )


def programmes_with_ascents(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor can choose among to filter approvals."""
    found = ascents_in_scope(actor=actor).values("application__programme")
    return Programme.objects.admitted().filter(pk__in=found)


def own_ascents(*, actor: Any) -> QuerySet[Ascent]:
    """The approvals of the actor's own applications: submitted by the actor, about the actor, or of the union they chair."""
    return Ascent.objects.admitted().filter(concerning(actor, "application__")).select_related(*RELATED)


def is_applicant(*, actor: Any, application: Application) -> bool:
    """Whether the actor speaks for an application."""
    rows = Application.objects.admitted().filter(concerning(actor), pk=application.pk)
    return rows.exists()


def applications_to_submit(*, actor: Any) -> QuerySet[Application]:
    """The submitted applications that have not been sent up yet and that the actor may send."""
    scope = scope_of(actor=actor, verb="approval.submit")
    under_way = Ascent.objects.admitted().filter(application=OuterRef("pk"), state__in=OPEN_STATES)
    return (
        Application.objects.within(scope, "programme__union__path", "union__path")
        .filter(~Exists(under_way), state=ApplicationState.SUBMITTED)
        .select_related("union", "person", "programme__union")
        .order_by("submitted_at", "pk")
    )


def steps_of(ascent: Ascent) -> QuerySet[Step]:
    """What was done, oldest first; the caller has been let in."""
    return ascent.steps.select_related("by", "to", "union", "rung__union").order_by("number")


def ladders_in_scope(*, actor: Any, verb: str = "ladder.view") -> QuerySet[Ladder]:
    """The ladders that federations inside the actor's subtrees set up, those in force first."""
    found = Ladder.objects.within(scope_of(actor=actor, verb=verb)).filter(is_direct=False)
    return (
        found.select_related("union", "made_by")
        .prefetch_related("rungs__union")
        .order_by("-retired_at", "union__path", "kind", "-pk")
    )


def ladder_of(*, programme: Programme) -> Ladder | None:
    """The ladder in force for a programme: of the nearest federation, from its own upwards, that set one up for its kind."""
    return (
        Ladder.objects.admitted()
        .filter(kind=programme.kind, retired_at=None, union__path__in=lineage(programme.union.path))
        .order_by("-union__path")
        .first()
    )


def organiser_seat(*, actor: Any, programme: Programme) -> Held | None:
    """The actor's post by which they decide what comes in to a programme without a ladder: the nearest to its union."""
    above = lineage(programme.union.path)
    seats = [
        one
        for one in held_by(actor=actor)
        if one.role in roles_granting("intake.import") and one.path in above
    ]
    return max(seats, key=lambda one: len(one.path), default=None)


def asks_approval(*, programme: Programme) -> bool:
    """Whether applications to a programme are approved before they are accepted."""
    return ladder_of(programme=programme) is not None


def stops_of(*, ladder: Ladder, union: Union) -> list[Stop]:
    """The way up of a union by a ladder, in the tree as it stands now."""
    rows = Union.objects.admitted().filter(path__in=lineage(union.path)).order_by("path")
    rungs = [Level(rung.position, rung.level, rung.union_id) for rung in rows_of(ladder)]
    return route(rungs, list(rows.values_list("pk", "level")))


def rows_of(ladder: Ladder) -> QuerySet[Rung]:
    """The rungs of a ladder, from the bottom up."""
    return Rung.objects.admitted().filter(ladder=ladder).select_related("union").order_by("position")


@dataclass(frozen=True)
class Floor:
    """A level of the way up: the rung, the union that acts there, and how it stands: done, now, ahead or passed over."""

    rung: Rung
    union: Union | None
    how: str


def floors_of(*, ascent: Ascent) -> list[Floor]:
    """The way up of an ascent from bottom to top; a level without a union is passed over."""
    stops = {
        stop.position: stop.union for stop in stops_of(ladder=ascent.ladder, union=ascent.application.union)
    }
    unions = Union.objects.admitted().in_bulk([*stops.values(), ascent.union_id])
    floors = []
    for rung in rows_of(ascent.ladder):
        here = rung.position == ascent.rung.position
        union = ascent.union_id if here else stops.get(rung.position)
        floors.append(Floor(rung, unions.get(union) if union else None, _how(ascent, rung, union)))
    return floors


def _how(ascent: Ascent, rung: Rung, union: int | None) -> str:
    if union is None:
        return "passed"
    if ascent.state == AscentState.APPROVED or rung.position < ascent.rung.position:
        return "done"
    if rung.position > ascent.rung.position:
        return "ahead"
    return "refused" if ascent.state == AscentState.REFUSED else "now"


def turn_of(*, actor: Any, ascent: Ascent, seen: int | None = None) -> Turn:
    """How the actor stands to the step that an ascent waits for."""
    seats = {(held.union, held.role) for held in held_by(actor=actor)}
    return Turn(
        state=ascent.state,
        turn=ascent.turn,
        seen=seen,
        seat=(ascent.union_id, ascent.rung.role) in seats,
        holder=ascent.holder_id == actor.pk,
        held=ascent.holder_id is not None,
        submitter=actor.pk in submitters_of(ascent),
        withdrawn=ascent.application.state == ApplicationState.WITHDRAWN,
    )


def submitters_of(ascent: Ascent) -> set[int]:
    """The accounts that put the application forward: none of them approves it."""
    steps = Step.objects.admitted().filter(ascent=ascent)
    sent = steps.filter(act__in=(Act.SUBMITTED, Act.RESUBMITTED)).values_list("by", flat=True)
    person = ascent.application.person
    account = person.account_id if person else None
    known = {ascent.submitted_by_id, ascent.application.submitted_by_id, account, *sent}
    return {one for one in known if one is not None}


def refuser_of(ascent: Ascent) -> int | None:
    """The account that refused last."""
    return ascent.steps.filter(act=Act.REFUSED).order_by("-number").values_list("by", flat=True).first()


def has_appealed(ascent: Ascent) -> bool:
    """Whether an appeal was made already."""
    return ascent.steps.filter(act=Act.APPEALED).exists()


def able_to_take(*, ascent: Ascent, today: date) -> QuerySet[User]:
    """Whom a step can be handed to: open accounts with a post at the union whose turn it is, but those who submitted."""
    posts = Ascent.objects.admitted().filter(
        in_force(today, "union__posts__"),
        pk=ascent.pk,
        union__posts__role__in=roles_granting("approval.act"),
    )
    found = User.objects.filter(is_active=True, pk__in=posts.values("union__posts__user"))
    barred = submitters_of(ascent)
    if ascent.state == AscentState.APPEALED and (refuser := refuser_of(ascent)):
        barred = {*barred, refuser}
    return found.exclude(pk__in=barred).order_by("name", "pk")


def who_settles_appeal(*, ascent: Ascent, today: date) -> Union | None:
    """The nearest union, from the one where a refused ascent stands upwards, in which somebody else than who refused holds a
    post of the rung's role; None where there is nobody."""
    barred = {*submitters_of(ascent), refuser_of(ascent)} - {None}
    above = Union.objects.admitted().filter(path__in=lineage(ascent.union.path)).order_by("-path")
    for union in above:
        seats = union.posts.filter(in_force(today), role=ascent.rung.role, user__is_active=True)
        if seats.exclude(user__in=barred).exists():
            return union
    return None


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: whether it concerns the actor at all, and why not now."""

    offered: bool
    reason: Reason | None


def asks_factor(*, ascent: Ascent, today: date) -> bool:
    """Whether settling the step wants a second factor shown just before: its level asks, or the acting union's region does."""
    region = ascent.union.division_code
    return ascent.rung.asks_factor or bool(parameter(key=FACTOR, region=region, on=today))


def deeds_of(*, actor: Any, ascent: Ascent, today: date) -> dict[str, Deed]:
    """What an official can do with an ascent, by the same rules that guard the writes."""
    turn = turn_of(actor=actor, ascent=ascent)
    mine = turn.seat or turn.holder
    act = why_not_act(turn)
    settle = why_not_settle_appeal(turn, refuser=refuser_of(ascent) == actor.pk, words="-")
    climbing, appealed = ascent.state == AscentState.CLIMBING, ascent.state == AscentState.APPEALED
    return {
        "act": Deed(mine and climbing, act),
        "hand_on": Deed(
            mine and (climbing or appealed), why_not_hand_on(turn, able=True, to_submitter=False)
        ),
        "settle": Deed(mine and appealed, settle),
        "comment": Deed(may(actor, "approval.act"), None),
    }


def own_deeds_of(*, actor: Any, ascent: Ascent, today: date) -> dict[str, Deed]:
    """What the applicant can do, and why not."""
    applicant = is_applicant(actor=actor, application=ascent.application)
    withdrawn = ascent.application.state == ApplicationState.WITHDRAWN
    appeal = why_not_appeal(
        state=ascent.state,
        applicant=applicant,
        appealed=has_appealed(ascent),
        today=today,
        until=ascent.appeal_until,
        words="-",
    )
    resubmit = why_not_resubmit(state=ascent.state, applicant=applicant, withdrawn=withdrawn)
    return {
        "resubmit": Deed(ascent.state == AscentState.RETURNED, resubmit),
        "appeal": Deed(ascent.state == AscentState.REFUSED, appeal),
    }


def ascents_within(scope: Scope) -> QuerySet[Ascent]:
    """The approvals inside a scope that the caller was given."""
    return Ascent.objects.within(scope).select_related(*RELATED)


def reaches_of_ascent(ascent: Ascent) -> dict[str, Reach]:
    """Where a post must stand to see an approval, and to act on it: only the union whose turn it is."""
    application = ascent.application
    paths = (application.programme.union.path, application.union.path, ascent.union.path)
    return {
        "approval.view": Reach(paths),
        "approval.act": Reach((ascent.union.path,), there_only=True),
    }


def to_remind(*, today: date) -> QuerySet[Ascent]:
    """The steps that fall due soon, or are overdue, and were not reminded of yet."""
    return (
        Ascent.objects.admitted()
        .filter(state__in=_WAITS, remind_on__lte=today, reminded_at=None)
        .exclude(_withdrawn())
        .select_related(*RELATED)
        .order_by("pk")
    )


def addresses_of(ascent: Ascent) -> Sequence[str]:
    """The mail addresses of those whose step it is."""
    if ascent.holder is not None:
        return [ascent.holder.email] if ascent.holder.email else []
    today = timezone.localdate()
    seated = ascent.union.posts.filter(in_force(today), role=ascent.rung.role, user__is_active=True)
    return sorted(set(seated.exclude(user__email="").values_list("user__email", flat=True)))


def _own_turn(actor: Any) -> Q:
    seats = Q(pk__in=[])
    for held in held_by(actor=actor):
        if held.role in roles_granting("approval.act"):
            seats |= Q(union=held.union, rung__role=held.role, holder=None)
    return seats | Q(holder=actor.pk)


def concerning(actor: Any, prefix: str = "") -> Q:
    """The applications that an actor speaks for: submitted by them, about them, or of the union they chair."""
    chaired = [held.union for held in held_by(actor=actor) if held.role == "chair"]
    return (
        Q(**{f"{prefix}submitted_by": actor.pk})
        | Q(**{f"{prefix}person__account": actor.pk})
        | Q(**{f"{prefix}union__in": chaired})
    )


def _withdrawn() -> Q:
    return Q(application__state=ApplicationState.WITHDRAWN)


def under_way_on(ladder: Ladder) -> int:
    """How many applications are on their way up by a ladder."""
    return ladder.ascents.filter(state__in=OPEN_STATES).count()
