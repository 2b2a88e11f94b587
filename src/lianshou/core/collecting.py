"""Long work with many values at once, and the garbage collector of Python."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settled() -> Iterator[None]:
    """While this lasts, the collector passes over everything that is alive now and looks through the rest less often: a job that
    makes a million values, few of them in circles, would have it look through them all again and again. Nothing is lost: what
    has become unreachable goes with a later collection."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


_SELDOM = (50_000, 20, 50)
"""New values before the youngest are looked through, and how often that is done before the older ones are."""
