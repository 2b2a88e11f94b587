"""Looking for conflicts of interest, and putting the problem of who marks what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lianshou.china.industries import name_of
from lianshou.core.ties import earlier_ties
from lianshou.kernel.access.models import Post
from lianshou.kernel.access.queries import in_force
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import in_office
from lianshou.kernel.review.enums import AssignmentState, ConflictState, Ground
from lianshou.kernel.review.models import Assignment, Conflict, Reviewer, Round
from lianshou.kernel.review.queries.rounds import applications_of
from lianshou.kernel.review.rules import Problem, Side, field_that_fits, grounds_between
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class Found:
    """A conflict that was detected and is not on record yet."""

    reviewer: Reviewer
    application: Application
    ground: Ground


def conflicts_found(round: Round) -> list[Found]:
    """Every conflict between a reviewer and an application of a round that nobody has put on record; six queries."""
    reviewers = list(round.reviewers.select_related("user").order_by("pk"))
    applications = list(applications_of(round))
    known = {
        (one.reviewer_id, one.application_id, one.ground)
        for one in Conflict.objects.admitted().filter(reviewer__round=round)
    }
    judges = _judges(reviewers)
    asking = _asking(applications)
    return [
        Found(reviewer, application, ground)
        for reviewer in reviewers
        for application in applications
        for ground in grounds_between(
            judges[reviewer.pk], asking[application.pk], family_names=round.family_names
        )
        if (reviewer.pk, application.pk, ground) not in known
    ]


def problem_of(round: Round) -> Problem:
    """Who is to mark what: assignments that stand are kept, conflicts bar until they are dismissed."""
    reviewers = list(round.reviewers.order_by("pk"))
    applications = list(applications_of(round).prefetch_related("union__chains"))
    barring = Conflict.objects.admitted().filter(reviewer__round=round)
    standing = Assignment.objects.admitted().filter(reviewer__round=round, application__in=applications)
    return Problem(
        reviewers=[one.pk for one in reviewers],
        applications=[one.pk for one in applications],
        each=round.per_application,
        barred=frozenset(
            barring.exclude(state=ConflictState.DISMISSED).values_list("reviewer", "application")
        ),
        fits=_fits(reviewers, applications),
        kept=frozenset(
            standing.exclude(state=AssignmentState.DROPPED).values_list("reviewer", "application")
        ),
        most={one.pk: one.most for one in reviewers if one.most is not None},
    )


def words_of(union: Union) -> list[str]:
    """What a union does, in the words by which fields of reviewers are matched: chains, the industry, its own words."""
    code = union.industry_code
    industries = [name_of(code) or "", name_of(code[:2]) or ""] if code else []
    return [*(chain.name for chain in union.chains.all()), *industries, union.industry_words]


def _fits(
    reviewers: Sequence[Reviewer], applications: Sequence[Application]
) -> Mapping[tuple[int, int], str]:
    words = {one.pk: words_of(one.union) for one in applications}
    found = {
        (reviewer.pk, application.pk): field_that_fits(reviewer.fields, words[application.pk])
        for reviewer in reviewers
        for application in applications
    }
    return {pair: fits for pair, fits in found.items() if fits}


def _judges(reviewers: Sequence[Reviewer]) -> dict[int, Side]:
    accounts = [one.user_id for one in reviewers]
    unions: dict[int, set[int]] = defaultdict(set)
    held = Post.objects.admitted().filter(in_force(timezone.localdate()), user__in=accounts)
    for account, union in held.values_list("user", "union"):
        unions[account].add(union)
    names: dict[int, str] = {}
    for account, union, name in (
        Person.objects.admitted().filter(account__in=accounts).values_list("account", "union", "name")
    ):
        unions[account].add(union)
        names[account] = name
    return {
        one.pk: Side(
            accounts=frozenset({one.user_id}),
            unions=frozenset(unions[one.user_id]),
            names=tuple(filter(None, (names.get(one.user_id), one.user.name))),
        )
        for one in reviewers
    }


def _asking(applications: Sequence[Application]) -> dict[int, Side]:
    unions = {one.union_id for one in applications}
    chairs: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    held = Office.objects.admitted().filter(in_office(timezone.localdate()), union__in=unions)
    for union, name, account in held.values_list("union", "person__name", "person__account"):
        chairs[union].append((name, account))
    ties = earlier_ties.of(unions=unions)
    return {one.pk: _side(one, chairs[one.union_id], ties.get(one.union_id, set())) for one in applications}


def _side(application: Application, officers: Iterable[tuple[str, int | None]], tied: set[int]) -> Side:
    person: Any = application.person
    accounts = {application.submitted_by_id, person.account_id if person else None}
    names = [name for name, _account in officers] + ([person.name] if person else [])
    accounts |= {account for _name, account in officers}
    return Side(
        accounts=frozenset(one for one in accounts if one is not None),
        unions=frozenset({application.union_id}),
        names=tuple(names),
        mentored=frozenset(tied),
    )
