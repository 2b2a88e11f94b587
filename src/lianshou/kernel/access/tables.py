from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lianshou.core.kinds import registry
from lianshou.kernel.access.enums import InvitationState
from lianshou.kernel.access.models import Invitation
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
    Place("unions:list", _("Unions"), "union.view", frozenset({"unions", "people"})),
    Place(
        "programmes:list", _("Programmes"), "programme.view", frozenset({"programmes", "intake", "placement"})
    ),
    Place("pledges:list", _("Agreements"), "pledge.view", frozenset({"pledges"})),
    Place("followups:list", _("Activities"), "followup.view", frozenset({"followups"})),
    Place("figures:list", _("Figures"), "figure.view", frozenset({"figures"})),
    Place("access:invitations", _("Invitations"), "account.invite", frozenset({"access"})),
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


_TONES = {
    InvitationState.OPEN: "preparing",
    InvitationState.ACCEPTED: "good",
    InvitationState.EXPIRED: "warn",
    InvitationState.WITHDRAWN: "plain",
}


class InvitationTable(tables.Table):
    name = tables.Column(verbose_name=_("Name"))
    union = tables.Column(verbose_name=_("Union"), order_by="union__name")
    role = tables.Column(verbose_name=_("Role"))
    state = tables.Column(verbose_name=_("State"), orderable=False)
    invited_at = tables.DateColumn(verbose_name=_("Invited on"), short=True)
    expires_at = tables.DateTimeColumn(verbose_name=_("Expires"), short=True)
    invited_by = tables.Column(verbose_name=_("Invited by"), order_by="invited_by__name")
    acts = tables.TemplateColumn(
        template_name="access/invitation_acts.html", verbose_name=_("What to do"), orderable=False
    )

    class Meta:
        model = Invitation
        fields = ("name", "union", "role", "state", "invited_at", "expires_at", "invited_by", "acts")
        empty_text = _("No invitation fits these filters.")

    caption = _("Invitations")

    def render_state(self, record: Invitation) -> SafeString:
        state = record.state
        return format_html('<span class="ls-badge ls-badge-{}">{}</span>', _TONES[state], state.label)
