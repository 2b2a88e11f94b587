from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    WISH_MISSING = "wish_missing", _("Say in a few words what the union wishes for.")
    ENTERED = "entered", _("This union takes part already.")
