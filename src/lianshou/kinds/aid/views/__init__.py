"""Pages of the aid to workers in hardship: the register, a file, its surveys, the visit at the door, a programme's desk."""

from lianshou.kinds.aid.views.calling import card, mine, reach, visit_household
from lianshou.kinds.aid.views.files import (
    begin,
    causes,
    end,
    export_households,
    find,
    household,
    households,
    move,
    open_file,
    put_on_file,
)
from lianshou.kinds.aid.views.helping import (
    enlist,
    export_helpers,
    export_helping,
    export_visits,
    hand_over,
    helper,
    helpers,
    helping,
    visits,
)
from lianshou.kinds.aid.views.matching import assign, export_match, help_match, propose, settle, wish
from lianshou.kinds.aid.views.programme import close, desk, start
from lianshou.kinds.aid.views.surveys import discard, fill, keep, picture, survey
from lianshou.kinds.aid.views.visiting import new_visit, outbox, worker

__all__ = [
    "assign",
    "begin",
    "card",
    "causes",
    "close",
    "desk",
    "discard",
    "end",
    "enlist",
    "export_helpers",
    "export_helping",
    "export_households",
    "export_match",
    "export_visits",
    "fill",
    "find",
    "hand_over",
    "help_match",
    "helper",
    "helpers",
    "helping",
    "household",
    "households",
    "keep",
    "mine",
    "move",
    "new_visit",
    "open_file",
    "outbox",
    "picture",
    "propose",
    "put_on_file",
    "reach",
    "settle",
    "start",
    "survey",
    "visit_household",
    "visits",
    "wish",
    "worker",
]
