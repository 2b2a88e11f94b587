from django.db import models
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    CHAIR = "chair", _("Union chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    OFFICER = "officer", _("Union officer")


class Reason(models.TextChoices):
    NO_CHAIR = "no_chair", _("No chair is on record: name the chair first.")
    HAS_ACCOUNT = "has_account", _("The chair has an account already.")
    PERSON_HAS_ACCOUNT = "person_has_account", _("This person has an account already.")
    NO_PHONE = "no_phone", _("No mobile number is on record: codes could not reach this person.")
    PHONE_SHARED = (
        "phone_shared",
        _("Another account is entered with the same mobile number: find out whose it is first."),
    )
    NOTHING_TO_OPEN = "nothing_to_open", _("Every chair has an account already.")
