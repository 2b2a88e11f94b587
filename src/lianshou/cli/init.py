"""`lianshou init`, `account` and `password`: the first union and the accounts of a real installation."""

from __future__ import annotations

import os
from typing import Any

import click

from lianshou.cli.serve import load, prepare

_LEVELS = ("nation", "province", "city", "county", "township", "sector")
_ROLES = (
    "system_admin",
    "security_admin",
    "audit_admin",
    "officer",
    "approver",
    "leader",
    "chair",
    "helper",
    "expert",
    "mentor",
    "finance",
    "worker",
)
_PASSWORD = "LIANSHOU_PASSWORD"  # noqa: S105  # nosec B105  the name of a variable


@click.command()
@click.option("--federation", required=True, help="Full name of the federation that runs this installation.")
@click.option("--level", type=click.Choice(_LEVELS), default="county", show_default=True)
@click.option("--division", default="", help="Its division code, six digits.")
@click.option(
    "--admin", "admin", default="系统管理员", show_default=True, help="Name of the system administrator."
)
@click.option(
    "--security", default="安全管理员", show_default=True, help="Name of the security administrator."
)
@click.option("--auditor", default="审计管理员", show_default=True, help="Name of the audit administrator.")
@click.option("--officer", required=True, help="Name of the first officer.")
def init(
    federation: str, level: str, division: str, admin: str, security: str, auditor: str, officer: str
) -> None:
    """Set up an empty installation: the top union, its three administrators, an officer.

    Passwords are asked for, or taken from LIANSHOU_PASSWORD. User names are `admin`, `security`, `auditor` and `officer`.
    """
    prepare()
    from django.db import transaction
    from django.utils import timezone

    from lianshou.kernel.unions.actions import add_union
    from lianshou.kernel.unions.models import Union

    if Union.objects.exists():
        raise click.ClickException(
            "This installation is set up already; open more accounts with `lianshou account`."
        )
    people = [
        ("admin", admin, "system_admin"),
        ("security", security, "security_admin"),
        ("auditor", auditor, "audit_admin"),
        ("officer", officer, "officer"),
    ]
    passwords = [_ask_password(username) for username, _, _ in people]
    with transaction.atomic():
        union = add_union(
            actor=None, parent=None, name=federation, level=level, division_code=division, now=timezone.now()
        )
        for (username, name, role), password in zip(people, passwords, strict=True):
            _open(username=username, name=name, role=role, union=union, password=password)
    click.echo(f"{federation}: {', '.join(username for username, _, _ in people)}")


@click.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice(_ROLES), required=True)
@click.option("--union", "union_name", required=True, help="Full name of the union where the post is.")
def account(username: str, name: str, role: str, union_name: str) -> None:
    """Open an account with one post, on the machine itself (the web desk needs no such right)."""
    load()
    from lianshou.kernel.access.models import User
    from lianshou.kernel.unions.models import Union

    if User.objects.filter(username=username.lower()).exists():
        raise click.ClickException(f"There is an account called {username} already.")
    found = list(Union.objects.filter(name=union_name)[:2])
    if len(found) != 1:
        raise click.ClickException(
            f"{'Several' if found else 'No'} unions are called {union_name}; give the full name."
        )
    _open(username=username, name=name, role=role, union=found[0], password=_ask_password(username))
    click.echo(f"{username}: {role}, {found[0]}")


@click.command()
@click.argument("username")
def password(username: str) -> None:
    """Give an account a new first password, where no e-mail can reset it; it must be changed at the next login."""
    load()
    from django.utils import timezone

    from lianshou.kernel.access.actions import give_password
    from lianshou.kernel.access.models import User

    user = User.objects.filter(username=username.lower()).first()
    if user is None:
        raise click.ClickException(f"There is no account called {username}.")
    give_password(actor=None, user=user, password=_ask_password(username), now=timezone.now())
    click.echo(f"{user.username}: must be changed at the next login.")


def _open(*, username: str, name: str, role: str, union: Any, password: str) -> None:
    from django.db import transaction
    from django.utils import timezone

    from lianshou.kernel.access.actions import appoint, create_account

    now = timezone.now()
    with transaction.atomic():
        user = create_account(actor=None, username=username, name=name, password=password, now=now)
        appoint(actor=None, user=user, union=union, role=role, starts_on=timezone.localdate(now), now=now)


def _ask_password(username: str) -> str:
    """From LIANSHOU_PASSWORD, or typed twice; one that is easily guessed is refused with the reasons."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    given = os.environ.get(_PASSWORD) or click.prompt(
        f"Password of {username}", hide_input=True, confirmation_prompt=True
    )
    try:
        validate_password(given)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    return str(given)
