from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.inspections.enums import Severity, Sort, Source, Stage, State, Step
from lianshou.kernel.unions.models import Union

_USER = settings.AUTH_USER_MODEL


class Checklist(models.Model):
    """A form by which units are inspected. It is never changed; another version is another checklist."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="checklists", verbose_name=_("union")
    )
    title = models.CharField(pgettext_lazy("inspection", "title"), max_length=120)
    sort = models.CharField(_("for which unions"), max_length=10, choices=Sort.choices, default=Sort.ALL)
    pass_mark = models.PositiveIntegerField(_("points to pass"), default=0)
    points = models.PositiveIntegerField(_("full points"))
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="checklist_can_be_passed", condition=Q(pass_mark__lte=F("points")))
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistLine(models.Model):
    """One line of a checklist; a mandatory one that is not fully met is a finding."""

    SCOPE = ("checklist__union__path",)
    objects = ScopedManager()

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(pgettext_lazy("checklist", "what is looked at"), max_length=400)
    points = models.PositiveSmallIntegerField(_("full points"))
    is_mandatory = models.BooleanField(_("mandatory"), default=False)

    class Meta:
        ordering = ["checklist", "number"]
        constraints = [models.UniqueConstraint(fields=["checklist", "number"], name="checklist_line_once")]

    def __str__(self) -> str:
        return self.text


class Plan(models.Model):
    """An inspection: why, when, by which groups, of whom, by which checklists."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union,
        on_delete=models.PROTECT,
        related_name="inspection_plans",
        verbose_name=_("union that inspects"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(pgettext_lazy("inspection", "title"), max_length=120)
    basis = models.CharField(_("reason or basis"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(pgettext_lazy("inspection", "ends on"))
    stage = models.CharField(_("state"), max_length=10, choices=Stage.choices, default=Stage.PREPARING)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="inspection_days", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="inspection_says_why", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return self.title


class Group(models.Model):
    """Who goes where: a leader and members, and the unions whose units they inspect."""

    SCOPE = ("plan__union__path",)
    objects = ScopedManager()

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(pgettext_lazy("inspection", "group"), max_length=40)
    leader = models.ForeignKey(
        _USER, on_delete=models.PROTECT, related_name="+", verbose_name=_("leader of the group")
    )
    members: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        _USER, related_name="+", blank=True, verbose_name=_("members of the group")
    )
    covers = models.ManyToManyField(Union, related_name="+", verbose_name=_("unions covered"))

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "name"], name="inspection_group_once")]

    def __str__(self) -> str:
        return self.name


class Stratum(models.Model):
    """Which unions are drawn from, how many for each union covered, and by which checklist they are inspected."""

    SCOPE = ("plan__union__path",)
    objects = ScopedManager()

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="strata")
    sort = models.CharField(_("stratum"), max_length=10, choices=Sort.choices)
    months = models.PositiveSmallIntegerField(_("founded within months"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("drawn for each union covered"), default=2)
    checklist = models.ForeignKey(
        Checklist, on_delete=models.PROTECT, related_name="strata", verbose_name=_("Checklist")
    )

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "sort"], name="inspection_stratum_once")]

    def __str__(self) -> str:
        return str(self.get_sort_display())


class Draw(models.Model):
    """The draw of a plan: the hash of the seed and the candidates are fixed first, the seed is told with the result.

    ``cells`` are the candidates as they were when the seed was announced, ``excluded`` the keys drawn last time,
    ``digest`` that of both, ``drawn`` the keys by cell, ``again`` those drawn twice running because too few were left.
    """

    SCOPE = ("plan__union__path",)
    objects = ScopedManager()

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="draw")
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    announced_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    cells = models.JSONField()
    excluded = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.plan)


class Visit(models.Model):
    """A drawn unit inspected by a group on a day, by a checklist."""

    SCOPE = ("union__path", "plan__union__path")
    objects = ScopedManager()

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="visits")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="visits")
    stratum = models.ForeignKey(Stratum, on_delete=models.PROTECT, related_name="visits")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="visits")
    covered = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union covered")
    )
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("union inspected")
    )
    planned_on = models.DateField(_("planned for"))
    over_reason = models.CharField(_("why beyond the limit of the month"), max_length=200, blank=True)
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    score = models.PositiveIntegerField(_("points"), null=True, blank=True)
    is_passed = models.BooleanField(_("passed"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "union"], name="inspected_once"),
            models.CheckConstraint(
                name="inspection_visit_whole",
                condition=Q(visited_on=None, score=None, is_passed=None)
                | Q(visited_on__isnull=False, score__isnull=False, is_passed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.union)


class VisitLine(models.Model):
    """What a line of the checklist got on a visit."""

    SCOPE = ("visit__union__path", "visit__plan__union__path")
    objects = ScopedManager()

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(ChecklistLine, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("points"))
    remark = models.CharField(_("remark"), max_length=400, blank=True)

    class Meta:
        ordering = ["visit", "line__number"]
        constraints = [models.UniqueConstraint(fields=["visit", "line"], name="visit_line_once")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.score}"


class Finding(models.Model):
    """Something to mend, from the day it was found until it is struck off (销号)."""

    SCOPE = ("union__path", "laid_by__path")
    objects = ScopedManager()

    laid_by = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union that inspects")
    )
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="findings", verbose_name=_("unit that mends")
    )
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    source = models.CharField(pgettext_lazy("finding", "source"), max_length=12, choices=Source.choices)
    text = models.CharField(pgettext_lazy("finding", "what is wrong"), max_length=400)
    place = models.CharField(pgettext_lazy("finding", "where"), max_length=120, blank=True)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices, default=Severity.USUAL)
    found_on = models.DateField(_("found on"))
    found_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.FOUND)
    person = models.ForeignKey(
        _USER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person answerable"),
    )
    person_name = models.CharField(_("name of the person answerable"), max_length=40, blank=True)
    todo = models.CharField(_("what is to be done"), max_length=400, blank=True)
    due_on = models.DateField(pgettext_lazy("finding", "to be mended by"), null=True, blank=True)
    told = models.CharField(pgettext_lazy("finding", "what was done"), max_length=2000, blank=True)
    told_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    returned = models.CharField(_("sent back with the words"), max_length=400, blank=True)
    verified_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_on = models.DateField(_("struck off on"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_has_its_day", condition=Q(state="found") | Q(due_on__isnull=False)
            ),
            models.CheckConstraint(
                name="finding_verified_by_another",
                condition=Q(verified_by=None) | ~Q(verified_by=F("told_by")),
            ),
            models.CheckConstraint(
                name="finding_struck_whole",
                condition=~Q(state="struck") | Q(struck_on__isnull=False, verified_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def answerable(self) -> str:
        """Who answers for mending it; empty while nobody is named."""
        return str(self.person) if self.person else self.person_name

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been reported as mended by now."""
        return self.state == State.MENDING and self.due_on is not None and self.due_on < today


class Urging(models.Model):
    """A step of pressing for a finding that is overdue: a reminder, then a letter (催办函), then a bulletin.

    A draft of a bulletin that is thrown away takes its step along: it can be taken again.
    """

    SCOPE = ("finding__union__path", "finding__laid_by__path")
    objects = ScopedManager()

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="urgings")
    step = models.CharField(pgettext_lazy("urging", "step"), max_length=10, choices=Step.choices)
    words = models.CharField(pgettext_lazy("urging", "words"), max_length=400, blank=True)
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"))
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["finding", "pk"]
        constraints = [models.UniqueConstraint(fields=["finding", "step"], name="urged_once_a_step")]

    def __str__(self) -> str:
        return str(self.get_step_display())


class FieldVisit(models.Model):
    """Somebody of a higher union went down to help (下沉)."""

    SCOPE = ("union__path", "home__path")
    objects = ScopedManager()

    home = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union that went down")
    )
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="field_visits", verbose_name=_("union visited")
    )
    who = models.CharField(_("who went"), max_length=120)
    visited_on = models.DateField(_("day"))
    helped_with = models.CharField(_("what they helped with"), max_length=400)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-visited_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.union} {self.visited_on}"


class Problem(models.Model):
    """What the grass roots raised on a field visit: who solves it, who solved it and when."""

    SCOPE = ("visit__union__path", "visit__home__path", "assigned_to__path")
    objects = ScopedManager()

    visit = models.ForeignKey(FieldVisit, on_delete=models.CASCADE, related_name="problems")
    text = models.CharField(pgettext_lazy("problem", "what it is about"), max_length=400)
    raised_by = models.CharField(_("raised by"), max_length=80, blank=True)
    assigned_to = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union that solves it")
    )
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    raised_at = models.DateTimeField()
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    solved_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    solution = models.CharField(_("how it was solved"), max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="problem_solved_whole",
                condition=Q(solved_on=None, solved_by=None, solution="")
                | Q(solved_on__isnull=False, solved_by__isnull=False) & ~Q(solution=""),
            )
        ]

    def __str__(self) -> str:
        return self.text
