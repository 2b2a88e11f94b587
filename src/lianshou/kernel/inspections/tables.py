from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.inspections.models import Checklist, FieldVisit, Finding, Plan, Problem, Visit

_NUM: dict[str, dict[str, str]] = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_DAY = {"td": {"class": "text-nowrap"}}


def state_badge(finding: Finding, today: date) -> SafeString:
    """The state of a finding; an overdue one says so in words and in red."""
    if finding.is_overdue(today):
        return format_html(
            '<span class="ls-badge ls-badge-red">{}</span>', pgettext_lazy("finding", "Overdue")
        )
    return format_html('<span class="ls-badge in-{}">{}</span>', finding.state, finding.get_state_display())


class ChecklistTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("inspection", "Title"), linkify=("inspections:checklist", {"pk": tables.A("pk")})
    )
    union = tables.Column(_("Union"), order_by=("union__name_key", "-pk"))
    sort = tables.Column(_("For which unions"))
    size = tables.Column(pgettext_lazy("checklist", "Lines"), attrs=_NUM)
    points = tables.Column(_("Full points"), attrs=_NUM)
    pass_mark = tables.Column(_("Points to pass"), attrs=_NUM)

    class Meta:
        model = Checklist
        fields = ("title", "union", "sort", "size", "points", "pass_mark")
        empty_text = ""

    caption = _("Checklists")


class PlanTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("inspection", "Title"), linkify=("inspections:plan", {"pk": tables.A("pk")})
    )
    union = tables.Column(_("Union that inspects"), order_by=("union__name_key", "-starts_on"))
    starts_on = tables.DateColumn(verbose_name=_("Starts on"), short=True, attrs=_DAY)
    ends_on = tables.DateColumn(verbose_name=pgettext_lazy("inspection", "Ends on"), short=True, attrs=_DAY)
    stage = tables.Column(_("State"))
    planned = tables.Column(_("Visits planned"), attrs=_NUM)
    made = tables.Column(_("Visits made"), attrs=_NUM)

    class Meta:
        model = Plan
        fields = ("title", "union", "starts_on", "ends_on", "stage", "planned", "made")
        empty_text = ""

    caption = _("Inspections")


class VisitTable(tables.Table):
    union = tables.Column(
        pgettext_lazy("inspection", "Unit inspected"),
        linkify=("inspections:visit", {"pk": tables.A("pk")}),
        order_by=("union__name_key", "planned_on"),
    )
    plan = tables.Column(pgettext_lazy("inspection", "Inspection"), accessor="plan__title")
    group = tables.Column(pgettext_lazy("inspection", "Group"), accessor="group__name")
    stratum = tables.Column(
        _("Stratum"), accessor="stratum__get_sort_display", order_by=("stratum__sort", "pk")
    )
    planned_on = tables.DateColumn(verbose_name=_("Planned for"), short=True, attrs=_DAY)
    visited_on = tables.DateColumn(
        verbose_name=pgettext_lazy("inspection", "Visited on"), short=True, attrs=_DAY, default="–"
    )
    score = tables.Column(_("Points"), attrs=_NUM, default="–")
    is_passed = tables.Column(_("Passed"), default="–")

    class Meta:
        model = Visit
        fields = ("union", "plan", "group", "stratum", "planned_on", "visited_on", "score", "is_passed")
        empty_text = ""

    caption = _("Visits")

    def render_is_passed(self, value: bool) -> Any:
        return pgettext_lazy("inspection", "Passed") if value else pgettext_lazy("inspection", "Not passed")

    value_is_passed = render_is_passed


class FindingTable(tables.Table):
    text = tables.Column(
        pgettext_lazy("finding", "What is wrong"), linkify=("inspections:finding", {"pk": tables.A("pk")})
    )
    union = tables.Column(_("Unit that mends"), order_by=("union__name_key", "-pk"))
    answerable = tables.Column(_("Person answerable"), order_by=("person__sound", "person_name"), default="–")
    source = tables.Column(pgettext_lazy("finding", "Source"))
    severity = tables.Column(_("Severity"))
    found_on = tables.DateColumn(verbose_name=_("Found on"), short=True, attrs=_DAY)
    due_on = tables.DateColumn(
        verbose_name=pgettext_lazy("finding", "To be mended by"), short=True, attrs=_DAY, default="–"
    )
    state = tables.Column(_("State"))

    class Meta:
        model = Finding
        fields = ("text", "union", "answerable", "source", "severity", "found_on", "due_on", "state")
        empty_text = ""

    caption = _("Findings")

    def render_state(self, record: Finding) -> SafeString:
        return state_badge(record, timezone.localdate())

    def value_state(self, record: Finding) -> str:
        overdue = record.is_overdue(timezone.localdate())
        return str(pgettext_lazy("finding", "Overdue") if overdue else record.get_state_display())


class FieldVisitTable(tables.Table):
    union = tables.Column(
        _("Union visited"),
        linkify=("inspections:field_visit", {"pk": tables.A("pk")}),
        order_by=("union__name_key", "-visited_on"),
    )
    home = tables.Column(_("Union that went down"), order_by=("home__name_key", "-visited_on"))
    who = tables.Column(_("Who went"))
    visited_on = tables.DateColumn(verbose_name=_("Day"), short=True, attrs=_DAY)
    helped_with = tables.Column(_("What they helped with"))
    raised = tables.Column(_("Problems raised"), attrs=_NUM)
    solved = tables.Column(pgettext_lazy("problem", "Solved"), attrs=_NUM)

    class Meta:
        model = FieldVisit
        fields = ("union", "home", "who", "visited_on", "helped_with", "raised", "solved")
        empty_text = ""

    caption = _("Field visits")


class ProblemTable(tables.Table):
    text = tables.Column(
        pgettext_lazy("problem", "What it is about"),
        linkify=("inspections:field_visit", {"pk": tables.A("visit_id")}),
    )
    union = tables.Column(_("Raised at"), accessor="visit__union", order_by=("visit__union__name_key", "-pk"))
    assigned_to = tables.Column(_("Union that solves it"), order_by=("assigned_to__name_key", "-pk"))
    due_on = tables.DateColumn(verbose_name=_("To be solved by"), short=True, attrs=_DAY, default="–")
    solved_on = tables.DateColumn(verbose_name=_("Solved on"), short=True, attrs=_DAY, default="–")
    solved_by = tables.Column(
        pgettext_lazy("problem", "Solved by"), order_by=("solved_by__sound", "-pk"), default="–"
    )
    solution = tables.Column(_("How it was solved"), default="–")

    class Meta:
        model = Problem
        fields = ("text", "union", "assigned_to", "due_on", "solved_on", "solved_by", "solution")
        empty_text = ""

    caption = _("Problems of the grass roots")
