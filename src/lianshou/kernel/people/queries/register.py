from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from lianshou.china.text import same_name_key, tidy
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import matching_words, unions_in_scope

_AT_ONCE = 500
_INDEXES = {"phone": "phone_index", "id_number": "id_index"}


def people_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Person]:
    """The persons of the unions in the subtrees of the actor's posts that grant ``verb``."""
    return Person.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")


def people_listed(*, actor: Any, verb: str = "person.view") -> QuerySet[Person]:
    """Those persons as a list shows them: with the offices that they hold, in the order of their names' sound."""
    held = Office.objects.admitted().filter(ends_on=None)
    found = people_in_scope(actor=actor, verb=verb)
    return found.prefetch_related(Prefetch("offices", queryset=held, to_attr="held")).order_by("search", "pk")


def relatives_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Relative]:
    """The relatives of those persons."""
    return Relative.objects.within(scope_of(actor=actor, verb=verb)).select_related("person__union")


def with_words(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Narrow to persons whose name, full pinyin or initials hold every word."""
    for word in tidy(words).lower().split():
        people = people.filter(search__icontains=word)
    return people


def with_number(people: QuerySet[Person], field: str, value: str) -> QuerySet[Person]:
    """Narrow to persons whose ``field`` (phone or id_number) is exactly ``value``, through its blind index."""
    index: Any = Person._meta.get_field(_INDEXES[field])
    return people.filter(**{f"{index.name}__in": index.candidates(value)})


def of_unions_called(people: QuerySet[Person], words: str, *, actor: Any) -> QuerySet[Person]:
    """Narrow to persons of unions in the actor's scope whose name, pinyin or initials hold the words."""
    unions = matching_words(unions_in_scope(actor=actor, verb="person.view"), words)
    return people.filter(union__in=unions.order_by().values("pk"))


def below(people: QuerySet[Person], union: Union) -> QuerySet[Person]:
    """Narrow to persons of the subtree of ``union``."""
    return people.filter(Scope((union.path,)).q("union_path"))


def holding(people: QuerySet[Person], position: str) -> QuerySet[Person]:
    """Narrow to persons who hold ``position`` now."""
    held = Office.objects.admitted().filter(person=OuterRef("pk"), position=position, ends_on=None)
    return people.filter(Exists(held))


def holder_of_identity(number: str, *, but: int | None = None) -> Person | None:
    """Whoever has an identity number, in anybody's scope: for an action to refuse a second one, never to be shown."""
    held = with_number(Person.objects.admitted(), "id_number", number).select_related("union")
    return held.exclude(pk=but).first() if but else held.first()


def people_holding(numbers: Collection[str]) -> list[Person]:
    """Whoever has one of these identity numbers, in anybody's scope: for an action to link or refuse, never to be shown."""
    rows = [{"id_number": number} for number in numbers]
    return list(_having(Person.objects.admitted().select_related("union"), "id_number", rows))


def lookalike(
    *, actor: Any, name: str, phone: str, birth_on: date | None, but: int | None = None
) -> Person | None:
    """A person in the actor's scope with the same name and telephone, whose day of birth does not differ."""
    if not phone:
        return None
    found = with_number(people_in_scope(actor=actor), "phone", phone).filter(name=name)
    found = found if but is None else found.exclude(pk=but)
    return next(
        (one for one in found[:20] if not (birth_on and one.birth_on and one.birth_on != birth_on)), None
    )


def same_persons(*, people: QuerySet[Person], rows: Sequence[Mapping[str, Any]]) -> dict[int, Person]:
    """By their places in ``rows``, the persons on record that they mean.

    A row with an identity number means whoever has it; one without means the person of that name and telephone in its union.
    """
    by_number = {one.id_number: one for one in _having(people, "id_number", rows)}
    by_telephone = [row for row in rows if not row.get("id_number")]
    by_phone = {(one.name, one.phone, one.union_id): one for one in _having(people, "phone", by_telephone)}
    found: dict[int, Person] = {}
    for place, row in enumerate(rows):
        key = (row["name"], row.get("phone"), row["union"].pk)
        number = row.get("id_number")
        known = by_number.get(number) if number else by_phone.get(key)
        if known is not None:
            found[place] = known
    return found


def numbers_elsewhere(*, actor: Any, numbers: Sequence[str]) -> set[str]:
    """Those of ``numbers`` that belong to persons outside the unions where the actor may edit persons."""
    rows = [{"id_number": number} for number in numbers]
    mine = scope_of(actor=actor, verb="person.edit")
    held = _having(Person.objects.admitted().select_related("union"), "id_number", rows)
    return {one.id_number for one in held if not mine.covers(one.union.path)}


def unions_called(*, actor: Any, names: Sequence[str]) -> dict[str, Union]:
    """The unions where the actor may edit persons, by the keys of the ``names`` they are called by."""
    keys = sorted({key for name in names for key in _keys(name)})
    found: dict[str, Union] = {}
    for start in range(0, len(keys), _AT_ONCE):
        wanted = keys[start : start + _AT_ONCE]
        for union in unions_in_scope(actor=actor, verb="person.edit").filter(name_key__in=wanted):
            found.setdefault(union.name_key, union)
    return {name: known for name in names for key in _keys(name) if (known := found.get(key))}


def unions_to_fill(*, actor: Any) -> QuerySet[Union]:
    """The unions where the actor may enter persons, without the dissolved."""
    return unions_in_scope(actor=actor, verb="person.edit").filter(dissolved_on=None)


def brought(people: QuerySet[Person], pks: Sequence[int]) -> QuerySet[Person]:
    """Narrow to those of ``people`` that a list has just brought."""
    return people.filter(pk__in=list(pks))


def _keys(name: str) -> tuple[str, str]:
    """The keys of a union's name, with and without the word for union that a list of persons leaves out."""
    return same_name_key(f"{name}工会")[:120], same_name_key(name)[:120]


def _having(people: QuerySet[Person], field: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Person]:
    """The persons whose ``field`` is that of one of ``rows``, a few hundred at a time."""
    index: Any = Person._meta.get_field(_INDEXES[field])
    values = sorted({str(row[field]) for row in rows if row.get(field)})
    for start in range(0, len(values), _AT_ONCE):
        wanted = [key for value in values[start : start + _AT_ONCE] for key in index.candidates(value)]
        yield from people.filter(**{f"{_INDEXES[field]}__in": wanted})
