"""The database of the suite is the one that migrations make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.killing.grounds import installation, run, said


def test_database_of_the_suite_is_that_of_the_migrations(tmp_path: Path) -> None:
    (tmp_path / "migrated").mkdir()
    (tmp_path / "laid").mkdir()
    assert _made(tmp_path / "laid", "lay") == _made(tmp_path / "migrated", "migrate")


def _made(folder: Path, word: str) -> Any:
    with installation(folder) as around:
        run(around, "-m", "tests.laying", word)
        found = json.loads(said(around, "-m", "tests.laying", "describe"))
    del found["auth_group_permissions"]  # Django's own migrations give its key another width than its model
    return found
