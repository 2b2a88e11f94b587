"""Every write about unions, their honours and places, and the shape of the tree."""

from lianshou.kernel.unions.actions.moving import merge_unions, move_union
from lianshou.kernel.unions.actions.register import (
    add_union,
    edit_union,
    enter_industries,
    enter_places,
    enter_zones,
    record_honour,
    record_upgrade,
)

__all__ = [
    "add_union",
    "edit_union",
    "enter_industries",
    "enter_places",
    "enter_zones",
    "merge_unions",
    "move_union",
    "record_honour",
    "record_upgrade",
]
