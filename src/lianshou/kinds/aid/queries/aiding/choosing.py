"""Whom aid can be given: who of which households, what they have of it, which account money goes to, what the budgets leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.funds.models import Budget
from lianshou.kernel.funds.queries import bearing_of_budget, budgets_listed, budgets_to_plan
from lianshou.kernel.guard.models import Scope
from lianshou.kinds.aid.enums import AidReason, Nature, Stage, State
from lianshou.kinds.aid.models import Aid, AidProject, Household, Member, Survey
from lianshou.kinds.aid.queries.aiding.register import (
    live_aids,
    long_term_of,
    plans_from,
    projects_for,
    recipients_like,
)
from lianshou.kinds.aid.queries.aiding.settings import sorts_for
from lianshou.kinds.aid.queries.files import households_in_scope, relation_words
from lianshou.kinds.aid.rules.aiding.deciding import Room, why_not_aid, why_not_household
from lianshou.kinds.aid.rules.aiding.sorts import earmarked_for, is_for
from lianshou.kinds.aid.rules.aiding.suggesting import Suggestion, suggested
from lianshou.kinds.aid.rules.settings.aiding import SORT_WORDS
from lianshou.web.templatetags.web import say


@dataclass(frozen=True)
class Standing:
    """What a person has of a project's sort in its year: the ceiling (0: none), what stands, what is planned in the same act."""

    ceiling: int
    aids: tuple[Aid, ...] = ()
    more: int = 0

    @property
    def room(self) -> Room:
        return Room(self.ceiling, sum(one.amount_fen for one in self.aids) + self.more)

    @property
    def earlier(self) -> Aid | None:
        """What was planned first."""
        return self.aids[0] if self.aids else None

    def and_more(self, amount: int) -> Standing:
        return replace(self, more=self.more + amount)


def standing_of(*, members: Sequence[Member], project: AidProject) -> dict[int, Standing]:
    """What each of these members has of a project's sort in its year, by the id of the member; whoever gave it."""
    known = recipients_like(members=members)
    found = live_aids(recipients=[one.pk for one in known.values()], sort=project.sort, year=project.year)
    by_recipient: dict[int, list[Aid]] = {}
    for aid in found:
        by_recipient.setdefault(aid.recipient_id, []).append(aid)
    return {
        one.pk: Standing(
            project.ceiling_fen, tuple(by_recipient.get(known[one.pk].pk, ())) if one.pk in known else ()
        )
        for one in members
    }


def barred_said(*, reason: AidReason, earlier: Aid | None, left: int | None) -> str:
    """Why somebody cannot be given it, with the aid they have already or what the ceiling leaves."""
    said = str(reason.label)
    if reason == AidReason.GIVEN_ALREADY and earlier is not None:
        day = date_format(localdate(earlier.entered_at), "SHORT_DATE_FORMAT")
        return _("%(why)s It is “%(title)s” of %(union)s, entered on %(day)s.") % {
            "why": said, "title": earlier.project, "union": earlier.project.union, "day": day
        }  # fmt: skip
    if reason == AidReason.OVER_CEILING and left is not None:
        return _("%(why)s Left this year: %(yuan)s yuan.") % {"why": said, "yuan": yuan_text(left)}
    return said


def accounts_of(households: Iterable[Household]) -> dict[int, tuple[str, str]]:
    """Bank and account of the heads, by file: from the register of persons, else from the last survey handed in."""
    found: dict[int, tuple[str, str]] = {}
    missing = []
    for one in households:
        if one.head.bank_card:
            found[one.pk] = (one.head.bank_name, one.head.bank_card)
        else:
            missing.append(one.pk)
    surveys = Survey.objects.admitted().filter(household__in=missing, stage=Stage.HANDED_IN)
    for survey in surveys.order_by("handed_in_at", "pk") if missing else ():
        answers = survey.answers or {}
        if answers.get("bank_card"):
            found[survey.household_id] = (str(answers.get("bank_name") or ""), str(answers["bank_card"]))
    return found


def left_of_budget(budget: Budget) -> int:
    """What a budget leaves, in fen."""
    return bearing_of_budget(budget).left


def names_of_sorts(project: AidProject) -> list[tuple[str, str]]:
    """How sorts are called by key: usually, in the region of a project today, and in its own words."""
    region = sorts_for(union=project.union, on=localdate())
    usual = [(key, words.zh) for key, words in SORT_WORDS.items() if key not in region]
    return [*usual, *((one.key, one.words) for one in region.values()), (project.sort, project.words)]


def pays_for(*, budget: Budget, project: AidProject) -> bool:
    """Whether a budget may pay for a project: its item names the project's sort, or no sort at all."""
    return is_for(project.sort, budget.item, names_of_sorts(project))


def budgets_of_project(*, actor: Any, project: AidProject) -> QuerySet[Budget]:
    """The budgets from which a project's money can come: of its programme, where the actor enters payments, and not earmarked for
    another sort; those earmarked for this one first.
    """
    planned = budgets_to_plan(actor=actor).filter(programme=project.programme_id)
    names = names_of_sorts(project)
    marks = {one.pk: earmarked_for(one.item, names) for one in planned}
    own = [key for key, marked in marks.items() if project.sort in marked]
    free = [key for key, marked in marks.items() if not marked]
    found = budgets_listed(actor=actor).filter(pk__in=[*own, *free])
    return found.order_by(Case(When(pk__in=own, then=Value(0)), default=Value(1)), "item", "pk")


def budgets_for_others(*, actor: Any, project: AidProject) -> list[str]:
    """The items of a programme's budgets that are earmarked for other sorts than a project's, each once."""
    planned = budgets_to_plan(actor=actor).filter(programme=project.programme_id)
    names = names_of_sorts(project)
    items = planned.order_by("item").values_list("item", flat=True)
    return [item for item in dict.fromkeys(items) if not is_for(project.sort, item, names)]


def budget_said(budget: Any) -> str:
    """A budget of ``budgets_of_project`` with its source and what it leaves: 医疗救助（中央财政） 余120,000.00元 · 中央财政帮扶资金."""
    left = _("%(yuan)s yuan left") % {"yuan": yuan_text(budget.ceiling_fen - budget.taken_fen)}
    return f"{budget.item}（{budget.source.get_sort_display()}） {left} · {budget.source.title}"


def households_to_help(*, actor: Any, project: AidProject) -> QuerySet[Household]:
    """The households on file below a project's union that the actor may give aid to."""
    below = Scope((project.union.path,)).q("union_path")
    return households_in_scope(actor=actor, verb="placement.edit").filter(below, state=State.ON_FILE)


@dataclass(frozen=True)
class Candidate:
    """A household that can be helped from a project: who of it, whom one would choose (0: somebody has it already, so say whom),
    why nobody can, the account, and who cannot have it for which reason.
    """

    household: Household
    people: tuple[tuple[int, str], ...]
    first: int
    why_not: str
    has_account: bool
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> int:
        return self.household.pk


def candidates_among(*, project: AidProject, households: Sequence[Household]) -> list[Candidate]:
    """These households as candidates; five statements however many there are."""
    rows = Member.objects.admitted().filter(household__in=households, is_standing=True)
    members: dict[int, list[Member]] = {}
    for row in rows:
        members.setdefault(row.household_id, []).append(row)
    standing = standing_of(members=[one for several in members.values() for one in several], project=project)
    accounts = accounts_of(households) if project.nature == Nature.MONEY else {}
    return [
        _candidate(project, one, members.get(one.pk, []), standing, one.pk in accounts) for one in households
    ]


def _candidate(
    project: AidProject,
    household: Household,
    members: Sequence[Member],
    standing: Mapping[int, Standing],
    has_account: bool,
) -> Candidate:
    free = [one for one in members if _why_not(project, household, standing[one.pk]) is None]
    wanted = [one for one in free if project.sort == "schooling" and one.relation == "child"]
    first = next(iter([*wanted, *free, *members]), None)
    why_not = ""
    if first is not None and not free:
        has = standing[first.pk]
        reason = _why_not(project, household, has) or AidReason.NOBODY
        why_not = barred_said(reason=reason, earlier=has.earlier, left=has.room.left)
    elif first is None:
        why_not = str(AidReason.NOBODY.label)
    people = tuple((one.pk, _said(household, one)) for one in (free or members))
    notes = () if why_not else tuple(_notes(project, household, members, standing))
    chosen = first.pk if first and not (notes and not wanted) else 0
    return Candidate(household, people, chosen, why_not, has_account, notes)


def _notes(
    project: AidProject, household: Household, members: Sequence[Member], standing: Mapping[int, Standing]
) -> Iterable[str]:
    """Who of a household cannot have it, and why."""
    for one in members:
        has = standing[one.pk]
        reason = _why_not(project, household, has)
        if reason is not None:
            why = barred_said(reason=reason, earlier=has.earlier, left=has.room.left)
            yield _("%(who)s: %(why)s") % {"who": _said(household, one), "why": why}


def _why_not(project: AidProject, household: Household, has: Standing) -> AidReason | None:
    """Why nothing at all can be given to one person: the smallest amount is tried."""
    return why_not_household(
        state=household.state, is_closed=project.closed_on is not None, is_inside=True
    ) or why_not_aid(
        nature=project.nature,
        has_person=True,
        has_it=bool(has.aids),
        is_often=project.is_often,
        amount=1 if project.nature == Nature.MONEY else 0,
        room=has.room,
    )


def _said(household: Household, member: Member) -> str:
    """A member as a choice: the relation, and the name, masked unless it is the head's."""
    name = household.head.name if member.is_head else member.masked["name"]
    return f"{say(relation_words(member))} {name}"


@dataclass(frozen=True)
class Offer:
    """A sort that fits a household, why, and the projects from which it can be had with one click."""

    suggestion: Suggestion
    projects: tuple[AidProject, ...]

    @property
    def called(self) -> Wording:
        return self.suggestion.sort.called

    @property
    def why(self) -> Any:
        return self.suggestion.why


def offers_for(*, household: Household, aids: Collection[Aid], is_long_term: bool) -> list[Offer]:
    """What a household on file may get this year by what it needs, the nearest first."""
    today = localdate()
    if household.state != State.ON_FILE:
        return []
    has = {one.sort for one in aids if one.is_live and one.year == today.year}
    found = suggested(
        cause=household.cause,
        secondary=household.secondary,
        category=household.category,
        is_long_term=is_long_term,
        sorts=sorts_for(union=household.union, on=today),
        has=has,
    )
    open_projects = list(projects_for(household=household, year=today.year))
    return [
        Offer(one, tuple(project for project in open_projects if project.sort == one.sort.key))
        for one in found
    ]


def may_help(*, actor: Any, household: Household) -> bool:
    """Whether the actor plans aid for a household."""
    return household.state == State.ON_FILE and may(actor, "placement.edit", on=household.union)


def panel_of(*, actor: Any, household: Household, aids: Sequence[Aid]) -> dict[str, Any]:
    """What the page of a file shows of aid; the caller has been let in to it."""
    mark = long_term_of(household)
    year = localdate().year
    offers = offers_for(household=household, aids=aids, is_long_term=mark is not None)
    offered = [project for one in offers for project in one.projects]
    elsewhere = {one.pk: one for one in offered if not plans_from(actor=actor, project=one)}
    return {
        "aids": aids,
        "aid_year": year,
        "has_aid": any(one.is_live and one.year == year for one in aids),
        "long_term": mark,
        "offers": offers,
        "elsewhere": elsewhere,
        "planned_at": _only_elsewhere(offered, elsewhere),
        "helps": may_help(actor=actor, household=household),
    }


def _only_elsewhere(offered: Sequence[AidProject], elsewhere: Mapping[int, AidProject]) -> str:
    """The union that plans the money of what fits, where the actor can plan nothing of it; else nothing."""
    if not offered or len(elsewhere) < len({one.pk for one in offered}):
        return ""
    return str(offered[0].programme.union)
