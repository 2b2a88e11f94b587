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
from lianshou.kernel.placement.actions.seating import (
    give_up_seat,
    offer_seats,
    promote_next,
    set_seats,
    settle_seats,
    sign_up,
)

__all__ = [
    "activate_placement",
    "approve_placements",
    "close_opening",
    "drop_placement",
    "drop_proposals",
    "end_placement",
    "execute_run",
    "give_up_seat",
    "hand_over_runs",
    "hold",
    "move_placement",
    "offer_opening",
    "offer_seats",
    "place_application",
    "promote_next",
    "release",
    "reopen_placements",
    "set_room",
    "set_seats",
    "settle_seats",
    "sign_up",
    "start_run",
]
