from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.core.personal import PersonalList
from lianshou.core.refusals import Refused
from lianshou.kernel.privacy.enums import Purpose, Reason
from lianshou.kernel.privacy.queries import unions_to_ask
from lianshou.web.picking import PickOne

_FIELD_OF = {
    Reason.WORDS_MISSING: "words",
    Reason.WORDS_PERSONAL: "words",
    Reason.NO_FIELDS: "fields_shown",
    Reason.RECIPIENT_MISSING: "recipient",
}
_NO_NAMES = _("The reason is kept: no names or numbers of persons, please.")


class _PurposeForm(forms.Form):
    """What forms that end in a reason have in common."""

    def refuse(self, refused: Refused) -> None:
        """Say why an action refused, beside the field that it is about."""
        name = _FIELD_OF.get(refused.reason) if isinstance(refused.reason, Reason) else None
        self.add_error(name if name in self.fields else None, refused.sentence)


class RevealForm(_PurposeForm):
    """Why somebody wants to see a record's values."""

    purpose = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose a reason")), *Purpose.choices])
    words = forms.CharField(
        label=_("In words"),
        max_length=120,
        required=False,
        help_text=_NO_NAMES,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AskForm(_PurposeForm):
    """Which fields of a list are wanted in clear, why, and for whom."""

    union: Any = forms.ModelChoiceField(label=_("Union"), queryset=None, empty_label=None, widget=PickOne)
    fields_shown = forms.MultipleChoiceField(
        label=_("Fields to be shown in clear"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the recipient needs; all other fields stay masked."),
    )
    purpose = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose a reason")), *Purpose.choices])
    words = forms.CharField(label=_("In words"), max_length=200, required=False, help_text=_NO_NAMES)
    recipient = forms.CharField(
        label=_("For whom"), max_length=120, help_text=_("The office or authority that receives the list.")
    )

    def __init__(self, *args: Any, actor: Any, listing: PersonalList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions: Any = self.fields["union"]
        unions.queryset = unions_to_ask(actor=actor)
        unions.initial = unions.queryset.first()
        shown: Any = self.fields["fields_shown"]
        shown.choices = [(name, title) for name, title in listing.fields().items()]


class DecisionForm(_PurposeForm):
    """An approver's word."""

    words = forms.CharField(
        label=_("Your decision in words"),
        max_length=200,
        required=False,
        help_text=_("Needed for a refusal."),
    )
