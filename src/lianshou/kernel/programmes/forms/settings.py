from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.parameters import NO, YES, BadValue, Choice, Setting, Table, YesNo, Yuan, declared
from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.enums import Reason
from lianshou.kernel.programmes.queries.settings import SettingLine
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListForm, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say

_FIELD_OF: dict[Enum, str] = {
    Reason.NO_REGION: "union",
    Reason.BAD_VALUE: "value",
    Reason.DOCUMENT_NEEDED: "document_no",
    Reason.DATED_LATER: "dated_on",
    Reason.SET_ALREADY: "starts_on",
}
_KEPT = {"yes": True, "no": False}


class SettingFilter(ListForm):
    """What narrows the list of settings: words, whose settings, in which region, in force on which day."""

    q = forms.CharField(label=_("Name, key or source"), required=False, max_length=60)
    owner = forms.ChoiceField(label=_("Part"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    on = forms.DateField(label=_("In force on"), required=False, widget=day_input())
    show = forms.ChoiceField(
        label=pgettext_lazy("setting", "Show"),
        required=False,
        choices=[
            ("", _("All")),
            ("own", _("Set by a federation")),
            ("waiting", _("Waiting for confirmation")),
        ],
    )

    def __init__(self, data: Any, *, regions: list[tuple[str, str]]) -> None:
        self.regions = regions
        super().__init__(data)

    def full_clean(self) -> None:
        owners = [(slug, say(title)) for slug, title in declared.owners().items()]
        self.fields["owner"].choices = [("", _("All")), *owners]  # type: ignore[attr-defined]
        named = [(code or "all", f"{name}（{code}）" if code else name) for code, name in self.regions]
        self.fields["region"].choices = [("", _("My region")), *named]  # type: ignore[attr-defined]
        super().full_clean()

    def region_or(self, home: str) -> str:
        """The region that was asked for, or the reader's own; the whole country is no code."""
        asked: str = self.cleaned_data.get("region", "")
        return "" if asked == "all" else asked or home

    def day_or(self, today: date) -> date:
        """The day that was asked for, or today."""
        asked: date | None = self.cleaned_data.get("on")
        return asked or today

    def narrow(self, lines: Sequence[SettingLine]) -> list[SettingLine]:
        """Those that fit what was asked."""
        return [line for line in lines if self._fits(line)]

    def _fits(self, line: SettingLine) -> bool:
        asked = self.cleaned_data
        text = f"{line.key} {say(line.setting.title)} {say(line.setting.source)} {line.paper}".casefold()
        shown = {"own": line.row is not None, "waiting": line.waiting > 0}
        return (
            all(word in text for word in self.words())
            and asked.get("owner", "") in ("", declared.owner(line.key)[0])
            and shown.get(asked.get("show", ""), True)
        )


class SettingForm(forms.Form):
    """A value for one setting, the document that sets it, and the day from which it counts."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=pgettext_lazy("setting", "For the region of"), queryset=None, empty_label=None, widget=PickOne
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("setting", "From the day"),
        widget=day_input(),
        help_text=_("A day in the past needs a second person."),
    )
    source = forms.CharField(label=pgettext_lazy("setting", "Document"), max_length=200)
    document_no = forms.CharField(
        label=pgettext_lazy("setting", "Document number"),
        max_length=80,
        help_text=_("For example 盐工发〔2026〕12号."),
    )
    dated_on = forms.DateField(label=pgettext_lazy("setting", "Document of"), widget=day_input())

    def __init__(
        self, data: Any = None, *, setting: Setting, kept: Any, unions: QuerySet[Union], today: date
    ) -> None:
        self.setting = setting
        super().__init__(data, initial={"starts_on": today, **dict(_initial(setting.form, kept))})
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        for name, field in _fields(setting):
            self.fields[name] = field
        self.order_fields(["union", *self.value_names(), "starts_on"])

    def value_names(self) -> list[str]:
        """The fields that make up the value, in the order of the page."""
        return [name for name in self.fields if name == "value" or name.startswith("value-")]

    def grid(self) -> list[tuple[str, list[tuple[BoundField, str]]]]:
        """The cells of a table by its rows, each with the head of its column; nothing for other settings."""
        form = self.setting.form
        if not isinstance(form, Table):
            return []
        return [
            (say(title), [(self[f"value-{row}-{column}"], say(head)) for column, head, _f in form.columns])
            for row, title in form.rows
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        names = self.value_names()
        given = _given(self.setting.form, {name: cleaned.pop(name, "") for name in names})
        if not any(name in self.errors for name in names):
            try:
                cleaned["value"] = self.setting.form.keep(given)
            except BadValue as bad:
                self.add_error("value" if "value" in self.fields else None, say(bad.wording))
        return cleaned

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        field = _FIELD_OF.get(refused.reason)
        self.add_error(field if field in self.fields else None, refused.sentence)


class WhyForm(forms.Form):
    """Why a value is refused or withdrawn."""

    words = forms.CharField(label=pgettext_lazy("setting", "Why"), max_length=200)


def _fields(setting: Setting) -> Iterator[tuple[str, forms.Field]]:
    """The fields in which a value is typed."""
    form, unit = setting.form, say(setting.unit)
    label = str(pgettext_lazy("setting", "Value")) + (f"（{unit}）" if unit else "")
    if isinstance(form, Table):
        for row, title in form.rows:
            for column, head, cell_form in form.columns:
                name = f"{say(title)} {say(head)}"
                if isinstance(cell_form, Choice):
                    told = [("", "–"), *((key, say(words)) for key, words in cell_form.options)]
                    pick = forms.Select(attrs={"aria-label": name, "class": "form-select"})
                    yield (
                        f"value-{row}-{column}",
                        forms.ChoiceField(label=name, required=False, choices=told, widget=pick),
                    )
                    continue
                cell = forms.TextInput(
                    attrs={
                        "inputmode": getattr(cell_form, "inputmode", "numeric"),
                        "aria-label": name,
                        "class": "form-control",
                    }
                )
                yield f"value-{row}-{column}", forms.CharField(label=name, required=False, widget=cell)
        return
    if isinstance(form, YesNo | Choice):
        options = [("yes", YES), ("no", NO)] if isinstance(form, YesNo) else form.options
        shown = [(name, say(words)) for name, words in options]
        yield "value", forms.ChoiceField(label=label, choices=shown, widget=forms.RadioSelect)
        return
    number = forms.TextInput(attrs={"inputmode": "decimal"})
    yield "value", forms.CharField(label=label, max_length=30, widget=number, help_text=say(setting.hint))


def _given(form: Any, typed: dict[str, Any]) -> Any:
    """What was typed, as the form of the setting takes it; an empty row of a table is left out."""
    if isinstance(form, Table):
        rows = {
            row: {column: typed[f"value-{row}-{column}"] for column, _t, _f in form.columns}
            for row, _title in form.rows
        }
        return {row: cells for row, cells in rows.items() if any(cells.values())}
    return _KEPT.get(typed["value"]) if isinstance(form, YesNo) else typed["value"]


def _initial(form: Any, kept: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(form, Table):
        forms_of = {column: cell_form for column, _head, cell_form in form.columns}
        for row, cells in kept.items():
            for column, value in cells.items():
                yield f"value-{row}-{column}", _typed(forms_of[column], value)
    elif isinstance(form, YesNo):
        yield "value", "yes" if kept else "no"
    else:
        yield "value", _typed(form, kept)


def _typed(form: Any, kept: Any) -> Any:
    """A kept value as it is typed: fen as yuan."""
    return form.say(kept).zh.replace(",", "") if isinstance(form, Yuan) else kept
