"""Every registered kind, from the opening of a programme to its close, through the steps that it declares and no others.

A kind brings tests/kinds/<slug>/course.py: how it goes through each of its steps. A step without a course, or a course for a step
that is not declared, fails here; so does a step that leaves none of the kernel's rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests.factories.world import World
from tests.kinds.ground import Course, Ground

from lianshou.core.facts import facts
from lianshou.core.figures import Figure, Ratio
from lianshou.core.kinds import Kind, Step, registry
from lianshou.core.refusals import Refused
from lianshou.core.spine import spine
from lianshou.kernel.figures.queries import Narrowing, number_of, rows_of
from lianshou.kernel.followups.actions import record_activity
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.intake.models import Application, ImportRow
from lianshou.kernel.placement.actions import offer_seats, start_run
from lianshou.kernel.placement.models import MatchRun, Placement
from lianshou.kernel.pledges.actions import issue_pledges
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.programmes.actions import close_programme, create_programme, start_programme
from lianshou.kernel.programmes.models import Programme

KINDS = pytest.mark.parametrize("kind", list(registry), ids=lambda kind: kind.slug)
TODAY = date(2020, 7, 3)

# step → the rows of the kernel that it leaves in a programme
TRACES: dict[Step, Callable[[Programme], QuerySet[Any]]] = {
    Step.APPLICATION: lambda programme: Application.objects.filter(programme=programme),
    Step.LISTS: lambda programme: ImportRow.objects.filter(batch__programme=programme, state="taken"),
    Step.MATCHING: lambda programme: MatchRun.objects.filter(programme=programme, state="done"),
    Step.SEATS: lambda programme: Placement.objects.filter(programme=programme, ticket__isnull=False),
    Step.PLEDGE: lambda programme: Pledge.objects.filter(programme=programme, state="in_force"),
    Step.FOLLOW_UP: lambda programme: FollowUp.objects.filter(programme=programme),
}


def course_of(kind: Kind) -> Course:
    found: Course = import_module(f"tests.kinds.{kind.slug}.course").COURSE
    return found


@pytest.fixture
def ground(world: World, now: datetime, request: pytest.FixtureRequest) -> Ground:
    return Ground(world, opened(world, request.getfixturevalue("kind"), now), Random(7), now)


def opened(world: World, kind: Kind, now: datetime) -> Programme:
    return create_programme(
        actor=world.officer, kind=kind.slug, union=world.county, title=kind.title.zh, year=2020, round=9,
        starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31), now=now,
    )  # fmt: skip


def run(ground: Ground, kind: Kind) -> None:
    """Through every step in the kind's own order, each of which must leave its rows."""
    for step, walk in course_of(kind).items():
        walk(ground)
        ground.programme.refresh_from_db()
        assert TRACES[step](ground.programme).count() > 0, step


@KINDS
def test_forms_ask_for_facts_that_somebody_keeps(kind: Kind) -> None:
    asked = [one.fact for asking in kind.askings for one in asking.fields if one.fact]
    assert [fact for fact in asked if facts.get(fact) is None] == []
    assert all(len({one.key for one in asking.fields}) == len(asking.fields) for asking in kind.askings)


@KINDS
def test_course_covers_exactly_the_steps_that_the_kind_declares(kind: Kind) -> None:
    assert course_of(kind).keys() == kind.steps


@KINDS
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kind_goes_from_intake_to_close(kind: Kind, world: World, now: datetime, seed: int) -> None:
    ground = Ground(world, opened(world, kind, now), Random(seed), now)
    run(ground, kind)
    if ground.programme.state == "preparing":
        start_programme(actor=world.officer, programme=ground.programme, now=now)
    closed = close_programme(actor=world.officer, programme=ground.programme, now=now)
    assert closed.state == "closed"


@KINDS
def test_every_figure_counts_the_rows_it_opens_to_and_none_outside_the_scope(
    kind: Kind, ground: Ground
) -> None:
    run(ground, kind)
    figures = [figure for figure in kind.figures() if isinstance(figure, Figure)]
    ratios = [figure for figure in kind.figures() if isinstance(figure, Ratio)]
    told = {"today": TODAY, "to": Narrowing()}
    for figure in figures:
        ours = number_of(figure=figure, actor=ground.world.officer, **told)
        rows = list(figure.dress(rows_of(figure=figure, actor=ground.world.officer, **told)))
        assert (ours, number_of(figure=figure, actor=ground.world.foreign_officer, **told)) == (len(rows), 0)
        for row in rows:
            assert [column.value(row) is ... for column in figure.columns] == [False] * len(figure.columns)
    assert {slug for ratio in ratios for slug in (ratio.numerator, ratio.denominator)} <= {
        figure.slug for figure in figures
    }
    assert sum(number_of(figure=figure, actor=ground.world.officer, **told) for figure in figures) > 0


@KINDS
def test_every_item_of_work_is_one_click_from_its_act(kind: Kind, ground: Ground) -> None:
    def click_all() -> None:
        for user in (ground.world.officer, ground.world.approver, ground.world.host_account):
            client = Client()
            client.force_login(user)
            for item in kind.inbox(actor=user, today=TODAY):
                assert client.get(item.url, follow=True).status_code == 200, item.title

    click_all()
    for walk in course_of(kind).values():
        walk(ground)
        ground.programme.refresh_from_db()
        click_all()


@KINDS
def test_desk_of_a_programme_opens_to_its_officer_and_to_no_neighbour(kind: Kind, ground: Ground) -> None:
    answers = []
    for user in (ground.world.officer, ground.world.foreign_officer):
        client = Client()
        client.force_login(user)
        answers.append(client.get(kind.home(ground.programme.pk)).status_code)
    assert answers == [200, 404]


@KINDS
def test_desk_tells_where_every_step_stands_and_opens_to_it(kind: Kind, ground: Ground) -> None:
    run(ground, kind)
    client = Client()
    client.force_login(ground.world.officer)
    body = client.get(kind.home(ground.programme.pk)).content.decode()
    lines = spine.lines(actor=ground.world.officer, programme=ground.programme, today=TODAY)
    assert {line.step for line in lines} == kind.steps
    for line in lines:
        assert f'<a href="{escape(line.url)}">{line.title.zh}</a>' in body
        assert client.get(line.url).status_code == 200


@KINDS
def test_kernel_refuses_the_steps_that_a_kind_does_not_use(kind: Kind, ground: Ground) -> None:
    told = {"actor": ground.world.officer, "programme": ground.programme, "now": ground.now}
    asked: dict[Step, Callable[[], object]] = {
        Step.MATCHING: lambda: start_run(**told, enqueue=lambda pk: None),
        Step.PLEDGE: lambda: issue_pledges(**told),
        Step.SEATS: lambda: offer_seats(**told, union=ground.world.county, name="x", low=0, most=1),
        Step.FOLLOW_UP: lambda: record_activity(**told, sort="visit", title="x", happened_on=TODAY),
    }
    for step in asked.keys() - kind.steps:
        with pytest.raises(Refused):
            asked[step]()


@KINDS
def test_every_list_says_what_it_takes_and_hands_out_a_blank_one(kind: Kind, ground: Ground) -> None:
    client = Client()
    client.force_login(ground.world.officer)
    for entry in kind.lists:
        answer = client.get(reverse("intake:template", args=[ground.programme.pk, entry.slug]))
        assert (entry.layout().name, answer.status_code) == (entry.slug, 200)


@KINDS
def test_kind_has_its_folder_its_tests_and_its_two_titles(kind: Kind) -> None:
    here = Path(__file__).parent
    folder = here.parents[1] / "src" / "lianshou" / "kinds" / kind.slug
    assert [(folder / "kind.py").exists(), (here / kind.slug / "course.py").exists()] == [True, True]
    assert "" not in (kind.title.zh, kind.title.en)
