"""What is typed about a layer, and about an application in a programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import Told
from lianshou.kinds.aid.enums import Layer, Reason
from lianshou.kinds.aid.models import Survey, Verification
from lianshou.kinds.aid.queries import programmes_to_ask_in, visits_offered
from lianshou.web.documents import PapersField
from lianshou.web.filters import day_input

MOST_SCANS = 8
_LARGEST = 8 * 1024 * 1024
_AT_FIELD = {
    Reason.WORDS_MISSING: "words",
    Reason.DIFFERENCE_UNSAID: "words",
    Reason.WORDS_PERSONAL: "words",
    Reason.LAYER_AHEAD: "held_on",
    Reason.BEFORE_LAST: "held_on",
    Reason.UNSIGNED: "is_authorised",
    Reason.FEW_THERE: "present",
    Reason.VOTES: "votes_for",
    Reason.NOT_A_PICTURE: "scans",
    Reason.DAMAGED: "scans",
    Reason.TOO_MANY_PIXELS: "scans",
    **{one: "scans" for one in Reason if one.name.startswith("PDF_")},
}
_PASSED = [("yes", pgettext_lazy("layer", "Passed")), ("no", pgettext_lazy("layer", "Not passed"))]


class LayerForm(forms.Form):
    """A layer as it was done: passed or not, when, in which words. Each layer adds its own."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("layer", "Outcome"), choices=_PASSED, initial="yes", widget=forms.RadioSelect
    )
    held_on = forms.DateField(label=pgettext_lazy("layer", "Day"), widget=day_input())
    words = forms.CharField(
        label=pgettext_lazy("layer", "Opinion, or why it was not passed"),
        help_text=_(
            "The household may read it. Say what is missing and what they can do; no illness, no numbers."
        ),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, verification: Verification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verification = verification
        today = timezone.localdate().isoformat()
        self.fields["held_on"].initial = today
        self.fields["held_on"].widget.attrs["max"] = today

    def bar(self, reason: Reason | None) -> None:
        """Offer "not passed" alone where the layer cannot be passed now."""
        if reason is not None and "outcome" in self.fields:
            outcome: Any = self.fields["outcome"]
            outcome.choices, outcome.initial = _PASSED[1:], "no"

    @property
    def told(self) -> Told:
        """What a valid form says."""
        told = dict(self.cleaned_data)
        return Told(is_passed=told.pop("outcome", "yes") == "yes", **told)

    def blame(self, refused: Refused) -> None:
        """Show a refusal where it belongs."""
        place = _AT_FIELD.get(refused.reason)  # type: ignore[call-overload]
        self.add_error(place if place in self.fields else None, refused.sentence)


class ApplicationLayerForm(LayerForm):
    """The application came in: both papers signed, and their scans."""

    is_applied = forms.BooleanField(label=_("The application is signed"), required=False)
    is_authorised = forms.BooleanField(
        label=_("The authorisation to check income and property is signed by every adult"), required=False
    )
    scans = PapersField(
        label=_("Scans or photographs of the signed papers"),
        help_text=_("PDF, JPEG, PNG or WebP, eight at most, 8 MB each; kept sealed."),
        required=False,
        reasons=Reason,
        most=MOST_SCANS,
        limit=lambda: _LARGEST,
    )
    field_order = ("is_applied", "is_authorised", "scans", "outcome", "held_on", "words")


class VisitLayerForm(LayerForm):
    """Which visit counts."""

    survey: forms.ModelChoiceField[Survey] = forms.ModelChoiceField(
        label=_("Which visit"), queryset=None, required=False, empty_label=_("The last one")
    )
    field_order = ("survey", "outcome", "held_on", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["survey"]
        field.queryset = visits_offered(self.verification)
        field.label_from_instance = lambda one: f"{one.taken_on:%Y-%m-%d}"


class DeliberationForm(LayerForm):
    """Who was there by number, and the votes; the outcome follows from them."""

    present = forms.IntegerField(label=_("How many were there"), min_value=1, max_value=200)
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, max_value=200)
    votes_against = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=200, initial=0)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=200, initial=0)
    field_order = ("held_on", "present", "votes_for", "votes_against", "abstained", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["outcome"]


FORMS: dict[str, type[LayerForm]] = {
    Layer.APPLICATION: ApplicationLayerForm,
    Layer.FIRST_CHECK: LayerForm,
    Layer.VISIT: VisitLayerForm,
    Layer.CIVIL: LayerForm,
    Layer.DELIBERATION: DeliberationForm,
    Layer.NOTICE: LayerForm,
}
"""The form of each layer but the approval, which is decided on the page of the household."""


class RefusalForm(forms.Form):
    """Why a household is not approved."""

    words = forms.CharField(
        label=_("Why it is not approved"),
        help_text=_(
            "The household may read it. Say what is missing and what they can do; no illness, no numbers."
        ),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProgrammeForm(forms.Form):
    """In which programme a household asks."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, union: Union, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset = programmes_to_ask_in(union=union)
        self.can_choose = field.queryset.exists()
