"""`lianshou demo`: the demonstration, built once and served."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from lianshou.cli.serve import prepare, run_desk


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--fresh", is_flag=True, help="Throw the demonstration's records away and build them anew.")
@click.option("--no-serve", is_flag=True, help="Build only.")
def demo(host: str, port: int, fresh: bool, no_serve: bool) -> None:
    """Build the demonstration (invented persons) and serve it."""
    os.environ["LIANSHOU_DEMO"] = "1"
    os.environ.setdefault("LIANSHOU_DATA_DIR", "var/demo")
    os.environ.setdefault(
        "LIANSHOU_HOSTS", "*" if host not in ("127.0.0.1", "localhost") else "127.0.0.1,localhost"
    )
    os.environ.setdefault("LIANSHOU_URL", f"http://{host if host == 'localhost' else '127.0.0.1'}:{port}")
    prepare()
    _build(fresh=fresh)
    _tell_accounts()
    if not no_serve:
        run_desk(host=host, port=port, workers=1)


def _build(*, fresh: bool) -> None:
    """Build the records when there are none; only a demonstration's own records are ever thrown away."""
    from django.utils import timezone

    from lianshou.demo.building import build, clear, is_demonstration, is_empty

    if fresh and not is_empty():
        if not is_demonstration():
            raise click.ClickException(
                "This database holds other records than the demonstration's; nothing was touched."
            )
        clear()
    if not is_empty():
        return
    click.echo("正在生成示例数据，约半分钟…… / Building the demonstration, about half a minute …")
    began = time.monotonic()
    build(today=timezone.localdate())
    click.echo(f"完成 / done ({time.monotonic() - began:.0f} s)")


def _tell_accounts() -> None:
    from lianshou.demo.world import PASSWORD, told_accounts

    click.echo(f"\n  所有账号的密码 / password of every account: {PASSWORD}\n")
    for username, role, trial in told_accounts():
        click.echo(f"  {username:<12} {role}：{trial.zh} ({trial.en})")
    folder = os.environ["LIANSHOU_DATA_DIR"]
    before = f"LIANSHOU_DEMO=1 LIANSHOU_DATA_DIR={folder}"
    click.echo("\n  命令行操作这个示例 / commands on this demonstration, for instance the book:")
    click.echo(f"  {before} {Path(sys.argv[0]).parent / 'lianshou'} audit verify\n")
