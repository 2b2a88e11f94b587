"""A Word paper as PDF pages, where LibreOffice is installed; nowhere is it needed."""

from __future__ import annotations

import shutil
import subprocess  # nosec B404
import tempfile
from pathlib import Path

_SECONDS = 60


def can_make_pdf() -> bool:
    """Whether this machine has an office program."""
    return shutil.which("soffice") is not None


def pdf_of(paper: bytes) -> bytes | None:
    """The pages of a .docx of ours as a PDF; None where no office program is, or where it fails.

    It runs with a profile of its own that is thrown away, and without macros. Give it only papers that ``checking`` let through.
    """
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="lianshou-pdf-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(paper)
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(source)),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603  # nosec B603
        except (OSError, subprocess.SubprocessError):
            return None
        made = Path(folder) / "paper.pdf"
        return made.read_bytes() if made.exists() else None
