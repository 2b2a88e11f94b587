from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.people.enums import Position
from lianshou.kernel.unions.models import Union


class Person(models.Model):
    """A person of the register; the telephone is masked in lists."""

    name = models.CharField(_("name"), max_length=40, db_index=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="people")
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    history = RowHistory()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) >= 8 else "****" * bool(self.phone)


class Office(models.Model):
    """A person holds a position in a union from one day to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="offices")
    position = models.CharField(_("position"), max_length=20, choices=Position.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["union", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_position_display()}"
