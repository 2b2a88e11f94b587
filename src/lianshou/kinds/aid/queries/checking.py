"""Every read of check-lists: the lines that hold, what was found of a household, and how many households are how far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.rules.ranges import STEP
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.enums import CheckSort, Standing, State
from lianshou.kinds.aid.models import CheckedLine, Checking, Household, Visit
from lianshou.kinds.aid.queries.grouping import waits_by_union
from lianshou.kinds.aid.queries.surveys import division_of, last_survey
from lianshou.kinds.aid.rules.checking.lists import SETTING_OF, CheckSettings, Line, lines_of
from lianshou.kinds.aid.rules.checking.suggesting import Known, Suggestion, suggestions
from lianshou.kinds.aid.rules.settings.checking import CHECK_KEYS, CHECKING, DAYS
from lianshou.web.templatetags.web import say

_FORMS: dict[str, Any] = {one.key: one.form for one in CHECKING}


def check_settings(*, union: Union, on: date) -> CheckSettings:
    """The lines that the federation of a union's region has set, and how long one may stay open."""
    book, region = rule_book(*CHECK_KEYS), division_of(union)
    lines = {
        sort: lines_of(sort, _FORMS[key], book.value(key, region=region, on=on))
        for sort, key in SETTING_OF.items()
    }
    return CheckSettings(lines=lines, days=book.value(DAYS, region=region, on=on))


def checks_of(household: Household) -> list[Checking]:
    """Every check of a household that the caller has been let in to, the newest first."""
    found = Checking.objects.admitted().filter(household=household)
    return list(found.select_related("checked_by").prefetch_related("lines"))


def latest_check(household: Household) -> Checking | None:
    """The check that holds for a household."""
    return Checking.objects.admitted().filter(household=household).first()


def lines_of_check(checking: Checking) -> list[CheckedLine]:
    """What a check found, in the order of the lists."""
    return list(CheckedLine.objects.admitted().filter(checking=checking))


def suggested_for(household: Household) -> dict[str, Suggestion]:
    """What the last survey suggests, by the place of the line."""
    survey = last_survey(household)
    if survey is None:
        return {}
    answers = survey.answers or {}
    causes = [household.cause, *household.secondary]
    known = Known(answers, answers.get("members") or [], survey.category, causes)
    return {f"{CheckSort.SAFETY.value}.{key}": one for key, one in suggestions(known).items()}


def visits_this_year(household: Household, today: date) -> int:
    """How often the household was visited this year."""
    return int(Visit.objects.admitted().filter(helping__household=household, visited_year=today.year).count())


def _newest(lines: QuerySet[CheckedLine]) -> QuerySet[CheckedLine]:
    newer = Checking.objects.admitted().filter(
        household=OuterRef("checking__household"), pk__gt=OuterRef("checking")
    )
    return lines.filter(~Exists(newer), checking__household__state=State.ON_FILE)


def lines_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[CheckedLine]:
    """How far each line is for the households on file in the actor's scope, by the check that holds; notes stay sealed."""
    found = _newest(CheckedLine.objects.within(scope_of(actor=actor, verb=verb)))
    return found.select_related("checking__household__union", "checking__household__head").defer("note")


def without_check(households: QuerySet[Household], *, year: int) -> QuerySet[Household]:
    """Narrow to households on file whose check-lists nobody went through in a year."""
    return households.filter(~_checked_in(year), state=State.ON_FILE)


def with_check(households: QuerySet[Household], *, year: int) -> QuerySet[Household]:
    """Narrow to households on file whose check-lists somebody went through in a year."""
    return households.filter(_checked_in(year), state=State.ON_FILE)


def _checked_in(year: int) -> Exists:
    return Exists(Checking.objects.admitted().filter(household=OuterRef("pk"), checked_year=year))


def line_choices(*, actor: Any, today: date) -> list[tuple[str, str]]:
    """Every line that there may be, for narrowing: by place, in the words of the reader's own union where it has set any."""
    top = _top_of(actor)
    set_here = check_settings(union=top, on=today).by_place if top else {}
    found = []
    for sort, key in SETTING_OF.items():
        for row, title in _FORMS[key].rows:
            line = set_here.get(f"{sort.value}.{row}")
            found.append((f"{sort.value}.{row}", f"{sort.label} · {say(line.called if line else title)}"))
    return found


def _top_of(actor: Any) -> Union | None:
    """The highest union in the reader's scope."""
    found: Union | None = unions_in_scope(actor=actor, verb="person.view").order_by("depth", "path").first()
    return found


@dataclass
class Cell:
    """How many households of a row are how far with a line."""

    met: int = 0
    under_way: int = 0
    not_needed: int = 0
    open: int = 0

    @property
    def needed(self) -> int:
        return self.met + self.under_way + self.open

    def add(self, other: Cell) -> None:
        for state in Standing.values:
            setattr(self, state, getattr(self, state) + getattr(other, state))


@dataclass
class Row:
    """A union directly below the reader's, with the households on file of its subtree."""

    union: Union | None
    """None for the sum of all rows."""
    on_file: int = 0
    unchecked: int = 0
    cells: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))

    def in_order(self, lines: Iterable[Line]) -> list[tuple[Line, Cell]]:
        return [(line, self.cells[line.place]) for line in lines]


def overview(*, actor: Any, sort: CheckSort, today: date) -> tuple[list[Line], list[Row]]:
    """The lines of a list, and by each union directly below the actor's how many households are how far."""
    scope = scope_of(actor=actor, verb="person.view")
    on_file = Household.objects.within(scope).filter(state=State.ON_FILE)
    tops = sorted(scope.paths, key=len, reverse=True)

    def below(path: str) -> str:
        top = next((one for one in tops if path.startswith(one)), "")
        return path[: len(top) + STEP]

    counts: dict[str, Row] = defaultdict(lambda: Row(None))
    for path, n in _by_path(on_file, "union_path"):
        counts[below(path)].on_file += n
    for path, n in _by_path(without_check(on_file, year=today.year), "union_path"):
        counts[below(path)].unchecked += n
    words: dict[str, str] = {}
    for one in _grouped(_newest(CheckedLine.objects.within(scope)).filter(sort=sort)):
        words[one["key"]] = one["said"]
        counts[below(one["path"])].cells[f"{sort.value}.{one['key']}"].add(Cell(**{one["state"]: one["n"]}))
    for union in Union.objects.admitted().filter(path__in=list(counts)):
        counts[union.path].union = union
    rows = [counts[path] for path in sorted(counts)]
    return _lines_for(actor, sort, today, words), [*rows, _sum_of(rows)] if len(rows) > 1 else rows


def _grouped(lines: QuerySet[CheckedLine]) -> Iterable[dict[str, Any]]:
    """Lines counted by line, state and union, with words for those that no setting knows any longer."""
    by = lines.order_by().values("key", "state", path=F("checking__household__union_path"))
    return [dict(one) for one in by.annotate(n=Count("pk"), said=Max("words"))]


def _sum_of(rows: Iterable[Row]) -> Row:
    made = Row(None)
    for one in rows:
        made.on_file, made.unchecked = made.on_file + one.on_file, made.unchecked + one.unchecked
        for place, cell in one.cells.items():
            made.cells[place].add(cell)
    return made


def _by_path(rows: QuerySet[Any], path: str) -> Iterable[tuple[str, int]]:
    grouped = rows.order_by().values_list(path).annotate(n=Count("pk"))
    return [(str(where), int(n)) for where, n in grouped]


def _lines_for(actor: Any, sort: CheckSort, today: date, words: dict[str, str]) -> list[Line]:
    """The lines set for the reader's own union, and those that only stand in checks."""
    top = _top_of(actor)
    lines = list(check_settings(union=top, on=today).lines[sort]) if top else []
    known = {one.key for one in lines}
    return [*lines, *(Line(sort, key, text) for key, text in sorted(words.items()) if key not in known)]


def lists_waiting(actor: Any, today: date) -> list[InboxItem]:
    """Where check-lists wait to be gone through this year, and where open lines are past their day, by union."""
    return [*_unchecked(actor, today), *_late(actor, today)]


def _unchecked(actor: Any, today: date) -> list[InboxItem]:
    rows = Household.objects.within(scope_of(actor=actor, verb="person.edit"))
    return waits_by_union(
        without_check(rows, year=today.year),
        slug=f"aid:unchecked:{today.year}",
        title=lambda n: _("Go through the check-lists of households: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:households") + f"?checked=0&union={union}",
        verb="person.edit",
        due=date(today.year, 12, 31),
    )


def _late(actor: Any, today: date) -> list[InboxItem]:
    return waits_by_union(
        lines_in_scope(actor=actor, verb="person.edit").filter(due_on__lt=today),
        way="checking__household__",
        slug="aid:lines",
        title=lambda n: _("Lines of check-lists past their day: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:checked_lines") + f"?late=1&union={union}",
        verb="person.edit",
        due="due_on",
        overdue=True,
    )


def checked_counted(*, actor: Any, today: date) -> QuerySet[Household]:
    """Households on file whose check-lists were gone through this year, inside the scope for figures."""
    rows = Household.objects.within(scope_of(actor=actor, verb="figure.view"))
    return with_check(rows, year=today.year)


def _counted(actor: Any, *sorts: CheckSort) -> QuerySet[CheckedLine]:
    rows = _newest(CheckedLine.objects.within(scope_of(actor=actor, verb="figure.view")))
    return rows.filter(sort__in=sorts).exclude(state=Standing.NOT_NEEDED)


def needed_counted(*, actor: Any, today: date) -> QuerySet[CheckedLine]:
    """The safety lines that households on file need, once for each household and line."""
    return _counted(actor, CheckSort.SAFETY)


def met_counted(*, actor: Any, today: date) -> QuerySet[CheckedLine]:
    """Those of them that are met."""
    return needed_counted(actor=actor, today=today).filter(state=Standing.MET)


def covering_counted(*, actor: Any, today: date) -> QuerySet[CheckedLine]:
    """The full coverages and measures that households on file need, once for each household and line."""
    return _counted(actor, CheckSort.COVERAGE, CheckSort.MEASURE)


def covered_counted(*, actor: Any, today: date) -> QuerySet[CheckedLine]:
    """Those of them that are met."""
    return covering_counted(actor=actor, today=today).filter(state=Standing.MET)
