"""Who was there, when, and what pictures came along: beside the answers, on every page of the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china import identity_numbers
from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import Faulty, Filled, NewPicture
from lianshou.kinds.aid.enums import Level, Mode, Proof, Reason
from lianshou.kinds.aid.queries import cause_choices, programmes_to_open_in, unions_to_keep
from lianshou.kinds.aid.rules.deciding import MOST_PICTURES
from lianshou.kinds.aid.rules.form import Form, answers_from
from lianshou.web.documents import DocumentsField
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne
from lianshou.web.pictures import PhotosField
from lianshou.web.templatetags.web import say, say_both

_LARGEST = 8 * 1024 * 1024
AT_FIELD = {
    Reason.FEW_TAKERS: "other_takers",
    Reason.IN_FUTURE: "taken_on",
    Reason.CONSENT_MISSING: "consent",
    Reason.TOO_MANY: "pictures",
    Reason.NOT_A_PICTURE: "pictures",
    Reason.DAMAGED: "pictures",
    Reason.TOO_MANY_PIXELS: "pictures",
    **{one: "documents" for one in Reason if one.name.startswith("PDF_")},
    Reason.NOT_A_PDF: "documents",
}
"""Where a refusal is shown beside the answers."""


class PicturesForm(forms.Form):
    """Pictures and papers, what they show, and that those who can be recognised agreed."""

    picture_sort = forms.ChoiceField(
        label=_("What the pictures show"), choices=Proof.choices, initial=Proof.DOOR, required=False
    )
    pictures = PhotosField(
        label=_("Pictures"),
        help_text=_(
            "Twelve at most, 8 MB each. Place, camera and every other hidden trace are taken out before they are kept, sealed."
        ),
        required=False,
        reasons=Reason,
        most=MOST_PICTURES,
        limit=lambda: _LARGEST,
    )
    document_sort = forms.ChoiceField(
        label=_("What the papers prove"),
        choices=[one for one in Proof.choices if one[0] != Proof.DOOR],
        initial=Proof.ILLNESS,
        required=False,
    )
    documents = DocumentsField(
        label=_("Papers as PDF"),
        help_text=_(
            "8 MB and 30 pages each. Author, place and every other hidden trace are taken out before they are kept, sealed."
        ),
        required=False,
        reasons=Reason,
        most=MOST_PICTURES,
        limit=lambda: _LARGEST,
    )
    consent = forms.BooleanField(
        label=_("Those who can be recognised agreed to be photographed."), required=False
    )

    def pictures_told(self) -> list[NewPicture]:
        """The pictures and papers of a valid form, or of one whose faults do not matter (a draft)."""
        told = getattr(self, "cleaned_data", {})
        sort, paper = told.get("picture_sort") or Proof.OTHER, told.get("document_sort") or Proof.OTHER
        shots = [NewPicture(content=one, sort=sort) for one in told.get("pictures") or ()]
        papers = [
            NewPicture(content=one, sort=paper, is_document=True) for one in told.get("documents") or ()
        ]
        return [*shots, *papers]

    def blame(self, refused: Refused) -> None:
        """Show a refusal where it belongs."""
        place = AT_FIELD.get(refused.reason)  # type: ignore[call-overload]
        self.add_error(place if place in self.fields else None, refused.sentence)


class AddPicturesForm(PicturesForm):
    """Pictures and papers for a survey that was handed in."""

    def clean(self) -> None:
        told = self.cleaned_data
        if not self.errors and not told.get("pictures") and not told.get("documents"):
            self.add_error("pictures", _("Choose at least one picture or paper."))


class TakingForm(PicturesForm):
    """Who took the survey, on which day, with which pictures; ``asks_photograph`` where the visit counts only with one."""

    mode = forms.ChoiceField(choices=Mode.choices, widget=forms.HiddenInput, required=False)
    takers = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("survey", "Who is there"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_takers = forms.CharField(
        label=_("Others who are there"),
        help_text=_("Names, with a comma between them."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    taken_on = forms.DateField(label=_("Day of the survey"), widget=day_input(), required=False)
    later = forms.BooleanField(
        label=_("No photograph now: one is added on the page of the survey later."), required=False
    )

    def __init__(
        self, *args: Any, colleagues: list[Any], asks_photograph: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asks_photograph = asks_photograph
        self.fields["takers"].choices = [(one.pk, str(one)) for one in colleagues]  # type: ignore[attr-defined]
        self.fields["taken_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self) -> None:
        told = self.cleaned_data
        asked = self.asks_photograph and told.get("mode") == Mode.VISIT and "pictures" not in self.errors
        shown = bool(told.get("pictures")) and told.get("picture_sort") == Proof.DOOR
        if asked and not shown and not told.get("later"):
            self.add_error("pictures", Reason.NO_PHOTOGRAPH.label)

    def blame_beside(self, faulty: Faulty) -> None:
        """Show what was wrong besides the answers."""
        if faulty.beside is not None:
            self.blame(Refused(faulty.beside))

    def filled(self, form: Form) -> Filled:
        """What stands on the page; to be asked of a valid form, or of one whose faults do not matter (a draft)."""
        told = getattr(self, "cleaned_data", {})
        seen = {one.key: str(self.data.get(f"seen-{one.key}", "")) for one in form.sections}
        return Filled(
            answers=answers_of(form, self.data),
            mode=told.get("mode") or Mode.DESK,
            seen={key: said for key, said in seen.items() if said in ("same", "changed")},
            takers=tuple(told.get("takers") or ()),
            other_takers=told.get("other_takers") or "",
            taken_on=told.get("taken_on"),
            pictures=self.pictures_told(),
            consent=bool(told.get("consent")),
        )


def answers_of(form: Form, data: Any) -> dict[str, Any]:
    """The answers on a page."""
    return answers_from(form, get=lambda name: str(data.get(name) or ""), several=data.getlist)


class UnionForm(forms.Form):
    """Which union keeps a new file, in which archive."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Union that keeps the file"), queryset=None, widget=PickOne
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("file", "Level"), choices=Level.choices, initial=Level.NATION, required=False
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions_to_keep(actor=actor)  # type: ignore[attr-defined]


class OpenForm(UnionForm):
    """Whose file is opened."""

    name = forms.CharField(label=_("Name of the worker"), max_length=40)
    id_number = forms.CharField(
        label=_("Identity number"),
        max_length=30,
        help_text=_("It stands in one file only; who is in the register of persons is found by it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["programme"].queryset = programmes_to_open_in(actor=actor)  # type: ignore[attr-defined]

    def clean(self) -> None:
        union, programme = self.cleaned_data.get("union"), self.cleaned_data.get("programme")
        if union and programme and not union.path.startswith(programme.union.path):
            self.add_error(
                "programme",
                _(
                    "This programme is run elsewhere: choose one of the union that keeps the file, or of one above it."
                ),
            )

    def clean_id_number(self) -> str:
        number = identity_numbers.normalise(self.cleaned_data["id_number"])
        if wrong := identity_numbers.why_not_number(number, today=timezone.localdate()):
            raise ValidationError(say_both(wrong.message, wrong.way_out))
        return number

    def refuse(self, refused: Refused) -> None:
        at_name = getattr(refused.reason, "name", "") in ("NO_NAME", "OTHER_NAME")
        self.add_error("name" if at_name else "id_number", refused.sentence)


class MoveForm(forms.Form):
    """Which union keeps the file from now on."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Union that keeps the file"), queryset=None, widget=PickOne
    )
    consent = forms.BooleanField(label=_("The household agreed to the move."), required=False)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions_to_keep(actor=actor)  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Which file becomes part of this one."""

    number = forms.CharField(
        label=_("Number of the file that is merged into this one"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SplitForm(forms.Form):
    """Who goes their own way, and who of them is the head."""

    head = forms.TypedChoiceField(
        label=_("Head of the new household"),
        coerce=int,
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    along = forms.TypedMultipleChoiceField(
        label=_("Who goes along"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].choices = members  # type: ignore[attr-defined]
        self.fields["along"].choices = members  # type: ignore[attr-defined]

    def clean_head(self) -> int:
        """The key of the member; 0 where nobody was chosen, of which the action says why not."""
        return int(self.cleaned_data["head"] or 0)


class CausesForm(forms.Form):
    """The causes otherwise than the last survey says."""

    cause = forms.ChoiceField(label=_("Main cause"))
    secondary = forms.MultipleChoiceField(
        label=_("Secondary causes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, str | Promise]] = [(key, say(words)) for key, words in cause_choices()]
        self.fields["cause"].choices = offered  # type: ignore[attr-defined]
        self.fields["secondary"].choices = offered  # type: ignore[attr-defined]
