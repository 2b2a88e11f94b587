from django.db import models
from django.utils.translation import gettext_lazy as _


class DataClass(models.TextChoices):
    """What a protected field tells about a person; each class has its retention period."""

    IDENTITY = "identity", _("Identity")
    CONTACT = "contact", _("Contact")
    FINANCE = "finance", _("Bank accounts")
    HEALTH = "health", _("Health")
    HARDSHIP = "hardship", _("Hardship")
    RELATIONS = "relations", _("Relations")
    CHILD = "child", _("Child under 14")
