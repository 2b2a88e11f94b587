"""`lianshou imports tidy`: for the machine's calendar, once an hour."""

from __future__ import annotations

import click

from lianshou.cli.serve import load


@click.group()
def imports() -> None:
    """批量导入。Lists that were uploaded."""


@imports.command()
def tidy() -> None:
    """Put imports whose worker fell silent back into the queue, and erase the cells of those done with for thirty days."""
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.intake.actions import forget_cells, take_up_silent
    from lianshou.kernel.intake.tasks import work_on_import

    now = timezone.now()
    with beyond_scope("a command on the machine"):
        silent = take_up_silent(now=now, enqueue=work_on_import.enqueue)
        forgotten = 0
        while done := forget_cells(actor=None, now=now):
            forgotten += done
    click.echo(f"重新排队 / queued again: {len(silent)}; 清除内容 / cells erased: {forgotten}")
