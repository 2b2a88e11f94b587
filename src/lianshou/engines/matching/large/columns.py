"""The columns of the board's tables. The compiled code reads rows by number: few arrays make quick calls."""

from __future__ import annotations

from typing import Final

# counters, the first cells
TOTAL: Final = 0
ARCS: Final = 1
COUNTERS: Final = 2

# Board.host: one row per host
LOAD: Final = 0
PHANTOM: Final = 1
CROWD: Final = 2
FIRST_MEMBER: Final = 3
FIRST_INTO: Final = 4
LOW: Final = 5
HIGH: Final = 6
MOST: Final = 7
UNDER: Final = 8
OVER: Final = 9
PROVEN_PRICE: Final = 10
HOST_COLUMNS: Final = 11

# Board.guest: one row per guest
HOST_OF: Final = 0
PAID: Final = 1
NEXT_MEMBER: Final = 2
LAST_MEMBER: Final = 3
FIXED: Final = 4
FIRST_ARC: Final = 5
PROVEN_VALUE: Final = 6
OUT_PRICE: Final = 7
EXISTING: Final = 8
GUEST_COLUMNS: Final = 9

# Board.arcs: one row per arc
ARC_GUEST: Final = 0
ARC_HOST: Final = 1
ARC_COST: Final = 2
ARC_NEXT_OF_GUEST: Final = 3
ARC_NEXT_OF_HOST: Final = 4
ARC_COLUMNS: Final = 5

# Scratch.tally: lengths of the lists, and the clock of the searches
LOGGED: Final = 0
LOGGING: Final = 1
TICK: Final = 2
WAIT: Final = 3
HOLLOWED: Final = 4
CROWDING: Final = 5
TOUCHES: Final = 6
CHANGES: Final = 7
HEAPED: Final = 8
SEEN: Final = 9
OFFERED: Final = 10
RISING: Final = 11
TALLIES: Final = 12

# Scratch.host: labels of a search, its heap, and lists of hosts
LABEL: Final = 0
STAMP: Final = 1
VIA: Final = 2
VIA_COST: Final = 3
ONWARD: Final = 4
HEAP: Final = 5
HEAP_AT: Final = 6
SCANNED: Final = 7
HOLLOW: Final = 8
CROWDED: Final = 9
TOUCHED: Final = 10
IS_TOUCHED: Final = 11
REST: Final = 12
KEPT_MEMBER: Final = 13
KEPT_BOUND: Final = 17
KEPT: Final = 4
HOST_WORK: Final = 21

# Scratch.guest: lists of guests
WAITING: Final = 0
CHANGED: Final = 1
IS_CHANGED: Final = 2
SECOND: Final = 3
GUEST_WORK: Final = 4
