from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china.industries import name_of
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.enums import Origin
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.unions.models import Union
from lianshou.web.templatetags.web import km, say

_NUMBER = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


def place_said(union: Union) -> str:
    """The township and the zone."""
    return " · ".join(part for part in (union.township, union.zone.name if union.zone else "") if part) or "–"


def industry_said(union: Union) -> str:
    """The industry in the officer's words, or by its name."""
    return union.industry_words or name_of(union.industry_code) or name_of(union.industry_code[:2]) or "–"


def warning_said(*, load: int, low: int, high: int) -> Any:
    """What is to be said about a host with this load."""
    if load < low:
        return _("below the usual number")
    return _("above the usual number") if load > high else ""


def acts_column() -> tables.Column:
    """The last column of a list: what can be done with the row; it has no place in a workbook."""
    return tables.Column(
        verbose_name="",
        accessor="pk",
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "ls-last"}},
    )


class HostTable(tables.Table):
    """The hosts of a programme with their room and load."""

    name = tables.Column(verbose_name=_("Host"), accessor="union__name", order_by="union__search")
    level = tables.Column(verbose_name=_("Honour"), accessor="pairing__level")
    place = tables.Column(
        verbose_name=_("Place"), accessor="union", order_by=("union__township", "union__search")
    )
    industry = tables.Column(
        verbose_name=_("Industry"), accessor="union", order_by=("union__industry_code", "union__search")
    )
    low = tables.Column(verbose_name=_("At least"), attrs=_NUMBER)
    high = tables.Column(verbose_name=_("Usually at most"), attrs=_NUMBER)
    most = tables.Column(verbose_name=_("Never more than"), attrs=_NUMBER)
    load = tables.Column(verbose_name=_("Paired with"), attrs=_NUMBER)
    note = tables.Column(verbose_name=_("To look at"), accessor="pk", orderable=False)
    acts = acts_column()

    caption = _("Hosts")

    class Meta:
        order_by = ("name",)
        empty_text = _("No host fits these filters.")

    def __init__(self, *args: Any, may_edit: bool, matched: bool = True, **kwargs: Any) -> None:
        hidden = {"acts": not may_edit, "load": not matched, "note": not matched}
        super().__init__(*args, **kwargs, exclude=[name for name, out in hidden.items() if out])

    def render_name(self, record: Opening) -> SafeString:
        url = reverse("pairing:host", args=[record.programme_id, record.pk])
        return format_html('<a href="{}">{}</a>', url, record.union.name)

    def value_name(self, record: Opening) -> str:
        return record.union.name

    def render_level(self, record: Opening) -> str:
        return str(record.pairing.get_level_display())

    def render_place(self, record: Opening) -> str:
        return place_said(record.union)

    def render_industry(self, record: Opening) -> str:
        return industry_said(record.union)

    def render_load(self, record: Opening) -> SafeString | str:
        load = vars(record)["load"]
        if not load:
            return "0"
        url = reverse("pairing:pairs", args=[record.programme_id])
        return format_html('<a href="{}?host={}">{}</a>', url, record.pk, load)

    def value_load(self, record: Opening) -> int:
        return int(vars(record)["load"])

    def render_note(self, record: Opening) -> str:
        return str(warning_said(load=vars(record)["load"], low=record.low, high=record.high))

    def render_acts(self, record: Opening) -> SafeString:
        return format_html(
            '<a class="btn btn-sm btn-outline-secondary" href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("pairing:room", args=[record.programme_id, record.pk]),
            _("Room"),
            record.union.name,
        )


class GuestTable(tables.Table):
    """The guests of a programme."""

    name = tables.Column(verbose_name=_("Guest"), accessor="union__name", order_by="union__search")
    founded_on = tables.Column(verbose_name=_("Founded on"), accessor="union__founded_on")
    place = tables.Column(
        verbose_name=_("Place"), accessor="union", order_by=("union__township", "union__search")
    )
    industry = tables.Column(
        verbose_name=_("Industry"), accessor="union", order_by=("union__industry_code", "union__search")
    )
    acts = acts_column()

    caption = _("Guests")

    class Meta:
        order_by = ("name",)
        empty_text = _("No guest fits these filters.")

    def __init__(self, *args: Any, may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, exclude=() if may_edit else ("acts",))

    def render_name(self, record: Application) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("unions:detail", args=[record.union_id]), record.union.name
        )

    def value_name(self, record: Application) -> str:
        return record.union.name

    def render_place(self, record: Application) -> str:
        return place_said(record.union)

    def render_industry(self, record: Application) -> str:
        return industry_said(record.union)

    def render_acts(self, record: Application) -> SafeString:
        return format_html(
            '<a class="btn btn-sm btn-outline-secondary" href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("pairing:withdraw", args=[record.programme_id, record.pk]),
            pgettext_lazy("application", "Withdraw"),
            record.union.name,
        )


class PairTable(tables.Table):
    """Who is with whom, why, and what would come next."""

    guest = tables.Column(
        verbose_name=_("Guest"), accessor="application__union__name", order_by="application__union__search"
    )
    host = tables.Column(
        verbose_name=_("Host"), accessor="opening__union__name", order_by="opening__union__search"
    )
    metres = tables.Column(verbose_name=_("km"), attrs=_NUMBER)
    industry = tables.Column(verbose_name=_("In common"), accessor="reasons", orderable=False)
    why = tables.Column(verbose_name=_("Reasons"), accessor="reasons", orderable=False)
    next_best = tables.Column(verbose_name=_("Next best"), accessor="reasons", orderable=False)
    mark = tables.Column(verbose_name=_("Mark"), accessor="pk", orderable=False)

    caption = _("Pairs")

    class Meta:
        order_by = ("host",)
        empty_text = _("No pair fits these filters.")

    def order_metres(
        self, queryset: QuerySet[Placement], descending: bool
    ) -> tuple[QuerySet[Placement], bool]:
        order = F("metres").desc(nulls_last=True) if descending else F("metres").asc(nulls_last=True)
        return queryset.order_by(order, "pk"), True

    def render_guest(self, record: Placement) -> SafeString:
        url = reverse("pairing:pair", args=[record.programme_id, record.pk])
        return format_html('<a href="{}">{}</a>', url, record.application.union.name)

    def value_guest(self, record: Placement) -> str:
        return record.application.union.name

    def render_metres(self, value: int | None) -> str:
        return km(value)

    def value_metres(self, value: int | None) -> float | None:
        return None if value is None else round(value / 1000, 1)

    def render_industry(self, value: Mapping[str, Any]) -> str:
        return say(value["shared_industry"]) if value.get("shared_industry") else "–"

    def render_why(self, record: Placement, value: Mapping[str, Any]) -> str:
        said = say(value["sentence"]) if value.get("sentence") else "–"
        return f"{said}（{record.reason}）" if record.reason else said

    def render_next_best(self, value: Mapping[str, Any]) -> SafeString | str:
        best = next(iter(value.get("next_best") or ()), None)
        if best is None:
            return "–"
        return format_html(
            '{} <span class="ls-muted">+{} {}</span>', best["host_name"], km(best["extra_cost"]), _("km")
        )

    def value_next_best(self, value: Mapping[str, Any]) -> str:
        best = next(iter(value.get("next_best") or ()), None)
        return f"{best['host_name']} +{km(best['extra_cost'])} " + _("km") if best else ""

    def render_mark(self, record: Placement) -> SafeString:
        marks = []
        if vars(record).get("locked"):
            marks.append(format_html('<span class="ls-badge ls-badge-warn">{}</span>', _("Locked")))
        if record.origin == Origin.MANUAL:
            marks.append(format_html('<span class="ls-badge">{}</span>', _("By hand")))
        if record.reasons.get("renewed"):
            marks.append(format_html('<span class="ls-badge ls-badge-good">{}</span>', _("Paired before")))
        return format_html_join(" ", "{}", ((mark,) for mark in marks))

    def value_mark(self, record: Placement) -> str:
        marks = [
            (_("Locked"), vars(record).get("locked")),
            (_("By hand"), record.origin == Origin.MANUAL),
            (_("Paired before"), record.reasons.get("renewed")),
        ]
        return "、".join(str(mark) for mark, holds in marks if holds)


class UnmatchedTable(tables.Table):
    """The guests without a host, and why."""

    name = tables.Column(verbose_name=_("Guest"), accessor="union__name", order_by="union__search")
    place = tables.Column(
        verbose_name=_("Place"), accessor="union", order_by=("union__township", "union__search")
    )
    why = tables.Column(verbose_name=_("Why"), accessor="pk", orderable=False)
    acts = acts_column()

    caption = _("Guests without a host")

    class Meta:
        order_by = ("name",)
        empty_text = _("Every guest has a host.")

    def __init__(
        self, *args: Any, why: Mapping[int, Mapping[str, Any]], may_edit: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs, exclude=() if may_edit else ("acts",))
        self.why = why

    def render_name(self, record: Application) -> SafeString:
        url = reverse("pairing:guest", args=[record.programme_id, record.pk])
        return format_html('<a href="{}">{}</a>', url, record.union.name)

    def value_name(self, record: Application) -> str:
        return record.union.name

    def render_place(self, record: Application) -> str:
        return place_said(record.union)

    def render_why(self, record: Application) -> str:
        found = self.why.get(record.pk)
        return say(found["sentence"]) if found else str(_("Not matched since the list changed."))

    def render_acts(self, record: Application) -> SafeString:
        return format_html(
            '<a class="btn btn-sm btn-outline-primary" href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("pairing:move", args=[record.programme_id, record.pk]),
            _("Choose a host"),
            record.union.name,
        )


_MOVES = {
    "moved": _("changes host"),
    "served": _("gets a host"),
    "left_out": _("loses its host"),
    "joined": _("is new"),
    "gone": _("drops out"),
}


class MoveTable(tables.Table):
    """Who would be elsewhere, from where to where, and why; rows are moves as docs/matching-json.md has them."""

    guest_name = tables.Column(verbose_name=_("Guest"))
    kind = tables.Column(verbose_name=_("What happens"))
    from_name = tables.Column(verbose_name=_("Host so far"))
    to_name = tables.Column(verbose_name=_("Host then"))
    why = tables.Column(verbose_name=_("Reason"), orderable=False)

    caption = _("Who moves")

    class Meta:
        empty_text = _("Nobody moves.")

    def render_kind(self, value: str) -> str:
        return str(_MOVES[value])

    def render_why(self, value: Mapping[str, str]) -> str:
        return say(dict(value))
