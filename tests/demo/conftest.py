"""The demonstration, built once for the tests of this folder and then forgotten.

No test here may commit: what commits runs last of all, and would hold the demonstration open for every test before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from lianshou.demo.building import build
from lianshou.demo.world import World

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(today=TODAY)
        transaction.set_rollback(True)


@pytest.fixture
def officer(demo: World, db: None) -> Any:
    return demo.officer
