"""Findings in the actor's scope, what may be done with each, how it was pressed for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import may, posts_standing_at, scope_of
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.bulletins.enums import State as BulletinState
from lianshou.kernel.inspections.enums import VERBS, Standing, State, Step
from lianshou.kernel.inspections.models import Finding, Urging
from lianshou.kernel.inspections.rules import next_step
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below, unions_in_scope

WITH = ("union", "laid_by", "person", "visit__plan", "found_by", "told_by", "verified_by", "struck_by")
_UNMENDED = (State.FOUND, State.MENDING)


def findings_in_scope(*, actor: Any, verb: str = "inspection.view") -> QuerySet[Finding]:
    """The findings at unions in scope, and those that unions in scope have made, the newest first."""
    found = Finding.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related(*WITH).order_by("-pk")


def findings_with_words(rows: QuerySet[Finding], words: str) -> QuerySet[Finding]:
    """Narrow to findings whose text, place, unit or person holds the words."""
    return rows.filter(
        Q(text__icontains=words)
        | Q(place__icontains=words)
        | Q(union__search__icontains=words)
        | Q(person__name__icontains=words)
        | Q(person_name__icontains=words)
    )


def overdue_findings(rows: QuerySet[Finding], today: date) -> QuerySet[Finding]:
    """Those that should have been reported as mended by now."""
    return rows.filter(state=State.MENDING, due_on__lt=today)


def findings_standing(rows: QuerySet[Finding], standing: str, today: date) -> QuerySet[Finding]:
    """Narrow to findings that stand so."""
    if standing == Standing.OVERDUE:
        return overdue_findings(rows, today)
    narrowed = {
        Standing.OPEN: ~Q(state=State.STRUCK),
        Standing.TO_VERIFY: Q(state=State.REPORTED),
        Standing.STRUCK: Q(state=State.STRUCK),
    }
    return rows.filter(narrowed[Standing(standing)])


def urgings_of(*, actor: Any, finding: Finding) -> QuerySet[Urging]:
    """How a finding that the caller has been let in to was pressed for, oldest first; a bulletin that is not issued yet is
    for those who inspect alone."""
    found: QuerySet[Urging] = Urging.objects.admitted().filter(finding=finding)
    found = found.select_related("made_by", "bulletin")
    if not may(actor, "inspection.plan", on=finding.laid_by):
        found = urgings_told(found)
    return found.order_by("pk")


def urgings_told(rows: QuerySet[Urging]) -> QuerySet[Urging]:
    """Without the bulletins that are not issued yet."""
    return rows.exclude(Q(step=Step.BULLETIN) & ~Q(bulletin__state=BulletinState.ISSUED))


def letters_in_scope(*, actor: Any) -> QuerySet[Urging]:
    """The letters (催办函) about findings in scope."""
    found = Urging.objects.within(scope_of(actor=actor, verb="inspection.view")).filter(step=Step.LETTER)
    return found.select_related("finding__union", "finding__laid_by", "finding__visit__plan")


def steps_taken(finding: Finding) -> set[str]:
    """The steps of pressing that were taken already."""
    return set(Urging.objects.admitted().filter(finding=finding).values_list("step", flat=True))


def to_name_in_bulletin(*, union: Union, today: date) -> QuerySet[Finding]:
    """The overdue findings of a union that inspects to whose letter no answer came in its time, and that no bulletin names yet."""
    rows = Finding.objects.admitted().filter(
        laid_by=union, urgings__step=Step.LETTER, urgings__due_on__lt=today
    )
    found = overdue_findings(rows, today).exclude(urgings__step=Step.BULLETIN)
    return found.select_related(*WITH).order_by("union__path", "due_on", "pk")


@dataclass(frozen=True)
class Event:
    """One line of a history, with the words that were given."""

    label: str
    at: Any
    by: str
    words: str


def history(*, about: Any) -> list[Event]:
    """The history of a finding or plan from the book, oldest first; the caller has been let in to it."""
    lines = history_of(about).filter(verb__in=VERBS).order_by("pk")
    return [Event(str(VERBS[line.verb]), line.at, line.actor_name, _words(line.details)) for line in lines]


def _words(details: Mapping[str, Any]) -> str:
    words = str(details.get("words", ""))
    if not details.get("was"):
        return words
    told = {"was": details["was"], "due": details["due_on"], "why": details.get("why", "")}
    put_off = _("(put off from %(was)s to %(due)s: %(why)s)") % told
    return f"{words} {put_off}"


@dataclass(frozen=True)
class Acts:
    """What the actor may do with a finding now, by the rules that guard the actions."""

    assigns: bool
    reports: bool
    verifies: bool
    own: bool
    strikes: bool
    step: Step | None
    waits_until: date | None
    is_above: bool


def acts_on(*, actor: Any, finding: Finding, today: date) -> Acts:
    """For the buttons of a finding's page."""
    verifies = finding.state == State.REPORTED and may(actor, "inspection.verify", on=finding.laid_by)
    own = finding.told_by_id == actor.pk
    is_above = may(actor, "inspection.plan", on=finding.laid_by)
    step = next_step(steps_taken(finding)) if is_above and finding.is_overdue(today) else None
    waits = answer_due(finding=finding) if step == Step.BULLETIN else None
    return Acts(
        assigns=finding.state in _UNMENDED and may(actor, "inspection.record", on=finding.laid_by),
        reports=finding.state == State.MENDING and may(actor, "inspection.mend", on=finding.union),
        verifies=verifies and not own,
        own=verifies and own,
        strikes=finding.state == State.VERIFIED and may(actor, "inspection.plan", on=finding.laid_by),
        step=step,
        waits_until=waits if waits and waits >= today else None,
        is_above=is_above,
    )


def answer_due(*, finding: Finding) -> date | None:
    """By when the letter about a finding asked for an answer."""
    letters = Urging.objects.admitted().filter(finding=finding, step=Step.LETTER)
    return letters.values_list("due_on", flat=True).first()


def people_to_mend(*, actor: Any, union: Union) -> QuerySet[User]:
    """The open accounts with a post at the unit that mends, whom the actor may name."""
    posts = posts_standing_at(scope=scope_of(actor=actor, verb="inspection.record"), paths=[union.path])
    return User.objects.filter(pk__in=posts.order_by().values("user")).order_by("sound", "name", "pk")


def unions_to_find_at(*, actor: Any) -> QuerySet[Union]:
    """The unions where the actor may find something: those below the unions for which it records."""
    return unions_in_scope(actor=actor, verb="inspection.record").filter(dissolved_on=None)


def is_below(union: Union, home: Union) -> bool:
    """Whether a union stands at or below another."""
    return union.path.startswith(home.path)


def narrowed_to(rows: QuerySet[Any], *, actor: Any, union: Union) -> QuerySet[Any]:
    """Rows about a union and everything below it."""
    inside = below(unions_in_scope(actor=actor, verb="inspection.view"), union)
    return rows.filter(union__in=inside.order_by().values("pk"))
