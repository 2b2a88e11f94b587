"""What the people of a union add to its page and to the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from lianshou.core.panels import ExtraColumn, Panel
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.people.queries import chairs_of, offices_of
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
        "may_open": may(actor, "account.open", on=subject),
    }
    return Panel(template="people/panel.html", context=context)
