"""Long work with many values at once, and the garbage collector of Python."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settled() -> Iterator[None]:
    """While this lasts, the collector passes over everything that is alive now: a job that makes a million values would have it
    look through the whole programme again and again. Nothing is lost: what has become unreachable goes with the first
    collection afterwards."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
