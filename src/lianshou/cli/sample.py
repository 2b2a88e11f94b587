"""`lianshou sample`: an invented county to try things with."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="写到哪个文件夹。The folder to write to.",
)
def sample(out: Path) -> None:
    """虚构一个县的两份名单，用来试用。Two lists of an invented county: 63 hosts, 164 guests."""
    from lianshou.demo.sample import write_sample
    from lianshou.formats.sheets.problems import SheetError

    try:
        out.mkdir(parents=True, exist_ok=True)
        for path in write_sample(out):
            click.echo(str(path))
    except (SheetError, OSError) as error:
        click.echo(f"{out}: {error}", err=True)
        sys.exit(1)
