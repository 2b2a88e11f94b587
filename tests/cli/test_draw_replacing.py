"""A later withdrawal goes on from the replacements before; nobody in reserve is given out twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.cli.test_draw import VALUE, Run, book, footer_of, read


@pytest.fixture
def drawn(run: Run, tmp_path: Path) -> Path:
    assert run("draw", "prepare", book(tmp_path / "book.xlsx"), "--out", tmp_path).exit_code == 0
    assert run("draw", "run", tmp_path / "announcement.json", *VALUE, "--out", tmp_path).exit_code == 0
    return tmp_path / "transcript.json"


@pytest.fixture
def units(drawn: Path) -> list[list[int]]:
    found: list[list[int]] = read(drawn)["selected"]
    return found


@pytest.fixture
def replaced(run: Run, drawn: Path, units: list[list[int]]) -> Path:
    done = run("draw", "replace", drawn, "--gone", units[0][0], "--out", drawn.parent)
    assert done.exit_code == 0, done.output
    return drawn.parent / "replacement.json"


def rounds(path: Path) -> list[Any]:
    return [one["gone"] for one in read(path)["rounds"]]


def test_replacement_is_gone_on_from_and_the_one_before_stays(
    run: Run, replaced: Path, units: list[list[int]], tmp_path: Path
) -> None:
    before = replaced.read_bytes()
    came = read(replaced)["rounds"][0]["came"]
    done = run("draw", "replace", replaced, "--gone", units[1][0], "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert rounds(replaced) == [[units[0][0]], [units[1][0]]]
    assert all(unit not in read(replaced)["rounds"][1]["came"] for unit in came)
    assert (tmp_path / "replacement-1.json").read_bytes() == before
    assert (tmp_path / "replacement-1.xlsx").exists()
    for name in ("replacement", "replacement-1"):
        assert run("draw", "verify", tmp_path / f"{name}.json").exit_code == 0
    third = run("draw", "replace", replaced, "--gone", units[2][0], "--out", tmp_path / "o")
    assert (third.exit_code, rounds(tmp_path / "o" / "replacement.json")) == (
        0,
        [[one[0]] for one in units[:3]],
    )


def test_all_rounds_from_the_transcript_do_the_same(
    run: Run, drawn: Path, replaced: Path, units: list[list[int]], tmp_path: Path
) -> None:
    both = ("--gone", units[0][0], "--gone", units[1][0])
    assert run("draw", "replace", drawn, *both, "--out", tmp_path).exit_code == 0
    content = replaced.read_bytes()
    assert (
        run("draw", "replace", tmp_path / "replacement-1.json", *both[2:], "--out", tmp_path).exit_code == 0
    )
    assert replaced.read_bytes() == content


@pytest.mark.parametrize("folder", [".", "o 2"])
def test_second_start_from_the_transcript_is_refused_with_the_command(
    run: Run, drawn: Path, replaced: Path, units: list[list[int]], tmp_path: Path, folder: str
) -> None:
    before, out = replaced.read_bytes(), tmp_path / folder
    done = run("draw", "replace", drawn, "--gone", f"{units[0][1]}、{units[1][0]}", "--out", out)
    assert done.exit_code == 1
    wanted = f'"{out}"' if " " in folder else str(out)
    command = f"lianshou draw replace {replaced} --gone {units[0][1]},{units[1][0]} --out {wanted}"
    assert command in [line.strip() for line in done.output.splitlines()]
    assert replaced.read_bytes() == before
    assert not (tmp_path / "o 2").exists()
    english = run("draw", "replace", drawn, "--gone", units[1][0], "--out", tmp_path, "--lang", "en")
    assert f"draw replace {replaced} --gone {units[1][0]} --out {tmp_path} --lang en" in english.output


def test_round_that_is_done_already_is_said_to_be(
    run: Run, drawn: Path, replaced: Path, units: list[list[int]], tmp_path: Path
) -> None:
    run("draw", "replace", replaced, "--gone", units[1][0], "--out", tmp_path)
    done = run("draw", "replace", drawn, "--gone", units[1][0], "--out", tmp_path)
    assert (done.exit_code, "不用再做" in done.output) == (1, True)


def test_replacement_of_another_draw_is_left_alone(
    run: Run, drawn: Path, units: list[list[int]], tmp_path: Path
) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "replacement.json").write_text("{}", encoding="utf-8")
    done = run("draw", "replace", drawn, "--gone", units[0][0], "--out", tmp_path / "o")
    assert (done.exit_code, "没有改动它" in done.output) == (1, True)
    assert (tmp_path / "o" / "replacement.json").read_text(encoding="utf-8") == "{}"


def test_touched_replacement_is_no_start(
    run: Run, replaced: Path, units: list[list[int]], tmp_path: Path
) -> None:
    replaced.write_text(replaced.read_text(encoding="utf-8").replace("职工3", "职工三"), encoding="utf-8")
    done = run("draw", "replace", replaced, "--gone", units[1][0], "--out", tmp_path / "o")
    assert (done.exit_code, "封存摘要与内容不符" in done.output) == (1, True)


def test_who_leaves_with_somebody_is_named(
    run: Run, drawn: Path, units: list[list[int]], tmp_path: Path
) -> None:
    one, other = units[0]
    done = run("draw", "replace", drawn, "--gone", one, "--out", tmp_path)
    told = f"第1轮：{one} 职工{one}（同组的{other} 职工{other}随同）退出，由 "
    assert done.output.startswith(told), done.output
    page = load_workbook(tmp_path / "replacement.xlsx").worksheets[0]
    assert str(page["F3"].value).startswith(told)
    english = run("draw", "replace", drawn, "--gone", one, "--out", tmp_path / "en", "--lang", "en")
    assert english.output.startswith(f"Round 1: {one} 职工{one} (and with them {other} 职工{other}) left, ")


@pytest.mark.parametrize(
    ("language", "told"), [("zh", "退出的名单编号请写成 3,15"), ("en", "Write the numbers")]
)
def test_names_instead_of_numbers_are_told_in_one_language(
    run: Run, drawn: Path, tmp_path: Path, language: str, told: str
) -> None:
    done = run("draw", "replace", drawn, "--gone", "职工3", "--out", tmp_path / "o", "--lang", language)
    assert (done.exit_code, done.output.startswith(told), len(done.output.splitlines())) == (2, True, 1)


def test_every_page_has_the_seal_below(run: Run, drawn: Path, replaced: Path) -> None:
    for path in (drawn, replaced):
        for page in load_workbook(path.with_suffix(".xlsx")):
            assert f"封存摘要 {read(path)['seal']}" in footer_of(page)
