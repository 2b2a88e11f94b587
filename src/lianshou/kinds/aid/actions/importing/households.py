"""A part of a list of households: persons, files, surveys with their outcome, members and rounds, each with one statement."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.kinds import Trace
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import insert_with_history
from lianshou.kernel.guard.models import Sketch, insert_rows, insert_values
from lianshou.kernel.people.actions import take_persons
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.opening import numbers_for
from lianshou.kinds.aid.enums import Layer, Level, Mode, Reason, Sort, Stage, State
from lianshou.kinds.aid.models import Household, Member, Survey, Verification
from lianshou.kinds.aid.queries import division_of, layers_for
from lianshou.kinds.aid.queries.importing import (
    Meant,
    faults_of,
    meant_by,
    what_is_held,
    why_not_open,
)
from lianshou.kinds.aid.rules.computing import Rules, compute_by, rules_of
from lianshou.kinds.aid.rules.computing.outcome import Outcome
from lianshou.kinds.aid.rules.facts import Facts, Where
from lianshou.kinds.aid.rules.form import MEMBERS, Form, birth_of, facts_of, form_of
from lianshou.kinds.aid.rules.settings import KEYS

Answer = tuple[Trace, ...] | Refused
HOUSEHOLD, PERSON = "aid.household", "people.person"
_OF_PERSON = ("name", "id_number", "phone", "address", "bank_name", "bank_card")


@transaction.atomic
def take_households(
    *, year: int, actor: Any, union: Union, rows: Sequence[Mapping[str, Any]], now: datetime
) -> list[Answer]:
    """Open the files of a part of a list by the form of a year: each row answers with what it made, or with why it is refused.

    As ``record_household`` at the desk: the worker is linked with the register of persons or entered there, the survey is
    frozen with its outcome, the file is to be checked and its round begins. What stands in the superior's archive begins
    a round of the approval alone (docs/aid-intake.md). Raises PermissionDenied. Leaves ``persons.entered`` and ``households.imported`` with
    the counts and a digest of the files' numbers.
    """
    require(actor, "person.edit", on=union)
    work = _Work(actor, union, form_of(year), now)
    meant = meant_by(rows, form=work.form, actor=actor, union=union)
    answers: dict[int, Answer] = {}
    sound: dict[int, Meant] = {}
    for place, (one, reason) in enumerate(_judged(work, meant)):
        if reason is None:
            sound[place] = one
        else:
            answers[place] = Refused(reason)
    answers |= _opened(work, sound)
    _tell(work, [answers[place] for place in range(len(rows))])
    return [answers[place] for place in range(len(rows))]


@dataclass
class _Work:
    """A part that is being taken over, with what is read once for all of its rows."""

    actor: Any
    union: Union
    form: Form
    now: datetime
    rules: dict[tuple[str, date], Rules] = field(default_factory=dict)
    divisions: dict[int, str] = field(default_factory=dict)
    orders: dict[int, list[str]] = field(default_factory=dict)
    book: Any = None

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def division(self, union: Union) -> str:
        if union.pk not in self.divisions:
            self.divisions[union.pk] = division_of(union)
        return self.divisions[union.pk]

    def layers(self, union: Union) -> list[str]:
        """The layers of a first round, as for a file that is opened at the desk."""
        if union.pk not in self.orders:
            self.orders[union.pk] = layers_for(union=union, sort=Sort.FIRST, on=self.today)
        return self.orders[union.pk]

    def outcome(self, one: Meant, facts: Facts) -> Outcome:
        where = Where(self.division(one.keeper), self.taken_on(one))
        if (where.region, where.on) not in self.rules:
            self.book = self.book or rule_book(*KEYS)
            self.rules[where.region, where.on] = rules_of(self.book, where)
        return compute_by(facts, where, self.rules[where.region, where.on], changes=False)

    def taken_on(self, one: Meant) -> date:
        return one.values.get("taken_on") or self.today


def _judged(work: _Work, meant: Sequence[Meant]) -> list[tuple[Meant, Reason | None]]:
    """The rows against everything that stands now and against each other: the file may have been corrected cell by cell."""
    held, found = what_is_held(meant, actor=work.actor), []
    seen: set[str] = set()
    for one in meant:
        mine = {number for number in (*one.numbers, f"#{one.outer}" if one.outer else "") if number}
        reason = None
        if any(True for _fault in faults_of(one, work.form, today=work.today)):
            reason = Reason.FAULTS
        elif why := why_not_open(one, held, actor=work.actor):
            reason = why[1]
        elif mine & seen:
            reason = Reason.HELD_IN_SIGHT
        else:
            seen |= mine
        found.append((one, reason))
    return found


def _opened(work: _Work, sound: Mapping[int, Meant]) -> dict[int, Answer]:
    """Everything with one statement each; where somebody else was quicker, row by row."""
    if not sound:
        return {}
    try:
        with transaction.atomic():
            return _written(work, sound)
    except IntegrityError:
        return {place: _alone(work, one) for place, one in sound.items()}


def _alone(work: _Work, one: Meant) -> Answer:
    reason = _judged(work, [one])[0][1]
    if reason is not None:
        return Refused(reason)
    try:
        with transaction.atomic():
            return _written(work, {0: one})[0]
    except IntegrityError:
        return Refused(Reason.HELD_ELSEWHERE)


def _written(work: _Work, sound: Mapping[int, Meant]) -> dict[int, Answer]:
    heads, answers = _heads(work, sound)
    there = {place: one for place, one in sound.items() if place in heads}
    facts = {place: facts_of(one.answers, work.form) for place, one in there.items()}
    outcomes = {place: work.outcome(one, facts[place]) for place, one in there.items()}
    files = _files(work, there, heads, outcomes, facts)
    versions = insert_with_history(Household, list(files.values()))
    _surveys(work, there, files, outcomes)
    _members(there, files)
    _rounds(work, there, files)
    for (place, made), version in zip(files.items(), versions, strict=True):
        person = heads[place][1]
        answers[place] = (Trace(HOUSEHOLD, made.pk, True, version), *([person] if person else []))
    return answers


def _heads(
    work: _Work, sound: Mapping[int, Meant]
) -> tuple[dict[int, tuple[int, Trace | None]], dict[int, Answer]]:
    """The worker of each row on the register, and the trace where the row entered them; refusals of the register beside."""
    held = what_is_held(list(sound.values()), actor=work.actor).people
    found: dict[int, tuple[int, Trace | None]] = {}
    refused: dict[int, Answer] = {}
    fresh: dict[int, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    unions: dict[int, Union] = {}
    for place, one in sound.items():
        if known := held.get(one.numbers[0]):
            found[place] = (known.pk, None)
        else:
            unions[one.keeper.pk] = one.keeper
            fresh[one.keeper.pk][place] = {key: one.answers.get(key, "") for key in _OF_PERSON}
    for key, rows in fresh.items():
        entered = take_persons(actor=work.actor, union=unions[key], rows=list(rows.values()), now=work.now)
        for place, answer in zip(rows, entered, strict=True):
            if isinstance(answer, Refused):
                refused[place] = answer
            else:
                trace = next(one for one in answer if one.label == PERSON)
                found[place] = (trace.key, trace)
    return {place: found[place] for place in sound if place in found}, refused


def _files(
    work: _Work,
    sound: Mapping[int, Meant],
    heads: Mapping[int, tuple[int, Trace | None]],
    outcomes: Mapping[int, Outcome],
    facts: Mapping[int, Facts],
) -> dict[int, Any]:
    often = Counter(work.division(one.keeper) for one in sound.values())
    first = {work.division(one.keeper): one.keeper for one in sound.values()}
    drawn = {
        division: numbers_for(first[division], division, work.today.year, n)
        for division, n in sorted(often.items())
    }
    made: dict[int, Any] = {}
    for place, one in sound.items():
        answers, outcome = one.answers, outcomes[place]
        made[place] = Sketch(
            Household,
            number=next(drawn[work.division(one.keeper)]),
            union_id=one.keeper.pk,
            head_id=heads[place][0],
            level=one.values.get("level") or Level.NATION.value,
            state=State.CHECKING.value,
            category=outcome.category.value,
            cause=answers.get("cause", ""),
            secondary=list(answers.get("secondary") or []),
            persons=facts[place].persons,
            surveyed_year=work.taken_on(one).year,
            outer_number=one.outer,
            outer_filed_on=one.values.get("filed_on"),
            opened_on=work.today,
            opened_year=work.today.year,
        )
    return made


def _surveys(
    work: _Work, sound: Mapping[int, Meant], files: Mapping[int, Any], outcomes: Mapping[int, Outcome]
) -> None:
    rows: list[Any] = []
    for place, one in sound.items():
        file, outcome, on = files[place], outcomes[place], work.taken_on(one)
        rows.append(
            Sketch(
                Survey,
                household_id=file.pk,
                person_id=file.head_id,
                vintage=work.form.year,
                year=on.year,
                mode=Mode.DESK.value,
                stage=Stage.HANDED_IN.value,
                taken_on=on,
                answers=one.answers,
                outcome=outcome.as_json(),
                category=outcome.category.value,
                persons=file.persons,
                version=2,
                begun_by_id=work.actor.pk,
                begun_at=work.now,
                saved_at=work.now,
                handed_in_by_id=work.actor.pk,
                handed_in_at=work.now,
            )
        )
    keys = insert_rows(Survey, rows)
    takers: Any = Survey.takers.through
    insert_values(takers, len(keys), survey_id=keys, user_id=[work.actor.pk] * len(keys))


def _members(sound: Mapping[int, Meant], files: Mapping[int, Any]) -> None:
    rows: list[Any] = []
    for place, one in sound.items():
        file = files[place]
        rows.append(_member(file, {**one.answers, "relation": ""}, is_head=True))
        rows += [_member(file, row) for row in one.answers.get(MEMBERS.key) or []]
    insert_rows(Member, rows)


def _member(file: Any, row: Mapping[str, Any], *, is_head: bool = False) -> Any:
    return Sketch(
        Member,
        household_id=file.pk,
        person_id=file.head_id,
        is_head=is_head,
        name=row.get("name", ""),
        id_number=row.get("id_number", ""),
        relation=row.get("relation", ""),
        birth_on=birth_of(row),
        health=row.get("health", ""),
        status=row.get("status", ""),
    )


def _rounds(work: _Work, sound: Mapping[int, Meant], files: Mapping[int, Any]) -> None:
    rows: list[Any] = []
    for place, one in sound.items():
        standing = bool(one.outer)
        order = [Layer.APPROVAL.value] if standing else work.layers(one.keeper)
        rows.append(
            Sketch(
                Verification,
                household_id=files[place].pk,
                sort=(Sort.STANDING if standing else Sort.FIRST).value,
                order=order,
                waits_at=order[0],
                since=work.today,
                begun_on=work.today,
            )
        )
    insert_rows(Verification, rows)


def _tell(work: _Work, answers: Sequence[Answer]) -> None:
    keys = [one[0].key for one in answers if not isinstance(one, Refused)]
    if keys:
        path = work.union.path
        record(
            actor=work.actor, verb="households.imported", subject=work.union, at=work.now, union_path=path,
            opened=len(keys), form=work.form.year, digest=digest_of(keys),
        )  # fmt: skip


def digest_of(keys: Sequence[int]) -> str:
    """What stands in the book instead of a list of keys."""
    return hashlib.sha256(",".join(map(str, keys)).encode()).hexdigest()
