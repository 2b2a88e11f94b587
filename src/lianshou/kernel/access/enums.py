from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")
    OFFICER = "officer", _("Officer")
    APPROVER = "approver", _("Approver")
    LEADER = "leader", _("Leader")
    CHAIR = "chair", _("Union chair")
