"""Every write about persons: chairs and their accounts, the register, families, lists of persons."""

from lianshou.kernel.people.actions.bulk import take_persons, untake_persons
from lianshou.kernel.people.actions.chairs import (
    OpenedAccount,
    hand_over_offices,
    link_account,
    name_chair,
    open_chair_account,
    open_chair_accounts,
    open_worker_account,
)
from lianshou.kernel.people.actions.lists import Entered, enter_persons
from lianshou.kernel.people.actions.offices import end_office, give_office
from lianshou.kernel.people.actions.persons import add_person, edit_person, mark_left, take_back
from lianshou.kernel.people.actions.relatives import add_relative, edit_relative, remove_relative

__all__ = [
    "Entered",
    "OpenedAccount",
    "add_person",
    "add_relative",
    "edit_person",
    "edit_relative",
    "end_office",
    "enter_persons",
    "give_office",
    "hand_over_offices",
    "link_account",
    "mark_left",
    "name_chair",
    "open_chair_account",
    "open_chair_accounts",
    "open_worker_account",
    "remove_relative",
    "take_back",
    "take_persons",
    "untake_persons",
]
