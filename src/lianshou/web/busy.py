"""A database that is busy: trying again a few times, and saying so instead of "broken" when that was not enough.

On SQLite whoever writes is alone; a transaction that could not begin, or that PostgreSQL broke off because two stood in each
other's way, has written nothing, and can be begun again from its first line.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from random import uniform
from typing import TypeVar

from django.db.utils import OperationalError

Answer = TypeVar("Answer")
_TRIES = 4
_REST = 0.2  # seconds before the second try, twice as long before each further one
_SQLITE = ("database is locked", "database table is locked")
_POSTGRES = ("40001", "40P01", "55P03")  # could not be serialised, deadlock, lock not available


def is_busy(error: BaseException | None) -> bool:
    """Whether a transaction failed because others were writing, and for no other reason."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _POSTGRES or str(error).startswith(_SQLITE)


def patiently(act: Callable[[], Answer], *, rest: Callable[[float], None] | None = None) -> Answer:
    """What ``act`` gives, tried up to four times on a busy database. ``act`` is one whole transaction: call it from no other.

    Raises what ``act`` raises; OperationalError of a database that is still busy is answered by the page "busy" (503).
    """
    for turn in range(_TRIES - 1):
        try:
            return act()
        except OperationalError as error:
            if not is_busy(error):
                raise
        (rest or time.sleep)(_REST * 2**turn * uniform(0.5, 1.5))  # noqa: S311  so that those who failed together do not return together  # nosec B311
    return act()
