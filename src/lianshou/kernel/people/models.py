from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import (
    BlindIndexField,
    ScopedManager,
    SealedDateField,
    SealedField,
    SealedModel,
    UnionPathField,
)
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.enums import Position, Relation
from lianshou.kernel.people.rules import is_child
from lianshou.kernel.unions.models import Union


class Person(SealedModel):
    """A person of the register. Everything but the name and the days of joining and leaving is sealed.

    ``search`` begins with the sound of the name, so that ordering by it is ordering by pinyin.
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    name = models.CharField(_("name of the person"), max_length=40, db_index=True)
    search = models.CharField(max_length=200, editable=False, blank=True, db_index=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="people", verbose_name=_("union"))
    union_path = UnionPathField()
    phone = SealedField(_("telephone"), data_class=DataClass.CONTACT, mask=Mask.PHONE)
    phone_index = BlindIndexField(of="phone")
    email = SealedField(_("e-mail"), data_class=DataClass.CONTACT, mask=Mask.EMAIL)
    address = SealedField(_("home address"), data_class=DataClass.CONTACT, mask=Mask.HEAD)
    id_number = SealedField(_("identity number"), data_class=DataClass.IDENTITY, mask=Mask.IDENTITY)
    id_index = BlindIndexField(of="id_number")
    birth_on = SealedDateField(_("born on"), data_class=DataClass.IDENTITY, mask=Mask.YEAR)
    bank_name = SealedField(_("bank"), data_class=DataClass.FINANCE, mask=Mask.HEAD)
    bank_card = SealedField(_("bank card"), data_class=DataClass.FINANCE, mask=Mask.CARD)
    joined_on = models.DateField(_("joined the union on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    history = RowHistory()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], name="person_identity_once", condition=~models.Q(id_index="")
            ),
            models.CheckConstraint(
                name="person_leaves_after_joining",
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        return self.masked["phone"]


class Relative(SealedModel):
    """A member of a person's family, known only through the person; a child under 14 is protected as a child."""

    SCOPE = ("person__union__path",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relatives")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation.choices)
    name = SealedField(_("name of the person"), data_class=DataClass.RELATIONS, mask=Mask.NAME, blank=False)
    birth_on = SealedDateField(_("born on"), data_class=DataClass.RELATIONS, mask=Mask.YEAR)
    id_number = SealedField(_("identity number"), data_class=DataClass.RELATIONS, mask=Mask.IDENTITY)
    id_index = BlindIndexField(of="id_number")

    objects = ScopedManager()

    class Meta:
        ordering = ["person", "pk"]

    def __str__(self) -> str:
        return self.get_relation_display()

    def is_child(self, on: date) -> bool:
        """Whether the relative is under 14 on a day; not when the birth is unknown."""
        return is_child(birth_on=self.birth_on, on=on)


class Office(models.Model):
    """A person holds a position in a union from one day to another."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

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

    def is_held(self, day: date) -> bool:
        """Whether it is held on ``day``: an office ends on the day on which the next one begins."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or self.ends_on > day)
