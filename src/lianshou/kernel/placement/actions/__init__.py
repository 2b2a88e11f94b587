"""Every write about openings, runs, holds and placements."""

from lianshou.kernel.placement.actions.approving import approve_placements, reopen_placements
from lianshou.kernel.placement.actions.holding import hold, release
from lianshou.kernel.placement.actions.leaving import hand_over_runs
from lianshou.kernel.placement.actions.living import activate_placement, end_placement
from lianshou.kernel.placement.actions.moving import (
    drop_placement,
    drop_proposals,
    move_placement,
    place_application,
)
from lianshou.kernel.placement.actions.opening import close_opening, offer_opening, set_room
from lianshou.kernel.placement.actions.running import execute_run, start_run

__all__ = [
    "activate_placement",
    "approve_placements",
    "close_opening",
    "drop_placement",
    "drop_proposals",
    "end_placement",
    "execute_run",
    "hand_over_runs",
    "hold",
    "move_placement",
    "offer_opening",
    "place_application",
    "release",
    "reopen_placements",
    "set_room",
    "start_run",
]
