"""What is committed holds no path of anybody's machine, no index address, no secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_MACHINE = re.compile(r"/(?:root|home/\w+|Users/\w+|work/\w+)/[\w.-]")
_INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|https?://")
_FOLDERS = ("src", "tests", "tools", "bench", "docs", "requirements", ".ci")
_MADE = {"vendor", "__pycache__", "node_modules"}
_TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".js",
    ".json",
    ".po",
    ".sh",
    ".cfg",
    ".yml",
    ".yaml",
}


def _written() -> list[Path]:
    """The texts of the source tree: everything in its folders, and the files at its top."""
    inside = [
        path for folder in _FOLDERS for path in (ROOT / folder).rglob("*") if not _MADE & set(path.parts)
    ]
    paths = [*ROOT.iterdir(), *inside]
    return [
        path
        for path in paths
        if path.is_file() and (path.suffix in _TEXT or path.name in ("Makefile", "run"))
    ]


def test_no_file_names_a_path_of_this_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): hit.group(0)
        for path in _written()
        if (hit := _MACHINE.search(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_requirements_name_no_index(path: Path) -> None:
    assert _INDEX.search(path.read_text(encoding="utf-8")) is None


def test_lock_of_the_browser_assets_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
