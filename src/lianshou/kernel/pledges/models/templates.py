from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.pledges.enums import Counted, Owner, TemplateState
from lianshou.kernel.unions.models import Union


class PaperFile(models.Model):
    """The bytes of a template, kept once by what they are and never changed: what papers were made of."""

    SCOPE = ("templates__union__path", "pledges__programme__union__path", "pledges__parties__union__path")
    objects = ScopedManager()

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.digest[:16]


class PaperTemplate(models.Model):
    """A version of a federation's own template of a paper (ADR 21); it holds for every union below that has none of its own."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    paper = models.SlugField(_("paper"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=TemplateState.choices, default=TemplateState.PROPOSED
    )
    file = models.ForeignKey(PaperFile, on_delete=models.PROTECT, related_name="templates")
    file_name = models.CharField(max_length=200)
    note = models.CharField(_("what changed and why"), max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retire_reason = models.CharField(_("why it was retired"), max_length=200, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["union", "paper", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["union", "paper"],
                condition=models.Q(state="in_force"),
                name="template_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.paper} {self.version}"


class TemplateClause(models.Model):
    """A promise that a federation adds to every paper made of its template (see ``core.papers.Clause``)."""

    SCOPE = ("template__union__path",)
    objects = ScopedManager()

    template = models.ForeignKey(PaperTemplate, on_delete=models.CASCADE, related_name="clauses")
    side = models.CharField(_("whose"), max_length=8, choices=Owner.choices)
    words = models.CharField(_("what"), max_length=300)
    done_when = models.CharField(_("what counts as done"), max_length=300, blank=True)
    after = models.PositiveSmallIntegerField(_("days from the first day"), null=True, blank=True)
    counted = models.CharField(max_length=8, choices=Counted.choices, default=Counted.CALENDAR)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words
