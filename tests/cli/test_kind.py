"""`lianshou kind new` in a copy of the house: what it lays out runs, with its own tests and with those of every kind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
LEFT = shutil.ignore_patterns("vendor", "__pycache__", "*.pyc", "node_modules")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house without what is downloaded for browsers."""
    house = tmp_path_factory.mktemp("house")
    for folder in ("src", "tests", "tools"):
        shutil.copytree(ROOT / folder, house / folder, ignore=LEFT)
    for name in ("pyproject.toml", "hatch_build.py", "package.json"):
        shutil.copy(ROOT / name, house / name)
    return house


def in_copy(house: Path, *words: str) -> str:
    """Run Python inside the copy; gives what it said, and fails the test when it fails."""
    around = {key: value for key, value in os.environ.items() if not key.startswith(("LIANSHOU_", "DJANGO_"))}
    around |= {"PYTHONPATH": os.pathsep.join([str(house / "src"), str(house)]), "LIANSHOU_DEMO": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=house, env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_kind_is_laid_out_and_runs_with_its_own_tests_and_those_of_every_kind(copy: Path) -> None:
    command = "from lianshou.cli.main import main; main()"
    titles = ("--zh", "秋收互助", "--en", "Harvest help")
    told = in_copy(copy, "-c", command, "kind", "new", "harvest", *titles)
    assert "settings.py: " in told
    assert "pyproject.toml: " in told
    in_copy(copy, "tools/messages.py")
    checked = ("makemigrations", "--check", "--dry-run", "--settings", "lianshou.config.settings")
    in_copy(copy, "-W", "ignore", "-m", "django", *checked)
    files = ("tests/kinds/harvest", "tests/kinds/test_every_kind.py", "-k", "harvest")
    in_copy(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files)


def test_name_that_is_taken_or_no_name_changes_nothing(run: Run, tmp_path: Path) -> None:
    titles = ("--zh", "某", "--en", "some")
    (tmp_path / "src" / "lianshou" / "kinds" / "taken").mkdir(parents=True)
    answers = [run("kind", "new", name, *titles, "--root", str(tmp_path)) for name in ("taken", "Not-A-Name")]
    assert [answer.exit_code for answer in answers] == [1, 1]
    assert [path.name for path in tmp_path.rglob("*.py")] == []
