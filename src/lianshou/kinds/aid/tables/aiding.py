"""Lists of projects, of aid, and of households that cannot leave hardship."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.panels import Panel
from lianshou.core.quantities import yuan_text
from lianshou.kinds.aid.models import Aid, AidProject, LongTerm
from lianshou.kinds.aid.queries.aiding import aids_in_scope, recipient_said
from lianshou.web.templatetags.web import say

_NUM: dict[str, dict[str, str]] = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_WHOLE = {"td": {"class": "text-nowrap"}}


def _linked(name: str, pk: int, words: object) -> str:
    return format_html('<a href="{}">{}</a>', reverse(f"aid:{name}", args=[pk]), words)


def _opened(project: int, query: str, words: object) -> str:
    return format_html('<a href="{}?project={}&{}">{}</a>', reverse("aid:given"), project, query, words)


class ProjectTable(tables.Table):
    """Projects of a year: what each may give, how many it helps, what was planned and given in yuan."""

    title = tables.Column(verbose_name=_("Name of the project"))
    year = tables.Column(verbose_name=_("Year"))
    sort = tables.Column(verbose_name=_("Sort of project"))
    ceiling_fen = tables.Column(verbose_name=_("Ceiling (yuan)"), attrs=_NUM)
    wished = tables.Column(verbose_name=_("Households to be helped"), attrs=_NUM)
    households = tables.Column(verbose_name=_("Households planned for or helped"), attrs=_NUM)
    helped = tables.Column(verbose_name=_("Households helped"), attrs=_NUM)
    planned_fen = tables.Column(verbose_name=_("Still to be paid (yuan)"), attrs=_NUM)
    given_fen = tables.Column(verbose_name=_("Paid (yuan)"), attrs=_NUM)
    union = tables.Column(verbose_name=_("Union that runs it"), order_by=("union__search", "pk"))
    closed_on = tables.DateColumn(verbose_name=_("Closed on"), short=True)

    caption = _("Aid projects")

    class Meta:
        order_by = ("-year", "sort")
        empty_text = _("No project fits these filters.")

    def render_title(self, record: AidProject) -> str:
        return _linked("project", record.pk, record.title)

    def render_year(self, value: int) -> str:
        return str(value)

    def render_sort(self, record: AidProject) -> str:
        return say(record.called)

    def render_ceiling_fen(self, value: int) -> str:
        return yuan_text(value) if value else "–"

    def render_households(self, value: int, record: Any) -> str:
        return _opened(record.pk, "", value)

    def render_helped(self, value: int, record: Any) -> str:
        return _opened(record.pk, "state=given", value)

    def render_planned_fen(self, value: int, record: Any) -> str:
        return _opened(record.pk, "state=planned&money=1", yuan_text(value)) if value else yuan_text(value)

    def render_given_fen(self, value: int, record: Any) -> str:
        return _opened(record.pk, "state=given&money=1", yuan_text(value)) if value else yuan_text(value)

    def value_title(self, record: AidProject) -> str:
        return record.title

    def value_households(self, value: int) -> int:
        return value

    value_helped = value_households

    def value_ceiling_fen(self, value: int) -> float:
        return value / 100

    value_planned_fen = value_given_fen = value_ceiling_fen


class AidTable(tables.Table):
    """What each person was planned and given, from which project and money, and how far it is."""

    recipient = tables.Column(verbose_name=_("Who receives it"), order_by=("household__head__search", "pk"))
    household = tables.Column(
        verbose_name=_("Number of the file"), order_by=("household__number", "pk"), attrs=_WHOLE
    )
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="household__union__name",
        order_by=("household__union__search", "pk"),
    )
    project = tables.Column(verbose_name=_("Project"), order_by=("project__title", "pk"))
    sort = tables.Column(verbose_name=_("Sort of project"))
    year = tables.Column(verbose_name=_("Year"))
    amount_fen = tables.Column(verbose_name=_("Amount (yuan)"), attrs=_NUM)
    hours = tables.Column(verbose_name=_("Hours"), attrs=_NUM)
    source = tables.Column(
        verbose_name=_("Sort of money"),
        accessor="payment__budget__source",
        order_by=("payment__budget__source__sort", "pk"),
        empty_values=(),
    )
    state = tables.Column(verbose_name=pgettext_lazy("aid", "State"))
    given_on = tables.DateColumn(verbose_name=_("Given on"), short=True, attrs=_WHOLE)

    caption = _("Aid to households")

    class Meta:
        order_by = ("-year", "project", "union")
        empty_text = _("No aid fits these filters.")

    def render_recipient(self, record: Aid) -> str:
        return _linked("aid", record.pk, recipient_said(record))

    def value_recipient(self, record: Aid) -> str:
        return recipient_said(record)

    def render_household(self, record: Aid) -> str:
        return _linked("household", record.household_id, record.household.number)

    def value_household(self, record: Aid) -> str:
        return record.household.number

    def render_project(self, record: Aid) -> str:
        return _linked("project", record.project_id, record.project.title)

    def value_project(self, record: Aid) -> str:
        return record.project.title

    def render_sort(self, record: Aid) -> str:
        return say(record.project.called)

    def render_year(self, value: int) -> str:
        return str(value)

    def render_amount_fen(self, value: int) -> str:
        return yuan_text(value) if value else "–"

    def value_amount_fen(self, value: int) -> float:
        return value / 100

    def render_hours(self, value: int) -> Any:
        return value or "–"

    def value_hours(self, value: int) -> int:
        return value

    def render_source(self, record: Aid) -> str:
        return str(record.payment.budget.source.get_sort_display()) if record.payment else "–"

    def render_state(self, record: Aid) -> str:
        return str(record.get_state_display())


class LongTermTable(tables.Table):
    """Households that cannot leave hardship, why, and whether something is planned for them this year."""

    household = tables.Column(verbose_name=_("Household"), order_by=("household__head__search", "pk"))
    number = tables.Column(verbose_name=_("Number of the file"), accessor="household__number")
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="household__union__name",
        order_by=("household__union__search", "pk"),
    )
    ground = tables.Column(verbose_name=pgettext_lazy("long", "Why"))
    since = tables.DateColumn(verbose_name=pgettext_lazy("long", "Since"), short=True)
    until = tables.DateColumn(verbose_name=pgettext_lazy("long", "Until"), short=True)
    aids = tables.Column(verbose_name=_("Projects of this year"), attrs=_NUM)

    caption = _("Households that cannot leave hardship")

    class Meta:
        order_by = ("-since",)
        empty_text = _("No household fits these filters.")

    def render_household(self, record: LongTerm) -> str:
        return _linked("household", record.household_id, record.household.head.name)

    def value_household(self, record: LongTerm) -> str:
        return record.household.head.name

    def render_ground(self, record: LongTerm) -> str:
        return str(record.get_ground_display())


def payment_panel(*, actor: Any, subject: Any) -> Panel | None:
    """On the page of a payment the household and the project that it is for, to whoever sees the file."""
    found = aids_in_scope(actor=actor).filter(payment=subject).first()
    return Panel(template="aid/aiding/_payment.html", context={"aid": found}) if found else None
