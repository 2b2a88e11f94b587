"""What a kind asks of whoever applies: its fields, declared; the kernel builds the page, keeps drafts and fills in what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lianshou.core.wording import Wording

NOTHING = Wording("", "")
Choice = tuple[str, Wording]


class Of(StrEnum):
    """Who applies by a form."""

    UNION = "union"
    PERSON = "person"


class Sort(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    DAY = "day"
    PHONE = "phone"
    CHOICE = "choice"
    TICK = "tick"


class Often(StrEnum):
    """How often a form is asked for."""

    ONCE = "once"
    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    ON_OCCASION = "on_occasion"


TIMES = {Often.YEARLY: 1, Often.HALF_YEARLY: 2, Often.QUARTERLY: 4, Often.MONTHLY: 12}
"""How many times a year a form is filled in; one that is asked for once, or on occasion, counts once."""


@dataclass(frozen=True, kw_only=True)
class AskedField:
    """One field. ``fact`` names what is known of it already (see ``core.facts``), so that it is filled in and not asked again.

    ``choices(programme)`` gives what can be chosen, as pairs of key and wording. Values come as texts, a DAY in ISO form.
    """

    key: str
    title: Wording
    sort: Sort = Sort.TEXT
    required: bool = False
    fact: str = ""
    note: Wording = NOTHING
    most: int = 200
    choices: Callable[[Any], Sequence[Choice]] = lambda _programme: ()


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The application form of a kind. ``purpose``, ``basis`` and ``often`` stand in the register of forms.

    ``judge(programme=…, union=…, person=…, values=…, today=…)`` gives by field what no single field shows to be wrong;
    ``write(actor=…, programme=…, union=…, person=…, values=…, now=…)`` writes the application through the kernel's actions
    and gives it. ``amend(actor=…, application=…, values=…, before=…, now=…)`` brings what it wrote up to a form that was corrected;
    a kind that keeps nothing of its own needs none. ``while_running`` says that it is asked while the programme runs, too. ``again`` says that the same person
    or union may apply again in a programme, with a reason: where one application opens several things.
    """

    slug: str
    title: Wording
    of: Of
    purpose: Wording
    basis: Wording
    fields: tuple[AskedField, ...]
    write: Callable[..., Any]
    judge: Callable[..., Mapping[str, Wording]] = lambda **_: {}
    amend: Callable[..., None] = lambda **_: None
    often: Often = Often.ON_OCCASION
    while_running: bool = False
    again: bool = False

    def field_called(self, key: str) -> AskedField | None:
        """The field of that key, or None."""
        return next((one for one in self.fields if one.key == key), None)
