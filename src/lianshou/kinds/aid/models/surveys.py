from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedJSONField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.enums import Media, Mode, Proof, Stage
from lianshou.kinds.aid.models.households import CATEGORIES_BY_KEY, Household
from lianshou.kinds.aid.rules.form import Form, form_of
from lianshou.web.templatetags.web import say

_USER = settings.AUTH_USER_MODEL


class Survey(SealedModel):
    """One filling of the archive form, by the form of a year (``vintage``). Once handed in it is never changed.

    ``answers`` are those of ``rules.form``, ``marks`` where each came from ("register", "before"), ``seen`` the sections that a
    visitor confirmed or changed. ``outcome`` is the computation line by line, frozen with the settings that counted. ``before``
    is the survey that it began as a copy of, ``person`` the head of the household, for retention, which asks by person.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="surveys")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    vintage = models.PositiveSmallIntegerField(_("form of the year"))
    year = models.PositiveSmallIntegerField(_("year"))
    mode = models.CharField(
        pgettext_lazy("survey", "where"), max_length=8, choices=Mode.choices, default=Mode.DESK
    )
    stage = models.CharField(_("state"), max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    before = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next")
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    takers: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        _USER, related_name="+", blank=True, verbose_name=_("who took it")
    )
    other_takers = models.CharField(_("others who were there"), max_length=120, blank=True)
    answers = SealedJSONField(_("answers"), data_class=DataClass.HARDSHIP, default=dict)
    marks = models.JSONField(default=dict, blank=True)
    seen = models.JSONField(default=dict, blank=True)
    outcome = SealedJSONField(_("outcome"), data_class=DataClass.HARDSHIP, default=dict)
    category = models.CharField(pgettext_lazy("file", "category"), max_length=12, blank=True, db_index=True)
    persons = models.PositiveSmallIntegerField(_("persons"), default=0)
    changed = models.PositiveSmallIntegerField(_("answers that changed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the browser that kept it without a network, so that what is sent twice is on record once."""
    saved_from = models.UUIDField(null=True, blank=True, editable=False)
    """The opened page that saved the draft last: it is not over itself, even where the answer to its save got lost."""
    begun_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], name="survey_one_draft", condition=Q(stage=Stage.DRAFT)
            ),
            models.CheckConstraint(
                name="survey_handed_in_whole",
                condition=Q(stage=Stage.DRAFT, handed_in_at=None, handed_in_by=None)
                | Q(stage=Stage.HANDED_IN, handed_in_at__isnull=False, handed_in_by__isnull=False)
                & Q(taken_on__isnull=False)
                & ~Q(category=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {say(self.form.title)}"

    @property
    def is_draft(self) -> bool:
        return self.stage == Stage.DRAFT

    @property
    def form(self) -> Form:
        """The form on which it is filled in."""
        return form_of(self.vintage)

    @property
    def category_words(self) -> Any:
        return CATEGORIES_BY_KEY.get(self.category, "")


class Picture(SealedModel):
    """A picture of a paper or of the visit, or a paper as PDF; written anew on arrival so that no hidden data remain, and kept sealed.

    ``content`` is a JPEG or a PDF in base 64. Whose papers they are is known through the survey.
    """

    SCOPE = ("survey__household__union_path",)
    objects = ScopedManager()

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="pictures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(_("what it shows"), max_length=12, choices=Proof.choices)
    content = SealedField(_("picture"), data_class=DataClass.IDENTITY, mask=Mask.ALL)
    media = models.CharField(
        pgettext_lazy("paper", "form"), max_length=4, choices=Media.choices, default=Media.JPEG
    )
    pages = models.PositiveSmallIntegerField(pgettext_lazy("paper", "pages"), default=1)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_sort_display())

    @property
    def is_document(self) -> bool:
        return self.media == Media.PDF
