"""The pages of persons, their families and the chairs of unions."""

from lianshou.kernel.people.views.chair import changes, name_chair, open_account, open_worker_account
from lianshou.kernel.people.views.family import add as add_relative
from lianshou.kernel.people.views.family import edit as edit_relative
from lianshou.kernel.people.views.family import remove as remove_relative
from lianshou.kernel.people.views.lists import bring, template
from lianshou.kernel.people.views.person import add, detail, edit, end_office, give_office, leave, take_back
from lianshou.kernel.people.views.register import PERSONS, export, register

__all__ = [
    "PERSONS",
    "add",
    "add_relative",
    "bring",
    "changes",
    "detail",
    "edit",
    "edit_relative",
    "end_office",
    "export",
    "give_office",
    "leave",
    "name_chair",
    "open_account",
    "open_worker_account",
    "register",
    "remove_relative",
    "take_back",
    "template",
]
