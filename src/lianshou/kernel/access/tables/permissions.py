"""The tables of permissions, of addresses, and of those who can see a record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import Grant
from lianshou.kernel.access.queries.permissions import Address, Others, VerbRow
from lianshou.kernel.access.rules.sentences import VERBS
from lianshou.web.doors import ANYONE, CONCERNED, PUBLIC
from lianshou.web.templatetags.web import bracketed, say

_BETWEEN = Wording("；", "; ")
_NO_VERB = {
    PUBLIC: _("everybody, without logging in"),
    ANYONE: _("every account"),
    CONCERNED: _("whom it concerns"),
}
_OTHERS = {
    Others.REFUSED: _("refused"),
    Others.LEFT_OUT: _("left out"),
    Others.SHARED: _("those of federations above can be read"),
    Others.PUBLIC: _("holds no records"),
}


class VerbTable(tables.Table):
    subject = tables.Column(verbose_name=_("Subject"))
    words = tables.Column(verbose_name=_("What may be done"), accessor="verb")
    roles = tables.Column(verbose_name=_("Roles that may"), orderable=False)

    class Meta:
        empty_text = _("Nothing fits these filters.")

    caption = _("What may be done, and by whom")

    def render_subject(self, record: VerbRow) -> str:
        return say(record.title)

    def render_words(self, record: VerbRow) -> str:
        return format_html(
            '<strong>{}</strong> <span class="ls-muted">{}</span>', _capital(say(record.words)), record.verb
        )

    def render_roles(self, value: Sequence[Role]) -> str:
        return _badges(value)


class AddressTable(tables.Table):
    name = tables.Column(verbose_name=_("Address"))
    path = tables.Column(verbose_name=_("Path"))
    reading = tables.Column(verbose_name=_("To read"), accessor="door__get", orderable=False, default="–")
    writing = tables.Column(verbose_name=_("To write"), accessor="door__post", orderable=False, default="–")
    others = tables.Column(verbose_name=_("Records of other and higher unions"), orderable=False)

    class Meta:
        empty_text = _("Nothing fits these filters.")

    caption = _("Addresses, and whom they let in")

    def render_others(self, value: Others) -> str:
        return str(_OTHERS[value])

    def render_path(self, record: Address) -> str:
        return format_html("<code>{}</code>", record.path)

    def render_reading(self, record: Address) -> str:
        return _let_in(record, "GET")

    def render_writing(self, record: Address) -> str:
        return _let_in(record, "POST")


class GrantTable(tables.Table):
    account = tables.Column(verbose_name=_("Account"), accessor="account__name")
    post = tables.Column(
        verbose_name=_("By which post"), accessor="post", order_by=("post__union__path",), empty_values=()
    )
    starts_on = tables.DateColumn(verbose_name=_("From"), short=True)
    ends_on = tables.DateColumn(verbose_name=_("Until"), short=True, default=_("without end"))
    verbs = tables.Column(verbose_name=_("What they may do"), orderable=False)

    class Meta:
        empty_text = pgettext_lazy("account", "Nobody fits these filters.")

    caption = _("Who can see this record, and why")

    def __init__(self, data: Sequence[Grant], *, known: Collection[int], **kwargs: Any) -> None:
        self.known = known
        super().__init__(data, **kwargs)

    def render_account(self, record: Grant) -> str:
        account = record.account
        if account.pk not in self.known:
            return format_html('{} <span class="ls-muted">{}</span>', account.name, account.username)
        url = reverse("access:who_account", args=[account.pk])
        return format_html(
            '<a href="{}">{}</a> <span class="ls-muted">{}</span>', url, account.name, account.username
        )

    def value_account(self, record: Grant) -> str:
        return f"{record.account.name}{bracketed(record.account.username)}"

    def render_post(self, record: Grant) -> str:
        return reason_said(record)

    def value_starts_on(self, value: date | None) -> str:
        return value.isoformat() if value else ""

    def value_ends_on(self, value: date | None) -> str:
        return value.isoformat() if value else ""

    def render_verbs(self, value: Sequence[str]) -> str:
        return verbs_said(value)


class WhoseTable(tables.Table):
    name = tables.Column(verbose_name=pgettext_lazy("account", "Name"), order_by=("sound", "name"))
    username = tables.Column(verbose_name=_("User name"))
    is_active = tables.Column(verbose_name=_("State"))

    class Meta:
        empty_text = _("No account fits these filters.")

    caption = _("Accounts")

    def render_name(self, record: User) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("access:who_account", args=[record.pk]), record.name
        )

    def render_is_active(self, value: bool) -> str:
        return pgettext("account", "Open") if value else pgettext("account", "Closed")


def reason_said(grant: Grant) -> str:
    """By which post a record is seen, in words."""
    if grant.post is None:
        return gettext("The record is about this person")
    where = f"{grant.post.union} · {grant.post.get_role_display()}"
    if grant.delegation is None:
        return where
    return gettext("%(post)s (standing in for %(holder)s)") % {"post": where, "holder": grant.post.user}


def verbs_said(verbs: Sequence[str]) -> str:
    """Verbs as one line of words."""
    return say(_BETWEEN).join(say(VERBS[verb]) for verb in verbs)


def _badges(roles: Sequence[Role]) -> str:
    if len(roles) == len(Role):
        return gettext("everybody with a post")
    return format_html_join(" ", '<span class="ls-badge">{}</span>', [(role.label,) for role in roles])


def _let_in(address: Address, method: str) -> str:
    need = address.door.needs(method)
    if need in _NO_VERB:
        return str(_NO_VERB[need])
    return _badges(address.roles(method))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
