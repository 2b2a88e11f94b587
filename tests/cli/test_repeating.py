from __future__ import annotations

from datetime import date

import pytest
from zeal import zeal_ignore

from lianshou.demo.building import build, clear, digest, is_empty

TODAY = date(2026, 11, 22)


@pytest.mark.django_db(transaction=True)
def test_two_builds_of_one_day_are_equal() -> None:
    digests = set()
    for _ in range(2):
        clear()
        assert is_empty()
        with zeal_ignore():
            build(today=TODAY)
        digests.add(digest())
    assert len(digests) == 1
