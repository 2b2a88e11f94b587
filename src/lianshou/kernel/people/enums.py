from django.db import models
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    CHAIR = "chair", _("Union chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    OFFICER = "officer", _("Union officer")
