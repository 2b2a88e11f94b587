from __future__ import annotations

from collections.abc import Iterator

import pytest

from lianshou.core.ambient import held_to_scope


@pytest.fixture(autouse=True)
def _held(request: pytest.FixtureRequest) -> Iterator[None]:
    """What these tests do is held to scope as a request is; only their world is planted beyond it."""
    if "world" in request.fixturenames:
        request.getfixturevalue("world")
    with held_to_scope():
        yield
