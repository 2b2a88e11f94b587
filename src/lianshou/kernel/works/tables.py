from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.quantities import Quantity, Unit
from lianshou.kernel.works.models import Highlight, Task
from lianshou.kernel.works.queries import Row
from lianshou.web.templatetags.web import page_language

_NUM: dict[str, dict[str, str]] = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_DAY = {"td": {"class": "text-nowrap"}}


def lamp(row: Row) -> SafeString:
    """A light with its word, for those who do not see colours, and the rule behind it."""
    return format_html(
        '<span class="wk-light wk-{}" title="{}">{}</span>',
        row.light,
        row.why.say(page_language()),
        row.light_said,
    )


def said(quantity: Quantity[Unit] | None) -> str:
    """A quantity as the page's language writes it; a dash where nothing is counted."""
    return quantity.say(page_language()) if quantity else "–"


class TaskTable(tables.Table):
    """Tasks; ``rows_by`` holds where each stands, by its number."""

    title = tables.Column(pgettext_lazy("works", "Task"), linkify=("works:task", {"pk": tables.A("pk")}))
    pillar = tables.Column(
        pgettext_lazy("works", "Work"),
        accessor="measure__item__get_pillar_display",
        order_by=("measure__item__pillar", "due_on"),
    )
    union = tables.Column(_("Unit answerable"), order_by=("union__name_key", "due_on"))
    answerable = tables.Column(_("Person answerable"), order_by=("person__sound", "person_name"), default="–")
    laid_by = tables.Column(pgettext_lazy("task", "Set by"), order_by=("laid_by__name_key", "due_on"))
    due_on = tables.DateColumn(verbose_name=pgettext_lazy("works", "Due on"), short=True, attrs=_DAY)
    goal = tables.Column(_("Goal"), attrs=_NUM, empty_values=())
    done = tables.Column(_("Done"), accessor="done_value", attrs=_NUM, empty_values=())
    light = tables.Column(pgettext_lazy("works", "Light"), empty_values=(), orderable=False)

    class Meta:
        model = Task
        fields = ("title", "pillar", "union", "answerable", "laid_by", "due_on", "goal", "done", "light")
        empty_text = _("No task fits these filters.")

    caption = _("Tasks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows_by: dict[int, Row] = {}

    def render_goal(self, record: Task) -> str:
        return said(record.goal_said)

    def render_done(self, record: Task) -> str:
        row = self.rows_by.get(record.pk)
        return (said(row.done_said) if record.unit else f"{row.percent}%") if row else "–"

    def render_light(self, record: Task) -> SafeString | str:
        row = self.rows_by.get(record.pk)
        return lamp(row) if row else "–"


class HighlightTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("highlight", "Title"), linkify=("works:highlight", {"pk": tables.A("pk")})
    )
    pillar = tables.Column(pgettext_lazy("works", "Work"))
    union = tables.Column(_("Union"), order_by=("union__name_key", "-happened_on"))
    happened_on = tables.DateColumn(verbose_name=_("Day"), short=True, attrs=_DAY)
    state = tables.Column(_("State"))

    class Meta:
        model = Highlight
        fields = ("title", "pillar", "union", "happened_on", "state")
        empty_text = _("No highlight fits these filters.")

    caption = _("Highlights")
