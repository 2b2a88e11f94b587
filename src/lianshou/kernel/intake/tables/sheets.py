"""The forms of an application as pages show them: what was answered, where it came from, what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.asking import AskedField, Sort
from lianshou.kernel.intake.enums import Mark
from lianshou.kernel.intake.models import Application, Filing
from lianshou.kernel.intake.queries import asking_called, filings_of, is_applicants_own
from lianshou.kernel.intake.rules import mask_for
from lianshou.web.templatetags.web import say


@dataclass(frozen=True)
class Answer:
    """One field of a form that was sent in, as a page shows it; ``was`` is what stood there before it was corrected."""

    title: str
    value: str
    mark: Mark
    source: str
    on: date | None
    before: str
    is_corrected: bool = False
    was: str = ""

    @property
    def is_changed(self) -> bool:
        return self.mark is Mark.CHANGED

    @property
    def is_confirmed(self) -> bool:
        return self.mark is Mark.CONFIRMED


@dataclass(frozen=True)
class AnsweredSheet:
    """A form that was sent in, in its newest state; ``earlier`` are the states that it had before, the latest first."""

    title: str
    filing: Filing
    answers: tuple[Answer, ...]
    earlier: tuple[AnsweredSheet, ...] = ()

    @property
    def corrected(self) -> int:
        """How many fields are other than in the state before."""
        return sum(one.is_corrected for one in self.answers)


def sheets_of(*, actor: Any, application: Application) -> list[AnsweredSheet]:
    """The forms of an application, for one who was let in to it; what is personal is masked for everybody but the person."""
    own = is_applicants_own(actor=actor, application=application)
    filings = {one.pk: one for one in filings_of(application=application)}
    replaced = {one.corrects_id for one in filings.values()}
    return [_sheet(application, one, filings, own=own) for one in filings.values() if one.pk not in replaced]


def _sheet(
    application: Application, filing: Filing, filings: Mapping[int, Filing], *, own: bool
) -> AnsweredSheet:
    asking = asking_called(programme=application.programme, slug=filing.slug)
    fields = asking.fields if asking else ()
    before = filings.get(filing.corrects_id) if filing.corrects_id else None
    answers = tuple(_answer(one, filing, before, application.programme, own=own) for one in fields)
    earlier: tuple[AnsweredSheet, ...] = ()
    if before is not None:
        last = _sheet(application, before, filings, own=own)
        earlier = (last, *last.earlier)
    return AnsweredSheet(say(asking.title) if asking else filing.slug, filing, answers, earlier)


def _answer(one: AskedField, filing: Filing, corrects: Filing | None, programme: Any, *, own: bool) -> Answer:
    told = filing.marks.get(one.key, {})
    mask = None if own else mask_for(one)
    given, known = _given(one, filing), (filing.known or {}).get(one.key, "")
    mark = Mark(told.get("mark", Mark.TYPED))
    value = given or (known if mark is Mark.CONFIRMED else "")
    was = _given(one, corrects) if corrects is not None else given

    def shown(text: str, form: Filing = filing) -> str:
        return mask.over(text) if mask else _shown(one, text, programme, form)

    return Answer(
        title=say(one.title),
        value=shown(value),
        mark=mark,
        source=say(told["source"]) if told.get("source") else "",
        on=date.fromisoformat(told["on"]) if told.get("on") else None,
        before=mask.over(known) if mask else known,
        is_corrected=was != given,
        was=shown(was, corrects or filing),
    )


def _given(one: AskedField, filing: Filing) -> str:
    answers: dict[str, str] = filing.answers or {}
    return answers.get(one.key, "")


def _shown(one: AskedField, value: str, programme: Any, filing: Filing) -> str:
    if one.sort is Sort.CHOICE:
        titles = {key: say(title) for key, title in one.choices(programme)}
        said = filing.marks.get(one.key, {}).get("said") if _given(one, filing) == value else None
        return str(titles.get(value) or (say(said) if said else value))
    if one.sort is Sort.TICK:
        return "✓" if value else ""
    return value
