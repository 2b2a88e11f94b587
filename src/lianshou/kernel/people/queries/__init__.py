"""Reading persons, their offices and their relatives."""

from lianshou.kernel.people.queries.accounts import account_by_phone, holders_of_phone, people_to_open_for
from lianshou.kernel.people.queries.changes import changes_in, names_in_scope
from lianshou.kernel.people.queries.listing import masked_cell, numbers_held
from lianshou.kernel.people.queries.offices import (
    chairs_of,
    count_persons,
    in_office,
    office_counts,
    office_rows,
    offices_in_scope,
    offices_of,
    offices_of_person,
)
from lianshou.kernel.people.queries.records import PERSON, RELATIVE
from lianshou.kernel.people.queries.register import (
    below,
    brought,
    holder_of_identity,
    holding,
    lookalike,
    numbers_elsewhere,
    of_unions_called,
    people_holding,
    people_in_scope,
    people_listed,
    relatives_in_scope,
    same_persons,
    unions_called,
    unions_to_fill,
    with_number,
    with_words,
)
from lianshou.kernel.people.queries.seeing import PERSON_SEEN

__all__ = [
    "PERSON",
    "PERSON_SEEN",
    "RELATIVE",
    "account_by_phone",
    "below",
    "brought",
    "chairs_of",
    "changes_in",
    "count_persons",
    "holder_of_identity",
    "holders_of_phone",
    "holding",
    "in_office",
    "lookalike",
    "masked_cell",
    "names_in_scope",
    "numbers_elsewhere",
    "numbers_held",
    "of_unions_called",
    "office_counts",
    "office_rows",
    "offices_in_scope",
    "offices_of",
    "offices_of_person",
    "people_holding",
    "people_in_scope",
    "people_listed",
    "people_to_open_for",
    "relatives_in_scope",
    "same_persons",
    "unions_called",
    "unions_to_fill",
    "with_number",
    "with_words",
]
