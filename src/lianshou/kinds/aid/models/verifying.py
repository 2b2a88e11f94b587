"""The layers through which a household goes before it is on file, round by round, and lists of the civil-affairs office."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel, UnionPathField
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Layer, Mismatch, Sort
from lianshou.kinds.aid.models.households import Household
from lianshou.kinds.aid.models.surveys import Survey

_USER = settings.AUTH_USER_MODEL


class Verification(models.Model):
    """A round of verification of a household: its ``order`` of layers is that of the region on the day when it began.

    ``waits_at`` and ``since`` follow the rows and say which layer is next, and from when; empty once the round is over.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="verifications")
    sort = models.CharField(
        pgettext_lazy("verification", "sort"), max_length=8, choices=Sort.choices, default=Sort.FIRST
    )
    order = models.JSONField(_("layers asked for"))
    waits_at = models.CharField(
        pgettext_lazy("verification", "waits at"),
        max_length=12,
        choices=Layer.choices,
        blank=True,
        db_index=True,
    )
    since = models.DateField(pgettext_lazy("verification", "since"))
    begun_on = models.DateField(pgettext_lazy("verification", "begun on"))
    ended_on = models.DateField(pgettext_lazy("verification", "ended on"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], name="verification_open_once", condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="verification_ends_whole",
                condition=Q(ended_on=None) & ~Q(waits_at="") | Q(ended_on__isnull=False, waits_at=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.begun_on}"


class VerificationStep(models.Model):
    """A layer as it was done once; never changed. A layer that is done again is another row.

    ``words`` are what the household may read: why it was not passed, what was found. ``present`` and the votes are those of a
    deliberation, by number.
    """

    SCOPE = ("verification__household__union_path",)
    objects = ScopedManager()

    verification = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="steps")
    layer = models.CharField(pgettext_lazy("verification", "layer"), max_length=12, choices=Layer.choices)
    is_passed = models.BooleanField(pgettext_lazy("verification", "passed"))
    held_on = models.DateField(pgettext_lazy("verification", "held on"))
    words = models.CharField(pgettext_lazy("verification", "words"), max_length=400, blank=True)
    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, null=True, blank=True, related_name="verification_steps"
    )
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="verification_steps"
    )
    is_in_time = models.BooleanField(_("posted in time"), null=True, blank=True)
    """Of a public notice that was passed: whether it was posted within the days that the region gives it."""
    present = models.PositiveSmallIntegerField(_("how many were there"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    done_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="verification_refusal_says_why", condition=Q(is_passed=True) | ~Q(words="")
            ),
            models.CheckConstraint(
                name="verification_votes_whole",
                condition=~Q(layer=Layer.DELIBERATION)
                | Q(present=models.F("votes_for") + models.F("votes_against") + models.F("abstained")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verification_id} {self.layer}"


class Scan(SealedModel):
    """A signed paper of an application, written anew on arrival and kept sealed: a JPEG or a PDF in base 64; its first bytes tell which."""

    SCOPE = ("step__verification__household__union_path",)
    objects = ScopedManager()

    step = models.ForeignKey(VerificationStep, on_delete=models.CASCADE, related_name="scans")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household, for retention, which asks by person."""
    content = SealedField(_("picture"), data_class=DataClass.IDENTITY, mask=Mask.ALL)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.step_id}-{self.pk}"


class CivilList(models.Model):
    """A list of the civil-affairs office that was compared with the files of a union's subtree.

    Of the list itself nothing is kept; its report stands until ``kept_until``, then its lines are erased.
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    union_path = UnionPathField()
    title = models.CharField(pgettext_lazy("civil", "title"), max_length=120)
    drawn_on = models.DateField(_("day of the list"))
    rows = models.PositiveIntegerField(pgettext_lazy("civil", "rows"))
    skipped = models.PositiveIntegerField(_("rows left out"), default=0)
    matched = models.PositiveIntegerField(_("households found"), default=0)
    kept_until = models.DateField(_("kept until"))
    erased_at = models.DateTimeField(null=True, blank=True)
    compared_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    compared_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class CivilLine(SealedModel):
    """A line of the report. Names and numbers of those who stand in no file are sealed, and gone with the report."""

    SCOPE = ("civil_list__union_path",)
    objects = ScopedManager()

    civil_list = models.ForeignKey(CivilList, on_delete=models.CASCADE, related_name="lines")
    household = models.ForeignKey(
        Household, on_delete=models.CASCADE, null=True, blank=True, related_name="civil_lines"
    )
    mismatch = models.CharField(
        pgettext_lazy("civil", "finding"), max_length=12, choices=Mismatch.choices, db_index=True
    )
    name = SealedField(_("name of the person"), data_class=DataClass.IDENTITY, mask=Mask.NAME)
    id_number = SealedField(_("identity number"), data_class=DataClass.IDENTITY, mask=Mask.IDENTITY)
    theirs = models.JSONField(_("by their list"), default=dict, blank=True)
    ours = models.JSONField(_("by our file"), default=dict, blank=True)

    class Meta:
        ordering = ["civil_list", "pk"]

    def __str__(self) -> str:
        return f"{self.civil_list_id} {self.mismatch}"


def layer_words(key: str) -> Any:
    """A layer in words."""
    return Layer(key).label if key in Layer.values else ""
