"""The same page with the mechanism, with its condition written by hand, and with no condition at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

from lianshou.kernel.guard.models import Scope, ScopeMixin
from lianshou.kernel.guard.models.scoping import GuardedQuery


def _by_hand(rows: Any, scope: Scope, *fields: str) -> Any:
    return rows.filter(scope.q(*(fields or rows.model.SCOPE))).admitted()


def _everything(rows: Any, scope: Scope, *fields: str) -> Any:
    return rows.admitted()


@contextmanager
def _without(within: Callable[..., Any]) -> Iterator[None]:
    """No query is asked, and nobody looks whether a post covers the whole forest."""
    with (
        patch.object(GuardedQuery, "insist", lambda query: None),
        patch.object(ScopeMixin, "within", within),
        patch("lianshou.kernel.access.queries.scope._is_everything", lambda actor, tops: False),
    ):
        yield


WAYS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "as it is": nullcontext,
    "by hand": lambda: _without(_by_hand),
    "no condition": lambda: _without(_everything),
}
