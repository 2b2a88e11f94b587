"""Holding the pen of the book, and lifting its triggers where a demonstration is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from lianshou.kernel.audit.rules.guarding import lifting, setting

_LOCK = 0x11A5_0001


def pen() -> None:
    """Hold the pen until the end of the transaction: one writer at a time keeps the chain a chain.

    SQLite knows one writer anyway: its transactions begin IMMEDIATE.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@contextmanager
def open_for_clearing() -> Iterator[None]:
    """Lift the triggers while a demonstration's tables are emptied; refused for any other installation."""
    if not settings.DEMO:
        raise RuntimeError("the book of a real installation is never opened")
    _run(lifting(connection.vendor))
    try:
        yield
    finally:
        _run(setting(connection.vendor))


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what still waits would hold the table
        for statement in statements:
            cursor.execute(statement)
