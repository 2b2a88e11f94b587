"""`lianshou template`: a blank workbook to fill in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lianshou.core.wording import Language


@click.command()
@click.argument("which", type=click.Choice(["hosts", "guests", "pairs", "changes"]))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪里。Where to write it.",
)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="语言。Language.")
def template(which: str, out: Path, language: Language) -> None:
    """空白名单：帮带方、被帮带方、结对名单、变动。A blank list of hosts, guests, pairs or changes, with drop-downs and an example."""
    from lianshou.formats.sheets.problems import SheetError
    from lianshou.formats.sheets.templates import write_template
    from lianshou.kinds.pairing.rules.change_columns import CHANGES
    from lianshou.kinds.pairing.rules.columns import LAYOUTS

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_template({**LAYOUTS, CHANGES.name: CHANGES}[which], out, language=language)
    except (SheetError, OSError) as error:
        click.echo(f"{out}: {error}", err=True)
        sys.exit(1)
    click.echo(str(out))
