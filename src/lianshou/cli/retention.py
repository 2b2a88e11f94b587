"""`lianshou retention due`: what is to be erased, in numbers; who it is about stays on the desk."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import click

from lianshou.cli.serve import load


@click.group()
def retention() -> None:
    """保存期限。How long data are kept, and what is due."""


@retention.command()
@click.option("--union", "union_name", default="", help="Full name of a union: only it and what lies below.")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="As of another day than today."
)
def due(union_name: str, on: Any) -> None:
    """List what is due, by union and class: how much, and since when. Exit code 3 when something is.

    Nothing is erased: an officer prepares it at the desk (/rights/due/), a second person confirms.
    """
    load()
    from django.utils import timezone, translation

    from lianshou.core.ambient import beyond_scope

    today = on.date() if on else timezone.localdate()
    with translation.override("zh-hans"), beyond_scope("a command on the machine"):
        lines = _lines(union_name, today)
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo(f"{today}: 没有到期的信息 / nothing is due")
        return
    raise SystemExit(3)


@retention.command()
def drafts() -> None:
    """Drop the drafts of applications that nobody has saved for sixty days: for the machine's calendar, once a day."""
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.intake.actions import drop_stale_drafts

    now, dropped = timezone.now(), 0
    with beyond_scope("a command on the machine"):
        while done := drop_stale_drafts(actor=None, now=now):
            dropped += done
    click.echo(f"清除的草稿 / drafts dropped: {dropped}")


@retention.command()
def answers() -> None:
    """Erase what the API answered to writes more than a day ago; run it every day."""
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.gateway.actions import forget_answers

    with beyond_scope("a command on the machine"):
        forgotten = forget_answers(now=timezone.now())
    click.echo(f"已清除 {forgotten} 条 / {forgotten} erased")


@retention.command()
def erase_objectors() -> None:
    """抹去异议人。Erase names and contacts of objectors whose time is over; for the timer of the machine, daily.

    How long they are kept is a setting by region (objection.keep_months). Words and outcomes stay.
    """
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.notices.actions import erase_objectors as erase

    with beyond_scope("a command on the machine"):
        erased = erase(actor=None, union=None, now=timezone.now())
    click.echo(f"已抹去 {erased} 件异议的姓名和联系方式 / {erased} objectors erased")


@retention.command()
def kinds() -> None:
    """Erase what the kinds of programmes keep for some days only, such as reports on lists; for the timer, daily."""
    load()
    from django.utils import timezone

    from lianshou.core.ambient import beyond_scope
    from lianshou.core.kinds import registry

    with beyond_scope("a command on the machine"):
        erased = sum(kind.erases(now=timezone.now()) for kind in registry)
    click.echo(f"已抹去 {erased} 件 / {erased} erased")


def _lines(union_name: str, today: date) -> list[str]:
    from lianshou.kernel.guard.models import Scope
    from lianshou.kernel.rights.queries.retention import due_in
    from lianshou.kernel.unions.models import Union

    scope = Scope((), everything=True)
    if union_name:
        found = list(Union.objects.filter(name=union_name)[:2])
        if len(found) != 1:
            said = "Several" if found else "No"
            raise click.ClickException(f"{said} unions are called {union_name}; give the full name.")
        scope = Scope((found[0].path,))
    counts: Counter[tuple[str, str]] = Counter()
    since: dict[tuple[str, str], date] = {}
    for one in due_in(scope=scope, today=today):
        key = (str(one.person.union), one.class_label)
        counts[key] += 1
        since[key] = min(one.since, since.get(key, one.since))
    return [
        f"{union}\t{label}\t{counts[union, label]}\t{since[union, label]}" for union, label in sorted(counts)
    ]
