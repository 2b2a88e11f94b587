"""Lists that are no query: what the page's filters leave, and a filter that does not fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories.gateway import Program, token_for
from tests.factories.pledges import in_force
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World

from lianshou.core.parameters import declared
from lianshou.kernel.intake.actions import register_form

pytestmark = pytest.mark.django_db
NOW_YEAR = timezone.localdate().year


def test_settings_are_those_of_a_region_on_a_day(world: World) -> None:
    ParameterFactory(key="notice.working_days", region="3209", starts_on=date(2019, 1, 1), value=7)
    program = Program(token_for(world.officer))

    def told(**asked: str) -> dict[str, object]:
        (one,) = program.get("settings", {"q": "notice.working_days", **asked}).json()["items"]
        return {key: one[key] for key in ("value", "set_by", "starts_on")}

    usual = {"value": declared["notice.working_days"].usual, "set_by": None, "starts_on": None}
    assert told() == {"value": 7, "set_by": "3209", "starts_on": "2019-01-01"}
    assert told(region="all") == told(on="2018-12-31") == usual


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("settings", {"on": "yesterday"}),
        ("settings", {"region": "44"}),
        ("forms", {"filler": "nobody"}),
        ("forms/counts", {"year": "1"}),
        ("permissions", {"role": "king"}),
        ("placements", {"programme": "x"}),
        ("work", {"urgency": "someday"}),
    ],
)
def test_filter_that_does_not_fit_is_said(world: World, path: str, asked: dict[str, str]) -> None:
    answer = Program(token_for(world.officer)).get(path, asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "does_not_fit")
    assert [one["place"] for one in answer.json()["errors"]] == [f"query.{next(iter(asked))}"]


def test_forms_are_counted_by_level_and_by_union(world: World) -> None:
    program, today = Program(token_for(world.officer)), date(NOW_YEAR, 1, 1)
    before = program.get("forms/counts", {"year": NOW_YEAR + 1}).json()["items"]
    words = {"title": "困难职工情况表", "purpose": "帮扶", "basis": "工会法", "fields": ["姓名", "困难"]}
    register_form(
        actor=world.officer, union=world.county, filler="enterprise", often="yearly",
        starts_on=today, expires_on=today + timedelta(days=800), now=timezone.now(), **words,
    )  # fmt: skip
    (form,) = program.get("forms", {"q": "困难职工"}).json()["items"]
    assert (form["title"], form["union_id"], form["fields"]) == ("困难职工情况表", world.county.pk, 2)
    counted = program.get("forms/counts", {"year": NOW_YEAR + 1}).json()["items"]
    fields = [sum(one["fields"] for one in rows if one["sort"] == "union") for rows in (before, counted)]
    assert fields[1] - fields[0] == 2


def test_work_is_narrowed_as_on_the_page(world: World) -> None:
    in_force(world)
    program = Program(token_for(world.officer))

    def told(**asked: str) -> set[str]:
        return {one["key"] for one in program.get("work", asked).json()["items"]}

    everything = program.get("work").json()["items"]
    sorts = {one["errand"] for one in everything}
    assert everything
    assert told() == {one["key"] for one in everything}
    for sort in sorts:
        assert told(errand=sort) == {one["key"] for one in everything if one["errand"] == sort}
    assert told(urgency="waiting") == {one["key"] for one in everything if one["waiting"]}
    assert told(q="没有这样的事") == set()
    assert told(side="below").isdisjoint(told())
