from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.periods import Period
from lianshou.kernel.figures.queries import unions_to_choose, unions_to_offer
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne

FIRST_DAY, LAST_DAY = date(1925, 5, 1), date(2199, 12, 31)
"""The first: the day on which the All-China Federation of Trade Unions was founded."""


class NarrowForm(forms.Form):
    """A period and a union's subtree; a field that is wrong narrows nothing and says why. Cleaned it has a ``period``, or None."""

    starts = forms.DateField(label=pgettext_lazy("figures", "From"), widget=day_input(), required=False)
    ends = forms.DateField(label=pgettext_lazy("figures", "To"), widget=day_input(), required=False)
    union = forms.ModelChoiceField[Union](
        queryset=None, label=_("Union and everything below it"), required=False, widget=PickOne
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        union: Any = self.fields["union"]
        union.queryset = unions_to_choose(actor=actor)
        union.empty_label = _("everything I may see")
        offered = unions_to_offer(actor=actor, chosen=str(self.data.get("union", "")))
        listed = forms.ModelChoiceField(queryset=offered, empty_label=union.empty_label)
        union.widget.choices = (
            listed.choices
        )  # any other of the queryset can still be asked for by its address

    def clean_starts(self) -> date | None:
        return self._possible("starts")

    def clean_ends(self) -> date | None:
        return self._possible("ends")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and starts > ends:
            self.add_error("ends", _("This day lies before the first one."))
            starts = ends = None
        values["period"] = Period(starts or FIRST_DAY, ends) if starts or ends else None
        return values

    def _possible(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Please choose a day from 1925 to 2199."))
        return day
