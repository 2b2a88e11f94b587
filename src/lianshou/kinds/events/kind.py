from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from lianshou.core.asking import Asking, Choice, Of
from lianshou.core.kinds import InboxItem, Kind, ListIntake, Step
from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.events.actions import join_by_form, move_by_form, take_attendance
from lianshou.kinds.events.figures import figures
from lianshou.kinds.events.queries.desk import check_attendance, is_warning
from lianshou.kinds.events.queries.lists import event_of_list, lists_retold, seats_named
from lianshou.kinds.events.queries.mine import events_to_choose
from lianshou.kinds.events.queries.waiting import waiting_for
from lianshou.kinds.events.rules.columns import ATTENDANCE
from lianshou.kinds.events.rules.request_form import BASIS, PURPOSE, request_fields


def _home(programme_id: int) -> str:
    from django.urls import reverse

    return reverse("events:list", args=[programme_id])


def _inbox(*, actor: Any, today: date) -> Sequence[InboxItem]:
    return waiting_for(actor=actor, today=today)


def _check(*, rows: Sequence[Row], programme: Any, today: date) -> Sequence[Problem]:
    return check_attendance(rows=rows, programme=programme)


def _at(anchor: str) -> Callable[[int], str]:
    return lambda programme_id: f"{_home(programme_id)}#{anchor}"


def _events(programme: Any) -> Sequence[Choice]:
    return [(str(one.pk), Wording(str(one), str(one))) for one in events_to_choose(programme=programme)]


KIND = Kind(
    slug="events",
    title=Wording("职工活动", "Events"),
    pillar="cohesion",
    urls="lianshou.kinds.events.urls",
    home=_home,
    figures=figures,
    inbox=_inbox,
    steps=frozenset({Step.APPLICATION, Step.LISTS, Step.SEATS, Step.FOLLOW_UP}),
    retold=lists_retold,
    pages={Step.APPLICATION: _at("events"), Step.SEATS: _at("events"), Step.LISTS: _at("lists")},
    askings=(
        Asking(
            slug="request",
            title=Wording("活动报名表", "Form to sign up for an event"),
            of=Of.PERSON,
            purpose=PURPOSE,
            basis=BASIS,
            fields=request_fields(_events),
            write=join_by_form,
            amend=move_by_form,
            while_running=True,
            again=True,
        ),
    ),
    lists=(
        ListIntake(
            slug=ATTENDANCE.name,
            title=ATTENDANCE.title,
            layout=lambda: ATTENDANCE,
            check=_check,
            warns=is_warning,
            known=seats_named,
            after=event_of_list,
            take=take_attendance,
            while_running=True,
        ),
    ),
)
