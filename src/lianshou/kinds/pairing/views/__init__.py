"""The pages of the pairing desk."""

from lianshou.kinds.pairing.views.approving import approval, approve, reopen
from lianshou.kinds.pairing.views.balance import balance, use_weights
from lianshou.kinds.pairing.views.desk import desk, settings
from lianshou.kinds.pairing.views.explaining import guest, host
from lianshou.kinds.pairing.views.holding import hold, release
from lianshou.kinds.pairing.views.lists import close, guests, hosts, room, withdraw
from lianshou.kinds.pairing.views.moving import confirm_move, move
from lianshou.kinds.pairing.views.pairs import map, map_file, pair, pairs, result, workbook
from lianshou.kinds.pairing.views.running import run, start
from lianshou.kinds.pairing.views.steady import steady
from lianshou.kinds.pairing.views.trying import adopt, what_if

__all__ = [
    "adopt",
    "approval",
    "approve",
    "balance",
    "close",
    "confirm_move",
    "desk",
    "guest",
    "guests",
    "hold",
    "host",
    "hosts",
    "map",
    "map_file",
    "move",
    "pair",
    "pairs",
    "release",
    "reopen",
    "result",
    "room",
    "run",
    "settings",
    "start",
    "steady",
    "use_weights",
    "what_if",
    "withdraw",
    "workbook",
]
