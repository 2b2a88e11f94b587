from __future__ import annotations

import base64

from django.db import models

from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import (
    BlindIndexField,
    SealedDateField,
    SealedField,
    SealedIntegerField,
    SealedJSONField,
    key_ring,
)
from lianshou.kernel.guard.rules.masks import Mask


class Secret(models.Model):
    """A row about a person, everything sealed."""

    phone = SealedField(data_class=DataClass.CONTACT, mask=Mask.PHONE)
    phone_index = BlindIndexField(of="phone")
    born_on = SealedDateField(data_class=DataClass.IDENTITY, mask=Mask.YEAR)
    income_fen = SealedIntegerField(data_class=DataClass.FINANCE)
    notes = SealedJSONField(data_class=DataClass.HARDSHIP)
    plain = models.CharField(max_length=20, blank=True)
    history = RowHistory()

    class Meta:
        app_label = "sealing"

    def __str__(self) -> str:
        return f"secret {self.pk}"


class Token(models.Model):
    """A value sealed as base64 text inside JSON, as an app of others keeps it."""

    PLACE = b"sealing.token.secret"
    data = models.JSONField(default=dict)

    class Meta:
        app_label = "sealing"

    def __str__(self) -> str:
        return f"token {self.pk}"

    @classmethod
    def holding(cls, text: str) -> Token:
        sealed = base64.b64encode(key_ring().seal(text, place=cls.PLACE)).decode()
        return cls.objects.create(data={"secret": sealed, "kind": "totp"})

    @property
    def secret(self) -> str:
        return key_ring().open(base64.b64decode(self.data["secret"]), place=self.PLACE)
