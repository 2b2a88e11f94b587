"""What the start page says of the six works to whoever leads them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lianshou.core.panels import Panel
from lianshou.kernel.access.queries import may
from lianshou.kernel.works.enums import Light
from lianshou.kernel.works.queries.portfolios import portfolio_asked, tasks_of
from lianshou.kernel.works.queries.standing import rows_of


def works_panel(*, actor: Any, subject: None) -> Panel | None:
    """How the tasks of the first portfolio stand and which are at red; None for whoever sees no six works."""
    if not may(actor, "works.view"):
        return None
    portfolio = portfolio_asked(actor=actor, pk=None)
    if portfolio is None:
        return None
    rows = rows_of(actor=actor, tasks=tasks_of(actor=actor, portfolio=portfolio), today=timezone.localdate())
    red = [row for row in rows if row.light == Light.RED and not row.is_done]
    counts = {
        "all": len(rows),
        "done": sum(row.is_done for row in rows),
        "red": red[:3],
        "more": max(0, len(red) - 3),
        "n_red": len(red),
        "n_amber": sum(row.light == Light.AMBER and not row.is_done for row in rows),
    }
    return Panel(template="works/panel.html", context={"portfolio": portfolio, **counts}) if rows else None
