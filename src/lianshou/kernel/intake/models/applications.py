"""Who asks, what they filled in, and what they have begun to fill in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedJSONField, SealedModel
from lianshou.kernel.intake.enums import Channel, State
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class Application(SealedModel):
    """Someone asks, or is put forward: the side of a programme that seeks a place."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ACCEPTED)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.TYPED)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="applications"
    )

    closing_words = SealedField(_("why it was refused or withdrawn"), data_class=DataClass.HARDSHIP)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "union"],
                condition=models.Q(person__isnull=True) & ~models.Q(state=State.WITHDRAWN),
                name="application_union_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "person"],
                condition=models.Q(person__isnull=False) & ~models.Q(state=State.WITHDRAWN),
                name="application_person_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["programme", "submitted_at"],
                condition=~models.Q(state=State.WITHDRAWN),
                name="application_standing",
            )
        ]  # figures count by programme without reading the rows

    def __str__(self) -> str:
        return str(self.person or self.union)


class Filing(SealedModel):
    """A form as it was sent in: ``answers`` by field, ``known`` what the register held then, ``marks`` where each came from.

    One application may have several, where one opens several things. A form is never changed: a corrected one is a new row that
    ``corrects`` the one before it, so that both can be compared.
    """

    SCOPE = ("application__programme__union__path", "application__union__path")
    objects = ScopedManager()

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="filings")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="filings"
    )  # that of the application, for retention, which asks by person
    slug = models.SlugField(max_length=20)
    answers = SealedJSONField(_("answers"), data_class=DataClass.HARDSHIP, default=dict)
    known = SealedJSONField(_("what was known"), data_class=DataClass.HARDSHIP, default=dict)
    marks = models.JSONField(default=dict)
    why_again = SealedField(_("why in spite of a likely duplicate"), data_class=DataClass.HARDSHIP)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.application)


class Draft(SealedModel):
    """A form that somebody has begun to fill in. ``version`` grows with every save, so that a save over another is noticed.

    ``is_own`` is a person's own draft, which nobody else sees; any other is shared by those who apply for the union.
    ``corrects`` is the form that was sent in and is being corrected, where it is no new one. ``saved_from`` is the opened page
    that saved it last.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="drafts")
    slug = models.SlugField(max_length=20)
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    is_own = models.BooleanField(default=False)
    corrects = models.ForeignKey(
        Filing, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    answers = SealedJSONField(_("answers"), data_class=DataClass.HARDSHIP, default=dict)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    saved_from = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug", "union"],
                condition=models.Q(person__isnull=True, corrects__isnull=True),
                name="draft_union_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "slug", "person", "is_own"],
                condition=models.Q(person__isnull=False, corrects__isnull=True),
                name="draft_person_once",
            ),
            models.UniqueConstraint(
                fields=["corrects", "is_own"],
                condition=models.Q(corrects__isnull=False),
                name="draft_correction_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.union)
