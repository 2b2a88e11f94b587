"""What of hardship a federation sets for its region, by a document and from a day on (docs/aid-rules.md)."""

from __future__ import annotations

from lianshou.kinds.aid.rules.settings.aiding import AIDING
from lianshou.kinds.aid.rules.settings.checking import CHECKING
from lianshou.kinds.aid.rules.settings.exclusions import EXCLUSIONS, SWITCHES
from lianshou.kinds.aid.rules.settings.helping import HELPING
from lianshou.kinds.aid.rules.settings.incomes import COUNTING, INCOMES
from lianshou.kinds.aid.rules.settings.leaving import LEAVING_AFTER
from lianshou.kinds.aid.rules.settings.lines import ACCIDENTS, CATEGORY_SET, LEAVING, LINES
from lianshou.kinds.aid.rules.settings.verifying import VERIFYING

REGION = (*LINES, *ACCIDENTS, *INCOMES, *EXCLUSIONS, *LEAVING, *VERIFYING)
"""Every setting of this kind, in the order in which pages show them."""
KEYS = tuple(one.key for one in REGION if one not in VERIFYING)
"""All that ``rules_of`` asks a book for: ``rule_book(*KEYS)``."""

__all__ = [
    "AIDING",
    "CATEGORY_SET",
    "CHECKING",
    "COUNTING",
    "HELPING",
    "KEYS",
    "LEAVING_AFTER",
    "REGION",
    "SWITCHES",
]
