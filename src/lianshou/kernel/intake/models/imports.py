"""Uploaded lists, their rows and what these made."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedJSONField
from lianshou.kernel.intake.enums import UNDER_WAY, RowState, Stage
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class Import(models.Model):
    """An uploaded workbook of a list, of a programme or of the register, read into rows that can be corrected before they
    count. While ``stage`` says that something is done with it, the row is a job: ``beat_at`` is its last sign of life,
    ``turn`` counts who took it up, so that whoever held it before writes nothing more.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="imports", null=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="imports")
    list_slug = models.SlugField(max_length=20)
    file_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports"
    )
    remarks = SealedJSONField(data_class=DataClass.IDENTITY, default=list)
    columns = models.JSONField(default=dict)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.OPEN, db_index=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=list)
    touched_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        return self.stage in UNDER_WAY


class ImportPart(models.Model):
    """A piece of an uploaded file, sealed, until the file has been read; ``name`` is that of the file where it brings corrections."""

    SCOPE = ("batch__union__path",)
    objects = ScopedManager()

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    content = SealedField(data_class=DataClass.IDENTITY)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class ImportRow(models.Model):
    """A row as it was understood: ``cells`` maps column keys to texts, ``problems`` lists what is wrong where.

    Both may hold what is personal and are sealed; they are emptied when the upload has been done with for a while.
    """

    SCOPE = ("batch__union__path",)
    objects = ScopedManager()

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    cells = SealedJSONField(data_class=DataClass.IDENTITY, default=dict)
    problems = SealedJSONField(data_class=DataClass.IDENTITY, default=list)
    state = models.CharField(max_length=8, choices=RowState.choices)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "state", "id"], name="import_row_by_state")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class RowTrace(models.Model):
    """What a row that was taken over made or changed (see ``core.kinds.Trace``)."""

    SCOPE = ("row__batch__union__path",)
    objects = ScopedManager()

    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="traces")
    label = models.CharField(max_length=60)
    key = models.BigIntegerField()
    is_new = models.BooleanField()
    version = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} {self.key}"
