from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.kinds import registry
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.review.actions import NewRung
from lianshou.kernel.review.enums import AscentState
from lianshou.kernel.review.models import Ascent
from lianshou.kernel.review.queries import climbing
from lianshou.kernel.unions.enums import FEDERATIONS, Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.filters import ListFilter
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    return climbing.programmes_with_ascents(actor=request.user)


class AscentFilter(ListFilter):
    """What a list of approvals can be narrowed by; ``show`` is the tab."""

    q = django_filters.CharFilter(label=_("Unit or person, or the pinyin"), method="by_words", max_length=60)
    programme = django_filters.ModelChoiceFilter(
        field_name="application__programme", label=_("Programme"), queryset=_programmes, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=AscentState.choices, empty_label=_("All"))
    late = django_filters.ChoiceFilter(
        label=_("Deadline"), choices=[("yes", _("Overdue"))], method="by_deadline", empty_label=_("All")
    )
    show = django_filters.ChoiceFilter(
        choices=[("all", _("All")), ("done", _("Done by me"))], method="by_tab", widget=forms.HiddenInput
    )

    class Meta:
        model = Ascent
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Ascent], name: str, value: str) -> QuerySet[Ascent]:
        return climbing.with_words(queryset, value)

    def by_deadline(self, queryset: QuerySet[Ascent], name: str, value: str) -> QuerySet[Ascent]:
        return climbing.overdue(queryset, today=timezone.localdate())

    def by_tab(self, queryset: QuerySet[Ascent], name: str, value: str) -> QuerySet[Ascent]:
        return queryset  # the view has chosen the tab already


class WordsForm(forms.Form):
    """A few words, which some acts must have."""

    words = forms.CharField(
        label=_("What you say"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SettleForm(WordsForm):
    """How an appeal is settled, and why."""

    grant = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            ("yes", pgettext_lazy("appeal", "Grant it")),
            ("no", pgettext_lazy("appeal", "Uphold the refusal")),
        ],
        widget=forms.RadioSelect,
    )


class DelegateForm(WordsForm):
    """Whom a step is handed to."""

    to: forms.ModelChoiceField[User] = forms.ModelChoiceField(label=_("To whom"), queryset=None)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class LadderForm(forms.Form):
    """For which federation and kind approvals are set up."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Federation"), queryset=None, empty_label=None, widget=PickOne
    )
    kind = forms.ChoiceField(label=_("Kind of programme"))
    title = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = unions_in_scope(actor=actor, verb="ladder.edit").filter(level__in=FEDERATIONS)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.slug, say(kind.title)) for kind in registry]  # type: ignore[attr-defined]


class RungForm(forms.Form):
    """One level: of the tree, or one named federation."""

    level = forms.ChoiceField(label=_("Level"), required=False)
    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("or this union"), queryset=None, required=False, widget=PickOne
    )
    role = forms.ChoiceField(label=_("Who acts"), initial=Role.APPROVER)
    days = forms.IntegerField(label=_("Working days allowed"), min_value=1, max_value=366)
    asks_factor = forms.BooleanField(
        label=_("Approving and refusing ask for a second factor"), required=False
    )
    remind_days = forms.IntegerField(label=_("Reminder, working days before"), min_value=0, max_value=365)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = unions_in_scope(actor=actor, verb="ladder.edit").filter(level__in=FEDERATIONS)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        roles = roles_granting("approval.act")
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in roles]  # type: ignore[attr-defined]
        levels = [level for level in reversed(Level) if level != Level.ENTERPRISE]
        self.fields["level"].choices = [("", "–"), *((level.value, level.label) for level in levels)]  # type: ignore[attr-defined]
        self.fields["days"].initial = settings.LIANSHOU_APPROVAL_DAYS
        self.fields["remind_days"].initial = settings.LIANSHOU_APPROVAL_REMIND

    @property
    def rung(self) -> NewRung:
        union: Union | None = self.cleaned_data.get("union")
        names = ("role", "days", "remind_days", "level", "asks_factor")
        return NewRung(union=union, **{name: self.cleaned_data[name] for name in names})


RungFormSet = forms.formset_factory(RungForm, extra=5, max_num=5, absolute_max=5)


def rungs_of(formset: Any) -> list[NewRung]:
    """The levels that were filled in, from the bottom up."""
    return [form.rung for form in formset.forms if form.has_changed() and form.cleaned_data]
