from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.people.models import Relative
from lianshou.kernel.rights.enums import RequestKind
from lianshou.kernel.rights.queries.own import Correctable

_WORDS = {
    RequestKind.CORRECT: _("Anything we should know (not needed)"),
    RequestKind.OBJECT: _("What you object to, and why"),
    RequestKind.ERASE: _("What should be erased, and why"),
    RequestKind.EXPLAIN: _("Which decision you want explained"),
    RequestKind.QUESTION: _("Your question"),
}


class AskForm(forms.Form):
    """One request; which fields it has follows from its kind."""

    choice = forms.ChoiceField(label=pgettext_lazy("correction", "What is wrong"))
    value = forms.CharField(
        label=_("What it should be"),
        max_length=400,
        help_text=_("It is kept encrypted, and erased from the request once it stands in its place."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    purpose = forms.ChoiceField(label=_("Which use"))
    classes = forms.MultipleChoiceField(
        label=_("What should be erased"), choices=DataClass.choices, widget=forms.CheckboxSelectMultiple
    )
    relative: forms.ModelChoiceField[Relative] = forms.ModelChoiceField(
        label=_("About"), queryset=None, required=False, empty_label=_("Myself")
    )
    words = forms.CharField(label="", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self,
        *args: Any,
        kind: str,
        fields: Sequence[Correctable],
        purposes: Sequence[tuple[str, str]],
        classes: Sequence[str],
        relatives: QuerySet[Relative],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = RequestKind(kind)
        self.fields["words"].label = _WORDS[self.kind]
        self.fields["words"].required = self.kind != RequestKind.CORRECT
        self.fields["choice"].choices = [(one.choice, one.label) for one in fields]  # type: ignore[attr-defined]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        self.fields["classes"].choices = [(name, DataClass(name).label) for name in classes]  # type: ignore[attr-defined]
        self.fields["relative"].queryset = relatives  # type: ignore[attr-defined]
        for name in self._left_out(has_relatives=relatives.exists()):
            del self.fields[name]

    def _left_out(self, *, has_relatives: bool) -> set[str]:
        wanted = {
            RequestKind.CORRECT: {"choice", "value"},
            RequestKind.OBJECT: {"purpose"} | ({"relative"} if has_relatives else set()),
            RequestKind.ERASE: {"classes"},
        }.get(self.kind, set())
        return {"choice", "value", "purpose", "classes", "relative"} - wanted

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts: dict[str, Any] = {"kind": self.kind.value} | self.cleaned_data
        choice = facts.pop("choice", "")
        if choice:
            facts["field"], _colon, row = choice.rpartition(":")
            facts["row"] = int(row)
        return facts
