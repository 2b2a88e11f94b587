"""Every read of figures."""

from lianshou.kernel.figures.queries.cards import Before, Card, Group, before_of, cards, grouped
from lianshou.kernel.figures.queries.counting import (
    Line,
    Narrowing,
    cuts_in_words,
    facts_of,
    label_of,
    lines_of,
    narrowing_of,
    number_of,
    rows_of,
)
from lianshou.kernel.figures.queries.declared import all_figures
from lianshou.kernel.figures.queries.overview import Overview, figures_by_pillar, overview
from lianshou.kernel.figures.queries.places import PLACES, Place, places_of, unions_to_choose, unions_to_offer
from lianshou.kernel.figures.queries.tallies import Tally, tally_of
from lianshou.kernel.figures.queries.targets import Target, targets_of

__all__ = [
    "PLACES",
    "Before",
    "Card",
    "Group",
    "Line",
    "Narrowing",
    "Overview",
    "Place",
    "Tally",
    "Target",
    "all_figures",
    "before_of",
    "cards",
    "cuts_in_words",
    "facts_of",
    "figures_by_pillar",
    "grouped",
    "label_of",
    "lines_of",
    "narrowing_of",
    "number_of",
    "overview",
    "places_of",
    "rows_of",
    "tally_of",
    "targets_of",
    "unions_to_choose",
    "unions_to_offer",
]
