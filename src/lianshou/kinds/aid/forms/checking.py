"""Going through a check-list by taps, and what narrows the list of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.refusals import Refused
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.checking import Said
from lianshou.kinds.aid.enums import CheckReason, CheckSort, Standing
from lianshou.kinds.aid.models import CheckedLine
from lianshou.kinds.aid.queries import unions_that_keep, with_words
from lianshou.kinds.aid.queries.checking import line_choices
from lianshou.kinds.aid.rules.checking.lists import CheckSettings, Line
from lianshou.kinds.aid.rules.checking.suggesting import Suggestion
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne

MOST_NOTE = 300
_PLACES: dict[object, str] = {
    CheckReason.IN_FUTURE: "checked_on",
    CheckReason.BEFORE_LAST: "checked_on",
}


@dataclass(frozen=True)
class Asked:
    """A line as the page asks for it: its two fields, how it was, what is suggested and why."""

    line: Line
    state: Any
    note: Any
    was: CheckedLine | None
    suggested: Suggestion | None

    @property
    def differs(self) -> bool:
        """Whether the suggestion says otherwise than the last check."""
        return self.suggested is not None and (self.was is None or self.was.state != self.suggested.state)


class CheckForm(forms.Form):
    """How far each line is: a tap each, begun with the last check, or with what the survey suggests."""

    checked_on = forms.DateField(
        label=pgettext_lazy("checklist", "Day of the check"), widget=day_input(), required=False
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        lines: CheckSettings,
        before: Mapping[str, CheckedLine],
        suggested: Mapping[str, Suggestion],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.lines, self.before, self.suggested = lines, before, suggested
        self.fields["checked_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        for line in lines:
            was, told = before.get(line.place), suggested.get(line.place)
            self.fields[f"state-{line.place}"] = forms.ChoiceField(
                label=line.name,
                choices=Standing.choices,
                required=False,
                initial=was.state if was else (told.state if told else None),
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{line.place}"] = forms.CharField(
                label=pgettext_lazy("checklist", "Note"),
                max_length=MOST_NOTE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def parts(self) -> Sequence[tuple[CheckSort, list[Asked]]]:
        """The lists with their lines, as the page draws them; a list without lines too, for the page says why."""
        return [(sort, [self._asked(line) for line in self.lines.lines[sort]]) for sort in CheckSort]

    def _asked(self, line: Line) -> Asked:
        place = line.place
        state, note = self[f"state-{place}"], self[f"note-{place}"]
        return Asked(line, state, note, self.before.get(place), self.suggested.get(place))

    @property
    def told(self) -> dict[str, Said]:
        """What was chosen, by the place of the line."""
        cleaned = self.cleaned_data
        return {
            line.place: Said(state=cleaned[f"state-{line.place}"], note=cleaned[f"note-{line.place}"])
            for line in self.lines
            if cleaned.get(f"state-{line.place}")
        }

    def blame(self, refused: Refused) -> None:
        """Show a refusal where it belongs."""
        self.add_error(_PLACES.get(refused.reason), refused.sentence)


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


class LineFilter(ListFilter):
    """What narrows the lines of check-lists."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    line = django_filters.ChoiceFilter(label=pgettext_lazy("checklist", "Line"), method="by_line", choices=())
    state = django_filters.ChoiceFilter(label=_("State"), choices=Standing.choices)
    late = django_filters.ChoiceFilter(
        label=pgettext_lazy("checklist", "To be met by"),
        method="by_late",
        choices=[("1", pgettext_lazy("checklist", "Past its day"))],
    )

    class Meta:
        model = CheckedLine
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["line"].extra["choices"] = line_choices(
            actor=self.request.user, today=timezone.localdate()
        )

    def by_words(self, queryset: QuerySet[CheckedLine], name: str, value: str) -> QuerySet[CheckedLine]:
        return with_words(queryset, value, of="checking__household__")

    def by_union(self, queryset: QuerySet[CheckedLine], name: str, value: Union) -> QuerySet[CheckedLine]:
        return queryset.filter(Scope((value.path,)).q("checking__household__union_path"))

    def by_line(self, queryset: QuerySet[CheckedLine], name: str, value: str) -> QuerySet[CheckedLine]:
        sort, _dot, key = value.partition(".")
        return queryset.filter(sort=sort, key=key)

    def by_late(self, queryset: QuerySet[CheckedLine], name: str, value: str) -> QuerySet[CheckedLine]:
        return queryset.filter(due_on__lt=timezone.localdate())
