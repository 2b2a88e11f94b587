from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from lianshou.core import kinds
from lianshou.core.duties import DutyRow
from lianshou.core.kinds import registry
from lianshou.core.papers import papers
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import may, posts_of, scope_of
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import in_office
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.enums import LEADS, Event, Reason, Side, Sort, State
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.queries.numbering import next_numbers
from lianshou.kernel.pledges.rules import (
    proposed_prefix,
    why_not_agree,
    why_not_end,
    why_not_issue,
    why_not_join,
    why_not_judge,
    why_not_record_paper,
    why_not_renew,
    why_not_sign,
)
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

_UNDER_WAY = (ProgrammeState.APPROVED, ProgrammeState.RUNNING)
_OTHERS = tuple(side for side in Side if side not in LEADS)


def pledges_in_scope(*, actor: Any, verb: str = "pledge.view") -> QuerySet[Pledge]:
    """The pledges of programmes inside the subtrees of the posts that grant ``verb``, or with a party inside them."""
    return Pledge.objects.within(scope_of(actor=actor, verb=verb))


def pledges_listed(*, actor: Any) -> QuerySet[Pledge]:
    """The pledges in scope as a list shows them: with programme, parties, and the names of both sides to sort by."""
    return (
        pledges_in_scope(actor=actor)
        .select_related("programme")
        .prefetch_related(_parties())
        .annotate(
            host_name=Coalesce(_named(LEADS), F("programme__union__name")),
            host_key=Coalesce(_named(LEADS, "name_key"), F("programme__union__name_key")),
            guest_name=_named(_OTHERS),
            guest_key=_named(_OTHERS, "name_key"),
        )
        .order_by("-issued_at", "-pk")
    )


def pledges_to_read(*, actor: Any) -> QuerySet[Pledge]:
    """The pledges in scope with all that the page of one of them shows."""
    return (
        pledges_in_scope(actor=actor)
        .select_related(
            "programme__union", "placement", "former", "template__union", "file", "series", "batch"
        )
        .prefetch_related(_parties())
    )


def pledges_waiting_for(*, actor: Any) -> QuerySet[Pledge]:
    """The pledges that wait for the actor's own word or signature, as a chair of one of the two unions."""
    present = Party.objects.admitted().filter(left_on=None)
    agreeing = present.filter(union__in=seats_of(actor, "pledge.agree"), agreed_at=None)
    signing = present.filter(union__in=seats_of(actor, "pledge.sign"), signed_at=None)
    return pledges_listed(actor=actor).filter(
        Q(state=State.DRAFTED, pk__in=agreeing.values("pledge"))
        | Q(state=State.AGREED, pk__in=signing.values("pledge"))
        | Q(state=State.IN_FORCE, sort=Sort.MANY, pk__in=signing.values("pledge"))
    )


def own_sides(*, actor: Any, pledges: Sequence[Pledge]) -> dict[int, str]:
    """For pledges that wait for the actor, the path of the union for which they speak, by the pledge's id."""
    seats = seats_of(actor, "pledge.agree") | seats_of(actor, "pledge.sign")
    own = Party.objects.admitted().filter(pledge__in=[one.pk for one in pledges], union__in=seats)
    return dict(own.order_by("-pk").values_list("pledge", "union__path"))


def pledges_of_union(*, actor: Any, union: Union) -> QuerySet[Pledge]:
    """The pledges in scope that ``union`` is a party to, newest first."""
    return pledges_listed(actor=actor).filter(
        pk__in=Party.objects.admitted().filter(union=union).values("pledge")
    )


def programmes_with_pledges(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor can choose among to filter pledges."""
    return Programme.objects.admitted().filter(pk__in=pledges_in_scope(actor=actor).values("programme"))


def unions_without_account(*, actor: Any, programme: Programme) -> QuerySet[Union]:
    """The parties of a programme's agreements whose chair has no account and for whom the actor may open one."""
    parties = Party.objects.admitted().filter(pledge__programme=programme).exclude(pledge__state=State.ENDED)
    held = in_office(timezone.localdate())
    sitting = Office.objects.admitted().filter(held, position=Position.CHAIR, person__account=None)
    mine = Union.objects.within(scope_of(actor=actor, verb="account.open"))
    found = mine.filter(pk__in=parties.values("union"), id__in=sitting.values("union"))
    return found.order_by("name_key", "pk")


def hosts_with_pledges(*, actor: Any) -> QuerySet[Union]:
    """The hosts that the actor can choose among to filter pledges."""
    hosts = Party.objects.admitted().filter(side__in=LEADS, pledge__in=pledges_in_scope(actor=actor))
    return Union.objects.admitted().filter(pk__in=hosts.values("union")).order_by("name_key")


def with_words(pledges: QuerySet[Pledge], words: str) -> QuerySet[Pledge]:
    """Narrow to pledges whose number, or the name of one of whose parties, holds the words."""
    named = Party.objects.admitted().filter(union__name__icontains=words)
    return pledges.filter(Q(number__icontains=words) | Q(pk__in=named.values("pledge")))


def hosted_by(pledges: QuerySet[Pledge], host: Union) -> QuerySet[Pledge]:
    """Narrow to the pledges in which ``host`` is the host."""
    return pledges.filter(pk__in=Party.objects.admitted().filter(union=host, side__in=LEADS).values("pledge"))


def placements_to_issue(*, programme: Programme, related: Sequence[str] = ()) -> QuerySet[Placement]:
    """The approved placements of a programme that have no pledge, with what its paper needs, ordered by host.

    ``related`` are further relations that the kind reads (its own detail rows).
    """
    return (
        Placement.objects.admitted()
        .filter(programme=programme, state=PlacementState.APPROVED, pledge=None)
        .select_related("programme__union", "application__union__zone", "opening__union__zone", *related)
        .prefetch_related("opening__union__honours")
        .order_by("opening", "pk")
    )


@dataclass(frozen=True)
class Issue:
    """What issuing would do now: how many, under which numbers, and why not."""

    waiting: int
    prefix: str
    first: str
    last: str
    reason: Reason | None


def issue_at_hand(*, programme: Programme, today: date, prefix: str = "") -> Issue:
    """What ``issue_pledges`` would do today; the caller has been let in to the programme."""
    prefix = prefix.strip() or prefix_of(programme=programme)
    waiting = (
        Placement.objects.admitted()
        .filter(programme=programme, state=PlacementState.APPROVED, pledge=None)
        .count()
    )
    numbers = next_numbers(union=programme.union, prefix=prefix, year=today.year, count=max(waiting, 1))
    reason = why_not_issue(
        programme_approved=programme.state in _UNDER_WAY,
        has_paper=registry[programme.kind].uses(kinds.Step.PLEDGE),
        waiting=waiting,
        prefix=prefix,
        today=today,
        ends_on=programme.ends_on,
    )
    return Issue(waiting=waiting, prefix=prefix, first=numbers[0], last=numbers[-1], reason=reason)


def prefix_of(*, programme: Programme) -> str:
    """The words before the year in the numbers of a programme's papers: as last used by the union, or a proposal."""
    last = Pledge.objects.admitted().filter(
        programme__union=programme.union_id, programme__kind=programme.kind, sort=Sort.PAIR
    )
    paper = registry[programme.kind].paper
    return proposed_prefix(
        federation=programme.union.name,
        paper=paper.prefix if paper else "",
        last_prefix=last.order_by("-pk").values_list("series__prefix", flat=True).first() or "",
    )


def own_parties(*, actor: Any, pledge: Pledge, verb: str) -> list[Party]:
    """The sides of ``pledge`` on which the actor sits: a post at exactly that union grants ``verb``.

    A post further up the tree lets one see, never sign.
    """
    seats = set(seats_of(actor, verb))
    return [party for party in pledge.present if party.union_id in seats]


def parties_among(parties: Sequence[Party]) -> QuerySet[Party]:
    """These parties to choose from, with their unions."""
    return Party.objects.admitted().filter(pk__in=[party.pk for party in parties]).select_related("union")


def is_late(pledge: Pledge) -> bool:
    """Whether single parties may agree and sign after the others: of an agreement of several that need not wait for all, or
    that is in force."""
    return pledge.sort == Sort.MANY and (pledge.needed is not None or pledge.state == State.IN_FORCE)


def is_being_renewed(pledge: Pledge) -> bool:
    """Whether another agreement that follows on this one is under way or in force."""
    return Pledge.objects.admitted().filter(former=pledge).exclude(state=State.ENDED).exists()


def expiring(*, today: date) -> QuerySet[Pledge]:
    """The agreements in force whose last day has gone by, for the machine's calendar."""
    found = Pledge.objects.admitted().filter(state=State.IN_FORCE, ends_on__lt=today)
    return found.select_related("programme__union").order_by("pk")


def signatory_of(*, actor: Any) -> str:
    """The name that the actor signs with: of the person behind the account, or of the account."""
    own = Person.objects.admitted().filter(account=actor.pk)
    return own.values_list("name", flat=True).first() or str(actor)


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a pledge: whether it concerns the actor at all, and why not now."""

    offered: bool
    reason: Reason | None


def acts_of(*, actor: Any, pledge: Pledge, today: date) -> dict[str, Act]:
    """What the actor can do with ``pledge`` today, by the same rules that guard the writes."""
    sides = own_parties(actor=actor, pledge=pledge, verb="pledge.sign")
    late, agreed = is_late(pledge), all(side.agreed_at for side in sides)
    common: dict[str, Any] = {
        "state": pledge.state,
        "is_party": bool(sides),
        "today": today,
        "ends_on": pledge.ends_on,
    }
    officer = may(actor, "pledge.issue", on=pledge.programme.union)
    recording = why_not_record_paper(
        state=pledge.state, signed_on=today, names=("",), today=today, ends_on=pledge.ends_on
    )
    ending = why_not_end(state=pledge.state, ended_on=today, words="", today=today, began_on=None)
    signed = all(side.signed_at for side in sides)
    return {
        "agree": Act(bool(sides), why_not_agree(agreed=agreed, is_late=late, **common)),
        "sign": Act(bool(sides), why_not_sign(signed=signed, is_late=late and agreed, **common)),
        "record": Act(officer, None if recording == Reason.NAME_MISSING else recording),
        "end": Act(officer, None if ending == Reason.REASON_MISSING else ending),
        **_later_acts(pledge, sides=sides, officer=officer, today=today),
    }


def _later_acts(pledge: Pledge, *, sides: Sequence[Party], officer: bool, today: date) -> dict[str, Act]:
    """What comes after the signatures: evaluating, renewing, joining, leaving, files."""
    judged = set(pledge.judgements.values_list("party", flat=True))
    term: dict[str, Any] = {"state": pledge.state, "today": today, "ends_on": pledge.ends_on}
    judging = why_not_judge(
        is_party=bool(sides), judged=all(side.pk in judged for side in sides), words="…", **term
    )
    renewing = why_not_renew(
        sort=pledge.sort,
        judged_first=papers[pledge.slug].judged_first,
        renewing=is_being_renewed(pledge),
        term=None,
        **term,
    )
    many = why_not_join(sort=pledge.sort, state=pledge.state, is_party=False, words="…")
    return {
        "judge": Act(bool(sides), judging),
        "renew": Act(officer, renewing),
        "join": Act(officer, many),
        "leave": Act(officer or bool(sides), many),
        "scan": Act(officer or bool(sides), None),
        "oblige": Act(officer, Reason.ENDED if pledge.state in (State.ENDED, State.RENEWED) else None),
    }


@dataclass(frozen=True)
class Step:
    """One line of a pledge's life."""

    label: str
    at: Any
    by: str
    side: str
    words: str


def timeline_of(*, pledge: Pledge) -> list[Step]:
    """The life of a pledge from the book, oldest first; the caller has been let in to the pledge."""
    sides = dict(Side.choices)
    labels = dict(Event.choices)
    return [
        Step(
            label=str(labels[entry.verb]),
            at=entry.at,
            by=entry.actor_name,
            side=entry.details.get("union", "") or str(sides.get(entry.details.get("side", ""), "")),
            words=entry.details.get("reason", ""),
        )
        for entry in reversed(history_of(pledge).filter(verb__in=labels))
    ]


def turn_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many agreements wait for the word or signature of a union that each account chairs today, its account closed or not."""
    agreeing = Q(pledge__state=State.DRAFTED, agreed_at=None, left_on=None) & _chaired(
        accounts, "pledge.agree", today
    )
    signing = Q(pledge__state=State.AGREED, signed_at=None, left_on=None) & _chaired(
        accounts, "pledge.sign", today
    )
    found = Party.objects.admitted().filter(agreeing | signing).order_by().values_list("union__posts__user")
    return dict(found.annotate(n=Count("pledge", distinct=True)))


def turn_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those that the actor may see."""
    chaired = [_chaired([account.pk], verb, today) for verb in ("pledge.agree", "pledge.sign")]
    agreeing = Party.objects.admitted().filter(chaired[0], agreed_at=None, pledge__state=State.DRAFTED)
    signing = Party.objects.admitted().filter(chaired[1], signed_at=None, pledge__state=State.AGREED)
    turn = Q(pk__in=agreeing.values("pledge")) | Q(pk__in=signing.values("pledge"))
    return [
        DutyRow(pledge.number, reverse("pledges:detail", args=[pledge.pk]))
        for pledge in pledges_in_scope(actor=actor).filter(turn)
    ]


def _chaired(accounts: Sequence[int], verb: str, today: date) -> Q:
    later = Q(union__posts__ends_on=None) | Q(union__posts__ends_on__gt=today)
    last_day = Q(union__posts__ends_on=today, union__posts__user__is_active=True)
    return (later | last_day) & Q(
        union__posts__user__in=accounts,
        union__posts__role__in=roles_granting(verb),
        union__posts__starts_on__lte=today,
    )


def _named(sides: Sequence[str], field: str = "name") -> Subquery:
    """A name of the first party of one of the sides."""
    found = Party.objects.admitted().filter(pledge=OuterRef("pk"), side__in=sides).order_by("pk")
    return Subquery(found.values(f"union__{field}")[:1])


def _parties() -> Prefetch[str]:
    return Prefetch(
        "parties", queryset=Party.objects.admitted().select_related("union", "agreed_by", "signed_by")
    )


def seats_of(actor: Any, verb: str) -> QuerySet[Any, int]:
    roles = roles_granting(verb) if may(actor, verb) else ()
    return posts_of(actor=actor).filter(role__in=roles).values_list("union", flat=True)


def pledges_within(scope: Scope) -> QuerySet[Pledge]:
    """The pledges of programmes inside a scope that the caller was given, or with a party inside it."""
    return Pledge.objects.within(scope).select_related("programme__union").prefetch_related(_parties())


def reaches_of_pledge(pledge: Pledge) -> dict[str, Reach]:
    """Where a post must stand to see a pledge, and to act on it: only the chair's own seat agrees, signs, reports and scans;
    the federation that issues it reports and scans by that."""
    run_by, seats = pledge.programme.union.path, tuple(party.union.path for party in pledge.parties.all())
    return {
        "pledge.view": Reach((run_by, *seats)),
        "pledge.issue": Reach((run_by,)),
        "obligation.report": Reach(seats, there_only=True),
        "pledge.scan": Reach(seats, there_only=True),
        "pledge.agree": Reach(seats, there_only=True),
        "pledge.sign": Reach(seats, there_only=True),
    }


def count_parties(scope: Scope) -> int:
    """How many sides of agreements the unions of a subtree are."""
    return Party.objects.within(scope, "union__path").count()
