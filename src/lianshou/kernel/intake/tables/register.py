from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.intake.enums import FormState
from lianshou.kernel.intake.queries import AskedForm
from lianshou.web.templatetags.web import say

_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_TONES = {FormState.IN_FORCE: "good", FormState.EXPIRED: "red", FormState.RETIRED: "plain"}


class FormTable(tables.Table):
    """The register of forms."""

    title = tables.Column(_("Title of the form"), order_by="name")
    union = tables.Column(_("Union that asks"), order_by="asker")
    filler = tables.Column(_("Who fills it in"))
    often = tables.Column(_("How often"))
    fields = tables.Column(_("Fields asked"), attrs=_NUM)
    held = tables.Column(_("Held already"), attrs=_NUM)
    expires_on = tables.DateColumn(verbose_name=_("In force until"), short=True)
    state = tables.Column(_("State"))

    caption = _("Register of forms")

    class Meta:
        empty_text = _("No form fits these filters.")

    def render_title(self, record: AskedForm) -> str:
        return format_html('<a href="{}">{}</a>', record.url, say(record.title))

    def value_title(self, record: AskedForm) -> str:
        return say(record.title)

    def render_filler(self, record: AskedForm) -> str:
        return record.filler_said

    def render_often(self, record: AskedForm) -> str:
        return record.often_said

    def render_state(self, value: FormState) -> str:
        return format_html('<span class="ls-badge ls-badge-{}">{}</span>', _TONES[value], value.label)

    def value_state(self, value: FormState) -> str:
        return str(value.label)

    def value_expires_on(self, record: AskedForm) -> str:
        return record.expires_on.isoformat()


class CountTable(tables.Table):
    """What each level is asked for, or each union asks for."""

    title = tables.Column(_("Level"), orderable=False)
    forms = tables.Column(_("Forms"), attrs=_NUM)
    fields = tables.Column(_("Fields asked"), attrs=_NUM)
    held = tables.Column(_("Held already"), attrs=_NUM)
    share = tables.Column(_("Held already, %"), attrs=_NUM)
    cells = tables.Column(_("Fields filled in a year"), attrs=_NUM)

    caption = _("What each level is asked for")

    class Meta:
        empty_text = _("Nothing is asked for in this year.")
