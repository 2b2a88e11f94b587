from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.core.asking import AskedField, Asking, Sort
from lianshou.core.wording import Wording
from lianshou.kernel.intake.models import Filing
from lianshou.kernel.intake.rules import Origin
from lianshou.web.templatetags.web import page_language, say


@dataclass(frozen=True)
class Line:
    """A field as the page shows it: with what is known of it, and whether it says otherwise now."""

    field: forms.BoundField
    asked: AskedField
    origin: Origin | None

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than what is known."""
        given = str(self.field.value() or "")
        if self.origin is None:
            return False
        return bool(given) if self.origin.is_hidden else given != self.origin.value

    @property
    def is_tick(self) -> bool:
        return self.asked.sort is Sort.TICK


class FillForm(forms.Form):
    """The form that a kind declares; what was typed stays, whatever is wrong with it."""

    why_again = forms.CharField(
        label=_("Why you go on all the same"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *,
        asking: Asking,
        programme: Any,
        known: Mapping[str, Origin],
        texts: Mapping[str, str],
        why: str = "",
        corrects: Filing | None = None,
    ) -> None:
        super().__init__(data={**texts, "why_again": why})
        self.asking, self.known = asking, known
        for one in asking.fields:
            self.fields[one.key] = _field(one, programme, known.get(one.key), corrects)
        self.is_valid()

    def blame(self, problems: Mapping[str, Wording]) -> None:
        """Show what is wrong at its fields."""
        for key, problem in problems.items():
            self.add_error(key if key in self.fields else None, problem.say(page_language()))

    def lines(self) -> Iterator[Line]:
        for one in self.asking.fields:
            yield Line(self[one.key], one, self.known.get(one.key))


class PersonWordsForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=60)


class WhyForm(forms.Form):
    """A reason in words."""

    words = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200})
    )


def _offered(one: AskedField, programme: Any, corrects: Filing | None) -> list[tuple[str, str]]:
    """What can be chosen; what was chosen in the form that is corrected stays among it."""
    offered = [(key, say(title)) for key, title in one.choices(programme)]
    chosen = (corrects.answers or {}).get(one.key, "") if corrects else ""
    if corrects is None or not chosen or chosen in dict(offered):
        return offered
    said = corrects.marks.get(one.key, {}).get("said")
    return [*offered, (chosen, say(said) if said else chosen)]


def _widget(one: AskedField, programme: Any, origin: Origin | None, corrects: Filing | None) -> forms.Widget:
    attrs: dict[str, Any] = {"autocomplete": "off", "class": "form-control"}
    if origin is not None and origin.is_hidden:
        attrs["placeholder"] = origin.shown
    if one.sort is Sort.CHOICE:
        offered = _offered(one, programme, corrects)
        return forms.Select(attrs={"class": "form-select"}, choices=[("", "–"), *offered])
    make = _WIDGETS[one.sort]
    return make({**attrs, "maxlength": one.most})


_WIDGETS: dict[Sort, Callable[[dict[str, Any]], forms.Widget]] = {
    Sort.TEXT: lambda attrs: forms.TextInput(attrs),
    Sort.LONG: lambda attrs: forms.Textarea({**attrs, "rows": 3}),
    Sort.WHOLE: lambda attrs: forms.TextInput({**attrs, "inputmode": "numeric", "maxlength": 9}),
    Sort.DAY: lambda attrs: forms.DateInput({**attrs, "type": "date"}),
    Sort.PHONE: lambda attrs: forms.TextInput({**attrs, "type": "tel", "inputmode": "tel"}),
    Sort.TICK: lambda _attrs: forms.CheckboxInput({"class": "form-check-input"}),
}


def _field(one: AskedField, programme: Any, origin: Origin | None, corrects: Filing | None) -> forms.Field:
    language = page_language()
    return forms.CharField(
        label=one.title.say(language),
        required=False,
        help_text=one.note.say(language),
        widget=_widget(one, programme, origin, corrects),
    )
