"""`lianshou heat` never writes over what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

Run = Callable[..., Result]


@pytest.fixture
def sample(run: Run, tmp_path: Path) -> Path:
    assert run("heat", "sample", "-o", tmp_path).exit_code == 0
    return tmp_path / "regatta.xlsx"


def edited(path: Path, sheet: str, cell: str, value: object) -> None:
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def told_in(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.iterdir()}


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "lost"),
    [
        ("成绩", "F16", "52.30", "“成绩”1行（复活赛 "),
        ("裁定", "C3", "纺织一队", "“裁定”1行（预赛 纺织一队）"),
        ("队伍", "B16", "后来的队", "“队伍”1行（后来的队）"),
        ("队员", "C2", "后来的人", "“队员”1行（纺织一队 后来的人）"),
        ("规程", "C2", "改了名的比赛", "“规程”1行（改了名的比赛）"),
    ],
)
def test_what_somebody_wrote_into_the_next_book_is_never_written_over(
    run: Run, sample: Path, tmp_path: Path, sheet: str, cell: str, value: str, lost: str
) -> None:
    out = tmp_path / "a"
    run("heat", "run", sample, "-o", out)
    if sheet == "裁定":
        edited(out / "next.xlsx", sheet, "B3", "预赛")
    edited(out / "next.xlsx", sheet, cell, value)
    before = told_in(out)
    done = run("heat", "run", sample, "-o", out)
    assert (done.exit_code, lost in done.output, f"lianshou heat run {out / 'next.xlsx'} -o {out}" in done.output) == (
        1, True, True,
    )  # fmt: skip
    assert told_in(out) == before
    assert run("heat", "run", out / "next.xlsx", "-o", out).exit_code == 0
    assert run("heat", "run", sample, "-o", tmp_path / "b").exit_code == 0


def test_a_next_book_nobody_wrote_into_is_replaced(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "a"
    run("heat", "run", sample, "-o", out)
    for sheet, cell, value in (("成绩", "F2", "52.99"), ("队员", "C2", "改过的名"), ("裁定", "D3", None)):
        edited(sample, sheet, cell, value)
        assert run("heat", "run", sample, "-o", out).exit_code == 0
    book = load_workbook(out / "next.xlsx")  # saved by another program, with nothing of its own
    book.save(out / "next.xlsx")
    assert run("heat", "run", sample, "-o", out, "--lang", "en").exit_code == 0


@pytest.mark.parametrize("content", [b"no workbook", None])
def test_a_next_book_that_cannot_be_read_is_never_written_over(
    run: Run, sample: Path, tmp_path: Path, content: bytes | None
) -> None:
    out = tmp_path / "a"
    run("heat", "run", sample, "-o", out)
    if content:
        (out / "next.xlsx").write_bytes(content)
    else:
        edited(out / "next.xlsx", "成绩", "F16", "很快")
    before = told_in(out)
    done = run("heat", "run", sample, "-o", out)
    assert (done.exit_code, "读不出的内容" in done.output, told_in(out) == before) == (1, True, True)
    assert content or "“成绩”第16行F列" in done.output


def test_no_book_is_written_over_by_what_comes_of_it(run: Run, sample: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()
    for arguments in (
        ("crews", sample),
        ("timetable", sample),
        ("points", sample),
        ("correct", sample, sample),
    ):
        done = run("heat", *arguments, "-o", sample)
        assert (done.exit_code, "就是输入的文件" in done.output, sample.read_bytes() == before) == (
            1,
            True,
            True,
        )
    own = sample.rename(tmp_path / "lists.xlsx")
    done = run("heat", "run", own, "-o", tmp_path)
    assert (done.exit_code, own.read_bytes() == before) == (1, True)
    mended = own.rename(tmp_path / "errors-regatta.xlsx")
    assert run("heat", "run", mended, "-o", tmp_path).exit_code == 0
    assert mended.exists()


def test_a_template_is_never_written_over_a_book(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    for _ in range(2):
        assert run("heat", "template", "-o", book).exit_code == 0
    edited(book, "队伍", "B2", "甲队")
    before = book.read_bytes()
    done = run("heat", "template", "-o", book)
    assert (done.exit_code, "没有覆盖" in done.output, book.read_bytes() == before) == (1, True, True)
    run("heat", "sample", "-o", tmp_path)
    edited(tmp_path / "regatta.xlsx", "成绩", "F2", "51.00")
    assert run("heat", "sample", "-o", tmp_path).exit_code == 1
