"""Putting together what a matching knows: helpers, households, and whom rules keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q

from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import State
from lianshou.kinds.aid.models import Helper, Helping, Household, Member
from lianshou.kinds.aid.queries.helping.register import standing_helpers
from lianshou.kinds.aid.queries.helping.settings import help_settings
from lianshou.kinds.aid.rules.helping.facing import Apart, HelperFacts, HouseholdFacts, Question, kept_apart
from lianshou.kinds.aid.rules.helping.words import field_of

_T = TypeVar("_T")
_AT_ONCE = 500
Numbers = dict[str, set[int]]
"""Blind indexes, and the helpers to whom each belongs."""


def question_for(*, union: Union, today: date) -> Question:
    """The question of a union that the caller has been let in to: its helpers, and the households on file below it, but those
    whose helper is of a union outside it."""
    helpers = list(standing_helpers(union=union))
    here = [one.pk for one in helpers]
    outside = (
        Helping.objects.admitted().filter(household=OuterRef("pk"), ends_on=None).exclude(helper__in=here)
    )
    found = Household.objects.within(Scope((union.path,))).filter(~Exists(outside), state=State.ON_FILE)
    households = list(found.select_related("union", "head", "wish"))
    return _question(union, helpers, households, today)


def successors_for(*, helper: Helper, helpers: Sequence[Helper], today: date) -> Question:
    """The question of a helper who leaves: their households, and all others who could have them."""
    ids = Helping.objects.admitted().filter(helper=helper, ends_on=None).values("household")
    households = Household.objects.admitted().filter(pk__in=ids).select_related("union", "head", "wish")
    others = [one for one in helpers if one.pk != helper.pk]
    return _question(helper.union, others, list(households), today, afresh=True)


def apart_between(*, helper: Helper, household: Household, today: date) -> Apart | None:
    """Why a helper can never be that of a household, or None."""
    found = apart_among([helper], [household], today).get((household.pk, helper.pk))
    return Apart[found] if found else None


def helpers_standing(households: Sequence[int]) -> dict[int, int]:
    """The helper of each household that has one, by ids."""
    found: dict[int, int] = {}
    for some in _parted(households):
        rows = Helping.objects.admitted().filter(household__in=some, ends_on=None)
        found |= dict(rows.values_list("household", "helper"))
    return found


def _question(
    union: Union,
    helpers: Sequence[Helper],
    households: Sequence[Household],
    today: date,
    *,
    afresh: bool = False,
) -> Question:
    now = {} if afresh else helpers_standing([one.pk for one in households])
    here = {one.pk for one in households}
    elsewhere = _elsewhere(helpers, here)
    return Question(
        helpers=tuple(_helper(one, elsewhere[one.pk]) for one in helpers),
        households=tuple(_household(one, now.get(one.pk)) for one in households),
        weights=help_settings(union=union, on=today).weights,
        apart=apart_among(helpers, households, today),
    )


def _elsewhere(helpers: Sequence[Helper], here: set[int]) -> defaultdict[int, int]:
    """How many households of each helper are not on the list."""
    found: defaultdict[int, int] = defaultdict(int)
    for some in _parted([one.pk for one in helpers]):
        rows = Helping.objects.admitted().filter(helper__in=some, ends_on=None)
        for helper, household in rows.values_list("helper", "household"):
            found[helper] += household not in here
    return found


def _helper(one: Helper, elsewhere: int) -> HelperFacts:
    longitude, latitude = _point(one.union)
    return HelperFacts(
        one.pk,
        one.union.path,
        longitude,
        latitude,
        tuple(one.fields),
        tuple(one.languages),
        one.most,
        elsewhere,
    )


def _household(one: Household, now: int | None) -> HouseholdFacts:
    longitude, latitude = _point(one.union)
    wish = getattr(one, "wish", None)
    asked = {field_of(one.cause), *(wish.fields if wish else ())} - {""}
    spoken = tuple(wish.languages) if wish else ()
    return HouseholdFacts(one.pk, one.union.path, longitude, latitude, tuple(sorted(asked)), spoken, now)


def _point(union: Union) -> tuple[float | None, float | None]:
    if union.longitude is None or union.latitude is None:
        return None, None
    return float(union.longitude), float(union.latitude)


def apart_among(
    helpers: Sequence[Helper], households: Sequence[Household], today: date
) -> dict[tuple[int, int], str]:
    """The reason by (household, helper) for all whom a rule keeps apart."""
    relatives = _relatives(helpers, households)
    heads = {one.head_id: one.pk for one in households}
    offices = _offices([*(one.person_id for one in helpers), *heads], today)
    at_union: defaultdict[int, set[int]] = defaultdict(set)
    for head in heads:
        for union, _position in offices[head]:
            at_union[union].add(head)
    found: dict[tuple[int, int], str] = {}
    for helper in helpers:
        near = {head for union, _position in offices[helper.person_id] for head in at_union[union]}
        near |= {helper.person_id} & heads.keys()
        kin = relatives[helper.pk]
        pairs: dict[int, int] = dict.fromkeys(kin, 0) | {heads[head]: head for head in near}
        for household, head in pairs.items():
            why = kept_apart(
                helper_person=helper.person_id,
                head=head,
                helper_offices=offices[helper.person_id],
                head_offices=offices[head] if head else (),
                is_relative=household in kin,
            )
            if why is not None:
                found[household, helper.pk] = why.name
    return found


def _offices(people: Sequence[int], today: date) -> defaultdict[int, list[tuple[int, str]]]:
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    held = (Q(starts_on=None) | Q(starts_on__lte=today)) & (Q(ends_on=None) | Q(ends_on__gt=today))
    for some in _parted(people):
        rows = Office.objects.admitted().filter(held, person__in=some)
        for person, union, position in rows.values_list("person", "union", "position"):
            found[person].append((union, position))
    return found


def _relatives(helpers: Sequence[Helper], households: Sequence[Household]) -> defaultdict[int, set[int]]:
    """The households of which a helper is a relative: an identity number of theirs, or of a relative of theirs in the register,
    stands in the file; or the head of the file names them as a relative."""
    own, kin = _numbers(helpers)
    here = {one.pk for one in households}
    heads = {one.head_id: one.pk for one in households}
    found: defaultdict[int, set[int]] = defaultdict(set)
    for some in _parted(list(kin)):
        rows = Member.objects.admitted().filter(id_index__in=some)
        for index, household in rows.values_list("id_index", "household"):
            for helper in kin[index] if household in here else ():
                found[helper].add(household)
    for some in _parted(list(own)):
        for index, head in (
            Relative.objects.admitted().filter(id_index__in=some).values_list("id_index", "person")
        ):
            for helper in own[index] if head in heads else ():
                found[helper].add(heads[head])
    return found


def _numbers(helpers: Sequence[Helper]) -> tuple[Numbers, Numbers]:
    """Helpers by the indexes of their own numbers, as relatives have them; and of their family's and their own, as members have them."""
    of_relative: Any = Relative._meta.get_field("id_index")
    of_member: Any = Member._meta.get_field("id_index")
    by_person = {one.person_id: one.pk for one in helpers}
    own: Numbers = {}
    kin: Numbers = {}
    for some in _parted(list(by_person)):
        for person in Person.objects.admitted().filter(pk__in=some):
            _put(own, of_relative.candidates(person.id_number), by_person[person.pk])
            _put(kin, of_member.candidates(person.id_number), by_person[person.pk])
        for relative in Relative.objects.admitted().filter(person__in=some):
            _put(kin, of_member.candidates(relative.id_number), by_person[relative.person_id])
    return own, kin


def _put(into: Numbers, indexes: Iterable[str], helper: int) -> None:
    for index in indexes:
        into.setdefault(index, set()).add(helper)


def _parted(rows: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
