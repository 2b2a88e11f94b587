"""The lease of a job: a row says when it last gave a sign; one that has been silent for too long is anybody's again."""

from __future__ import annotations

from datetime import datetime, timedelta


def is_silent(*, heard_at: datetime, now: datetime, lease: timedelta) -> bool:
    """Whether whoever holds the job has not been heard of for a lease: its process is gone."""
    return now - heard_at > lease


def may_claim(*, beat_at: datetime | None, now: datetime, lease: timedelta) -> bool:
    """Whether a worker may take up a job that is to be done: nobody has it, or whoever had it has fallen silent."""
    return beat_at is None or is_silent(heard_at=beat_at, now=now, lease=lease)
