"""Reading surveys: the last one, the draft, what is known for a new one, what differs from the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import posts_standing_at, scope_of
from lianshou.kernel.access.rules.permissions import ADMINISTRATORS
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Stage
from lianshou.kinds.aid.models import Household, Member, Picture, Survey
from lianshou.kinds.aid.rules.computing import compute, with_changes
from lianshou.kinds.aid.rules.computing.outcome import Outcome
from lianshou.kinds.aid.rules.facts import Facts, Where
from lianshou.kinds.aid.rules.form import (
    MEMBERS,
    Difference,
    Form,
    Hide,
    Shown,
    carried,
    differences,
    facts_of,
    form_of,
    numbered,
    shown_in,
)
from lianshou.kinds.aid.rules.settings import KEYS

MOST_COLLEAGUES = 12


def masked(hide: Hide, value: str) -> str:
    """A value under a mask of the house."""
    return Mask(hide.value).over(value)


def surveys_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Survey]:
    """The surveys of the files in the subtrees of the actor's posts that grant ``verb``."""
    found = Survey.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("household__union", "household__head", "before", "handed_in_by", "begun_by")


def surveys_of(household: Household) -> list[Survey]:
    """Every survey of a file that the caller has been let in to, newest first."""
    found = Survey.objects.admitted().filter(household=household)
    return list(found.select_related("handed_in_by", "begun_by").prefetch_related("takers"))


def last_survey(household: Household) -> Survey | None:
    """The last survey that was handed in."""
    found = Survey.objects.admitted().filter(household=household, stage=Stage.HANDED_IN)
    return found.order_by("-taken_on", "-pk").first()


def draft_of(household: Household) -> Survey | None:
    """The survey that is being filled in."""
    return Survey.objects.admitted().filter(household=household, stage=Stage.DRAFT).first()


def has_draft(*households: Household) -> bool:
    """Whether a survey of any of these is being filled in."""
    return bool(Survey.objects.admitted().filter(household__in=households, stage=Stage.DRAFT).exists())


def survey_with_key(*, actor: Any, key: UUID) -> Survey | None:
    """What the actor's browser sent before under a key."""
    return Survey.objects.admitted().filter(key=key, begun_by=actor).select_related("household").first()


def keys_there(*, actor: Any, keys: list[UUID]) -> list[str]:
    """Which of the keys of the actor's browser have arrived."""
    found = Survey.objects.admitted().filter(key__in=keys, begun_by=actor)
    return [str(key) for key in found.values_list("key", flat=True)]


def pictures_of(survey: Survey) -> QuerySet[Picture]:
    """The pictures of a survey that the caller has been let in to, without what they show."""
    return Picture.objects.admitted().filter(survey=survey).defer("content")


def pictures_in_scope(*, actor: Any) -> QuerySet[Picture]:
    """The pictures of the files in the actor's scope for revealing what is personal."""
    return Picture.objects.within(scope_of(actor=actor, verb="personal.reveal")).select_related(
        "survey__household__union"
    )


def division_of(union: Union) -> str:
    """The division whose settings count for a union, and whose series its files are numbered in: its own, or the nearest above."""
    paths = lineage(union.path)
    above = Union.objects.admitted().filter(path__in=[*paths, union.path]).exclude(division_code="")
    found = above.order_by("-depth").values_list("division_code", flat=True).first()
    return str(found or "")


def outcome_for(*, facts: Facts, household: Household, on: date) -> Outcome:
    """What a household is by the settings of its region on a day."""
    return compute(facts, Where(division_of(household.union), on), rule_book(*KEYS))


def outcome_of(survey: Survey) -> Outcome | None:
    """What a survey found, as it was frozen; what would change it is worked out now for rows of a list."""
    if not survey.outcome:
        return None
    return with_changes(Outcome.from_json(survey.outcome), facts_of(survey.answers, survey.form))


def colleagues(*, actor: Any, union: Union) -> list[User]:
    """Who may have gone along: the accounts with a post at the union or above it that is no administrator's, the actor first."""
    scope = scope_of(actor=actor, verb="person.view")
    posts = posts_standing_at(scope=scope, paths=[*lineage(union.path), union.path])
    posts = posts.exclude(role__in=ADMINISTRATORS)
    found = {post.user_id: post.user for post in posts}
    found.pop(actor.pk, None)
    return [actor, *list(found.values())[: MOST_COLLEAGUES - 1]]


@dataclass(frozen=True)
class Begun:
    """What a survey begins with, and where each answer came from: "register" or "before"."""

    answers: dict[str, Any]
    marks: dict[str, str]


def begun_with(*, household: Household, form: Form, before: Survey | None) -> Begun:
    """The answers of the last survey; without one, what the register of persons holds of the head and the family."""
    if before is not None:
        answers = carried(before.answers or {}, of=form_of(before.vintage), into=form)
        answers[MEMBERS.key] = numbered(_rows_now(household, answers[MEMBERS.key]))
        return Begun(answers, {key: "before" for key, value in answers.items() if value})
    told = of_register(household.head, form)
    if rows := _rows_now(household, []):
        told[MEMBERS.key] = numbered(rows)
    return Begun(told, {key: "register" for key, value in told.items() if value})


def _rows_now(household: Household, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the members who still stand in the file, and new ones for those who came to it since: with a file that was
    merged into it, or from one that was split."""
    own = [one for one in Member.objects.admitted().filter(household=household) if not one.is_head]
    came = Member.objects.admitted().filter(household__merged_into=household)
    standing = {_key(one.id_number, one.name) for one in own}
    kept = [row for row in rows if _key(row.get("id_number", ""), row.get("name", "")) in standing]
    there = {_key(row.get("id_number", ""), row.get("name", "")) for row in kept}
    new = [one for one in (*own, *came) if _key(one.id_number, one.name) not in there]
    return [*kept, *(_row_of_member(one) for one in new)][: MEMBERS.rows]


def _key(number: str, name: str) -> str:
    return number or name


def _row_of_member(member: Member) -> dict[str, Any]:
    born = member.birth_on.isoformat() if member.birth_on else ""
    relation = "other" if member.is_head else member.relation
    told = {"name": member.name, "relation": relation, "id_number": member.id_number, "birth_on": born}
    return told | {"health": member.health, "status": member.status}


def of_register(person: Person, form: Form) -> dict[str, Any]:
    """What the register of persons holds for the form of a person that the caller has been let in to."""
    told: dict[str, Any] = {}
    for one in form.single:
        value = getattr(person, one.fact) if one.fact else ""
        told[one.key] = value.isoformat() if isinstance(value, date) else value or ""
    if person.union.level == Level.ENTERPRISE:  # a federation or a joint union employs nobody
        told["employer"] = person.union.name
    rows = Relative.objects.admitted().filter(person=person)[: MEMBERS.rows]
    told[MEMBERS.key] = numbered([_row_of(one) for one in rows])
    return told


def _row_of(relative: Relative) -> dict[str, Any]:
    born = relative.birth_on.isoformat() if relative.birth_on else ""
    told = {"name": relative.name, "relation": relative.relation, "id_number": relative.id_number}
    return told | {"birth_on": born}


def differences_of(survey: Survey, before: Survey | None) -> list[Difference]:
    """What a survey says otherwise than the one before it; hidden answers under their masks."""
    if before is None:
        return []
    form = survey.form
    old = carried(before.answers or {}, of=form_of(before.vintage), into=form)
    return differences(form, old, survey.answers or {}, masked)


@dataclass(frozen=True)
class ShownSection:
    """A section of a survey as a page shows it."""

    key: str
    title: Any
    rows: list[list[Shown]]
    repeats: bool


def sections_of(form: Form, answers: Mapping[str, Any]) -> list[ShownSection]:
    """What was answered, section by section; hidden answers under their masks."""
    found = [
        ShownSection(one.key, one.title, shown_in(one, answers, masked), bool(one.rows))
        for one in form.sections
    ]
    return [one for one in found if one.rows]
