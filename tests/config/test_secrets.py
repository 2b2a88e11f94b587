from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lianshou.config.secrets import secret

NAME = "LIANSHOU_KEYS"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (NAME, f"{NAME}_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys"
    path.write_text("1:abc\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv(f"{NAME}_FILE", str(path))
    return path


def test_default_stands_when_nothing_is_set() -> None:
    assert secret(NAME, "default") == "default"


def test_variable_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "1:xyz")
    assert secret(NAME, "default") == "1:xyz"


def test_file_is_taken_without_its_line_end(file: Path) -> None:
    assert secret(NAME, "default") == "1:abc"


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602])
def test_file_that_everybody_reads_is_refused_but_for_trying_out(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(ImproperlyConfigured, match="everybody"):
        secret(NAME, "default")
    if mode & 0o400:
        assert secret(NAME, "default", strict=False) == "1:abc"


def test_variable_and_file_together_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "1:xyz")
    with pytest.raises(ImproperlyConfigured, match="not both"):
        secret(NAME, "default")


def test_missing_or_empty_file_is_refused_without_its_content(file: Path) -> None:
    file.write_text("  \n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="empty"):
        secret(NAME, "default")
    file.unlink()
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        secret(NAME, "default")
