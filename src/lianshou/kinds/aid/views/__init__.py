"""Pages of the aid to workers in hardship: the register, a file, its surveys, the visit at the door, a programme's desk."""

from lianshou.kinds.aid.views.civil import (
    civil_list,
    civil_lists,
    civil_template,
    compare,
    drop,
    export_civil_list,
    export_civil_lists,
    pass_civil,
)
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
from lianshou.kinds.aid.views.papers import (
    blank_visit,
    paper,
    papers,
)
from lianshou.kinds.aid.views.programme import close, desk, start
from lianshou.kinds.aid.views.surveys import discard, fill, keep, picture, survey
from lianshou.kinds.aid.views.verifying import (
    ask,
    export_verifications,
    layer,
    pass_notices,
    refuse,
    scan,
    verifications,
)
from lianshou.kinds.aid.views.visiting import new_visit, outbox, worker

__all__ = [
    "ask",
    "begin",
    "blank_visit",
    "causes",
    "civil_list",
    "civil_lists",
    "civil_template",
    "close",
    "compare",
    "desk",
    "discard",
    "drop",
    "end",
    "export_civil_list",
    "export_civil_lists",
    "export_households",
    "export_verifications",
    "fill",
    "find",
    "household",
    "households",
    "keep",
    "layer",
    "move",
    "new_visit",
    "open_file",
    "outbox",
    "paper",
    "papers",
    "pass_civil",
    "pass_notices",
    "picture",
    "put_on_file",
    "refuse",
    "scan",
    "start",
    "survey",
    "verifications",
    "worker",
]
