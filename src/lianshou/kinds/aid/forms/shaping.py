"""A layout of an export as a form: what it is called, and its columns a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

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
from lianshou.web.picking import PickOne, PickSeveral
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


class AddForm(forms.Form):
    """Which fields become columns at the end."""

    chosen = forms.MultipleChoiceField(label=_("Add columns"), required=False, widget=PickSeveral)

    def __init__(self, *args: Any, member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = sources_said(member=member)  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """One column: its heading, what fills it, how it is written. Without a heading it is left out.

    On the page it is folded to a line of words, unless it was opened to be changed or something is wrong with it.
    """

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

    @property
    def is_open(self) -> bool:
        """Whether the page shows its fields."""
        given = self.data.get(self.add_prefix("open")) if self.is_bound else self.initial.get("open")
        return bool(given or self.errors)

    @property
    def heading_said(self) -> str:
        """Its heading, or that it has none."""
        return str(self["heading"].value() or _("(no heading)"))

    @property
    def source_said(self) -> str:
        """What fills it and how that is written, in words."""
        key, way = self["source"].value() or BLANK, self["way"].value()
        source = MEMBER_SOURCES.get(key) or SOURCES.get(key)
        if source is None:
            words = {FIXED: self["fixed"].value() or "–", BLANK: _("empty")}.get(
                key, _("A field that is gone")
            )
            return str(words)
        is_plain = self.heading_said == source.title.zh
        told = [
            say(source.group),
            "" if is_plain else say(source.title),
            say(WAYS[way]) if way in WAYS and way else "",
        ]
        codes = [one for one in str(self["codes"].value() or "").splitlines() if one.strip()]
        told.append(ngettext("%(n)d code", "%(n)d codes", len(codes)) % {"n": len(codes)} if codes else "")
        return " · ".join(filter(None, told))

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


LineFormSet = forms.formset_factory(LineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)
MemberLineFormSet = forms.formset_factory(
    MemberLineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def initial_of(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """The columns of a layout as the form begins with them."""
    return [
        {
            "place": number,
            "heading": one.heading,
            "source": one.source,
            "fixed": one.fixed,
            "way": one.form,
            "codes": codes_said(one.codes, MEMBER_SOURCES.get(one.source) or SOURCES.get(one.source)),
        }
        for number, one in enumerate(lines, start=1)
    ]


_TYPED = ("place", "heading", "source", "fixed", "way", "codes", "open")
_Row = dict[str, str]


def rows_typed(data: Mapping[str, Any], prefix: str) -> list[_Row]:
    """The columns as they were typed, sound or not, in the order of their places; ``was`` is where each stood on the page.

    A column whose place was changed comes to stand there, before or behind the one that stands there now.
    """
    told = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    count = min(int(told), MOST_LINES) if told.isascii() and told.isdigit() and len(told) < 5 else 0
    rows = [
        {name: str(data.get(f"{prefix}-{n}-{name}", "")) for name in _TYPED} | {"was": str(n)}
        for n in range(count)
    ]
    return _numbered(sorted(rows, key=_stands_at))


def _stands_at(row: _Row) -> float:
    was, typed = int(row["was"]) + 1, row["place"].strip()
    place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 10_000
    return place + (0.5 if place > was else -0.5 if place < was else 0)


def _numbered(rows: Sequence[_Row]) -> list[_Row]:
    return [row | {"place": str(place)} for place, row in enumerate(rows, start=1)]


def rearranged(rows: Sequence[_Row], *, verb: str, was: str = "", chosen: Sequence[str] = ()) -> list[_Row]:
    """The columns after ``verb``: up, down, drop, edit or fold the one that stood at ``was``; or add the fields ``chosen``."""
    done = list(rows)
    at = next((place for place, row in enumerate(done) if row["was"] == was), None)
    if verb == "add":
        done += [_row_of(key) for key in chosen[: max(MOST_LINES - len(done), 0)]]
    elif at is not None and verb == "drop":
        del done[at]
    elif at is not None and verb in ("up", "down"):
        to = min(max(at + (1 if verb == "down" else -1), 0), len(done) - 1)
        done.insert(to, done.pop(at))
    elif at is not None:
        done[at] = done[at] | {"open": "1" if verb == "edit" else ""}
    return _numbered(done)


def _row_of(key: str) -> _Row:
    """A new column that asks for a field, under its Chinese name, by which superiors know it; one without is opened."""
    source = MEMBER_SOURCES.get(key) or SOURCES.get(key)
    row = dict.fromkeys((*_TYPED, "was"), "") | {"source": key}
    return row | ({"heading": source.title.zh} if source else {"open": "1"})


def as_posted(rows: Sequence[_Row], prefix: str) -> dict[str, str]:
    """Columns as a page would send them."""
    told = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    return told | {f"{prefix}-{n}-{name}": row[name] for n, row in enumerate(rows) for name in _TYPED}


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
