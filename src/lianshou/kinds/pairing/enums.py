from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    ALREADY_GUEST = "already_guest", _("This unit is on the list of guests of this programme.")
    ALREADY_HOST = "already_host", _("This unit is on the list of hosts of this programme.")
    LEVEL_TOO_LOW = "level_too_low", _("A host needs the honour of a model home, city level or above.")
    NOTHING_TO_ADOPT = "nothing_to_adopt", _("There is nothing to adopt yet: try a change first.")
    CANNOT_ADOPT = "cannot_adopt", _("One of the changes is no longer possible; look at the page again.")
    BAD_SETTINGS = "bad_settings", _("These settings cannot be used.")


class Step(models.TextChoices):
    """Where a programme of pairing stands, as its desk shows it."""

    LISTS = "lists", _("Lists")
    MATCHING = "matching", _("Matching")
    APPROVAL = "approval", _("Approval")
    AGREEMENTS = "agreements", _("Agreements")
    ACTIVITIES = "activities", _("Activities")
