from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpeningState(models.TextChoices):
    """Closed: nobody comes in any more, who is in stays. Called off: it does not take place, and its places count nowhere."""

    OPEN = "open", pgettext_lazy("opening", "Open")
    CLOSED = "closed", pgettext_lazy("opening", "Closed")
    CALLED_OFF = "called_off", pgettext_lazy("opening", "Called off")


class RunState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Computing")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class State(models.TextChoices):
    """Where a placement stands: a proposal becomes an approved pair in force; a seat is placed or queued; both end."""

    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    ACTIVE = "active", pgettext_lazy("placement", "In force")
    PLACED = "placed", pgettext_lazy("seat", "Has a place")
    QUEUED = "queued", pgettext_lazy("seat", "On the waiting list")
    ENDED = "ended", _("Ended")


PAIRED = (State.PROPOSED, State.APPROVED, State.ACTIVE)
"""The states of a matched pair: an application has one of these at a time in a programme."""
SEATED = (State.PLACED, State.QUEUED)
"""The states of a seat: an application has one of these at a time in an opening."""


class Origin(models.TextChoices):
    ENGINE = "engine", _("Computed")
    MANUAL = "manual", _("By hand")
    SIGNED_UP = "asked", _("Signed up")


class Verdict(models.TextChoices):
    LOCK = "lock", _("Keep together")
    FORBID = "forbid", _("Keep apart")


class Reason(models.TextChoices):
    WRONG_STATE = "wrong_state", _("The programme is no longer in preparation.")
    NOTHING_TO_MATCH = "nothing_to_match", _("Both lists are needed before anything can be matched.")
    RUN_UNDER_WAY = "run_under_way", _("A matching is being computed already.")
    OTHER_PROGRAMME = "other_programme", _("The two do not belong to the same programme.")
    SAME_OPENING = "same_opening", _("This guest is with this host already.")
    FULL = "full", _("This host has reached its wall.")
    FORBIDDEN = "forbidden", _("These two are to be kept apart.")
    CONTRADICTION = "contradiction", _("The two are already held the other way.")
    NOTHING_PROPOSED = "nothing_proposed", _("There is no proposal to approve.")
    OWN_WORK = "own_work", _("Whoever started the matching does not approve it: another person must.")
    REASON_MISSING = "reason_missing", _("Say why in a few words.")
    TOO_MANY_LOCKS = "too_many_locks", _("More guests are kept with this host than its wall allows.")
    HELD_APART = "held_apart", _("A proposed pair is to be kept apart: match again or move the guest.")
    NOT_RUN = "not_run", _("The matching has not been computed yet.")
    AGREEMENTS_ISSUED = "agreements_issued", _("Agreements have been issued; the approval stands.")
    NOT_PROPOSED = "not_proposed", _("This pair has been approved; reopen the programme first.")
    ROOM_ORDER = (
        "room_order",
        _("At least ≤ usually at most ≤ never more than: please put the numbers in this order."),
    )
    ROOM_TAKEN = "room_taken", _("More guests are with this host already than the new wall allows.")
    CLOSED = "closed", _("This host no longer takes part.")
    WITHDRAWN = "withdrawn", _("This guest has been withdrawn.")
    NOT_APPROVED = "not_approved", _("This pair has not been approved.")
    ALREADY_ENDED = "already_ended", _("This pairing has ended already.")
    NO_MATCHING = "no_matching", _("This kind of programme matches nothing.")
    NO_SEATS = "no_seats", _("This kind of programme has no sign-up.")
    SIGN_UP_CLOSED = "sign_up_closed", _("Sign-up is closed.")
    OUTSIDE = "outside", _("This is open to unions of another place only.")
    SIGNED_UP_ALREADY = "signed_up_already", _("Already signed up: once is enough.")
    NOT_ACCEPTED = "not_accepted", _("The application to take part was refused.")
    NO_SEAT_HELD = "no_seat_held", _("This place was given up already.")
    SEATS_TAKEN = "seats_taken", _("More people have a place already; let some give theirs up first.")
    NO_ROOM = "no_room", _("No place is free.")
    NOBODY_WAITS = "nobody_waits", _("Nobody is on the waiting list.")
