from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.places import PLACES, workbook
from tests.factories.world import World

from lianshou.kernel.unions.forms import PlacesForm, UnionForm
from lianshou.kernel.unions.forms.union import known_facts
from lianshou.kernel.unions.rules import LISTS


def union_form(world: World, **facts: Any) -> UnionForm:
    known = {key: value for key, value in known_facts(world.guest).items() if value not in (None, False)}
    return UnionForm(known | facts, actor=world.officer, union=world.guest, finer={})


def test_form_of_a_union_is_sound_as_it_stands(world: World) -> None:
    form = union_form(world)
    assert form.is_valid(), form.errors
    assert (form.facts["chains"], form.facts["zone_name"]) == (["风电"], "阜宁经济开发区")


def test_words_of_an_industry_become_its_code_and_chain(world: World) -> None:
    form = union_form(world, industry_words="服装", industry_code="", chains="")
    assert form.is_valid(), form.errors
    assert (form.facts["industry_code"], form.facts["chains"]) == ("18", ["纺织服装"])


def test_unclear_words_are_asked_about_and_a_pick_answers(world: World) -> None:
    form = union_form(world, industry_words="风电", industry_code="")
    assert (form.is_valid(), [*form.errors]) == (False, ["industry_words"])
    picked = form.candidates[0][0]
    answered = union_form(world, industry_words="风电", industry_code="", industry_pick=picked)
    assert answered.is_valid()
    assert answered.facts["industry_code"] == picked


def test_unknown_words_are_kept_without_a_code(world: World) -> None:
    form = union_form(world, industry_words="吹糖人", industry_code="")
    assert form.is_valid()
    assert (form.facts["industry_words"], form.facts["industry_code"]) == ("吹糖人", "")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"longitude": "33.76", "latitude": "119.8"}, "longitude"),
        ({"longitude": ""}, "longitude"),
        ({"credit_code": "91350100M000100Y44"}, "credit_code"),
        ({"industry_code": "9999x"}, "industry_code"),
        ({"division_code": "桃花源县"}, "division_code"),
        ({"dissolved_on": "2019-01-01"}, "dissolved_on"),
        ({"name": "金海新能源 公司工会"}, "name"),
        ({"name": ""}, "name"),
        ({"members": "-3"}, "members"),
    ],
)
def test_fault_is_named_at_its_field(world: World, facts: dict[str, Any], field: str) -> None:
    form = union_form(world, **facts)
    assert (form.is_valid(), [*form.errors]) == (False, [field])


def test_division_is_found_by_its_name(world: World) -> None:
    form = union_form(world, division_code="阜宁县")
    assert form.is_valid(), form.errors
    assert form.facts["division_code"] == "320923"


def places_form(*rows: list[object], slug: str = "places", headings: list[str] = PLACES) -> PlacesForm:
    files = {"file": workbook(headings, *rows)}
    return PlacesForm({}, files, listing=LISTS[slug], areas=["320923"])


def test_places_are_read_by_synonyms() -> None:
    form = places_form(["阜城街道", "320923001", "119.81", "33.78"])
    assert form.is_valid(), form.problems
    assert form.rows == [
        {"name": "阜城街道", "division_code": "320923001", "longitude": 119.81, "latitude": 33.78}
    ]


def test_every_bad_cell_is_named_and_nothing_is_taken() -> None:
    form = places_form(
        ["甲镇", "320923001", "33.78", "119.81"],
        ["乙镇", "320924001", "119.81", "33.78"],
        ["丙镇", "32", "119.81", "33.78"],
        ["", "320923004", "119.81", "33.78"],
        ["丁镇", "320923001", "119.81", "33.78"],
    )
    assert not form.is_valid()
    assert [(one.row, one.column_letter) for one in form.problems] == [
        (2, "C"),
        (3, "B"),
        (4, "B"),
        (5, "A"),
        (6, "B"),
    ]


def test_a_file_that_is_no_workbook_says_the_way_out() -> None:
    file = SimpleUploadedFile("places.xlsx", b"%PDF-1.7 nothing")
    form = PlacesForm({}, {"file": file}, listing=LISTS["places"], areas=[])
    assert (form.is_valid(), len(form.errors["file"])) == (False, 1)


def test_industry_names_take_groups_and_classes_only() -> None:
    form = places_form(
        ["3415", "风能原动设备制造"], ["34", "通用设备制造业"], slug="industries", headings=["代码", "名称"]
    )
    assert not form.is_valid()
    assert [(one.row, one.column_letter) for one in form.problems] == [(3, "A")]
