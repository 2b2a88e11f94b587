from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.pledges.enums import Grade
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.queries import Line, parties_among, unions_to_write_to
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne

FILES = "application/pdf,image/jpeg,image/png"


class ScanForm(forms.Form):
    """The scan of the signed paper."""

    content = forms.FileField(
        label=_("Scan (PDF, JPEG or PNG)"),
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
        help_text=_("At most 10 MB. It is kept sealed; only the federation and the parties can open it."),
    )


class ReportForm(forms.Form):
    """When a promise was kept, and what shows it."""

    done_on = forms.DateField(label=_("Done on"), widget=day_input())
    evidence = forms.CharField(
        label=_("How it was kept"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    content = forms.FileField(
        label=_("File that shows it (PDF, JPEG or PNG)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].widget.attrs["max"] = timezone.localdate().isoformat()


class WaiveForm(forms.Form):
    """Why a promise is let go."""

    reason = forms.CharField(
        label=_("Why it is waived"), max_length=200, help_text=_("All parties can read this.")
    )


class ObligationForm(forms.Form):
    """A further promise of one of the parties."""

    party: Any = forms.ModelChoiceField(label=_("Responsible party"), queryset=None, empty_label=None)
    words = forms.CharField(label=_("What is promised"), max_length=300)
    done_when = forms.CharField(label=_("What counts as done"), max_length=300, required=False)
    due_on = forms.DateField(label=_("Due on"), widget=day_input())

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = pledge.parties.filter(left_on=None).select_related("union")  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """How an agreement went, on the whole and promise by promise."""

    grade = forms.ChoiceField(label=_("On the whole"), choices=Grade.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {f"mark_{line.row.pk}": line.row.pk for line in lines}
        for line in lines:
            self.fields[f"mark_{line.row.pk}"] = forms.ChoiceField(
                label=line.row.words, choices=[("", _("No mark")), *Grade.choices], required=False
            )

    @property
    def facts(self) -> dict[str, Any]:
        marks = {pk: self.cleaned_data[key] for key, pk in self._keys.items() if self.cleaned_data[key]}
        return {"grade": self.cleaned_data["grade"], "words": self.cleaned_data["words"], "marks": marks}


class RenewForm(forms.Form):
    """The term of the agreement that follows."""

    starts_on = forms.DateField(label=_("New first day"), widget=day_input())
    ends_on = forms.DateField(label=_("New last day"), widget=day_input())


class JoinForm(forms.Form):
    """A union that joins an agreement of several."""

    union: Any = forms.ModelChoiceField(
        label=_("Union that joins"), queryset=None, empty_label=_("Choose …"), widget=PickOne
    )
    words = forms.CharField(label=_("Why and on what terms"), max_length=200)

    def __init__(self, *args: Any, actor: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [party.union_id for party in pledge.parties.all()]
        self.fields["union"].queryset = unions_to_write_to(actor=actor).exclude(pk__in=there)  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """A party that leaves an agreement of several."""

    party: Any = forms.ModelChoiceField(label=_("Union that leaves"), queryset=None, empty_label=None)
    left_on = forms.DateField(label=_("Last day"), widget=day_input())
    reason = forms.CharField(
        label=_("Why it leaves"), max_length=200, help_text=_("All parties can read this.")
    )

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties_among(parties)  # type: ignore[attr-defined]
