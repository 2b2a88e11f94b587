from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.review.enums import Reason, RoundState, Verdict
from lianshou.kernel.review.models import Assignment, Criterion, Mark, Round
from lianshou.kernel.review.queries import rounds
from lianshou.kernel.review.rules import Scale
from lianshou.web.filters import ListFilter, ListForm, day_input

_SPLIT = re.compile(r"[\s,，、;；]+")


class WordListField(forms.CharField):
    """Several words in one line, parted by commas or blanks."""

    def clean(self, value: Any) -> Any:
        return list(dict.fromkeys(filter(None, _SPLIT.split(super().clean(value)))))


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    return rounds.programmes_with_rounds(actor=request.user)


class RoundFilter(ListFilter):
    """What a list of rounds can be narrowed by."""

    q = django_filters.CharFilter(
        label=_("Round"), field_name="title", lookup_expr="icontains", max_length=60
    )
    programme = django_filters.ModelChoiceFilter(
        label=_("Programme"), queryset=_programmes, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=RoundState.choices, empty_label=_("All"))

    class Meta:
        model = Round
        fields: list[str] = []


class AssignmentFilter(ListFilter):
    """What a reviewer's list can be narrowed by; ``show`` is the tab, ``round`` comes from the desk."""

    q = django_filters.CharFilter(
        label=_("Round"), field_name="reviewer__round__title", lookup_expr="icontains", max_length=60
    )
    round = django_filters.NumberFilter(field_name="reviewer__round", widget=forms.HiddenInput)
    show = django_filters.ChoiceFilter(
        choices=[("done", _("Done by me"))], method="by_tab", widget=forms.HiddenInput
    )

    class Meta:
        model = Assignment
        fields: list[str] = []

    def by_tab(self, queryset: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        return queryset  # the view has chosen the tab already


class ResultFilter(ListForm):
    """What the result table can be narrowed by."""

    q = forms.CharField(label=_("Unit or person"), required=False, max_length=60)
    only = forms.ChoiceField(
        label=_("Only"),
        required=False,
        choices=[
            ("", _("All")),
            ("divided", _("Reviewers divided")),
            ("open", _("Without a decision")),
            ("missing", _("Reviews missing")),
            ("late", _("Came in after the round was opened")),
        ],
    )

    def narrow(self, lines: Iterable[rounds.Line]) -> list[rounds.Line]:
        """The lines that fit."""
        only, words = self.cleaned_data.get("only", ""), self.words()
        return [line for line in lines if self._fits(line, only) and _told(line, words)]

    def _fits(self, line: rounds.Line, only: str) -> bool:
        fits = {
            "divided": line.result.is_divided,
            "open": line.decision is None,
            "missing": line.result.done < line.result.wanted,
            "late": line.is_late,
        }
        return fits.get(only, True)


def _told(line: rounds.Line, words: list[str]) -> bool:
    told = f"{line.application.union} {line.application.person or ''}".casefold()
    return all(word in told for word in words)


class RoundForm(forms.Form):
    """A round as it begins."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, empty_label=None
    )
    title = forms.CharField(label=_("Name of the round"), max_length=80)
    opens_on = forms.DateField(label=_("First day"), widget=day_input())
    closes_on = forms.DateField(label=_("Last day"), widget=day_input())
    per_application = forms.IntegerField(
        label=_("Reviewers of each application"), min_value=1, max_value=20, initial=3
    )
    spread_limit = forms.IntegerField(
        label=_("Reviewers are divided above"),
        min_value=0,
        max_value=100,
        help_text=_("Points of 100 between the highest and the lowest score of an application."),
    )
    is_blind = forms.BooleanField(label=_("Blind: reviewers see neither names nor unions"), required=False)
    family_names = WordListField(
        label=_("Family names to watch"),
        required=False,
        max_length=200,
        help_text=_(
            "Rare names: a reviewer does not judge an applicant of the same one. Leave common names out."
        ),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = rounds.programmes_to_review(actor=actor)  # type: ignore[attr-defined]
        self.fields["spread_limit"].initial = settings.LIANSHOU_REVIEW_SPREAD


class CriterionForm(forms.Form):
    """What is marked, on which scale, with what weight."""

    title = forms.CharField(label=_("Criterion"), max_length=60)
    hint = forms.CharField(label=_("What it looks at"), max_length=200, required=False)
    weight = forms.DecimalField(label=_("Weight"), max_digits=7, decimal_places=3, initial=Decimal(1))
    low = forms.DecimalField(label=_("Lowest mark"), max_digits=7, decimal_places=2, initial=Decimal(0))
    high = forms.DecimalField(label=_("Highest mark"), max_digits=7, decimal_places=2, initial=Decimal(100))
    step = forms.DecimalField(label=_("Steps of"), max_digits=7, decimal_places=2, initial=Decimal(1))

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = set(round.criteria.values_list("title", flat=True))

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if title in self.taken:
            raise forms.ValidationError(_("There is a criterion of this name already."))
        return title


class ReviewerForm(forms.Form):
    """Who marks, what they know, and how much they take."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(label=_("Reviewer"), queryset=None)
    fields_known = WordListField(
        label=_("Fields of expertise"),
        required=False,
        max_length=200,
        help_text=_("For example: wind power, welding. They are looked for in what the applying unit does."),
    )
    most = forms.IntegerField(label=_("At most"), required=False, min_value=0, max_value=10_000)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class SettleConflictForm(forms.Form):
    """Whether a conflict stands, and why."""

    dismiss = forms.ChoiceField(
        choices=[("no", pgettext_lazy("conflict", "Confirm")), ("yes", pgettext_lazy("conflict", "Dismiss"))]
    )
    words = forms.CharField(label=_("Why"), required=False, max_length=200)


class MarkForm(forms.Form):
    """A field for every criterion's mark and comment; what was typed stays, right or wrong."""

    note = forms.CharField(
        label=_("Overall remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, data: Any, *, criteria: Iterable[Criterion], marks: Mapping[int, Mark], note: str
    ) -> None:
        self.criteria = list(criteria)
        initial: dict[str, Any] = {"note": note}
        for one in self.criteria:
            mark = marks.get(one.pk)
            initial[f"mark_{one.pk}"] = _plain(mark.value) if mark else None
            initial[f"comment_{one.pk}"] = mark.comment if mark else ""
        super().__init__(data, initial=initial)
        for one in self.criteria:
            attrs = {
                "inputmode": "decimal",
                "min": _plain(one.low),
                "max": _plain(one.high),
                "step": _plain(one.step),
            }
            self.fields[f"mark_{one.pk}"] = forms.DecimalField(
                label=one.title,
                required=False,
                help_text=_("%(low)s to %(high)s, steps of %(step)s")
                % {"low": _plain(one.low), "high": _plain(one.high), "step": _plain(one.step)},
                widget=forms.NumberInput(attrs=attrs),
            )
            self.fields[f"comment_{one.pk}"] = forms.CharField(
                label=pgettext_lazy("review", "Comment"), required=False, max_length=500
            )

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal where it belongs: at each criterion, or at the words, that it is about; else above the form."""
        for name in self._meant(refusal.reason) or [None]:
            self.add_error(name, refusal.sentence)

    def _meant(self, reason: Any) -> list[str | None]:
        if reason is Reason.WORDS_PERSONAL:
            return [name for name, text in self.cleaned_data.items() if tells_a_number(str(text or ""))]
        wrong: list[str | None] = []
        for one in self.criteria:
            mark = self.marks[one.pk]
            missing = mark is None and reason is Reason.MARK_MISSING
            scale = Scale(one.weight, one.low, one.high, one.step)
            off = mark is not None and reason is Reason.OFF_SCALE and not scale.holds(mark)
            wrong += [f"mark_{one.pk}"] if missing or off else []
        return wrong

    def lines(self) -> list[tuple[Criterion, Any, Any]]:
        """Each criterion with its two fields."""
        return [(one, self[f"mark_{one.pk}"], self[f"comment_{one.pk}"]) for one in self.criteria]

    @property
    def marks(self) -> dict[int, Decimal | None]:
        return {one.pk: self.cleaned_data.get(f"mark_{one.pk}") for one in self.criteria}

    @property
    def comments(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data.get(f"comment_{one.pk}", "") for one in self.criteria}


def _plain(value: Decimal | None) -> str | None:
    """A number without zeros at its end: 100, 0.5."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class DecideForm(forms.Form):
    """What an application gets, and why."""

    verdict = forms.ChoiceField(label=_("Decision"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LineForm(forms.Form):
    """From which score on applications are accepted, and what the others read."""

    least = forms.DecimalField(label=_("Accept from"), min_value=0, max_value=100, decimal_places=2)
    line_reason = forms.CharField(
        label=_("What the others read as the reason"), max_length=500, required=False
    )
