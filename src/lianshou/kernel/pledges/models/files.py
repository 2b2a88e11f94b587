from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField
from lianshou.kernel.pledges.enums import Purpose
from lianshou.kernel.pledges.models.obligations import Obligation
from lianshou.kernel.pledges.models.pledges import Pledge


class Attachment(models.Model):
    """A file of an agreement: the scan of the signed paper, or evidence. Its content is sealed; ``digest`` is of the content."""

    SCOPE = ("pledge__programme__union__path", "pledge__parties__union__path")
    objects = ScopedManager()

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="attachments")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    suffix = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    digest = models.CharField(_("check code"), max_length=64)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.digest[:16]}"


class AttachmentPart(models.Model):
    """A piece of the content, sealed."""

    SCOPE = ("attachment__pledge__programme__union__path", "attachment__pledge__parties__union__path")
    objects = ScopedManager()

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = SealedField(data_class=DataClass.IDENTITY)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.number}"
