"""`lianshou heat template` holds what it promises, or says what it can hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

Run = Callable[..., Result]


@pytest.mark.parametrize("family", ["place", "fastest", "repechage", "time", "points"])
def test_the_documented_template_takes_a_full_field(run: Run, tmp_path: Path, family: str) -> None:
    run("heat", "template", "--family", family, "--lanes", "6", "--heats", "3", "-o", tmp_path / "book.xlsx")
    book = load_workbook(tmp_path / "book.xlsx")
    for number in range(2, 20):
        book["队伍"].cell(number, 2).value = f"{number}队"
    book.save(tmp_path / "book.xlsx")
    assert run("heat", "run", tmp_path / "book.xlsx", "-o", tmp_path / "a").exit_code == 0


def test_a_family_that_cannot_hold_the_heats_says_how_many_it_can(run: Run, tmp_path: Path) -> None:
    done = run("heat", "template", "--lanes", "4", "--heats", "5", "-o", tmp_path / "book.xlsx")
    assert (done.exit_code, "4条航道按这个晋级办法最多分4组、16支队" in done.output) == (1, True)
    done = run(
        "heat",
        "template",
        "--lanes",
        "2",
        "--heats",
        "5",
        "--family",
        "place",
        "--lang",
        "en",
        "-o",
        tmp_path / "b",
    )
    assert "takes 4 heats at most (8 crews)" in done.output
