"""The named counts of events. Places, persons and person-times are different units and never add up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.enums import SEATED, OpeningState
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.enums import Score, Sort, State
from lianshou.kinds.events.models import Answer, Attendance, Event
from lianshou.kinds.events.rules.deciding import FEWEST_ANSWERS


def held(*, actor: Any, today: date) -> QuerySet[Event]:
    """Events that were held."""
    return Event.objects.within(scope_of(actor=actor, verb="figure.view")).filter(state=State.HELD)


def places(*, actor: Any, today: date) -> QuerySet[Placement]:
    """Places that somebody has, of events that were not called off."""
    return _seats(actor).filter(state=SeatState.PLACED)


def signed_up(*, actor: Any, today: date) -> QuerySet[Placement]:
    """Who has a place or waits for one, of events that were not called off."""
    return _seats(actor).filter(state__in=SEATED, application__person__isnull=False)


def attended(*, actor: Any, today: date) -> QuerySet[Attendance]:
    """Who was there, once for each event."""
    return Attendance.objects.within(scope_of(actor=actor, verb="figure.view"))


def places_of_held(*, actor: Any, today: date) -> QuerySet[Placement]:
    """Places that somebody had at events that were held."""
    return places(actor=actor, today=today).filter(opening__event__state=State.HELD)


def answers(*, actor: Any, today: date) -> QuerySet[Answer]:
    """Answers about events with at least five of them."""
    enough = Event.objects.admitted().annotate(n=Count("answers")).filter(n__gte=FEWEST_ANSWERS)
    scope = scope_of(actor=actor, verb="figure.view")
    return Answer.objects.within(scope).filter(event__in=enough.order_by().values("pk"))


def satisfied(*, actor: Any, today: date) -> QuerySet[Answer]:
    """Those of them that gave 4 or 5."""
    return answers(actor=actor, today=today).filter(score__gte=Score.GOOD)


def _seats(actor: Any) -> QuerySet[Placement]:
    scope = scope_of(actor=actor, verb="figure.view")
    seats = Placement.objects.within(scope).filter(opening__event__isnull=False)
    return seats.exclude(opening__state=OpeningState.CALLED_OFF)


def _title(path: str) -> RowColumn:
    def event(row: Any) -> Event:
        for part in filter(None, path.split("__")):
            row = getattr(row, part)
        found: Event = row
        return found

    return RowColumn(
        title=Wording("活动", "Event"),
        value=lambda row: str(event(row)),
        link=lambda row: reverse("events:event", args=[event(row).pk]),
        sort=f"{path}__opening__name" if path else "opening__name",
    )


def _day(value: Any, sort: str) -> RowColumn:
    return RowColumn(
        title=Wording("日期", "Day"), value=lambda row: timezone.localdate(value(row)), sort=sort
    )


def _cuts(prefix: str) -> tuple[Breakdown, ...]:
    return (
        Breakdown(slug="year", title=Wording("年度", "Year"), key=f"{prefix}opening__programme__year"),
        Breakdown(
            slug="sort",
            title=Wording("类别", "Sort"),
            key=f"{prefix}sort",
            label=lambda value: Sort(value).label,
        ),
        Breakdown(
            slug="event",
            title=Wording("活动", "Event"),
            key=f"{prefix}opening__name",
            largest_first=True,
        ),
    )


_UNIT = RowColumn(
    title=Wording("单位", "Unit"),
    value=lambda row: row.application.union.name,
    sort="application__union__name",
)
_WHO = RowColumn(
    title=Wording("姓名", "Name"), value=lambda row: str(row.application), sort="application__person__search"
)
_PLACE: dict[str, Any] = {
    "columns": (
        _WHO,
        _UNIT,
        _title("opening__event"),
        _day(lambda row: row.opening.event.starts_at, "opening__event__starts_at"),
        RowColumn(title=Wording("状态", "State"), value=lambda row: row.get_state_display(), sort="state"),
    ),
    "dress": lambda rows: rows.select_related(
        "application__person", "application__union", "opening__event__opening"
    ),
    "year": "programme__year",
    "on": "opening__event__starts_at",
    "path": "programme__union__path",
    "breakdowns": _cuts("opening__event__"),
}
_ANSWER: dict[str, Any] = {
    "unit": Unit.PAPER,
    "columns": (
        _title("event"),
        RowColumn(
            title=Wording("满意度", "Satisfaction"), value=lambda row: row.get_score_display(), sort="score"
        ),
    ),
    "dress": lambda rows: rows.select_related("event__opening"),
    "year": "event__opening__programme__year",
    "on": "event__starts_at",
    "path": "event__opening__programme__union__path",
    "breakdowns": (
        *_cuts("event__"),
        Breakdown(
            slug="score",
            title=Wording("满意度", "Satisfaction"),
            key="score",
            label=lambda value: Score(value).label,
            order=tuple(Score.values),
        ),
    ),
}


def _persons(rows: QuerySet[Person]) -> QuerySet[Person]:
    return rows.select_related("union")


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure of events, in the order in which it is read."""
    return (*_what_was_held(), *_who_took_part(), *_how_it_was())


def _what_was_held() -> tuple[Figure, ...]:
    return (
        Figure(
            slug="events",
            title=Wording("已举办活动", "Events held"),
            definition=Wording("已举办并办结的活动，一次为一场。", "Events that were held, each once."),
            unit=Unit.ACTIVITY,
            facts=held,
            columns=(
                _title(""),
                _day(lambda row: row.starts_at, "starts_at"),
                RowColumn(
                    title=Wording("类别", "Sort"), value=lambda row: row.get_sort_display(), sort="sort"
                ),
                RowColumn(
                    title=Wording("名额", "Places"), value=lambda row: row.opening.most, sort="opening__most"
                ),
                RowColumn(
                    title=Wording("已占名额", "Taken"),
                    value=lambda row: row.opening.taken,
                    sort="opening__taken",
                ),
            ),
            dress=lambda rows: rows.select_related("opening"),
            year="opening__programme__year",
            on="starts_at",
            path="opening__programme__union__path",
            breakdowns=_cuts(""),
        ),
        Figure(
            slug="event-places",
            title=Wording("已占名额", "Places taken"),
            definition=Wording(
                "未取消的活动中已经有人的名额；一人参加几场活动占几个名额。",
                "Places that somebody has at events that were not called off; a person has one for each event.",
            ),
            unit=Unit.PERSON_TIME,
            facts=places,
            **_PLACE,
        ),
    )


def _who_took_part() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="event-persons",
            title=Wording("报名职工（去重）", "Persons signed up (distinct)"),
            definition=Wording(
                "报了名（含候补）的职工，每人只计一次，不论报了几场。",
                "People who have a place or wait for one; each counts once, however many events they signed up for.",
            ),
            unit=Unit.PERSON,
            facts=signed_up,
            each="application__person",
            dress=_persons,
            columns=(
                RowColumn(title=Wording("姓名", "Name"), value=lambda row: row.name, sort="search"),
                RowColumn(
                    title=Wording("单位", "Unit"), value=lambda row: row.union.name, sort="union__name"
                ),
            ),
            year="programme__year",
            on="opening__event__starts_at",
            path="programme__union__path",
            breakdowns=_cuts("opening__event__"),
        ),
        Figure(
            slug="event-attended",
            title=Wording("到场人次", "Attendance"),
            definition=Wording(
                "扫码、出示报名码或按签到表登记到场的人次，每人每场计一次。",
                "People who were there by code or by the list, once for each event.",
            ),
            unit=Unit.PERSON_TIME,
            facts=attended,
            columns=(
                RowColumn(
                    title=Wording("姓名", "Name"),
                    value=lambda row: str(row.placement.application),
                    sort="placement__application__person__search",
                ),
                RowColumn(
                    title=Wording("单位", "Unit"),
                    value=lambda row: row.placement.application.union.name,
                    sort="placement__application__union__name",
                ),
                _title("placement__opening__event"),
                RowColumn(title=Wording("方式", "How"), value=lambda row: row.get_way_display(), sort="way"),
            ),
            dress=lambda rows: rows.select_related(
                "placement__application__person",
                "placement__application__union",
                "placement__opening__event__opening",
            ),
            year="placement__programme__year",
            on="placement__opening__event__starts_at",
            path="placement__programme__union__path",
            breakdowns=_cuts("placement__opening__event__"),
        ),
        Figure(
            slug="event-places-held",
            title=Wording("已举办活动的名额", "Places at events held"),
            definition=Wording(
                "已举办活动中有人的名额。", "Places that somebody had at events that were held."
            ),
            unit=Unit.PERSON_TIME,
            facts=places_of_held,
            **_PLACE,
        ),
        Ratio(
            slug="event-turnout",
            title=Wording("到场率", "Turnout"),
            definition=Wording(
                "到场人次除以已举办活动中有人的名额。", "Attendance over the places taken at events held."
            ),
            numerator="event-attended",
            denominator="event-places-held",
        ),
    )


def _how_it_was() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="event-answers",
            title=Wording("满意度答卷", "Answers"),
            definition=Wording(
                "不记名答卷；一场活动满5份才计入。",
                "Answers without a name; an event counts from five answers up.",
            ),
            facts=answers,
            beside="event-satisfied",
            **_ANSWER,
        ),
        Figure(
            slug="event-satisfied",
            title=Wording("满意答卷", "Satisfied answers"),
            definition=Wording(
                "选“满意”“非常满意”的答卷。", "Answers that said satisfied or very satisfied."
            ),
            facts=satisfied,
            **_ANSWER,
        ),
        Ratio(
            slug="event-satisfaction",
            title=Wording("活动满意率", "Satisfaction"),
            definition=Wording("满意答卷除以全部答卷。", "Satisfied answers over all answers."),
            numerator="event-satisfied",
            denominator="event-answers",
        ),
    )
