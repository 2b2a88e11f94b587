from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from tests.house.sweeping import Grounds, make_grounds


@pytest.fixture(scope="module")
def _swept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Grounds]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_grounds(timezone.localdate())
        transaction.set_rollback(True)


@pytest.fixture
def grounds(_swept: Grounds, db: None) -> Grounds:
    """The grounds of the sweep, built once for its file."""
    return _swept
