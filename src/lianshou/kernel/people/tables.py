"""What the people of a union add to its page and to the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianshou.core.panels import ExtraColumn, Panel
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
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
    offices = list(offices_of(union=subject))
    context = {
        "union": subject,
        "sitting": [office for office in offices if office.ends_on is None],
        "former": [office for office in offices if office.ends_on is not None],
        "may_edit": may(actor, "union.edit", on=subject),
        "may_open": (opens := may(actor, "account.open", on=subject)),
        "others": people_to_open_for(union=subject) if opens else [],
    }
    return Panel(template="people/panel.html", context=context)
