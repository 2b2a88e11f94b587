from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.wording import Wording
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
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.rules import is_child
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Ground, Level, State
from lianshou.kinds.aid.rules.form import CAUSES
from lianshou.kinds.aid.rules.form.choices import RELATIONS
from lianshou.kinds.aid.rules.words import CATEGORIES
from lianshou.web.templatetags.web import say


class Series(models.Model):
    """The last number that was given to a file of a division in a year."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    division = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["division", "year"], name="aid_series_once")]

    def __str__(self) -> str:
        return f"{self.division}{self.year}"


class Household(models.Model):
    """The file of a household. What is counted stands in clear here; what tells who they are stands in sealed rows (ADR 27).

    ``persons``, ``category``, ``cause`` and ``secondary`` are those of the last survey that was handed in.
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    number = models.CharField(_("number of the file"), max_length=24, unique=True)
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="households", verbose_name=_("union that keeps it")
    )
    union_path = UnionPathField()
    head = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="households", verbose_name=_("head of the household")
    )
    application = models.OneToOneField(
        Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="household"
    )
    level = models.CharField(
        pgettext_lazy("file", "level"), max_length=8, choices=Level.choices, default=Level.NATION
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    category = models.CharField(pgettext_lazy("file", "category"), max_length=12, blank=True, db_index=True)
    cause = models.CharField(_("main cause"), max_length=16, blank=True)
    secondary = models.JSONField(_("secondary causes"), default=list, blank=True)
    persons = models.PositiveSmallIntegerField(_("persons"), default=1)
    surveyed_year = models.PositiveSmallIntegerField(_("year of the last survey"), null=True, blank=True)
    outer_number = models.CharField(_("number in the superior's archive"), max_length=40, blank=True)
    outer_filed_on = models.DateField(_("on file there since"), null=True, blank=True)
    """Both only of a file that stood in the archive of the superior's system before it was imported here."""
    opened_on = models.DateField(pgettext_lazy("file", "opened on"))
    opened_year = models.PositiveSmallIntegerField(_("year"))
    filed_on = models.DateField(_("on file since"), null=True, blank=True)
    ended_on = models.DateField(pgettext_lazy("file", "ended on"), null=True, blank=True)
    erased_on = models.DateField(_("sealed data erased on"), null=True, blank=True)
    ground = models.CharField(_("why it ended"), max_length=12, choices=Ground.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    history = RowHistory()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["union_path", "state"], name="household_by_path"),
            models.Index(fields=["state", "surveyed_year"], name="household_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["head"], name="household_head_once", condition=~models.Q(state=State.ENDED)
            ),
            models.UniqueConstraint(
                fields=["outer_number"],
                name="household_outer_once",
                condition=~models.Q(state=State.ENDED) & ~models.Q(outer_number=""),
            ),
            models.CheckConstraint(
                name="household_outer_whole",
                condition=models.Q(outer_number="", outer_filed_on=None)
                | ~models.Q(outer_number="") & models.Q(outer_filed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="household_ends_whole",
                condition=models.Q(state=State.ENDED, ended_on__isnull=False) & ~models.Q(ground="")
                | ~models.Q(state=State.ENDED) & models.Q(ended_on=None, ground=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.head.name}"

    @property
    def is_standing(self) -> bool:
        return self.state != State.ENDED

    @property
    def category_words(self) -> Any:
        return CATEGORIES_BY_KEY.get(self.category, "")

    @property
    def cause_words(self) -> Any:
        return CAUSES_BY_KEY.get(self.cause, "")

    @property
    def secondary_words(self) -> list[Any]:
        return [CAUSES_BY_KEY[key] for key in self.secondary if key in CAUSES_BY_KEY]


class Member(SealedModel):
    """Somebody of a household, its head among them; a child under 14 is protected as a child.

    ``is_standing`` follows the file: an identity number stands in one standing file only.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household, for retention, which asks by person."""
    is_head = models.BooleanField(_("head of the household"), default=False)
    relation = models.CharField(_("relation"), max_length=12, blank=True)
    name = SealedField(_("name of the person"), data_class=DataClass.RELATIONS, mask=Mask.NAME, blank=False)
    id_number = SealedField(_("identity number"), data_class=DataClass.RELATIONS, mask=Mask.IDENTITY)
    id_index = BlindIndexField(of="id_number")
    birth_on = SealedDateField(_("born on"), data_class=DataClass.RELATIONS, mask=Mask.YEAR)
    health = SealedField(pgettext_lazy("member", "health"), data_class=DataClass.HEALTH, mask=Mask.ALL)
    status = SealedField(pgettext_lazy("member", "status"), data_class=DataClass.HARDSHIP, mask=Mask.ALL)
    is_standing = models.BooleanField(default=True)

    class Meta:
        ordering = ["household", "-is_head", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"],
                name="member_identity_once",
                condition=models.Q(is_standing=True) & ~models.Q(id_index=""),
            ),
            models.UniqueConstraint(
                fields=["household"], name="member_head_once", condition=models.Q(is_head=True)
            ),
        ]

    def __str__(self) -> str:
        return say(HEAD if self.is_head else RELATIONS_BY_KEY.get(self.relation, NOBODY))

    def is_child(self, on: date) -> bool:
        """Whether the member is under 14 on a day; not when the birth is unknown."""
        return is_child(birth_on=self.birth_on, on=on)


CATEGORIES_BY_KEY = {str(key): words for key, words in CATEGORIES.items()}
CAUSES_BY_KEY = dict(CAUSES)
RELATIONS_BY_KEY = dict(RELATIONS)
HEAD, NOBODY = Wording("本人", "The worker"), Wording("–", "–")
