"""What a union took part in, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.kernel.access.queries import may
from lianshou.kernel.inbox.queries import activities_of, placements_of
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.unions.models import Union

_MOST = 12


@dataclass(frozen=True)
class Line:
    """One placement from the point of view of a union: the other side, and links where the reader may go."""

    placement: Placement
    other: Union
    is_host: bool
    may_open: bool
    home: str


def history_panel(*, actor: Any, subject: Union) -> Panel | None:
    """Pairings and activities of a union."""
    found, activities = list(placements_of(union=subject)), activities_of(union=subject)
    context = {
        "lines": [_line(placement, subject, actor) for placement in found[:_MOST]],
        "more": len(found) - _MOST,
        "activities": activities[:_MOST],
        "activity_count": activities.count(),
        "may_read": may(actor, "followup.view", on=subject),
    }
    return Panel(template="inbox/history.html", context=context)


def _line(placement: Placement, subject: Union, actor: Any) -> Line:
    is_host, programme = placement.opening.union_id == subject.pk, placement.programme
    other = placement.application.union if is_host else placement.opening.union
    opens = programme.kind in registry and may(actor, "programme.view", on=programme.union)
    home = registry[programme.kind].home(programme.pk) if opens else ""
    return Line(placement, other, is_host, may(actor, "union.view", on=other), home)
