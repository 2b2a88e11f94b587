from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from lianshou.core.panels import ExtraColumn, union_board
from lianshou.kernel.unions.enums import Grade
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import highest_honour
from lianshou.web.templatetags.web import say


class BoardCell(tables.Column):
    """A column that an upper app hangs on the register; read once for all rows of the page."""

    def __init__(self, extra: ExtraColumn) -> None:
        self.extra = extra
        super().__init__(verbose_name=say(extra.title), accessor="pk", empty_values=(), orderable=False)

    def render(self, record: Union, table: Any) -> str:
        said = table.said.get(self.extra.slug)
        if said is None:
            shown = [row.record for row in table.paginated_rows]
            said = table.said[self.extra.slug] = self.extra.values(shown)
        return said.get(record.pk) or "–"


class UnionTable(tables.Table):
    name = tables.Column(verbose_name=_("Name"), order_by="search")
    level = tables.Column(verbose_name=_("Level"))
    place = tables.Column(verbose_name=_("Place"), accessor="pk", order_by=("township", "search"))
    industry = tables.Column(verbose_name=_("Industry"), accessor="pk", order_by=("industry_code", "search"))
    honour = tables.Column(verbose_name=_("Honour"), accessor="pk", orderable=False)
    grade = tables.Column(verbose_name=_("Home grade"))
    members = tables.Column(
        verbose_name=_("Members"), attrs={"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
    )

    class Meta:
        empty_text = _("No union fits these filters.")
        sequence = ("name", "level", "place", "industry", "honour", "grade", "...", "members")

    caption = _("Register of unions")

    def __init__(self, data: QuerySet[Union], **kwargs: Any) -> None:
        self.said: dict[str, Any] = {}
        extra = [(column.slug, BoardCell(column)) for column in union_board.columns]
        super().__init__(data, extra_columns=extra, **kwargs)

    def render_name(self, record: Union) -> str:
        link = format_html('<a href="{}">{}</a>', reverse("unions:detail", args=[record.pk]), record.name)
        marks = [(record.is_new_sector, _("New sector")), (record.dissolved_on, _("Dissolved"))]
        badges = [(label,) for held, label in marks if held]
        return format_html("{} {}", link, format_html_join(" ", '<span class="ls-badge">{}</span>', badges))

    def render_place(self, record: Union) -> str:
        return record.place_said or "–"

    def render_industry(self, record: Union) -> str:
        return record.industry_said or "–"

    def render_honour(self, record: Union) -> str:
        honour = highest_honour(record)
        return honour.get_level_display() if honour else "–"

    def render_grade(self, value: Any, record: Union) -> str:
        return "–" if record.grade == Grade.NONE else record.get_grade_display()


class PlaceTable(tables.Table):
    name = tables.Column(verbose_name=_("Name"))
    division_code = tables.Column(verbose_name=_("Division"))
    longitude = tables.Column(verbose_name=_("Longitude"))
    latitude = tables.Column(verbose_name=_("Latitude"))

    class Meta:
        empty_text = _("Nothing is entered yet.")

    caption = _("Townships and streets")


class ZoneTable(PlaceTable):
    caption = _("Zones")


class IndustryTable(tables.Table):
    code = tables.Column(verbose_name=_("Code"))
    name = tables.Column(verbose_name=_("Name"))

    class Meta:
        empty_text = _("Nothing is entered yet.")

    caption = _("Finer industry names")
