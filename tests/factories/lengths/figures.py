"""The rows that figures open to: each figure's page is a list of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.lengths.kinds import events_held, seats
from tests.factories.lengths.listing import Listed, Stock
from tests.factories.lengths.money import payments
from tests.factories.lengths.papers import followups, pledges
from tests.factories.lengths.register import unions


def _figure(slug: str, fill: Callable[[Stock, range], Any]) -> Listed:
    return Listed(
        "Table", "figures:detail", fill, "figures:export", where=lambda stock: {"slug": slug}, name=slug
    )


FIGURES = (
    Listed("", "figures:list", pledges),
    _figure("unions", unions),
    _figure("model-homes", unions),
    _figure("funds-approved", payments),
    _figure("hosts", pledges),
    _figure("guests", pledges),
    _figure("pairings", pledges),
    _figure("agreements", pledges),
    _figure("activities", followups),
    _figure("events", events_held),
    _figure("event-places", seats),
)
