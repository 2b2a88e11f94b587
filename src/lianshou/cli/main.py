"""`lianshou`: the one command of the house. Its parts are imported when they are asked for, so that it starts fast."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from lianshou.cli.mistakes import told
from lianshou.core.ambient import beyond_scope

COMMANDS = {
    "match": "lianshou.cli.match:match",
    "template": "lianshou.cli.template:template",
    "sample": "lianshou.cli.sample:sample",
    "draw": "lianshou.cli.draw:draw",
    "score": "lianshou.cli.score:score",
    "heat": "lianshou.cli.heat:heat",
    "demo": "lianshou.cli.demo:demo",
    "serve": "lianshou.cli.serve:serve",
    "init": "lianshou.cli.init:init",
    "account": "lianshou.cli.init:account",
    "permissions": "lianshou.cli.permissions:permissions",
    "imports": "lianshou.cli.imports:imports",
    "remind": "lianshou.cli.remind:remind",
    "pledges": "lianshou.cli.pledges:pledges",
    "rerun": "lianshou.cli.rerun:rerun",
    "retention": "lianshou.cli.retention:retention",
    "audit": "lianshou.cli.audit:audit",
    "keys": "lianshou.cli.keys:keys",
    "kind": "lianshou.cli.kind:kind",
    "rekey": "lianshou.cli.keys:rekey",
    "webhooks": "lianshou.cli.webhooks:webhooks",
    "password": "lianshou.cli.init:password",
}
"""The commands by name: the module and the click command in it."""
ALIASES = {"heats": "heat"}
"""Other names that people try first; they are understood and not listed."""
_GIVEN = f"{__name__}.given"


class Commands(click.Group):
    """A group that imports a command only when it is called or listed, and tells slips in the language of the command."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        given = tuple(args)
        try:
            ctx = super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise told(error, given) from error
        ctx.meta[_GIVEN] = given
        return ctx

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise told(error, ctx.meta[_GIVEN]) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"lianshou {version('lianshou')}")
    ctx.exit()


@click.command(cls=Commands)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="显示版本。Show the version.",
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """联手：工会工作台。Lianshou, the open workbench of trade unions."""
    ctx.with_resource(beyond_scope("a command on the machine itself has no account behind it"))
