"""The final is rowed after the small final wherever the rules leave it open: people come to see it last."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from lianshou.engines.heats.timetable import Timetable
from lianshou.engines.heats.timetable_verifier import prove


def finals_last(found: Timetable) -> Timetable:
    """``found`` with the starts of two finals of one event exchanged where the better one came first and no rule forbids it."""
    finals = sorted(
        (job for job in found.jobs if job.final and job.key in found.starts), key=lambda job: job.final
    )
    breaches = len(prove(found).breaches)
    for better, lesser in combinations(finals, 2):
        starts = dict(found.starts)
        if better.event != lesser.event or starts[better.key] > starts[lesser.key]:
            continue
        starts[better.key], starts[lesser.key] = starts[lesser.key], starts[better.key]
        other = replace(found, starts=starts)
        if len(prove(other).breaches) <= breaches:
            found = other
    return found
