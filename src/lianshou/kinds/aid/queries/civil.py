"""Reading reports on lists of the civil-affairs office, and what a list is compared with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import BY_WEIGHT, DIFFERS, Layer, Mismatch, Stage, State
from lianshou.kinds.aid.models import CivilLine, CivilList, Household, Member, Survey
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.facts import Income
from lianshou.kinds.aid.rules.form import NEW, facts_of, form_of
from lianshou.kinds.aid.rules.settings.verifying import KEPT
from lianshou.kinds.aid.rules.verifying import EXPECTS_A_GUARANTEE

_AT_ONCE = 400
_NOT_LISTED = (Mismatch.OURS_ONLY, Mismatch.UNCOMPUTED, Mismatch.UNLISTED)


def days_kept(union: Union, *, on: date) -> int:
    """How many days a report stands in the region of a union."""
    return int(parameter(key=KEPT, region=division_of(union), on=on))


def civil_lists_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[CivilList]:
    """The lists that were compared in the subtrees of the actor's posts that grant ``verb``."""
    found = CivilList.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "compared_by")


def lines_of_report(civil_list: CivilList) -> QuerySet[CivilLine]:
    """The lines of a report that the caller has been let in to, each with its ``weight`` (0 is looked at first); none once its
    days are over, erased or not."""
    found = CivilLine.objects.admitted().filter(civil_list=civil_list)
    if civil_list.kept_until < timezone.localdate():
        found = found.none()
    places = [When(mismatch=one, then=Value(place)) for place, one in enumerate(BY_WEIGHT)]
    weighed: Any = found.annotate(weight=Case(*places, default=Value(len(BY_WEIGHT))))
    return weighed.select_related("household__union", "household__head")  # type: ignore[no-any-return]


def lines_that_differ(lines: QuerySet[CivilLine]) -> QuerySet[CivilLine]:
    """Narrow to the lines of which somebody must look at the household."""
    return lines.filter(mismatch__in=DIFFERS)


def findings_of(lines: QuerySet[CivilLine]) -> list[tuple[Mismatch, int]]:
    """How many lines of a report say what, by weight; what none says is left out."""
    counted: Any = lines.order_by().values_list("mismatch").annotate(n=Count("pk"))
    found = dict(counted)
    return [(one, found[one]) for one in BY_WEIGHT if one in found]


def lines_with_words(lines: QuerySet[CivilLine], words: str) -> QuerySet[CivilLine]:
    """Narrow to lines about files by number, or by the name or sound of the head; sealed names are not searched."""
    for word in words.lower().split():
        lines = lines.filter(
            Q(household__number__startswith=word.upper()) | Q(household__head__search__icontains=word)
        )
    return lines


def households_compared(union: Union) -> list[Household]:
    """The standing files that the subtree of a union keeps, with what is compared of them: nobody's name is opened."""
    found = Household.objects.admitted().filter(Scope((union.path,)).q("union_path"))
    return list(found.exclude(state=State.ENDED).only("category"))


def members_by_number(numbers: Sequence[str], *, union: Union) -> dict[str, int]:
    """The standing file of each identity number, of those that the subtree of a union keeps; found by blind index."""
    field: Any = Member._meta.get_field("id_index")
    by_index = {index: number for number in numbers if number for index in field.candidates(number)}
    keys, found = list(by_index), {}
    rows = Member.objects.admitted().filter(Scope((union.path,)).q("household__union_path"), is_standing=True)
    for start in range(0, len(keys), _AT_ONCE):
        part = rows.filter(id_index__in=keys[start : start + _AT_ONCE])
        for index, household in part.values_list("id_index", "household"):
            found[by_index[index]] = household
    return found


def transfers_by_household(households: Collection[int]) -> dict[int, int]:
    """The yearly transfers that the last survey of each file tells, where its form asks for them; opened a few at a time."""
    wanted, told = sorted(households), dict[int, int]()
    handed_in = Survey.objects.admitted().filter(stage=Stage.HANDED_IN, vintage__gte=NEW)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = handed_in.filter(household__in=wanted[start : start + _AT_ONCE])
        last = dict(rows.order_by("taken_on", "pk").values_list("household", "pk"))
        opened = Survey.objects.admitted().filter(pk__in=last.values())
        for household, vintage, answers in opened.values_list("household", "vintage", "answers"):
            told[household] = facts_of(answers or {}, form_of(vintage)).incomes.get(Income.TRANSFERS, 0)
    return told


def finding_on(household: Household, *, today: date) -> CivilLine | None:
    """What the newest report that still stands says of a household, or None; the caller has been let in to the household."""
    lines = CivilLine.objects.admitted().filter(household=household, civil_list__erased_at=None)
    found = lines.filter(civil_list__kept_until__gte=today).select_related("civil_list")
    return found.order_by("-civil_list__drawn_on", "-civil_list", "-pk").first()


def waiting_at_civil(civil_list: CivilList) -> list[Household]:
    """The households of a report that wait for the check and whose file does not differ from the list."""
    lines = CivilLine.objects.admitted().filter(civil_list=civil_list)
    agreeing = lines.filter(
        Q(mismatch=Mismatch.AGREES)
        | Q(mismatch__in=_NOT_LISTED) & ~Q(household__category__in=EXPECTS_A_GUARANTEE)
    )
    found = Household.objects.admitted().filter(
        pk__in=agreeing.values("household"),
        verifications__ended_on=None,
        verifications__waits_at=Layer.CIVIL,
    )
    return list(found.select_related("union", "head").order_by("pk"))


def reports_to_erase(*, today: date) -> QuerySet[CivilList]:
    """The reports whose days are over and whose lines still stand."""
    found = CivilList.objects.admitted().filter(erased_at=None, kept_until__lt=today)
    return found.select_related("union")
