from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.factories.workbooks import Rows, guest_rows, host_rows, write_rows

from lianshou.cli.main import main

Match = Callable[..., Result]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the invented county."""
    from lianshou.demo.sample import write_sample

    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run() -> Callable[..., Result]:
    """Call the command with arguments."""
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def match(tmp_path: Path, out: Path, run: Callable[..., Result]) -> Match:
    """Write the two lists as workbooks and match them: ``match(hosts, guests, "--quiet")``."""

    def call(hosts: Rows | None = None, guests: Rows | None = None, *options: object) -> Result:
        host_file = write_rows(tmp_path / "hosts.xlsx", host_rows() if hosts is None else hosts)
        guest_file = write_rows(tmp_path / "guests.xlsx", guest_rows() if guests is None else guests)
        return run("match", host_file, guest_file, "--out", out, *options)

    return call


@pytest.fixture
def matched(out: Path) -> Callable[[], dict[str, Any]]:
    """The matching.json of the last run."""
    return lambda: json.loads((out / "matching.json").read_text(encoding="utf-8"))


@pytest.fixture
def pairs_file(tmp_path: Path) -> Callable[[str, Sequence[tuple[str, str]]], Path]:
    """Write a list of (guest, host)."""

    def write(name: str, pairs: Sequence[tuple[str, str]]) -> Path:
        return write_rows(tmp_path / name, [{"被帮带方": guest, "帮带方": host} for guest, host in pairs])

    return write
