"""`lianshou pledges tidy`: for the machine's calendar, once a day."""

from __future__ import annotations

import click

from lianshou.cli.serve import load


@click.group()
def pledges() -> None:
    """协议和函书。Agreements and letters."""


@pledges.command()
def tidy() -> None:
    """Say of agreements whose last day has gone by that their term is over; put letters whose worker fell silent back."""
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.pledges.actions import expire_pledges, take_up_silent_letters
    from lianshou.kernel.pledges.tasks import work_on_letters

    now = timezone.now()
    with beyond_scope("a command on the machine"):
        silent = take_up_silent_letters(now=now, enqueue=work_on_letters.enqueue)
        over = 0
        while done := expire_pledges(actor=None, now=now):
            over += done
    click.echo(f"到期 / over: {over}; 重新排队 / queued again: {len(silent)}")
