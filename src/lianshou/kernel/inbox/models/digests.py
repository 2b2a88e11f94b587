from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.inbox.enums import Channel, DigestState, Every, Fault
from lianshou.kernel.unions.models import Union

_HOURS = (MaxValueValidator(23),)


class DigestSetting(models.Model):
    """How an account wants to be told of its work; without a row it is not told."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_setting"
    )
    every = models.CharField(_("how often"), max_length=4, choices=Every.choices, default=Every.OFF)
    channel = models.CharField(_("by"), max_length=8, choices=Channel.choices, default=Channel.MAIL)
    hour = models.PositiveSmallIntegerField(_("from this hour on"), default=9, validators=_HOURS)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), default=21, validators=_HOURS)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), default=8, validators=_HOURS)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_every_display())


class Digest(models.Model):
    """One digest of one account for one period. The row is there once, and is claimed before anything is sent."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    """Where the account's post stands: whose administrator is told of what fails."""
    starts_on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(
        _("state"), max_length=8, choices=DigestState.choices, default=DigestState.WAITING
    )
    fault = models.CharField(_("why"), max_length=12, choices=Fault.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "starts_on"], name="digest_once")]
        indexes = [models.Index(fields=["state", "next_at"], name="digest_to_send")]

    def __str__(self) -> str:
        return f"{self.union} · {self.starts_on}"


class Robot(SealedModel):
    """The group robot through which digests of a union's people go; its key and secret are sealed."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    channel = models.CharField(_("by"), max_length=8, choices=Channel.choices)
    key = SealedField(_("key of the robot"), data_class=DataClass.CONTACT, mask=Mask.ALL)
    secret = SealedField(_("secret for signing"), data_class=DataClass.CONTACT, mask=Mask.ALL)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["union", "channel", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "channel"], condition=models.Q(ended_at=None), name="robot_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union} · {self.get_channel_display()}"
