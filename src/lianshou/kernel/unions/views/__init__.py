"""The pages of the register."""

from lianshou.kernel.unions.views.changes import (
    changes,
)
from lianshou.kernel.unions.views.moving import (
    merge,
    move,
)
from lianshou.kernel.unions.views.places import (
    places,
    template,
    upload,
)
from lianshou.kernel.unions.views.register import (
    children,
    export,
    map,
    register,
    tree,
)
from lianshou.kernel.unions.views.union import (
    add,
    add_honour,
    add_upgrade,
    detail,
    edit,
    industries,
)

__all__ = [
    "add",
    "add_honour",
    "add_upgrade",
    "changes",
    "children",
    "detail",
    "edit",
    "export",
    "industries",
    "map",
    "merge",
    "move",
    "places",
    "register",
    "template",
    "tree",
    "upload",
]
