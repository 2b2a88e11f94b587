from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from zeal import zeal_ignore

from lianshou.demo.building import build, digest

TODAY = date(2026, 11, 22)


@pytest.mark.django_db
def test_two_builds_of_one_day_are_equal() -> None:
    digests = set()
    for _ in range(2):
        with zeal_ignore(), transaction.atomic():
            build(today=TODAY)
            digests.add(digest())
            transaction.set_rollback(True)
    assert len(digests) == 1
