"""Putting finished files in their place: all of them or none, and nothing half-written."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ANSWERS = ("what-if", "curve", "least-change")
"""The files of answers, without their endings."""
_OURS = re.compile(r"\d{3,}-.*\.docx")


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder beside the files of ``folder`` to work in; it is gone afterwards, whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".lianshou-", dir=folder))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def put_in_place(work: Path, folder: Path) -> None:
    """Move everything in ``work`` to ``folder``, over what stood there; stale papers and errors of ours go."""
    files = sorted(path for path in work.rglob("*") if path.is_file())
    for path in files:
        target = folder / path.relative_to(work)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    fresh = {path.relative_to(work) for path in files}
    for stale in _ours(folder):
        if stale.relative_to(folder) not in fresh:
            stale.unlink()
    each = folder / "agreements"
    if each.is_dir() and not any(each.iterdir()):
        each.rmdir()


def _ours(folder: Path) -> list[Path]:
    """What an earlier run may have left that this one would contradict."""
    found = [folder / "errors.xlsx", folder / "agreements.docx"]
    found += [folder / f"{name}.{kind}" for name in ANSWERS for kind in ("json", "xlsx")]
    found += [path for path in (folder / "agreements").glob("*.docx") if _OURS.fullmatch(path.name)]
    return [path for path in found if path.is_file()]
