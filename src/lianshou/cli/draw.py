"""`lianshou draw`: computing a published draw again."""

from __future__ import annotations

from pathlib import Path

import click

_FAULTS = {
    "commitment": "种子与事先公布的摘要不符。The seed is not the one whose hash was announced.",
    "digest": "候选名单与事先冻结的不符。The candidates are not those that were frozen.",
    "drawn": "按种子重算，结果不同。The seed gives another result.",
}


@click.group()
def draw() -> None:
    """抽签核验。Check a published draw."""


@draw.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Compute the draw of FILE (.json) again; exit code 1 when anything does not agree. 重算抽签结果。"""
    from json import JSONDecodeError, loads

    from lianshou.engines.draws import DocumentError, checked

    try:
        faults = checked(loads(file.read_text(encoding="utf-8")))
    except (DocumentError, JSONDecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(f"这不是抽签文件。This is no file of a draw: {error}") from error
    for fault in faults:
        click.echo(_FAULTS[fault])
    if faults:
        raise SystemExit(1)
    click.echo("重算一致。The draw is computed again, and agrees.")
