"""The register of persons as a table; what the people of a union add to its page and to the register of unions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lianshou.core.panels import ExtraColumn, Panel
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import chairs_of, offices_of, people_to_open_for
from lianshou.kernel.unions.models import Union


def _names(unions: Sequence[Union]) -> dict[int, str]:
    return {pk: person.name for pk, person in chairs_of(unions).items()}


def _phones(unions: Sequence[Union]) -> dict[int, str]:
    return {pk: person.masked_phone for pk, person in chairs_of(unions).items()}


CHAIR = ExtraColumn(slug="chair", title=Wording("工会主席", "Chair"), values=_names)
PHONE = ExtraColumn(slug="phone", title=Wording("联系电话", "Telephone"), values=_phones)


def people_panel(*, actor: Any, subject: Union) -> Panel | None:
    """Who holds office in the union, for those who may see persons there."""
    if not may(actor, "person.view", on=subject):
        return None
    offices, today = list(offices_of(union=subject)), timezone.localdate()
    context = {
        "union": subject,
        "sitting": [office for office in offices if office.is_held(today)],
        "former": [office for office in offices if not office.is_held(today)],
        "may_edit": may(actor, "union.edit", on=subject),
        "may_open": (opens := may(actor, "account.open", on=subject)),
        "others": people_to_open_for(union=subject) if opens else [],
        "may_reveal": may(actor, "personal.reveal", on=subject),
        "may_enter": may(actor, "person.edit", on=subject),
    }
    return Panel(template="people/panel.html", context=context)


class PersonTable(tables.Table):
    name = tables.Column(verbose_name=_("Name of the person"), order_by=("search", "pk"))
    union = tables.Column(verbose_name=_("Union"), order_by=("union__search", "search"))
    offices = tables.Column(verbose_name=_("Position"), accessor="held", orderable=False, empty_values=())
    phone = tables.Column(verbose_name=_("Telephone"), orderable=False)
    id_number = tables.Column(verbose_name=_("Identity number"), orderable=False)
    joined_on = tables.DateColumn(verbose_name=_("Joined on"), short=True)
    account = tables.Column(verbose_name=_("Account"), accessor="account_id", order_by="account")

    class Meta:
        empty_text = _("Nobody fits these filters.")

    caption = _("Register of persons")
    counts_persons = True

    def render_name(self, record: Person) -> str:
        link = format_html('<a href="{}">{}</a>', reverse("people:detail", args=[record.pk]), record.name)
        left = format_html(' <span class="ls-badge">{}</span>', _("Left")) if record.left_on else ""
        return format_html("{}{}", link, left)

    def render_union(self, record: Person) -> str:
        address = reverse("unions:detail", args=[record.union_id])
        return format_html('<a href="{}">{}</a>', address, record.union.name)

    def render_offices(self, record: Person) -> str:
        return "、".join(office.get_position_display() for office in vars(record)["held"]) or "–"

    def render_phone(self, record: Person) -> str:
        return record.masked["phone"] or "–"

    def render_id_number(self, record: Person) -> str:
        return record.masked["id_number"] or "–"

    def render_account(self, record: Person) -> Any:
        return _("Yes") if record.account_id else "–"
