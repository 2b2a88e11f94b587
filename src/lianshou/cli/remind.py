"""`lianshou remind`: approvals that fall due, what goes up, and digests of work, for the timer of the machine."""

from __future__ import annotations

import click

from lianshou.cli.serve import load


@click.command()
def remind() -> None:
    """催办、提级督办、摘要。Remind of approvals that fall due, send up what is too long overdue, send digests of work.

    Each is done once, however often this runs: run it every quarter of an hour.
    """
    load()
    from django.utils import timezone, translation

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.inbox.actions import escalate_overdue, send_digests
    from lianshou.kernel.review.actions import send_reminders

    with translation.override("zh-hans"), beyond_scope("a command on the machine"):
        reminded = send_reminders(actor=None, now=timezone.now())
        raised = escalate_overdue(actor=None, now=timezone.now())
        digests = send_digests(actor=None, now=timezone.now())
    click.echo(f"已提醒 {reminded} 件，提级督办 {raised} 件，发出摘要 {digests} 份", nl=False)
    click.echo(f" / {reminded} reminded, {raised} escalated, {digests} digests sent")
