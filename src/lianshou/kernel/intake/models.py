from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.enums import Channel, RowState, State
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class Application(models.Model):
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

    def __str__(self) -> str:
        return str(self.person or self.union)


class Import(models.Model):
    """An uploaded workbook of one of a programme's lists, read into rows that can be corrected before they count."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="imports")
    list_slug = models.SlugField(max_length=20)
    file_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports"
    )
    remarks = models.JSONField(default=list)
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """A row as it was understood: ``cells`` maps column keys to texts, ``problems`` lists what is wrong where."""

    SCOPE = ("batch__programme__union__path",)
    objects = ScopedManager()

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=RowState.choices)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"
