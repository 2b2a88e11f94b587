"""The archive form as data, by form year: what it asks, what is wrong with an answer, what is made of the answers."""

from lianshou.kinds.aid.rules.form.checking import Fault, day_of, faults_in
from lianshou.kinds.aid.rules.form.choices import CAUSES
from lianshou.kinds.aid.rules.form.fields import (
    Answers,
    Field,
    Form,
    Hide,
    Section,
    Sort,
    place_of,
    yes,
)
from lianshou.kinds.aid.rules.form.reading import (
    ERASE,
    GONE,
    ROW,
    answers_from,
    fen_of,
    kept,
    numbered,
    whole_of,
)
from lianshou.kinds.aid.rules.form.sections import FORMS, MEMBERS, NEW, OLD, form_of
from lianshou.kinds.aid.rules.form.using import (
    Difference,
    Shown,
    birth_of,
    carried,
    differences,
    facts_of,
    shown_in,
    with_births,
    words_for,
)

__all__ = [
    "CAUSES",
    "ERASE",
    "FORMS",
    "GONE",
    "MEMBERS",
    "NEW",
    "OLD",
    "ROW",
    "Answers",
    "Difference",
    "Fault",
    "Field",
    "Form",
    "Hide",
    "Section",
    "Shown",
    "Sort",
    "answers_from",
    "birth_of",
    "carried",
    "day_of",
    "differences",
    "facts_of",
    "faults_in",
    "fen_of",
    "form_of",
    "kept",
    "numbered",
    "place_of",
    "shown_in",
    "whole_of",
    "with_births",
    "words_for",
    "yes",
]
