"""What a union took part in, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.kernel.access.queries import scope_of
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
    desk, view = scope_of(actor=actor, verb="programme.view"), scope_of(actor=actor, verb="union.view")
    found = list(placements_of(union=subject))
    lines = []
    for placement in found[:_MOST]:
        is_host = placement.opening.union_id == subject.pk
        other = placement.application.union if is_host else placement.opening.union
        programme = placement.programme
        opens = programme.kind in registry and desk.covers(programme.union.path)
        home = registry[programme.kind].home(programme.pk) if opens else ""
        lines.append(Line(placement, other, is_host, view.covers(other.path), home))
    activities = activities_of(union=subject)
    context = {
        "lines": lines,
        "more": len(found) - len(lines),
        "activities": activities[:_MOST],
        "activity_count": activities.count(),
    }
    return Panel(template="inbox/history.html", context=context)
