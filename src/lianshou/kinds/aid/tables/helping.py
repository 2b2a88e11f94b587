from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.panels import Panel
from lianshou.core.wording import Wording, join
from lianshou.kinds.aid.models import Helper, Helping, Visit
from lianshou.kinds.aid.queries.helping import Proposed, own_helpings
from lianshou.kinds.aid.rules.usual import usual
from lianshou.web.templatetags.web import say

_NUMBER = {"td": {"class": "ls-num"}}


def _linked(name: str, pk: int, words: object) -> str:
    return format_html('<a href="{}">{}</a>', reverse(f"aid:{name}", args=[pk]), words)


def own_households_panel(*, actor: Any, subject: Any) -> Panel | None:
    """On the page of whoever helps: the way to their households, and how many visits are overdue."""
    del subject
    rows = list(own_helpings(actor=actor))
    if not rows:
        return None
    late = sum(one.is_overdue(timezone.localdate()) for one in rows)
    return Panel(template="aid/helping/own_panel.html", context={"count": len(rows), "late": late})


_DAY = {"td": {"class": "text-nowrap"}}


class HelperTable(tables.Table):
    """Who helps, in what, and how many households each has."""

    person = tables.Column(verbose_name=_("Helper"), order_by=("person__search", "pk"))
    union = tables.Column(verbose_name=_("Union"), order_by=("union__search", "pk"))
    title = tables.Column(verbose_name=_("Office or position"))
    fields = tables.Column(verbose_name=_("Fields of help"), orderable=False, empty_values=())
    languages = tables.Column(verbose_name=_("Languages and dialects"), orderable=False, empty_values=())
    load = tables.Column(verbose_name=_("Households"), attrs=_NUMBER)
    most = tables.Column(verbose_name=_("Households at most"), attrs=_NUMBER)
    since = tables.DateColumn(verbose_name=pgettext_lazy("helper", "Since"), short=True, attrs=_DAY)
    until = tables.DateColumn(verbose_name=pgettext_lazy("helper", "Until"), short=True, attrs=_DAY)

    caption = _("Helpers")

    class Meta:
        order_by = ("person",)
        empty_text = _("No helper fits these filters.")

    def render_person(self, record: Helper) -> str:
        return _linked("helper", record.pk, record.person.name)

    def value_person(self, record: Helper) -> str:
        return record.person.name

    def render_fields(self, record: Helper) -> str:
        return say(record.fields_words) or "–"

    def render_languages(self, record: Helper) -> str:
        return say(record.languages_words) or "–"


class HelpingTable(tables.Table):
    """Who helps whom, and when the next visit is due."""

    household = tables.Column(verbose_name=_("Household"), order_by=("household__head__search", "pk"))
    number = tables.Column(verbose_name=_("Number of the file"), accessor="household__number")
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="household__union__name",
        order_by=("household__union__search", "pk"),
    )
    helper = tables.Column(verbose_name=_("Helper"), order_by=("helper__person__search", "pk"))
    begun = tables.Column(verbose_name=pgettext_lazy("helping", "How"))
    starts_on = tables.DateColumn(verbose_name=pgettext_lazy("helper", "Since"), short=True, attrs=_DAY)
    due_on = tables.DateColumn(verbose_name=_("Next visit by"), short=True, attrs=_DAY)
    ends_on = tables.DateColumn(verbose_name=pgettext_lazy("helper", "Until"), short=True, attrs=_DAY)

    caption = _("Who helps whom")

    class Meta:
        order_by = ("due_on",)
        empty_text = _("Nothing fits these filters.")

    def render_household(self, record: Helping) -> str:
        return _linked("household", record.household_id, record.household.head.name)

    def value_household(self, record: Helping) -> str:
        return record.household.head.name

    def render_helper(self, record: Helping) -> str:
        return _linked("helper", record.helper_id, record.helper.person.name)

    def value_helper(self, record: Helping) -> str:
        return record.helper.person.name

    def render_begun(self, record: Helping) -> str:
        return str(record.get_begun_display())


class VisitTable(tables.Table):
    """Visits: when, to whom, by whom, under which duties; what was found stays in the file."""

    visited_on = tables.DateColumn(verbose_name=_("Day of the visit"), short=True, attrs=_DAY)
    household = tables.Column(
        verbose_name=_("Household"),
        accessor="helping__household",
        order_by=("helping__household__head__search", "pk"),
    )
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="helping__household__union__name",
        order_by=("helping__household__union__search", "pk"),
    )
    helper = tables.Column(
        verbose_name=_("Helper"),
        accessor="helping__helper__person__name",
        order_by=("helping__helper__person__search", "pk"),
    )
    where = tables.Column(verbose_name=pgettext_lazy("visit", "Where"))
    duties = tables.Column(verbose_name=_("Duties served"), orderable=False)
    next_on = tables.DateColumn(verbose_name=_("Next visit agreed on"), short=True, attrs=_DAY)

    caption = _("Visits to households")

    class Meta:
        order_by = ("-visited_on",)
        empty_text = _("No visit to a household fits these filters.")

    def render_household(self, record: Visit) -> str:
        household = record.helping.household
        return _linked("household", household.pk, household.head.name)

    def value_household(self, record: Visit) -> str:
        return record.helping.household.head.name

    def render_where(self, record: Visit) -> str:
        return str(record.get_where_display())

    def render_duties(self, value: list[str]) -> str:
        called = [usual(one.partition("：")[0]) for one in value]
        return say(join(called, zh="、", en=", "))


_OTHER = Wording("{name}（{extra}）", "{name} ({extra})")
_AS_GOOD = Wording("{name}（同样合适）", "{name} (as good)")


class ProposalTable(tables.Table):
    """Households with the helper who is proposed, and why."""

    household = tables.Column(verbose_name=_("Household"), orderable=False)
    union = tables.Column(verbose_name=pgettext_lazy("file", "Union that keeps it"), orderable=False)
    helper = tables.Column(
        verbose_name=pgettext_lazy("helping", "Proposed helper"), orderable=False, empty_values=()
    )
    before = tables.Column(verbose_name=_("Present helper"), orderable=False, empty_values=())
    why = tables.Column(verbose_name=pgettext_lazy("helping", "Reasons"), orderable=False)
    others = tables.Column(verbose_name=_("Next best"), orderable=False)
    takes = tables.TemplateColumn(
        verbose_name=pgettext_lazy("helping", "Accept"),
        template_name="aid/helping/_sift.html",
        orderable=False,
        exclude_from_export=True,
    )

    caption = _("Proposed helpers")

    class Meta:
        empty_text = _("Nothing fits these filters.")

    def render_household(self, record: Proposed) -> str:
        words = f"{record.household.head.name} · {record.household.number}"
        return _linked("household", record.household.pk, words)

    def render_helper(self, record: Proposed) -> str:
        if record.helper is None:
            return "–"
        return _linked(
            "helper", record.helper.pk, f"{record.helper.person.name} · {record.helper.union.name}"
        )

    def render_before(self, record: Proposed) -> str:
        return record.before.person.name if record.before else "–"

    def render_why(self, record: Proposed) -> str:
        if record.skipped:
            return str(_("Left out by hand: %(why)s") % {"why": say(record.why)})
        if record.fallen is None:
            return say(record.why)
        return str(_("Fell away: %(why)s") % {"why": record.fallen.label})

    def render_others(self, value: Any) -> str:
        told = [(helper.person.name, round(extra / 1000, 1)) for helper, extra in value]
        said = [
            (_OTHER if extra else _AS_GOOD).fill(name=name, extra=f"{extra:+.1f}") for name, extra in told
        ]
        return say(join(said, zh="、", en=", ")) or "–"
