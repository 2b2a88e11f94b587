from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import A

from lianshou.core.kinds import registry
from lianshou.kernel.access.queries import may
from lianshou.kernel.audit.enums import Outcome, Wrong, subject_said, verb_said
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
    Place("unions:list", _("Unions"), "union.view", frozenset({"unions", "people"})),
    Place(
        "programmes:list", _("Programmes"), "programme.view", frozenset({"programmes", "intake", "placement"})
    ),
    Place("pledges:list", _("Agreements"), "pledge.view", frozenset({"pledges"})),
    Place("followups:list", _("Activities"), "followup.view", frozenset({"followups"})),
    Place("figures:list", _("Figures"), "figure.view", frozenset({"figures"})),
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
    """Lines of the book; of the record only what sort it is and its number."""

    number = tables.Column(
        verbose_name=_("No."), accessor="pk", linkify=("access:entry", {"number": A("pk")})
    )
    at = tables.DateTimeColumn(verbose_name=_("When"), short=True)
    actor_name = tables.Column(verbose_name=_("By whom"))
    verb = tables.Column(verbose_name=_("What was done"))
    subject = tables.Column(verbose_name=_("Record"), accessor="subject_id")
    address = tables.Column(verbose_name=_("From where"), accessor="door", empty_values=())
    digest = tables.Column(verbose_name=_("Digest"))

    class Meta:
        orderable = False
        empty_text = _("No line fits these filters.")

    caption = _("Audit book")

    def render_verb(self, value: str, record: Entry) -> str:
        said = str(verb_said(value))
        return said if record.outcome == Outcome.DONE else f"{said} · {record.get_outcome_display()}"

    def render_subject(self, record: Entry) -> str:
        return f"{subject_said(record.subject_type)} {record.subject_id}"

    def render_address(self, record: Entry) -> str:
        return record.address or record.door or "–"

    def render_digest(self, value: str) -> str:
        return value[:12]


class CheckTable(tables.Table):
    """Checks of the book."""

    asked_at = tables.DateTimeColumn(verbose_name=_("When"), short=True, order_by="pk")
    asked_name = tables.Column(verbose_name=_("Asked for by"))
    state = tables.Column(verbose_name=_("State"))
    done = tables.Column(verbose_name=_("Entries read"))
    wrong = tables.Column(verbose_name=_("Wrong"))

    class Meta:
        order_by = "-asked_at"
        empty_text = _("The book has not been checked on the desk yet.")

    caption = _("Checks of the book")


class AnchorTable(tables.Table):
    """Anchors, each with its file."""

    day = tables.DateColumn(verbose_name=_("Day"), short=True, order_by="pk")
    number = tables.Column(verbose_name=_("Last entry"))
    count = tables.Column(verbose_name=_("Entries since the anchor before"))
    digest = tables.Column(verbose_name=_("Digest"), orderable=False)
    file = tables.Column(
        verbose_name=_("To be kept elsewhere"),
        accessor="pk",
        linkify=("access:anchor_file", {"pk": A("pk")}),
        orderable=False,
    )

    class Meta:
        order_by = "-day"
        empty_text = _("No entry has been anchored yet.")

    caption = _("Anchors")

    def render_digest(self, value: str) -> str:
        return f"{value[:16]}…"

    def render_file(self) -> str:
        return str(_("Download"))


def findings_said(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a check found, with the kind of wrong in words."""
    labels = dict(Wrong.choices)
    return [{**one, "words": labels.get(one["wrong"], one["wrong"])} for one in findings]
