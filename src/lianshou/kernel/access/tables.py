from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianshou.core.kinds import registry
from lianshou.kernel.access.queries import may
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.models import Entry


@dataclass(frozen=True)
class Place:
    """An entry of the main menu: the verb that opens it, and the sections of the address in which it is the current one."""

    url_name: str
    label: Promise
    verb: str
    sections: frozenset[str] = field(default=frozenset())

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_PLACES = (
    Place("inbox:desk", _("My work"), "", frozenset({"inbox"})),
    Place("unions:list", _("Unions"), "union.view", frozenset({"unions"})),
    Place("people:list", _("Persons"), "person.view", frozenset({"people", "privacy"})),
    Place(
        "programmes:list", _("Programmes"), "programme.view", frozenset({"programmes", "intake", "placement"})
    ),
    Place("pledges:list", _("Agreements"), "pledge.view", frozenset({"pledges"})),
    Place("followups:list", _("Activities"), "followup.view", frozenset({"followups"})),
    Place("figures:list", _("Figures"), "figure.view", frozenset({"figures"})),
    Place("rights:texts", _("Rights of persons"), "person.view", frozenset({"rights"})),
    Place("privacy:looks", _("Who looked"), "personal.watch"),
    Place("access:book", _("Audit book"), "audit.read", frozenset({"access"})),
)


def places_for(actor: Any) -> tuple[Place, ...]:
    """The entries of the main menu that the actor's posts open; every kind's own pages belong to its programmes."""
    kinds = frozenset(kind.slug for kind in registry)
    places = (
        replace(place, sections=place.sections | kinds) if "programmes" in place.sections else place
        for place in _PLACES
    )
    return tuple(place for place in places if not place.verb or may(actor, place.verb))


class EntryTable(tables.Table):
    at = tables.DateTimeColumn(verbose_name=_("When"), short=True, order_by="pk")
    actor_name = tables.Column(verbose_name=_("By whom"))
    verb = tables.Column(verbose_name=_("What was done"))
    subject = tables.Column(verbose_name=_("Record"), accessor="subject_id", orderable=False)
    digest = tables.Column(verbose_name=_("Seal"), orderable=False)

    class Meta:
        empty_text = _("No line fits these filters.")

    caption = _("Audit book")

    def render_verb(self, value: str) -> str:
        return str(verb_said(value))

    def render_subject(self, record: Entry) -> str:
        return f"{record.subject_type} {record.subject_id}"

    def render_digest(self, value: str) -> str:
        return value[:12]
