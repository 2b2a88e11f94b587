from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.refusals import Refused
from lianshou.kernel.funds.enums import Reason, Sort
from lianshou.kernel.funds.models import Source
from lianshou.kernel.funds.queries import programmes_to_fund, unions_with_money
from lianshou.web.picking import PickOne
from lianshou.web.yuan import YuanField

_FIELD_OF: dict[object, str] = {
    Reason.AMOUNT: "amount_fen",
    Reason.BELOW_USED: "amount_fen",
    Reason.OVER_SOURCE: "amount_fen",
    Reason.OVER_CEILING: "amount_fen",
    Reason.TITLE_MISSING: "title",
    Reason.SAME_ITEM: "item",
    Reason.OUTSIDE: "programme",
    Reason.WORDS_MISSING: "words",
    Reason.PURPOSE_MISSING: "purpose",
    Reason.IN_FUTURE: "paid_on",
    Reason.BEFORE_APPROVAL: "paid_on",
    Reason.RECEIPT_MISSING: "number",
    Reason.NOT_A_RECEIPT: "file",
    Reason.RECEIPT_TOO_LARGE: "file",
}


class RefusingForm(forms.Form):
    """A form that says beside its field why an action refused."""

    def refuse(self, refused: Refused, words: str = "") -> None:
        """Say why, beside the field that it is about."""
        name = _FIELD_OF.get(refused.reason, "")
        self.add_error(name if name in self.fields else None, words or refused.sentence)


class SourceEditForm(RefusingForm):
    """What can be corrected of a source."""

    title = forms.CharField(label=pgettext_lazy("money", "Title"), max_length=80)
    amount_fen = YuanField(label=_("Amount (yuan)"))
    document_no = forms.CharField(
        label=_("Document number"), max_length=60, required=False, help_text=_("May stay empty.")
    )


class SourceForm(SourceEditForm):
    """Money that a union has for a year."""

    union: Any = forms.ModelChoiceField(label=_("Union"), queryset=None, empty_label=None, widget=PickOne)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    sort = forms.ChoiceField(label=_("Sort of money"), choices=Sort.choices)

    field_order = ["union", "year", "sort", "title", "amount_fen", "document_no"]

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        field: Any = self.fields["union"]
        field.queryset = unions_with_money(actor=actor)
        self.fields["year"].widget.attrs["inputmode"] = "numeric"


class BudgetForm(RefusingForm):
    """What a programme may spend of a source on one item."""

    programme: Any = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, empty_label=_("Please choose")
    )
    item = forms.CharField(
        label=_("Item"), max_length=80, help_text=_("For example consolation money, rent of rooms, prizes.")
    )
    amount_fen = YuanField(label=_("Ceiling (yuan)"))

    def __init__(self, *args: Any, actor: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset = programmes_to_fund(actor=actor, source=source)


class CeilingForm(RefusingForm):
    """Another ceiling, and why."""

    amount_fen = YuanField(label=_("New ceiling (yuan)"))
    words = forms.CharField(label=_("Why it changes"), max_length=200)
