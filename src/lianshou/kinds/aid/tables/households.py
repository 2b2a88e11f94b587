from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.panels import Panel
from lianshou.kernel.access.queries import may
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries import files_of_person
from lianshou.web.templatetags.web import say

_ROOMY = {"td": {"class": "aid-roomy"}}
"""What a telephone leaves out of the list; the file has it."""


def person_panel(*, actor: Any, subject: Person) -> Panel | None:
    """The files of a person as head of a household, for those who may see them; else the way to open one."""
    opens = may(actor, "person.edit", on=subject.union) and subject.left_on is None
    files = list(files_of_person(actor=actor, person=subject))
    if not (files or opens):
        return None
    standing = any(one.is_standing for one in files)
    context = {"files": files, "person": subject, "opens": opens and not standing}
    return Panel(template="aid/person_panel.html", context=context)


class HouseholdTable(tables.Table):
    """The register of households: what is counted, and the name of the head."""

    number = tables.Column(verbose_name=_("Number of the file"), attrs={"td": {"class": "aid-number"}})
    head = tables.Column(verbose_name=_("Head of the household"), order_by=("head__search", "pk"))
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"), order_by=("union__search", "pk")
    )
    state = tables.Column(verbose_name=_("State"))
    category = tables.Column(verbose_name=pgettext_lazy("file", "Category"))
    cause = tables.Column(verbose_name=_("Main cause"))
    persons = tables.Column(
        verbose_name=pgettext_lazy("household", "Persons"), attrs={"td": {"class": "ls-num aid-roomy"}}
    )
    level = tables.Column(verbose_name=pgettext_lazy("file", "Level"), attrs=_ROOMY)
    surveyed_year = tables.Column(verbose_name=_("Last survey"), attrs=_ROOMY)
    filed_on = tables.DateColumn(
        verbose_name=_("On file since"), short=True, attrs={"td": {"class": "text-nowrap"}}
    )

    caption = _("Households in hardship")

    class Meta:
        order_by = ("-number",)
        empty_text = _("No household fits these filters.")

    def render_number(self, record: Household) -> str:
        return format_html('<a href="{}">{}</a>', reverse("aid:household", args=[record.pk]), record.number)

    def value_number(self, record: Household) -> str:
        return record.number

    def render_head(self, record: Household) -> str:
        return record.head.name

    def render_category(self, record: Household) -> str:
        return say(record.category_words) or "–"

    def render_cause(self, record: Household) -> str:
        return say(record.cause_words) or "–"

    def render_state(self, record: Household) -> str:
        return str(record.get_state_display())

    def render_level(self, record: Household) -> str:
        return str(record.get_level_display())
