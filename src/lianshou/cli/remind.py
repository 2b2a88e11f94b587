"""`lianshou remind`: reminders of approvals that fall due, for the timer of the machine."""

from __future__ import annotations

import click

from lianshou.cli.serve import load


@click.command()
def remind() -> None:
    """催办。Remind of approvals that fall due soon or are overdue, once for each step, by mail where one is known."""
    load()
    from django.utils import timezone, translation

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.review.actions import send_reminders

    with translation.override("zh-hans"), beyond_scope("a command on the machine"):
        sent = send_reminders(actor=None, now=timezone.now())
    click.echo(f"已提醒 {sent} 件 / {sent} reminded")
