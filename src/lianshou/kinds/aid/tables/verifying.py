from __future__ import annotations

from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.models import CivilLine, CivilList, Verification
from lianshou.web.templatetags.web import say


class VerificationTable(tables.Table):
    """The households that are being verified: at which layer each waits, and since when."""

    number = tables.Column(
        verbose_name=_("Number of the file"),
        accessor="household__number",
        attrs={"td": {"class": "aid-number"}},
    )
    head = tables.Column(
        verbose_name=_("Head of the household"),
        accessor="household__head__name",
        order_by=("household__head__search", "pk"),
    )
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="household__union__name",
        order_by=("household__union__search", "pk"),
    )
    category = tables.Column(
        verbose_name=pgettext_lazy("file", "Category"), accessor="household__category", empty_values=()
    )
    sort = tables.Column(verbose_name=pgettext_lazy("verification", "Sort"))
    waits_at = tables.Column(verbose_name=pgettext_lazy("verification", "Waits at"))
    since = tables.DateColumn(
        verbose_name=pgettext_lazy("verification", "Since"),
        short=True,
        attrs={"td": {"class": "text-nowrap"}},
    )
    days = tables.Column(
        verbose_name=_("Days it has waited"),
        accessor="since",
        order_by=("-since", "pk"),
        attrs={"td": {"class": "ls-num"}},
    )

    caption = _("Households being verified")

    class Meta:
        order_by = ("since",)
        empty_text = _("No household fits these filters.")

    def render_number(self, record: Verification, value: str) -> str:
        return format_html('<a href="{}">{}</a>', reverse("aid:household", args=[record.household_id]), value)

    def value_number(self, value: str) -> str:
        return value

    def render_category(self, record: Verification) -> str:
        return say(record.household.category_words) or "–"

    def render_waits_at(self, record: Verification) -> str:
        return str(record.get_waits_at_display())

    def render_sort(self, record: Verification) -> str:
        return str(record.get_sort_display())

    def render_days(self, value: date) -> int:
        return (timezone.localdate() - value).days

    def value_days(self, value: date) -> int:
        return self.render_days(value)


class CivilListTable(tables.Table):
    """The lists of the civil-affairs office that were compared."""

    title = tables.Column(verbose_name=pgettext_lazy("civil", "Title"))
    union = tables.Column(verbose_name=_("Union"), accessor="union__name", order_by=("union__search", "pk"))
    drawn_on = tables.DateColumn(verbose_name=_("Day of the list"), short=True)
    rows = tables.Column(verbose_name=pgettext_lazy("civil", "Rows"), attrs={"td": {"class": "ls-num"}})
    matched = tables.Column(verbose_name=_("Households found"), attrs={"td": {"class": "ls-num"}})
    kept_until = tables.Column(verbose_name=_("Kept until"))
    compared_by = tables.Column(verbose_name=_("Compared by"), order_by=("compared_by__sound", "pk"))

    caption = _("Civil-affairs lists")

    class Meta:
        order_by = ("-drawn_on",)
        empty_text = _("No list was compared yet.")

    def render_title(self, record: CivilList, value: str) -> str:
        return format_html('<a href="{}">{}</a>', reverse("aid:civil_list", args=[record.pk]), value)

    def value_title(self, value: str) -> str:
        return value

    def render_kept_until(self, record: CivilList, value: date) -> str:
        return _now("Erased") if record.erased_at else value.isoformat()


class CivilLineTable(tables.Table):
    """A report: what their list and our files say of each other. Who stands in no file is shown under a mask."""

    mismatch = tables.Column(verbose_name=pgettext_lazy("civil", "Finding"), order_by=("weight", "pk"))
    file = tables.Column(
        verbose_name=_("Number of the file"), accessor="household__number", empty_values=(), default="–"
    )
    who = tables.Column(verbose_name=pgettext_lazy("civil", "Who"), empty_values=(), orderable=False)
    number = tables.Column(verbose_name=_("Identity number"), empty_values=(), orderable=False)
    theirs = tables.Column(verbose_name=_("By their list"), orderable=False)
    ours = tables.Column(verbose_name=_("By our file"), orderable=False)
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="household__union__name",
        order_by=("household__union__search", "pk"),
        default="–",
    )

    caption = _("Report on a civil-affairs list")

    class Meta:
        order_by = ("mismatch",)
        empty_text = _("No line fits these filters.")

    def render_mismatch(self, record: CivilLine) -> str:
        return str(record.get_mismatch_display())

    def render_file(self, record: CivilLine) -> str:
        if record.household is None:
            return "–"
        number = record.household.number
        return format_html(
            '<a href="{}">{}</a>', reverse("aid:household", args=[record.household_id]), number
        )

    def value_file(self, record: CivilLine) -> str:
        return record.household.number if record.household else ""

    def render_theirs(self, value: dict[str, str]) -> str:
        return say(value) or "–"

    def render_ours(self, value: dict[str, str]) -> str:
        return say(value) or "–"

    def render_who(self, record: CivilLine) -> str:
        return record.household.head.name if record.household else str(record.masked["name"])

    def render_number(self, record: CivilLine) -> str:
        return "" if record.household else str(record.masked["id_number"])
