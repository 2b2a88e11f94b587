"""`lianshou webhooks send`: what the book tells other systems, for the timer of the machine."""

from __future__ import annotations

import click

from lianshou.cli.serve import load


@click.group()
def webhooks() -> None:
    """推送。What other systems are told as soon as it is done."""


@webhooks.command()
def send() -> None:
    """Look through the book for what webhooks are told of, and send what is due. Run it once a minute."""
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.gateway.actions import gather_deliveries, send_deliveries

    with beyond_scope("a command on the machine"):
        gathered = gather_deliveries(now=timezone.now())
        sent, failed = send_deliveries(clock=timezone.now)
    click.echo(
        f"新增 {gathered}，送达 {sent}，未送达 {failed} / {gathered} new, {sent} sent, {failed} not sent"
    )
