from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lianshou.core.leases import is_silent, may_claim

NOW, LEASE = datetime(2020, 6, 24, 4, tzinfo=UTC), timedelta(minutes=5)


@pytest.mark.parametrize(("seconds", "silent"), [(0, False), (300, False), (301, True)])
def test_job_is_silent_after_a_lease(seconds: int, silent: bool) -> None:
    heard = NOW - timedelta(seconds=seconds)
    assert is_silent(heard_at=heard, now=NOW, lease=LEASE) is silent
    assert may_claim(beat_at=heard, now=NOW, lease=LEASE) is silent


def test_job_that_nobody_has_may_be_claimed() -> None:
    assert may_claim(beat_at=None, now=NOW, lease=LEASE) is True
