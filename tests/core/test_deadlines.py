from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lianshou.core.deadlines import Deadlines, Due, by_the_week

FRIDAY = date(2026, 7, 3)


@pytest.mark.parametrize(
    ("days", "on"),
    [(0, date(2026, 7, 3)), (1, date(2026, 7, 6)), (5, date(2026, 7, 10)), (6, date(2026, 7, 13))],
)
def test_by_the_week_passes_over_saturday_and_sunday(days: int, on: date) -> None:
    assert by_the_week(FRIDAY, days, "320923") == Due(on, is_provisional=True)


def test_rule_that_was_put_in_is_asked_with_the_region() -> None:
    deadlines = Deadlines()
    deadlines.use(lambda start, days, region: Due(start.replace(day=days + len(region))))
    assert deadlines.due(FRIDAY, 5, region="3209") == Due(date(2026, 7, 9))


def test_recounting_asks_everybody_who_keeps_days() -> None:
    deadlines, asked = Deadlines(), []
    for count in (2, 3):
        deadlines.keep(lambda *, actor, now, count=count: asked.append((actor, now)) or count)
    moment = datetime(2026, 7, 3, tzinfo=UTC)
    assert (deadlines.recount(actor="officer", now=moment), asked) == (5, [("officer", moment)] * 2)
