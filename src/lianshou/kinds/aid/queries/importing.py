"""What is looked up about the rows of a list of households, a part at a time: who stands in a file, who is on register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.intake.queries import in_both
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import numbers_held, people_holding
from lianshou.kernel.people.rules.listing import NO_SUCH_UNION
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Layer, Reason, Sort, State
from lianshou.kinds.aid.models import Household, Member
from lianshou.kinds.aid.queries.files import households_in_scope, unions_to_keep
from lianshou.kinds.aid.rules.facts import Category
from lianshou.kinds.aid.rules.form import MEMBERS, Answers, Form, faults_in, form_of
from lianshou.kinds.aid.rules.importing import households as rules

AT_ONCE = 400
_NEITHER = ("", Category.NONE.value)


@dataclass(frozen=True)
class Meant:
    """A row with what it answers and the union that keeps the file; None where the actor has no such union."""

    values: Mapping[str, Any]
    answers: Answers
    union: Union | None

    @property
    def keeper(self) -> Union:
        """The union that keeps the file, of a row that was judged sound."""
        if self.union is None:
            raise LookupError("a row without a union is refused before")
        return self.union

    @property
    def numbers(self) -> tuple[str, ...]:
        """The identity numbers of the household, the worker's first."""
        rows = self.answers.get(MEMBERS.key) or []
        return (self.answers.get("id_number", ""), *(row.get("id_number", "") for row in rows))

    @property
    def outer(self) -> str:
        """The number of the file in the superior's archive."""
        return str(self.values.get("outer_number") or "")


@dataclass(frozen=True)
class Held:
    """What stands already: by identity number its file where that is in sight, else None; numbers of the superior's archive;
    persons by number."""

    files: Mapping[str, int | None]
    outer: Collection[str]
    people: Mapping[str, Person]


def meant_by(rows: Sequence[Mapping[str, Any]], *, form: Form, actor: Any, union: Union) -> list[Meant]:
    """The rows of a part, each with its answers and its union."""
    names = {str(row["unit"]) for row in rows if row.get("unit")}
    units = units_called(actor=actor, names=names)
    return [
        Meant(
            row, rules.answers_of(form, row), units.get(str(row["unit"])) if row.get("unit") else union
        )
        for row in rows
    ]  # fmt: skip


def units_called(*, actor: Any, names: Collection[str]) -> dict[str, Union]:
    """The unions that rows name, where the actor may open files; a name that several have is none."""
    from lianshou.china.text import same_name_key

    keys = {same_name_key(name)[:120]: name for name in sorted(names)}
    found: dict[str, list[Union]] = {}
    for union in unions_to_keep(actor=actor).filter(name_key__in=keys) if keys else ():
        found.setdefault(union.name_key, []).append(union)
    by_name = {name: found.get(same_name_key(name)[:120], []) for name in names}
    return {name: unions[0] for name, unions in by_name.items() if len(unions) == 1}


def what_is_held(meant: Sequence[Meant], *, actor: Any) -> Held:
    """What the rows of a part would meet, in sight and out of it: to refuse, never to be shown."""
    numbers = {number for one in meant for number in one.numbers if number}
    heads = {one.numbers[0] for one in meant if one.numbers[0]}
    held = numbers_held(heads)
    return Held(
        files=standing_numbers(numbers, actor=actor),
        outer=outer_numbers({one.outer for one in meant if one.outer}),
        people={one.id_number: one for one in people_holding(held)} if held else {},
    )


def standing_numbers(numbers: Collection[str], *, actor: Any) -> dict[str, int | None]:
    """Those of the numbers that stand in a standing file of anybody's, with the file where the actor sees it, else None."""
    index: Any = Member._meta.get_field("id_index")
    by_key = {key: number for number in numbers for key in index.candidates(number)}
    mine, found = scope_of(actor=actor, verb="person.view"), dict[str, int | None]()
    rows = Member.objects.admitted().filter(is_standing=True)
    for part in parted(list(by_key)):
        held = rows.filter(id_index__in=part).values_list("id_index", "household", "household__union_path")
        found |= {by_key[key]: file if mine.covers(path) else None for key, file, path in held}
    return found


def outer_numbers(numbers: Collection[str]) -> set[str]:
    """Those of the numbers of the superior's archive that a standing file has."""
    rows, found = Household.objects.admitted().exclude(state=State.ENDED), set()
    for part in parted(sorted(numbers)):
        found |= set(rows.filter(outer_number__in=part).values_list("outer_number", flat=True))
    return found


def parted(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """As many as a statement takes at once."""
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def why_not_open(one: Meant, held: Held, *, actor: Any) -> tuple[str, Reason] | None:
    """Why a row cannot become a file beside those that stand, at which column; its answers are another matter."""
    if one.union is None:
        return "unit", Reason.NO_UNIT
    for key, number in _columns(one):
        if number in held.files:
            return key, Reason.HELD_IN_SIGHT if held.files[number] else Reason.HELD_ELSEWHERE
    if one.outer in held.outer:
        return "outer_number", Reason.NUMBER_HELD
    known = held.people.get(one.numbers[0])
    if known is None:
        return None
    inside = known.union.path.startswith(one.union.path)
    if not (inside and scope_of(actor=actor, verb="person.view").covers(known.union.path)):
        return "id_number", Reason.PERSON_ELSEWHERE
    return None if known.name == one.answers.get("name") else ("id_number", Reason.OTHER_NAME)


def _columns(one: Meant) -> Iterator[tuple[str, str]]:
    """The columns with identity numbers, and what stands there."""
    yield "id_number", one.numbers[0]
    for n in range(1, MEMBERS.rows + 1):
        if number := one.values.get(f"m{n}_id_number"):
            yield f"m{n}_id_number", str(number)


def households_checker(
    year: int,
) -> Callable[..., Callable[[Sequence[Row]], list[Problem]]]:
    """For the list of a form year: what makes the ``check`` that is shown the rows part by part and remembers numbers."""

    def checker(*, actor: Any, union: Union, today: date) -> Callable[[Sequence[Row]], list[Problem]]:
        form, seen = form_of(year), dict[str, int]()

        def check(rows: Sequence[Row]) -> list[Problem]:
            meant = meant_by([row.values for row in rows], form=form, actor=actor, union=union)
            held = what_is_held(meant, actor=actor)
            found: list[Problem] = []
            for row, one in zip(rows, meant, strict=True):
                told = {*row.broken}
                for key, message, way_out in _of_row(row, one, form, held, seen, actor, today):
                    if key not in told:
                        told.add(key)
                        at = (row.sheet, row.number, None, key)
                        found.append(Problem(*at, "household", message, way_out, _page(one, held, key)))
            return found

        return check

    return checker


def _page(one: Meant, held: Held, key: str) -> str:
    """The address of the file in which the number of a column stands, where the actor sees that file."""
    file = held.files.get(dict(_columns(one)).get(key, ""))
    return reverse("aid:household", args=[file]) if file else ""


_Told = tuple[str, Wording, Wording]


def _of_row(
    row: Row, one: Meant, form: Form, held: Held, seen: dict[str, int], actor: Any, today: date
) -> Iterator[_Told]:
    yield from faults_of(one, form, today=today)
    yield from _twice(row, one, seen)
    if reason := why_not_open(one, held, actor=actor):
        key, why = reason
        if why is Reason.NO_UNIT:
            yield key, *NO_SUCH_UNION
        elif why is Reason.NUMBER_HELD:
            yield key, rules.FILE_HELD, rules.FILE_WAY_OUT
        else:
            yield key, in_both(lambda: why.label), rules.CHECK_NUMBER


def faults_of(one: Meant, form: Form, *, today: date) -> Iterator[_Told]:
    """What is wrong within a row: by the form, and with the days and the number of the file."""
    faults = faults_in(form, one.answers, today=today)
    if faults:
        filled = rules.places_of(form, one.values)
        for fault in faults:
            yield rules.column_of(fault, filled), fault.problem, fault.way_out
    for key in ("taken_on", "filed_on"):
        day = one.values.get(key)
        if day and day > today:
            yield key, rules.IN_FUTURE, rules.DAY_CHECK
    if one.outer and not one.values.get("filed_on"):
        yield "filed_on", rules.DAY_MISSING, rules.DAY_WAY_OUT
    elif one.values.get("filed_on") and not one.outer:
        yield "outer_number", rules.NUMBER_MISSING, rules.NUMBER_WAY_OUT


def _twice(row: Row, one: Meant, seen: dict[str, int]) -> Iterator[_Told]:
    """Numbers that an earlier row has; within one household the form says it."""
    for key, number in _columns(one):
        if number and seen.setdefault(number, row.number) != row.number:
            yield key, rules.TWICE.fill(row=seen[number]), rules.TWICE_WAY_OUT
    if one.outer and seen.setdefault(f"#{one.outer}", row.number) != row.number:
        yield "outer_number", rules.FILE_TWICE.fill(row=seen[f"#{one.outer}"]), rules.FILE_WAY_OUT


def standing_to_file(*, actor: Any) -> QuerySet[Household]:
    """The files taken over from the superior's archive that wait to be put on file where the actor decides; those that the
    actor imported wait for somebody else."""
    found = households_in_scope(actor=actor, verb="review.decide").filter(
        state=State.CHECKING,
        verifications__sort=Sort.STANDING,
        verifications__ended_on=None,
        verifications__waits_at=Layer.APPROVAL,
    )
    return found.exclude(surveys__handed_in_by=actor.pk)


def in_hardship(households: QuerySet[Household]) -> QuerySet[Household]:
    """Narrow to those whose survey finds a hardship: no others are put on file."""
    return households.exclude(category__in=_NEITHER)


def counted_by_union(households: QuerySet[Household]) -> list[dict[str, Any]]:
    """By union: how many wait, and how many of them are in no hardship by their survey."""
    rows: Any = households.order_by("union__path").values("union", "union__name", "union__path")
    return list(rows.annotate(n=Count("pk"), out=Count("pk", filter=Q(category__in=_NEITHER))))


def kept_by(households: QuerySet[Household], union_path: str) -> QuerySet[Household]:
    """Narrow to the files that the subtree of a path keeps."""
    return households.filter(Scope((union_path,)).q("union_path"))


def changed_since(versions: Mapping[int, int], keys: Iterable[int]) -> set[int]:
    """Those of the files whose latest history row is not the one told, or that are gone."""
    latest: dict[int, int] = {}
    history: Any = Household.history
    for part in parted(list(keys)):
        for key, version in (
            history.filter(id__in=part).order_by("history_id").values_list("id", "history_id")
        ):
            latest[key] = version
    return {key for key in keys if latest.get(key) != versions.get(key)}
