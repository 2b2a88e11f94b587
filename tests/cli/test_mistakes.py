"""Slips on the command line: in Chinese, in English where a command was asked to speak it, in both where it knows no --lang."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "file.json").write_text("{}")
    return tmp_path / "file.json"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("draw", "replace", "FILE", "--gon", "3"), "没有“--gon”这个选项。您要写的是不是“--gone”、“--out”？"),
        (("draw", "replace", "FILE", "--out", "o"), "缺少选项“--gone”，请补上。"),
        (("draw", "verify"), "缺少“FILE”，请补上。"),
        (("draw", "verify", "FILE", "more"), "多出了“more”；名称里有空格的，请加引号。"),
        (("draw", "verify", "nix.json"), "“FILE”不对：找不到“nix.json”，请核对路径和文件名。"),
        (("draw", "verify", "FOLDER"), "“FILE”不对：“FOLDER”是文件夹，这里要的是文件。"),
        (("draw", "prepare", "FILE", "--out", "FILE"), "“--out”不对：“FILE”是文件，这里要的是文件夹。"),
        (("draw", "verify", "FILE", "--lang", "fr"), "“--lang”不对：“fr”不在可选的“zh”、“en”之中。"),
        (("draw", "explain", "FILE", "x"), "“NUMBERS”不对：“x”不是整数。"),
        (("draw", "replac"), "没有“replac”这个命令。您要写的是不是“explain”、“prepare”、“replace”？"),
        (("heat", "timetable", "FILE", "--boats", "0", "-o", "x"), "“--boats”不对：0不在范围（1至200）内。"),
        (
            ("template", "-o", "x"),
            "缺少“{hosts|guests|pairs|changes}”，请补上。可以写：hosts、guests、pairs、changes。",
        ),
    ],
)
def test_slips_are_told_in_chinese(run: Run, file: Path, arguments: tuple[str, ...], told: str) -> None:
    names = {"FILE": str(file), "FOLDER": str(file.parent)}
    done = run(*(names.get(one, one) for one in arguments))
    for name, path in names.items():
        told = told.replace(f"“{name}”是", f"“{path}”是")
    lines = done.stderr.splitlines()
    assert (done.exit_code, lines[-1], done.stdout) == (2, f"错误：{told}", "")
    assert lines[0].startswith("用法：main ")
    assert lines[1].endswith("--help")


def test_english_stays_english(run: Run) -> None:
    done = run("draw", "verify", "nix.json", "--lang", "en")
    assert done.stderr.splitlines()[-1] == "Error: Invalid value for 'FILE': File 'nix.json' does not exist."
    assert run("draw", "verify", "nix.json", "--lang=en").stderr == done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("scor",), ["错误：没有“scor”这个命令。", "No such command 'scor'."]),
        (("--nix",), ["错误：没有“--nix”这个选项。", "No such option '--nix'."]),
        (("sample",), ["错误：缺少选项“-o”或“--out”，请补上。", "Missing option '-o' / '--out'."]),
    ],
)
def test_commands_without_a_language_say_both(run: Run, arguments: tuple[str, ...], told: list[str]) -> None:
    assert run(*arguments).stderr.splitlines()[-2:] == told
