"""`lianshou audit`: checking the book to the byte, and anchors to keep elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, TextIO

import click

from lianshou.cli.serve import load

_REASON = "a command on the machine itself"


@click.group()
def audit() -> None:
    """The audit book: check it, anchor it. 审计日志：核验、生成锚点。"""


@audit.command()
@click.option(
    "--anchor",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that `lianshou audit anchor` wrote; may be given several times.",
)
@click.option("--from", "since", type=click.IntRange(1), default=1, help="Number of the first entry to read.")
@click.option("--quiet", is_flag=True, help="No progress.")
def verify(files: tuple[Path, ...], since: int, quiet: bool) -> None:
    """Read the whole book again and say what is wrong; exit code 1 when anything is.

    Finds altered, missing, inserted and reordered entries, and with an anchor a tail that was cut off.
    """
    load()
    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.audit.queries import Verification, read_anchors
    from lianshou.kernel.audit.queries.anchors import AnchorTextError

    try:
        kept = read_anchors((str(path), path.read_text(encoding="utf-8", errors="replace")) for path in files)
    except AnchorTextError as error:
        raise click.ClickException(str(error)) from error
    progress: _Progress = _Progress(quiet=quiet)
    verification = Verification(files=kept, since=since, progress=progress.show)
    wrong = 0
    with beyond_scope(_REASON):
        for finding in verification.findings():
            progress.clear()
            wrong += 1
            click.echo(_line(finding))
    progress.clear()
    if wrong:
        click.echo(f"{verification.read} entries read; {wrong} places are wrong.")
        raise SystemExit(1)
    click.echo(f"{verification.read} entries read; the book is intact.")


@audit.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to write the anchor: a file, or a folder for a file named after day and number.",
)
def anchor(out: Path | None) -> None:
    """Anchor the last entry and write it out as a small text, to be kept where nobody here can change it.

    Meant for a daily job of the machine (cron); a head that is anchored already is written out again.
    """
    load()
    from django.utils import timezone

    from lianshou.core.ambient import Origin, beyond_scope, coming_from
    from lianshou.core.refusals import Refused
    from lianshou.kernel.audit.actions import anchor_book
    from lianshou.kernel.audit.queries import anchor_text

    with beyond_scope(_REASON), coming_from(Origin(door="command")):
        try:
            made = anchor_book(actor=None, now=timezone.now())
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
    if out is None:
        click.echo(anchor_text(made), nl=False)
        return
    target = out / f"anchor-{made.day:%Y%m%d}-{made.number}.json" if out.is_dir() else out
    target.write_text(anchor_text(made), encoding="utf-8")
    click.echo(f"{target}: {made.day:%Y-%m-%d}, entry {made.number}")


def _line(finding: Any) -> str:
    span = f"{finding.number}" if finding.until == finding.number else f"{finding.number}-{finding.until}"
    where = f"entry {span}" if finding.number else "the book"
    details = " ".join(part for part in (finding.at, finding.other and f"({finding.other})") if part)
    return f"{where}: {finding.wrong.value}: {finding.wrong.label}{f' {details}' if details else ''}"


class _Progress:
    """A line that says how far the check is, on a terminal only."""

    def __init__(self, *, quiet: bool) -> None:
        self._err: TextIO = sys.stderr
        self._quiet, self._shown = quiet or not self._err.isatty(), False

    def show(self, done: int, total: int) -> None:
        if not self._quiet:
            self._shown = True
            self._err.write(f"\r{done:,} / {total:,}")
            self._err.flush()

    def clear(self) -> None:
        if self._shown:
            self._shown = False
            self._err.write("\r" + " " * 40 + "\r")
