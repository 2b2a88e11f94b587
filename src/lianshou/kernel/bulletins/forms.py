from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.refusals import Refused
from lianshou.kernel.bulletins.enums import Answer, Consent, Reason, Role, Sort, State
from lianshou.kernel.bulletins.models import Bulletin, Receipt
from lianshou.kernel.bulletins.queries import (
    accounts_to_ask,
    bylines_of,
    photo_limit,
    public_with_words,
    receipts_with_words,
    unions_that_publish,
    unions_to_ask,
    unions_to_send_to,
)
from lianshou.kernel.bulletins.rules.bylines import MOST_PHOTOS, names_of
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne, PickSeveral
from lianshou.web.pictures import PhotosField


class BulletinFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Title or document number"), method="searched")
    state = django_filters.ChoiceFilter(label=pgettext_lazy("bulletin", "State"), choices=State.choices)
    sort = django_filters.ChoiceFilter(label=_("Sort"), choices=Sort.choices)

    class Meta:
        model = Bulletin
        fields: list[str] = []

    def searched(self, rows: QuerySet[Bulletin], _name: str, words: str) -> QuerySet[Bulletin]:
        for word in words.split():
            rows = rows.filter(title__icontains=word) | rows.filter(number__icontains=word)
        return rows


class PublicBulletinFilter(ListFilter):
    """What everybody can narrow the public bulletins by."""

    q = django_filters.CharFilter(
        label=_("Title, document number or union"), method="searched", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union"), queryset=lambda request: unions_that_publish(), empty_label=_("All")
    )

    class Meta:
        model = Bulletin
        fields: list[str] = []

    def searched(self, rows: QuerySet[Bulletin], _name: str, words: str) -> QuerySet[Bulletin]:
        return public_with_words(rows, words)


class BulletinForm(forms.ModelForm):  # type: ignore[type-arg]
    """A draft; ``version`` is the one that its writer sees."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    recipients: Any = forms.ModelMultipleChoiceField(
        label=_("Or to these unions"),
        queryset=None,
        required=False,
        widget=PickSeveral,
        help_text=_("Each acknowledges the bulletin once it is issued."),
    )
    reporters = forms.CharField(label=_("Reporters"), max_length=120, required=False)
    correspondents = forms.CharField(label=_("Correspondents"), max_length=120, required=False)
    photographers = forms.CharField(
        label=_("Photographers"),
        max_length=120,
        required=False,
        help_text=_(
            "For a brief only: names with a space between them, in the order in which they are printed."
        ),
    )
    field_order = (
        "union",
        "sort",
        "title",
        "starts_on",
        "ends_on",
        "addressees",
        "to_all_below",
        "recipients",
        "opening",
        "reporters",
        "correspondents",
        "photographers",
        "text",
    )

    class Meta:
        model = Bulletin
        fields = (
            "union",
            "sort",
            "title",
            "starts_on",
            "ends_on",
            "addressees",
            "to_all_below",
            "opening",
            "text",
        )
        widgets = {
            "union": PickOne,
            "starts_on": day_input(),
            "ends_on": day_input(),
            "text": forms.Textarea(attrs={"rows": 22, "data-bulletin": "text"}),
        }

    def __init__(self, *args: Any, actor: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opening", *(f"{role}s" for role in Role.values)):
            self.fields[name].widget.attrs["data-brief"] = "only"
        union: Any = self.fields["union"]
        union.queryset = unions_in_scope(actor=actor, verb="bulletin.write").exclude(level="enterprise")
        recipients: Any = self.fields["recipients"]
        recipients.queryset = union.queryset.filter(dissolved_on=None)
        if self.instance.pk:
            chosen = list(self.instance.receipts.admitted().values_list("union", flat=True))
            recipients.queryset = unions_to_send_to(union=self.instance.union, chosen=chosen)
            self.initial.setdefault("recipients", chosen)
            for role, names in bylines_of(bulletin=self.instance).items():
                self.initial.setdefault(f"{role}s", " ".join(names))
            del self.fields["union"], self.fields["sort"]
        elif not self.initial.get("starts_on"):
            self.initial.update(starts_on=date(today.year, 1, 1), ends_on=today)
            first: Union | None = union.queryset.order_by("path").first()
            self.initial.setdefault("union", first.pk if first else None)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("This day lies before the first one."))
        return values

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        values = dict(self.cleaned_data)
        bylines = {role: names_of(values.pop(f"{role}s")) for role in Role.values}
        return values | {"bylines": bylines}

    def _post_clean(self) -> None:
        """The constraints are the action's; the form only reads what was typed."""


class ReturnForm(forms.Form):
    words = forms.CharField(
        label=_("What is to be changed"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class IssueForm(forms.Form):
    number_prefix = forms.CharField(
        label=_("The number begins with"),
        max_length=20,
        help_text=_("For instance 阜工通; year and number follow."),
    )


class CountersignForm(forms.Form):
    """Whom the writer asks to countersign."""

    unions: Any = forms.ModelMultipleChoiceField(
        label=_("Unions"), queryset=None, required=False, widget=PickSeveral
    )
    people: Any = forms.ModelMultipleChoiceField(
        label=_("Persons"), queryset=None, required=False, widget=PickSeveral
    )

    def __init__(self, *args: Any, bulletin: Bulletin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions: Any = self.fields["unions"]
        people: Any = self.fields["people"]
        unions.queryset = unions_to_ask(bulletin=bulletin)
        people.queryset = accounts_to_ask(bulletin=bulletin)
        people.label_from_instance = lambda account: account.name


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where you do not agree: the bulletin then goes back to its writer with them."),
    )

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the field where it belongs."""
        field = "words" if refusal.reason == Reason.OBJECTION_WORDS_MISSING else None
        self.add_error(field, refusal.sentence)


class AcknowledgeForm(forms.Form):
    words = forms.CharField(
        label=pgettext_lazy("receipt", "What was done"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("May stay empty."),
    )


class ReceiptFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Union, title or document number"), method="searched")
    open = django_filters.ChoiceFilter(
        label=_("Receipt"),
        choices=[("yes", _("Not yet acknowledged")), ("no", _("Acknowledged"))],
        method="still_open",
    )

    class Meta:
        model = Receipt
        fields: list[str] = []

    def searched(self, rows: QuerySet[Receipt], _name: str, words: str) -> QuerySet[Receipt]:
        return receipts_with_words(rows, words)

    def still_open(self, rows: QuerySet[Receipt], _name: str, value: str) -> QuerySet[Receipt]:
        return rows.filter(acknowledged_at__isnull=value == "yes")


class PublishForm(forms.Form):
    names_checked = forms.BooleanField(
        label=_("They have agreed to be named in public, or are named as holders of an office"),
        required=False,
    )


class TakeDownForm(forms.Form):
    words = forms.CharField(label=_("Why it is taken down; everybody reads this"), max_length=200)


class BriefPhotosForm(forms.Form):
    """Photographs of a brief with the credit they must carry."""

    photos = PhotosField(
        reasons=Reason,
        most=MOST_PHOTOS,
        limit=photo_limit,
        label=_("Photographs"),
        help_text=_("JPEG, PNG or WebP, up to 10 MB each, 6 at most."),
    )
    credit = forms.CharField(label=_("Photographs by"), max_length=80)
    caption = forms.CharField(label=_("What they show"), max_length=200, required=False)
    consent = forms.ChoiceField(label=_("Those shown"), choices=Consent.choices, initial=Consent.NOT_ASKED)

    @property
    def new_photos(self) -> list[NewPhoto]:
        """What the actions take."""
        values = self.cleaned_data
        told = {name: values[name] for name in ("credit", "caption", "consent")}
        return [NewPhoto(content=content, **told) for content in values["photos"]]
