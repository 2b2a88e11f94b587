from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.quantities import Qualifier, Quantity, Unit
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.enums import UNIT_CHOICES, State

_USER = settings.AUTH_USER_MODEL
_QUALIFIERS = [(one.name, one.value.zh) for one in Qualifier]


class Answerable(models.Model):
    """One unit and one person; who has no account is named."""

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit answerable")
    )
    person = models.ForeignKey(
        _USER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person answerable"),
    )
    person_name = models.CharField(_("name of the person answerable"), max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def answerable(self) -> str:
        """Who answers for it, by name; empty while nobody is named."""
        return str(self.person) if self.person else self.person_name


class Portfolio(models.Model):
    """The six works of a union in a year."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="portfolios", verbose_name=_("union")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(pgettext_lazy("works", "title"), max_length=120)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "union__path"]
        constraints = [models.UniqueConstraint(fields=["union", "year"], name="portfolio_once")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A portfolio as it was decided: the first one, and each change of its content with its reason."""

    SCOPE = ("portfolio__union__path",)
    objects = ScopedManager()

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.CharField(pgettext_lazy("works", "reason"), max_length=200)
    document_no = models.CharField(_("document number"), max_length=60, blank=True)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["portfolio", "number"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "number"], name="works_version_once"),
            models.CheckConstraint(name="works_version_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.portfolio} · {self.number}"


class Item(Answerable):
    """One item, one unit, one person; it came with one version, and may have been taken out with another."""

    SCOPE = ("portfolio__union__path", "union__path")
    objects = ScopedManager()

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="items")
    pillar = models.CharField(_("work"), max_length=20, choices=Pillar.choices)
    title = models.CharField(pgettext_lazy("works", "item"), max_length=120)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="added")
    ended_with = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="taken_out"
    )

    class Meta:
        ordering = ["portfolio", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["portfolio", "pillar", "title"], condition=Q(ended_with=None), name="works_item_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """How an item is carried out."""

    SCOPE = ("item__portfolio__union__path", "item__union__path")
    objects = ScopedManager()

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(pgettext_lazy("works", "measure"), max_length=200)

    class Meta:
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "title"], name="works_measure_once")]

    def __str__(self) -> str:
        return self.title


class Task(Answerable):
    """Who does how much by when. A share of a task is a task of a lower union whose ``parent`` it is part of.

    ``parts`` counts its shares, ``done_value`` what is done: the last report, or the sum of the shares, or the last
    reading of the figure that feeds it; without a goal it counts 1 when done, or the shares that are.
    """

    SCOPE = ("union__path", "laid_by__path")
    objects = ScopedManager()

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="shares")
    laid_by = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("task", "set by")
    )
    laid_on = models.DateField(pgettext_lazy("task", "set on"))
    set_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(pgettext_lazy("works", "task"), max_length=200)
    goal = models.PositiveBigIntegerField(_("goal"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True, choices=UNIT_CHOICES)
    qualifier = models.CharField(_("qualifier"), max_length=12, choices=_QUALIFIERS, default="EXACT")
    helpers = models.CharField(_("helping units"), max_length=200, blank=True)
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(pgettext_lazy("task", "due on"))
    evidence = models.CharField(_("evidence expected"), max_length=200, blank=True)
    figure = models.SlugField(_("figure"), max_length=60, blank=True)
    over_reason = models.CharField(_("why beyond the limit of the month"), max_length=200, blank=True)
    parts = models.PositiveIntegerField(_("shares"), default=0)
    done_value = models.PositiveBigIntegerField(_("done in all"), default=0)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    told_on = models.DateField(_("last told on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    end_reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "union"], name="works_share_once"),
            models.CheckConstraint(name="works_task_days", condition=Q(due_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="works_goal_has_unit",
                condition=Q(goal=None, unit="") | Q(goal__gte=1) & ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="works_withdrawn_says_why", condition=Q(ended_at=None) | ~Q(end_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counts(self) -> Unit | None:
        """The unit of its goal; None where it is only done or not done."""
        return getattr(Unit, self.unit) if self.unit else None

    @property
    def goal_said(self) -> Quantity[Unit] | None:
        """The goal with its unit and the word it is said with."""
        unit = self.counts
        return Quantity(self.goal or 0, unit, Qualifier[self.qualifier]) if unit else None

    @property
    def done_said(self) -> Quantity[Unit] | None:
        """What is done, exactly."""
        unit = self.counts
        return Quantity(self.done_value, unit) if unit else None

    @property
    def whole(self) -> int:
        """What ``done_value`` is a part of."""
        return self.goal or self.parts or 1

    @property
    def is_laid_from_above(self) -> bool:
        return self.laid_by_id != self.union_id


class Progress(models.Model):
    """A report: all that is done by a day, and what was done for it."""

    SCOPE = ("task__union__path", "task__laid_by__path")
    objects = ScopedManager()

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    value = models.PositiveBigIntegerField(_("done in all"), null=True, blank=True)
    is_done = models.BooleanField(default=False)
    note = models.TextField(pgettext_lazy("works", "what was done"), max_length=2000, blank=True)
    happened_on = models.DateField(_("day"))
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.task} · {self.happened_on}"

    @property
    def said(self) -> Quantity[Unit] | None:
        """All that was done by then, with its unit."""
        unit = self.task.counts
        return Quantity(self.value, unit) if unit and self.value is not None else None


class Evidence(models.Model):
    """A file that shows what a report says: a PDF, or a picture made anew so that nothing hidden remains."""

    SCOPE = ("progress__task__union__path", "progress__task__laid_by__path")
    objects = ScopedManager()

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="evidence/%Y/%m/")
    is_picture = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Highlight(models.Model):
    """What a union is known for (亮点), with its story."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="highlights", verbose_name=_("union")
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="highlights")
    pillar = models.CharField(_("work"), max_length=20, choices=Pillar.choices)
    title = models.CharField(pgettext_lazy("highlight", "title"), max_length=120)
    story = models.TextField(pgettext_lazy("highlight", "story"), max_length=4000)
    happened_on = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.KEPT)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return self.title
