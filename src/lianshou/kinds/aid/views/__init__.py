"""Pages of the aid to workers in hardship: the register, a file, its surveys, the visit at the door, a programme's desk."""

from lianshou.kinds.aid.views.files import (
    begin,
    causes,
    end,
    export_households,
    find,
    household,
    households,
    merge,
    move,
    open_file,
    put_on_file,
    split,
)
from lianshou.kinds.aid.views.programme import close, desk, start
from lianshou.kinds.aid.views.surveys import discard, fill, keep, picture, survey
from lianshou.kinds.aid.views.visiting import new_visit, outbox, worker

__all__ = [
    "begin",
    "causes",
    "close",
    "desk",
    "discard",
    "end",
    "export_households",
    "fill",
    "find",
    "household",
    "households",
    "keep",
    "merge",
    "move",
    "new_visit",
    "open_file",
    "outbox",
    "picture",
    "put_on_file",
    "split",
    "start",
    "survey",
    "worker",
]
