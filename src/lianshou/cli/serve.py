"""`lianshou serve`: the desk with its background worker, for as long as nobody ends it."""

from __future__ import annotations

import os
import signal
import subprocess  # nosec B404  the desk's own two parts
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType

import click

SETTINGS = "lianshou.config.settings"
_PATIENCE = 60.0
_GRACE = 10.0
_SPELL = 60.0
_MOST_STARTS = 5


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes for pages."
)
def serve(host: str, port: int, workers: int) -> None:
    """Bring the database up to date and serve the desk (needs LIANSHOU_SECRET_KEY)."""
    prepare()
    run_desk(host=host, port=port, workers=workers)


def prepare() -> None:
    """Load the settings, make the data folder, bring the database and the static files up to date."""
    load()
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command(
        "createcachetable", verbosity=0
    )  # where attempts are counted, unless LIANSHOU_CACHE says elsewhere
    call_command("collectstatic", interactive=False, verbosity=0)


def load() -> None:
    """Set Django up; settings that cannot be used end the command with their own words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error


def run_desk(*, host: str, port: int, workers: int = 2) -> None:
    """Serve pages and background work until Ctrl-C or SIGTERM, or until the pages end by themselves.

    The background worker is started again when it ends: it does when somebody writes for longer than SQLite lets it wait
    (taking a long list over), and that must not take the pages down. One that ends over and over ends the desk.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    pages, background = commands(host=host, port=port, workers=workers)
    children = [_started(pages), _started(background)]
    starts: list[float] = []
    try:
        _wait_for_answer(children, host=host, port=port)
        click.echo(f"\n  http://{_reachable(host)}:{port}/   (Ctrl-C 结束 / ends it)\n")
        while children[0].poll() is None and may_start_again(starts, now=time.monotonic()):
            if children[1].poll() is not None:
                starts.append(time.monotonic())
                children[1] = _started(background)
            time.sleep(0.5)
        raise click.ClickException("A part of the desk ended by itself; see above.")
    except KeyboardInterrupt:
        click.echo("\n再见 / Good-bye")
    finally:
        _end(children)


def may_start_again(starts: Sequence[float], *, now: float) -> bool:
    """Whether the background worker was started again fewer than so many times of late."""
    return sum(now - one < _SPELL for one in starts) < _MOST_STARTS


def _started(words: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(words)  # noqa: S603  # nosec B603


def commands(*, host: str, port: int, workers: int) -> list[list[str]]:
    """What runs: gunicorn for the pages, the database worker for the background."""
    pages = [sys.executable, "-m", "gunicorn", "lianshou.config.wsgi:application", "--bind", f"{host}:{port}"]
    pages += [
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--workers",
        str(workers),
        "--log-level",
        "warning",
    ]
    return [pages, [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--no-startup-delay"]]


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_for_answer(children: Sequence[subprocess.Popen[bytes]], *, host: str, port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and all(child.poll() is None for child in children):
        if _answers(host, port):
            return
        time.sleep(0.2)
    raise click.ClickException(f"Nothing answers on port {port}; is it taken?")


def _answers(host: str, port: int) -> bool:
    with (
        suppress(OSError, HTTPException),
        closing(HTTPConnection(_reachable(host), port, timeout=5)) as connection,
    ):
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    return False


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104  # nosec B104  only compared


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end, then make it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
