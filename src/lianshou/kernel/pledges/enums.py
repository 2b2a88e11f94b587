from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFTED = "drafted", _("Waiting for both sides to agree")
    AGREED = "agreed", _("Agreed, waiting for signatures")
    IN_FORCE = "in_force", pgettext_lazy("agreement", "In force")
    ENDED = "ended", pgettext_lazy("agreement", "Ended")


class Side(models.TextChoices):
    HOST = "host", _("Host")
    GUEST = "guest", _("Guest")


class Event(models.TextChoices):
    """What the book says about a pledge, in the order of its life."""

    ISSUED = "pledge.issued", _("Issued")
    AGREED = "pledge.agreed", _("One side agreed")
    SIGNED = "pledge.signed", _("One side signed")
    PAPER_RECORDED = "pledge.paper_recorded", _("Signatures on paper recorded")
    IN_FORCE = "pledge.in_force", _("Came into force")
    ENDED = "pledge.ended", pgettext_lazy("agreement", "Ended")


class Reason(models.TextChoices):
    NOT_A_PARTY = "not_a_party", _("Only the chair of one of the two unions can do this.")
    ALREADY_AGREED = "already_agreed", _("Your side has agreed already.")
    ALREADY_SIGNED = "already_signed", _("Your side has signed already.")
    NOT_DRAFTED = "not_drafted", _("This agreement is past the stage of agreeing.")
    NOT_AGREED = "not_agreed", _("Both sides must agree before anyone signs.")
    ENDED = "ended", _("The term of this agreement is over.")
    NOTHING_TO_ISSUE = "nothing_to_issue", _("Every approved pairing already has its agreement.")
    WRONG_STATE = "wrong_state", _("The pairing has not been approved.")
    NO_PAPER = "no_paper", _("This kind of programme has no agreement.")
    PREFIX_MISSING = "prefix_missing", _("Give the words that stand before the year in the number.")
    IN_FORCE = "in_force", _("Both sides have signed; the agreement is in force.")
    DAY_IN_FUTURE = "day_in_future", _("The day lies in the future.")
    DAY_BEFORE_START = "day_before_start", _("The day lies before the agreement began.")
    REASON_MISSING = "reason_missing", _("Say why in a few words.")
    NAME_MISSING = "name_missing", _("Give the names of both who signed.")
