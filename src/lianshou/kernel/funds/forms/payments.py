from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.china.bank_cards import normalise, why_not_card
from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import recognise_book, typed_rows
from lianshou.kernel.funds.actions import NewPayment
from lianshou.kernel.funds.enums import Reason
from lianshou.kernel.funds.forms.budgets import RefusingForm
from lianshou.kernel.funds.queries import Candidate, receipt_limit
from lianshou.kernel.funds.rules import Answer, answer_layout, answer_of
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import day_input
from lianshou.web.templatetags.web import say
from lianshou.web.yuan import YuanField

_OFF = {"autocomplete": "off"}


class AccountForm(RefusingForm):
    """The bank account that money goes to."""

    bank_name = forms.CharField(
        label=_("Name of the bank"), max_length=60, required=False, widget=forms.TextInput(attrs=_OFF)
    )
    account = forms.CharField(
        label=_("Bank account"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=_OFF | {"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, is_card: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_card = is_card

    def clean_account(self) -> str:
        number = normalise(self.cleaned_data["account"])
        if not number:
            return ""
        if self.is_card and (bad := why_not_card(number)):
            raise ValidationError(f"{say(bad.message)} {say(bad.way_out)}")
        if not number.isascii() or not number.isdigit() or not 6 <= len(number) <= 32:
            raise ValidationError(_("A bank account has 6 to 32 digits."))
        return number


class PaymentForm(AccountForm):
    """One payment to a payee in hand, or to an outside body that is named here."""

    outside = forms.CharField(label=_("Who is paid"), max_length=120)
    amount_fen = YuanField(label=_("Amount (yuan)"))
    purpose = forms.CharField(label=_("What the payment is for"), max_length=120)

    field_order = ["outside", "amount_fen", "purpose", "bank_name", "account"]

    def __init__(self, *args: Any, person: Person | None, union: Union | None, **kwargs: Any) -> None:
        super().__init__(*args, is_card=person is not None, **kwargs)
        self.person, self.union = person, union
        if person is not None or union is not None:
            del self.fields["outside"]
        if person is not None and person.bank_card:
            masked = {"card": person.masked["bank_card"]}
            self.fields["account"].help_text = _("Left empty: the card on record, %(card)s.") % masked

    @property
    def new(self) -> NewPayment:
        """What the action takes."""
        return NewPayment(person=self.person, union=self.union, **self.cleaned_data)


class SeveralForm(RefusingForm):
    """One purpose and one amount for many; a field for each payee whose amount differs, an empty one meaning the common one."""

    purpose = forms.CharField(label=_("What the payments are for"), max_length=120)
    amount_fen = YuanField(label=_("Amount for each (yuan)"), required=False)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for one in candidates:
            chosen = forms.BooleanField(required=False, label=_("Pay %(name)s") % {"name": one.payee})
            self.fields[f"pay_{one.key}"] = chosen
            self.fields[f"fen_{one.key}"] = YuanField(
                required=False, label=_("Amount for %(name)s (yuan)") % {"name": one.payee}
            )

    def rows(self) -> list[tuple[Candidate, Any, Any]]:
        """Each payee with its box and its amount."""
        return [(one, self[f"pay_{one.key}"], self[f"fen_{one.key}"]) for one in self.candidates]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        chosen = [one for one in self.candidates if values.get(f"pay_{one.key}")]
        if not chosen:
            self.add_error(None, Reason.NOTHING_CHOSEN.label)
        for one in chosen:
            if f"fen_{one.key}" in values and not (values[f"fen_{one.key}"] or values.get("amount_fen")):
                self.add_error(f"fen_{one.key}", Reason.AMOUNT.label)
        return values

    @property
    def new(self) -> list[NewPayment]:
        """What the action takes."""
        values = self.cleaned_data
        return [
            _for(one, values[f"fen_{one.key}"] or values["amount_fen"], values["purpose"])
            for one in self.candidates
            if values[f"pay_{one.key}"]
        ]


def _for(one: Candidate, fen: int, purpose: str) -> NewPayment:
    is_person = isinstance(one.payee, Person)
    return NewPayment(
        amount_fen=fen,
        purpose=purpose,
        placement=one.placement,
        application=one.placement.application,
        person=one.payee if isinstance(one.payee, Person) else None,
        union=one.placement.application.union if not is_person else None,
    )


class ReasonForm(RefusingForm):
    """Why a payment is refused or cancelled, or a list dropped."""

    words = forms.CharField(label=_("Why"), max_length=200, help_text=_("Everybody concerned can read this."))


class PayForm(RefusingForm):
    """The day on which money was handed over."""

    paid_on = forms.DateField(label=_("Paid on"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].widget.attrs["max"] = timezone.localdate().isoformat()


class ReceiptForm(RefusingForm):
    """The number or the file of a receipt."""

    number = forms.CharField(
        label=_("Number of the receipt or invoice"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    file = forms.FileField(
        label=_("Receipt as a file"),
        required=False,
        help_text=_("PDF or a photograph, up to 10 MB. One of the two is enough."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def clean_file(self) -> bytes:
        file: Any = self.cleaned_data["file"]
        if file is None:
            return b""
        if (file.size or 0) > receipt_limit():
            raise ValidationError(Reason.RECEIPT_TOO_LARGE.label)
        content: bytes = file.read()
        return content

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.errors and not values.get("file") and not values.get("number", "").strip():
            self.add_error("number", Reason.RECEIPT_MISSING.label)
        return values


class AnswerForm(PayForm):
    """The bank's answer: a workbook, or without one the word that all of the list was paid."""

    file = forms.FileField(
        label=_("Answer of the bank (.xlsx, .xls or .csv)"),
        required=False,
        help_text=_("Without a file the whole list counts as paid."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].label = _("Day of the transfers")
        self.problems: list[Problem] = []

    def clean_file(self) -> Answer | None:
        file: Any = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise ValidationError(_("The file is larger than 20 MB."))
        try:
            table = recognise_book(read_book(file.read(), name=file.name or ""), answer_layout())
        except SheetError as error:
            raise ValidationError(f"{say(error.message)} {say(error.way_out)}") from error
        typed = typed_rows(table)
        self.problems = list(typed.problems)
        if self.problems:
            raise ValidationError(
                _("Nothing was taken over: correct the cells below and upload the file again.")
            )
        return answer_of([row.values for row in typed.rows])

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        answer: Answer | None = self.cleaned_data["file"]
        told = (
            {"failures": answer.failures, "named": answer.named, "amounts": answer.amounts} if answer else {}
        )
        return {"paid_on": self.cleaned_data["paid_on"], "failures": {}, **told}
