"""The form that corrects a row: what is wrong first, then what is filled, the empty cells folded, choices to choose from."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice
from lianshou.kernel.intake.forms import RowForm

HEALTH = (
    Choice("good", Wording("健康或良好", "Good"), ("健康", "良好")),
    Choice("grave", Wording("重特大疾病", "Gravely ill"), ("大病",)),
)
LAYOUT = Layout(
    "few",
    Wording("名单", "List"),
    (
        Column("name", Wording("姓名", "Name"), required=True),
        Column("health", Wording("健康状况", "Health"), parse=as_choice(HEALTH), choices=HEALTH),
        Column("phone", Wording("联系电话", "Telephone")),
        *(Column(f"m{n}_name", Wording(f"成员{n}姓名", f"Member {n}: name")) for n in range(1, 10)),
    ),
)


def form_of(**cells: str) -> RowForm:
    return RowForm(layout=LAYOUT, data=cells)


def names(fields: list[Any]) -> list[str]:
    return [field.name for field in fields]


def options(form: RowForm) -> list[tuple[str, str]]:
    return [(str(value), str(words)) for value, words in form.fields["health"].widget.choices]


def test_wrong_filled_and_blank_fields_part_the_row() -> None:
    form = form_of(name="示例职工", health="生病", m1_name="示例家属")
    form.blame([{"key": "health", "message": Wording("看不懂", "?"), "way_out": Wording("。", ".")}])
    assert names(form.wrong()) == ["health"]
    assert names(form.filled()) == ["name", "m1_name"]
    assert names(form.blank()) == ["phone", *(f"m{n}_name" for n in range(2, 10))]


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ("", [("", "–"), ("健康或良好", "健康或良好"), ("重特大疾病", "重特大疾病")]),
        ("大病", [("", "–"), ("健康或良好", "健康或良好"), ("大病", "重特大疾病")]),
        ("生病", [("", "–"), ("生病", "生病（表中原文）"), ("健康或良好", "健康或良好"), ("重特大疾病", "重特大疾病")]),
    ],
)  # fmt: skip
def test_a_cell_with_choices_offers_them_beside_what_stands_there(
    given: str, offered: list[tuple[str, str]]
) -> None:
    with translation.override("zh-hans"):
        assert options(form_of(health=given)) == offered


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_choice_that_is_offered_is_understood(language: str) -> None:
    with translation.override(language):
        offered = [value for value, _words in options(form_of()) if value]
    assert [as_choice(HEALTH)(value) for value in offered] == ["good", "grave"]


def test_a_row_opens_with_what_it_holds() -> None:
    with translation.override("zh-hans"):
        field = str(form_of(health="大病")["health"])
    assert '<option value="大病" selected>重特大疾病</option>' in field
