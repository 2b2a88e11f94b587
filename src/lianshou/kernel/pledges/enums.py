from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFTED = "drafted", _("Waiting for both sides to agree")
    AGREED = "agreed", _("Agreed, waiting for signatures")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


class Side(models.TextChoices):
    HOST = "host", _("Host")
    GUEST = "guest", _("Guest")


class Reason(models.TextChoices):
    NOT_A_PARTY = "not_a_party", _("Your union is not a party to this agreement.")
    ALREADY_AGREED = "already_agreed", _("Your side has agreed already.")
    ALREADY_SIGNED = "already_signed", _("Your side has signed already.")
    NOT_DRAFTED = "not_drafted", _("This agreement is past the stage of agreeing.")
    NOT_AGREED = "not_agreed", _("Both sides must agree before anyone signs.")
    ENDED = "ended", _("The term of this agreement is over.")
    NOTHING_TO_ISSUE = "nothing_to_issue", _("Every approved pairing already has its agreement.")
    WRONG_STATE = "wrong_state", _("The pairing has not been approved.")
