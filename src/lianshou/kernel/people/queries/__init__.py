"""Reading persons, their offices and their relatives."""

from lianshou.kernel.people.queries.offices import chairs_of, offices_in_scope, offices_of, offices_of_person
from lianshou.kernel.people.queries.records import PERSON, RELATIVE
from lianshou.kernel.people.queries.register import (
    below,
    holder_of_identity,
    holding,
    lookalike,
    numbers_elsewhere,
    of_unions_called,
    people_in_scope,
    people_listed,
    relatives_in_scope,
    same_persons,
    unions_called,
    with_number,
    with_words,
)

__all__ = [
    "PERSON",
    "RELATIVE",
    "below",
    "chairs_of",
    "holder_of_identity",
    "holding",
    "lookalike",
    "numbers_elsewhere",
    "of_unions_called",
    "offices_in_scope",
    "offices_of",
    "offices_of_person",
    "people_in_scope",
    "people_listed",
    "relatives_in_scope",
    "same_persons",
    "unions_called",
    "with_number",
    "with_words",
]
