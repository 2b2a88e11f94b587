from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.papers import Clause
from lianshou.kernel.pledges.enums import USUAL_PATTERN, Owner, TemplateState
from lianshou.kernel.pledges.models import PaperTemplate, Series
from lianshou.kernel.pledges.queries import unions_that_number
from lianshou.kernel.pledges.rules import PIECES, SPOKEN, pattern_said, pattern_typed
from lianshou.web.filters import ListFilter
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import DOCX

_DAYS = re.compile(r"[（(]\s*(\d{1,4})\s*(?:个)?(工作日|日|天|working days|days)\s*[)）]\s*$")


class ClauseLines(forms.CharField):
    """Promises, one to a line: 谁：什么（20个工作日）."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {
        "line": _("Line %(n)s: begin with whose promise it is, for example “成员方：…（20个工作日）”.")
    }
    owners = {
        "牵头方": Owner.HOST,
        "帮带方": Owner.HOST,
        "甲方": Owner.HOST,
        "成员方": Owner.GUEST,
        "被帮带方": Owner.GUEST,
        "乙方": Owner.GUEST,
        "责任单位": Owner.GUEST,
        "收函单位": Owner.GUEST,
        "各方": Owner.EACH,
    }

    @classmethod
    def written(cls, clauses: Iterable[Clause], *, slug: str) -> str:
        """Promises as they are typed, in the words of a paper."""
        names = {
            Owner.HOST: "帮带方",
            Owner.GUEST: "被帮带方",
            Owner.EACH: "各方",
            **SPOKEN.get(slug, {}),
        }
        lines = []
        for clause in clauses:
            days = (
                f"（{clause.after}{'个工作日' if clause.working else '日'}）"
                if clause.after is not None
                else ""
            )
            lines.append(f"{names[Owner(clause.side)]}：{clause.words}{days}")
        return "\n".join(lines)

    def clean(self, value: Any) -> list[Clause]:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [self._clause(line, n) for n, line in enumerate(lines, start=1)]

    def _clause(self, line: str, n: int) -> Clause:
        who, _mark, words = line.replace(":", "：", 1).partition("：")
        owner = self.owners.get(who.strip())
        if owner is None or not words.strip():
            raise forms.ValidationError(self.error_messages["line"], code="line", params={"n": n})
        found = _DAYS.search(words)
        after = int(found[1]) if found else None
        working = found is not None and found[2] in ("工作日", "working days")
        return Clause(side=owner, words=_DAYS.sub("", words).strip()[:300], after=after, working=working)


CLAUSE_HELP = _(
    "One to a line, whose it is before the colon (帮带方、被帮带方、牵头方、成员方、责任单位、各方), the time in brackets at the end "
    "(20个工作日 or 60日); without a time it is due at the end of the term."
)


class TemplateForm(forms.Form):
    """An edited template, what changed in it and why, and the promises that it adds."""

    content = forms.FileField(
        label=_("Edited template (.docx)"), widget=forms.ClearableFileInput(attrs={"accept": f".docx,{DOCX}"})
    )
    note = forms.CharField(label=_("What changed and why"), max_length=200)
    clauses = ClauseLines(label=_("Promises to follow up"), required=False, help_text=CLAUSE_HELP)


class RetireForm(forms.Form):
    """Why a version is not used any more, or not used at all."""

    reason = forms.CharField(label=pgettext_lazy("template", "Why"), max_length=200)


class TemplateFilter(ListFilter):
    """What the list of versions can be narrowed by."""

    q = django_filters.CharFilter(label=_("Federation or note"), method="by_words", max_length=60)
    state = django_filters.ChoiceFilter(label=_("State"), choices=TemplateState.choices, empty_label=_("All"))

    class Meta:
        model = PaperTemplate
        fields: list[str] = []

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(union__name__icontains=value) | queryset.filter(note__icontains=value)


class PatternField(forms.CharField):
    """The form of a number, shown and typed in words, kept in its pieces."""

    def prepare_value(self, value: Any) -> Any:
        return pattern_said(value, page_language()) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return pattern_typed(super().clean(value))


class NumberingForm(forms.Form):
    """How the numbers of a prefix and year are written."""

    union: Any = forms.ModelChoiceField(
        label=_("Federation"), queryset=None, empty_label=None, widget=PickOne
    )
    series = forms.RegexField(
        r"^[^〔〕\[\]{}\s]+$",
        label=_("Words before the year in the number"),
        max_length=40,
        error_messages={"invalid": _("Letters and characters only, without brackets and spaces.")},
    )
    year = forms.IntegerField(label=pgettext_lazy("calendar", "Year"), min_value=1949, max_value=2200)
    pattern = PatternField(label=_("Form of the number"), max_length=60, initial=USUAL_PATTERN)
    width = forms.IntegerField(label=_("Digits at least"), min_value=1, max_value=6, initial=1)
    start = forms.IntegerField(label=_("First number"), min_value=1, max_value=99_999, initial=1)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions_that_number(actor=actor)  # type: ignore[attr-defined]
        words = dict(zip(("words", "year", "n"), (say(one) for one in PIECES.values()), strict=True))
        self.fields["pattern"].help_text = (
            _("%(words)s stands for the words before the year, %(year)s for the year, %(n)s for the number.")
            % words
        )

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it; a form has a ``prefix`` of its own."""
        facts = dict(self.cleaned_data)
        facts["prefix"] = facts.pop("series")
        return facts


class PassOverForm(forms.Form):
    """Numbers that stand on papers made elsewhere."""

    count = forms.IntegerField(label=_("How many numbers"), min_value=1, max_value=200, initial=1)
    reason = forms.CharField(label=_("Why they are passed over"), max_length=200)


class SeriesFilter(ListFilter):
    """What the list of series can be narrowed by."""

    q = django_filters.CharFilter(
        label=_("Words before the year"), field_name="prefix", lookup_expr="icontains"
    )
    year = django_filters.NumberFilter(label=pgettext_lazy("calendar", "Year"))

    class Meta:
        model = Series
        fields: list[str] = []
