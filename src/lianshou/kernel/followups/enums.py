from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """What sort of thing happened."""

    VISIT = "visit", _("Visit")
    MUTUAL_ACTIVITY = "mutual_activity", _("Mutual activity")
    TRAINING = "training", _("Training")
    SHARED_FACILITY = "shared_facility", _("Shared facility")


class Reason(models.TextChoices):
    IN_THE_FUTURE = "in_the_future", _("The day lies in the future.")
    BEFORE_START = "before_start", _("The day lies before the pairing began.")
    NOT_RUNNING = "not_running", _("The agreement is not in force yet.")
    NOT_A_PARTY = "not_a_party", _("Your union has no part in this pairing.")
    NOT_A_PICTURE = "not_a_picture", _("This file is not a picture (JPEG, PNG or WebP).")
    TOO_LARGE = "too_large", _("The picture is larger than 10 MB.")
