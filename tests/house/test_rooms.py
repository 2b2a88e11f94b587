"""The house keeps its rooms: storeys, file names, sizes, and what each room may not do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from lianshou.core.kinds import registry

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lianshou"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
SCRIPTS = [path for path in sorted(PACKAGE.rglob("*.js")) if "vendor" not in path.parts]
FORBIDDEN = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc", "base", "lib"}
NOT_WRITING = ("views", "api", "forms", "tables", "exports", "tasks", "urls")
WRITES = (".save(", ".delete(", ".bulk_create(", ".bulk_update(")


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _rooms(*names: str) -> list[Path]:
    """The files of these rooms in the kernel and the kinds, whether a room is a file or a package."""
    return [
        path
        for path in FILES
        if path.is_relative_to(PACKAGE / "kernel") or path.is_relative_to(PACKAGE / "kinds")
        if set(names) & {path.stem, *path.relative_to(PACKAGE).parts[2:-1]}
    ]


def test_storeys_and_rooms_keep_their_order() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*FILES, *SCRIPTS], ids=_name)
def test_file_stays_within_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_file_has_a_name_that_says_what_it_holds(path: Path) -> None:
    assert FORBIDDEN & {path.stem, *path.relative_to(PACKAGE).parts[:-1]} == set()


@pytest.mark.parametrize("path", _rooms(*NOT_WRITING), ids=_name)
def test_room_neither_queries_nor_writes_by_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [
        word for word in (".objects", *WRITES) if word in re.sub(r"table\.save\(|form\.save\(", "save(", text)
    ]
    assert found == []


@pytest.mark.parametrize("path", _rooms("queries", "figures", "rules", "enums"), ids=_name)
def test_reading_room_does_not_write(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [word for word in (".save(", ".bulk_create(", ".bulk_update(", ".create(") if word in text] == []


def test_every_app_folder_is_installed() -> None:
    folders = {
        f"lianshou.{storey}.{path.name}"
        for storey in ("kernel", "kinds")
        for path in (PACKAGE / storey).iterdir()
        if (path / "__init__.py").exists()
    }
    installed = {
        name for name in settings.INSTALLED_APPS if name.startswith(("lianshou.kernel.", "lianshou.kinds."))
    }
    assert installed == folders


def test_every_kind_folder_is_registered() -> None:
    installed = {
        config.name.rsplit(".", 1)[1] for config in apps.get_app_configs() if ".kinds." in config.name
    }
    assert {kind.slug for kind in registry} == installed


@pytest.mark.parametrize("path", [path for path in FILES if path.name == "__init__.py"], ids=_name)
def test_package_says_in_one_line_what_lives_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wordless = path.parent.name in ("migrations", "templatetags", "commands", "management")
    assert wordless or re.match(r'(""".+?"""|"""[^\n]+\n)', text, re.DOTALL) is not None, _name(path)
