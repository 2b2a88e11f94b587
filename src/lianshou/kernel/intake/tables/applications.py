from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lianshou.core.asking import AskedField, Sort
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.intake.enums import Mark
from lianshou.kernel.intake.models import Application, Filing
from lianshou.kernel.intake.queries import asking_called, filings_of, is_applicants_own
from lianshou.web.templatetags.web import page_language, say


class ApplicationTable(tables.Table):
    """Who applied to a programme."""

    who = tables.Column(
        _("Who applies"),
        accessor="pk",
        linkify=("applications:detail", {"pk": tables.A("pk")}),
        order_by=("person__search", "union__name_key"),
    )
    union = tables.Column(_("Union"), order_by=("union__name_key",))
    state = tables.Column(_("State"))
    channel = tables.Column(_("How it came in"))
    submitted_at = tables.DateTimeColumn(verbose_name=_("Sent in"), short=True)
    submitted_by = tables.Column(_("Sent in by"), default="–")

    caption = _("Applications")

    class Meta:
        model = Application
        fields = ("who", "union", "state", "channel", "submitted_at", "submitted_by")
        empty_text = _("No application fits these filters.")

    def render_who(self, record: Application) -> str:
        return str(record)

    def value_who(self, record: Application) -> str:
        return str(record)

    def value_submitted_at(self, value: Any) -> str:
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


class OwnApplicationTable(ApplicationTable):
    """What the reader sent in, to whichever programme."""

    programme = tables.Column(_("Programme"), order_by=("programme__title",))

    caption = _("What I have sent in")

    class Meta:
        sequence = ("who", "programme", "union", "state", "submitted_at")
        exclude = ("channel", "submitted_by")
        empty_text = _("No application fits these filters.")


@dataclass(frozen=True)
class Answer:
    """One field of a form that was sent in, as a page shows it."""

    title: str
    value: str
    mark: Mark
    source: str
    on: date | None
    before: str

    @property
    def is_changed(self) -> bool:
        return self.mark is Mark.CHANGED

    @property
    def is_confirmed(self) -> bool:
        return self.mark is Mark.CONFIRMED


@dataclass(frozen=True)
class AnsweredSheet:
    """A form that was sent in."""

    title: str
    filing: Filing
    answers: tuple[Answer, ...]


def sheets_of(*, actor: Any, application: Application) -> list[AnsweredSheet]:
    """The forms of an application, for one who was let in to it; what is personal is masked for everybody but the person."""
    own = is_applicants_own(actor=actor, application=application)
    return [_sheet(application, filing, own) for filing in filings_of(application=application)]


def _sheet(application: Application, filing: Filing, own: bool) -> AnsweredSheet:
    asking = asking_called(programme=application.programme, slug=filing.slug)
    fields = asking.fields if asking else ()
    answers = tuple(_answer(one, filing, application.programme, own) for one in fields)
    return AnsweredSheet(say(asking.title) if asking else filing.slug, filing, answers)


def _answer(one: AskedField, filing: Filing, programme: Any, own: bool) -> Answer:
    told = filing.marks.get(one.key, {})
    mask = None if own else _mask(one)
    given, before = (filing.answers or {}).get(one.key, ""), (filing.known or {}).get(one.key, "")
    mark = Mark(told.get("mark", Mark.TYPED))
    value = given or (before if mark is Mark.CONFIRMED else "")
    return Answer(
        title=say(one.title),
        value=mask.over(value) if mask else _shown(one, value, programme),
        mark=mark,
        source=say(told["source"]) if told.get("source") else "",
        on=date.fromisoformat(told["on"]) if told.get("on") else None,
        before=mask.over(before) if mask else before,
    )


def _mask(one: AskedField) -> Mask | None:
    if one.sort is Sort.PHONE:
        return Mask.PHONE
    return (
        Mask.HEAD
        if one.fact.startswith("person.") and one.fact not in ("person.name", "person.union")
        else None
    )


def _shown(one: AskedField, value: str, programme: Any) -> str:
    if one.sort is Sort.CHOICE:
        titles = {key: title.say(page_language()) for key, title in one.choices(programme)}
        return titles.get(value, value)
    if one.sort is Sort.TICK:
        return "✓" if value else ""
    return value
