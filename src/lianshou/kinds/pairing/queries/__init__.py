"""What the desk of pairing reads: the register behind a row, the instance to match, the pairs as they stand."""

from lianshou.kinds.pairing.queries.balance import Balance, balance_of
from lianshou.kinds.pairing.queries.choices import Choice, Offer, choices_of
from lianshou.kinds.pairing.queries.desk import (
    Checks,
    Stage,
    checks_of,
    guests_of,
    hosts_of,
    is_stale,
    pairs_of,
    programmes_of_pairing,
    stage_of,
    unmatched_reasons,
)
from lianshou.kinds.pairing.queries.explained import guest_explained, host_explained
from lianshou.kinds.pairing.queries.instance import (
    instance_of,
    merged,
    places_known,
    settings_of,
    standing_pairs,
)
from lianshou.kinds.pairing.queries.register import (
    Facts,
    Register,
    facts_of,
    known_rows,
    other_side,
    register_of,
    traces_of,
    unit_of,
)
from lianshou.kinds.pairing.queries.standing import hosts_now, standing_result
from lianshou.kinds.pairing.queries.steady import Steady, steady_of
from lianshou.kinds.pairing.queries.trying import (
    MOST_CHANGES,
    MOST_GUESTS,
    Trial,
    terms_to_weigh,
    too_many,
    trial_of,
)
from lianshou.kinds.pairing.queries.waiting import waiting_for

__all__ = [
    "MOST_CHANGES",
    "MOST_GUESTS",
    "Balance",
    "Checks",
    "Choice",
    "Facts",
    "Offer",
    "Register",
    "Stage",
    "Steady",
    "Trial",
    "balance_of",
    "checks_of",
    "choices_of",
    "facts_of",
    "guest_explained",
    "guests_of",
    "host_explained",
    "hosts_now",
    "hosts_of",
    "instance_of",
    "is_stale",
    "known_rows",
    "merged",
    "other_side",
    "pairs_of",
    "places_known",
    "programmes_of_pairing",
    "register_of",
    "settings_of",
    "stage_of",
    "standing_pairs",
    "standing_result",
    "steady_of",
    "terms_to_weigh",
    "too_many",
    "traces_of",
    "trial_of",
    "unit_of",
    "unmatched_reasons",
    "waiting_for",
]
