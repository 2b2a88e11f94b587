from django.db import models
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    CHAIR = "chair", _("Union chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    OFFICER = "officer", _("Union officer")


class Reason(models.TextChoices):
    NO_CHAIR = "no_chair", _("No chair is on record: name the chair first.")
    HAS_ACCOUNT = "has_account", _("The chair has an account already.")
    NOTHING_TO_OPEN = "nothing_to_open", _("Every chair has an account already.")
