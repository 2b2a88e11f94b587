from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.figures.queries import unions_to_choose
from lianshou.kernel.unions.models import Union


class NarrowForm(forms.Form):
    """Some years and a union's subtree; a field that is wrong narrows nothing and says why."""

    since = forms.IntegerField(label=_("From year"), min_value=1925, max_value=2200, required=False)
    until = forms.IntegerField(label=_("To year"), min_value=1925, max_value=2200, required=False)
    union = forms.ModelChoiceField[Union](
        queryset=None, label=_("Union and everything below it"), required=False
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        union: Any = self.fields["union"]
        union.queryset = unions_to_choose(actor=actor)
        union.empty_label = _("everything I may see")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", _("This year lies before the first one."))
        return values
