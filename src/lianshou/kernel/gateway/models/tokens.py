from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import SealedField


class Token(models.Model):
    """A key for a program, made by a person for themselves: some of their verbs, at some of their posts, for some time.

    Only a digest of it is kept. ``posts`` are numbers of posts, None for all that the maker holds at the moment of use.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(pgettext_lazy("token", "What it is for"), max_length=60)
    prefix = models.CharField(_("beginning"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    verbs = models.JSONField(default=list)
    posts = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prefix}… · {self.name}"

    @property
    def mark(self) -> str:
        """How the book names it, where the device of a session stands otherwise."""
        return f"token-{self.pk}-{self.prefix}"

    @property
    def last_day(self) -> date:
        """The last day on which it opens anything: a token made on a page ends with that day."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))

    def is_live(self, now: datetime) -> bool:
        """Whether it opens anything at ``now``, as far as the token itself goes."""
        return self.revoked_at is None and self.expires_at > now


class StoredAnswer(models.Model):
    """What was answered to a write, under the key that the caller gave it: the same key gets the same answer for a day."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answers")
    key_digest = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    media = models.CharField(max_length=100, blank=True)
    content = SealedField(data_class=DataClass.IDENTITY)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["token", "key_digest"], name="answer_key_once")]

    def __str__(self) -> str:
        return f"{self.token_id} · {self.at:%Y-%m-%d %H:%M}"
