"""A layout of an export as a form: what it is called, and its columns a line each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Spread
from lianshou.kinds.aid.queries import unions_to_keep
from lianshou.kinds.aid.rules.form import FORMS
from lianshou.kinds.aid.rules.shaping import FORMS as WAYS
from lianshou.kinds.aid.rules.shaping import (
    MEMBER_SOURCES,
    SOURCES,
    Line,
    Shape,
    codes_from,
    codes_said,
)
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say

MOST_LINES = 150
BLANK, FIXED = "blank", "fixed"


class MapForm(forms.Form):
    """The layout apart from its columns."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Union that keeps the layout"),
        queryset=None,
        widget=PickOne,
        help_text=_("It and the unions below it use the layout."),
    )
    name = forms.CharField(label=pgettext_lazy("layout", "Name"), max_length=60)
    vintage = forms.TypedChoiceField(label=_("Form of the year"), coerce=int)
    sheet_name = forms.RegexField(
        label=pgettext_lazy("layout", "Name of the sheet"),
        regex=r"^[^\[\]:*?/\\']{1,31}$",
        max_length=31,
        error_messages={"invalid": _("A sheet cannot have these signs in its name: [ ] : * ? / \\ '.")},
    )
    title = forms.CharField(
        label=pgettext_lazy("layout", "Line above the headings"), max_length=120, required=False
    )
    spread = forms.ChoiceField(label=pgettext_lazy("layout", "Members"), choices=Spread.choices)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions_to_keep(actor=actor)  # type: ignore[attr-defined]
        self.fields["vintage"].choices = [(one.year, say(one.title)) for one in reversed(FORMS)]  # type: ignore[attr-defined]


def sources_said(*, member: bool) -> list[Any]:
    """The fields that a column can ask for, by what they belong to."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in (*(MEMBER_SOURCES.values() if member else ()), *SOURCES.values()):
        groups.setdefault(say(one.group), []).append((one.key, say(one.title)))
    return [(BLANK, _("Nothing: an empty column")), (FIXED, _("The same text in each row")), *groups.items()]


class LineForm(forms.Form):
    """One column: its heading, what fills it, how it is written. Without a heading it is left out."""

    place = forms.IntegerField(
        label=pgettext_lazy("layout", "Place"), min_value=1, max_value=9999, required=False
    )
    heading = forms.CharField(label=pgettext_lazy("layout", "Heading"), max_length=60, required=False)
    source = forms.ChoiceField(label=pgettext_lazy("layout", "Field"), required=False)
    fixed = forms.CharField(label=pgettext_lazy("layout", "Text"), max_length=120, required=False)
    way = forms.ChoiceField(label=pgettext_lazy("layout", "Written as"), required=False)
    codes = forms.CharField(
        label=pgettext_lazy("layout", "Codes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "重特大疾病=6"}),
    )
    member = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = self._sources()  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name in ("source", "way") else "form-control"
        self.fields["way"].choices = [(key, say(words)) for key, words in WAYS.items()]  # type: ignore[attr-defined]

    def _sources(self) -> list[Any]:
        """The fields that there are, and the one that was kept although it is gone: the check of the layout tells of it."""
        found, kept = sources_said(member=self.member), str(self.initial.get("source") or "")
        known = {BLANK, FIXED, *SOURCES, *(MEMBER_SOURCES if self.member else ())}
        return found if not kept or kept in known else [(kept, _("A field that is gone")), *found]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        source = told.get("source") or BLANK
        self.read, strange = codes_from(
            told.get("codes") or "", MEMBER_SOURCES.get(source) or SOURCES.get(source)
        )
        if strange:
            said = _("These lines name no choice of the field: %(lines)s. Write for instance 重特大疾病=6.")
            self.add_error("codes", ValidationError(said % {"lines": "；".join(strange)[:200]}))
        return told

    @property
    def line(self) -> Line | None:
        """The column; None for a line that was left empty."""
        told = self.cleaned_data
        if not told.get("heading"):
            return None
        return Line(told["heading"], told["source"] or BLANK, told["fixed"], told["way"], self.read)


class MemberLineForm(LineForm):
    """One column of a member."""

    member = True


LineFormSet = forms.formset_factory(LineForm, extra=6, max_num=MOST_LINES, absolute_max=MOST_LINES)
MemberLineFormSet = forms.formset_factory(
    MemberLineForm, extra=3, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def initial_of(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """The columns of a layout as the form begins with them."""
    return [
        {
            "place": number * 10,
            "heading": one.heading,
            "source": one.source,
            "fixed": one.fixed,
            "way": one.form,
            "codes": codes_said(one.codes, MEMBER_SOURCES.get(one.source) or SOURCES.get(one.source)),
        }
        for number, one in enumerate(lines, start=1)
    ]


def lines_of(formset: Any) -> tuple[Line, ...]:
    """The columns that were filled in, by their places; those without one come last."""
    filled = [
        (form.cleaned_data.get("place") or 10_000, form.line) for form in formset.forms if form.is_valid()
    ]
    return tuple(line for _place, line in sorted(filled, key=lambda one: one[0]) if line is not None)


def shape_from(form: MapForm, lines: Any, member_lines: Any) -> Shape:
    """What was typed as a layout."""
    told = form.cleaned_data
    return Shape(
        name=told["name"],
        year=told["vintage"],
        sheet=told["sheet_name"],
        lines=lines_of(lines),
        member_lines=lines_of(member_lines),
        title=told["title"],
        spread=told["spread"],
    )
