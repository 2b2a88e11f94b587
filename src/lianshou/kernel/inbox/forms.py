from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.kinds import InboxItem
from lianshou.kernel.access.enums import Role
from lianshou.kernel.inbox.enums import Channel, DigestState, Errand, EscalationState, Every, Urgency
from lianshou.kernel.inbox.models import Digest, DigestSetting, Escalation
from lianshou.kernel.inbox.queries.digests import FAILED, unions_to_equip
from lianshou.kernel.inbox.queries.escalations import (
    in_state,
    unions_escalated,
    unions_to_rule,
    with_words,
)
from lianshou.kernel.inbox.queries.work import Line, Work, lines_of, union_below
from lianshou.kernel.inbox.rules.escalating import NEVER, ROLES
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, ListForm, day_input
from lianshou.web.picking import PickOne

_SIDES = (("", pgettext_lazy("items", "Mine")), ("below", _("Below, by the posts there")))
_RULED = [choice for choice in Errand.choices if choice[0] not in NEVER]


class WorkFilter(ListForm):
    """What narrows the list of my work."""

    q = forms.CharField(label=_("Words of the item, a union or a programme"), max_length=60, required=False)
    side = forms.ChoiceField(label=_("Whose"), choices=_SIDES, required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("All")), *Urgency.choices], required=False
    )
    errand = forms.ChoiceField(
        label=_("Sort of work"), choices=[("", _("All")), *Errand.choices], required=False
    )
    programme = forms.TypedChoiceField(label=_("Programme"), coerce=int, required=False, empty_value=None)
    union = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    fold = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any, *, programmes: Sequence[tuple[int, str]] = ()) -> None:
        self.programmes = programmes
        super().__init__(data)

    def full_clean(self) -> None:
        field: Any = self.fields["programme"]
        field.choices = [("", _("All")), *self.programmes]
        super().full_clean()

    @property
    def is_below(self) -> bool:
        return self.cleaned_data.get("side") == "below"

    def union_in(self, work: Work) -> Union | None:
        """The union below whose subtree is asked for; None while nothing below is."""
        asked = self.cleaned_data.get("union") if self.is_below else None
        return union_below(work=work, pk=asked) if asked else None

    def lines_in(self, work: Work, union: Union | None) -> list[Line]:
        """The lines of the side that is asked for; of ``union_in`` and below where there is one."""
        items = work.lower if self.is_below else self._own_of(work)
        return lines_of([item for item in items if union is None or item.owner.startswith(union.path)])

    def _own_of(self, work: Work) -> Sequence[InboxItem]:
        """The reader's own: those of a fold that was opened, each when words are looked for, else folded."""
        slug = self.cleaned_data.get("fold")
        if slug:
            return [item for item in work.own if item.fold is not None and item.fold.slug == slug]
        return work.own if self.cleaned_data.get("q") else work.folded().own

    @classmethod
    def over(cls, data: Any, lines: Sequence[Line]) -> WorkFilter:
        """The filter that offers the programmes of ``lines``."""
        return cls(
            data,
            programmes=sorted({(one.item.programme, one.programme) for one in lines if one.item.programme}),
        )

    def narrow(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that fit."""
        asked = self.cleaned_data
        return [
            line
            for line in lines
            if all(word in line.told for word in self.words())
            and asked.get("urgency") in ("", None, line.urgency)
            and asked.get("errand") in ("", None, line.item.errand)
            and asked.get("programme") in (None, line.item.programme)
        ]


class DigestForm(forms.ModelForm):  # type: ignore[type-arg]
    """How one wants to be told; only channels by which one can be reached are offered."""

    class Meta:
        model = DigestSetting
        fields = ("every", "channel", "hour", "quiet_from", "quiet_until")

    def __init__(self, *args: Any, channels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {*channels, self.instance.channel}
        channel: Any = self.fields["channel"]
        channel.choices = [choice for choice in Channel.choices if choice[0] in kept]
        for name in ("hour", "quiet_from", "quiet_until"):
            self.fields[name].widget.attrs |= {"min": 0, "max": 23, "inputmode": "numeric"}
        self.fields["quiet_from"].help_text = _(
            "Between these hours nothing is sent; two equal hours: no quiet."
        )
        self.channels = channels

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wanted, channel = given.get("every"), given.get("channel")
        if wanted != Every.OFF and channel and channel not in self.channels:
            self.add_error("channel", _("You cannot be reached this way at present."))
        return given


class RobotForm(forms.Form):
    """A group robot for a union: only the key out of its address, never a whole address."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Union"), queryset=None, widget=PickOne
    )
    channel = forms.ChoiceField(
        label=_("Robot of"), choices=[choice for choice in Channel.choices if choice[0] != Channel.MAIL]
    )
    key = forms.RegexField(
        label=_("Key of the robot"),
        regex=r"^[A-Za-z0-9_-]{8,200}$",
        help_text=_(
            "What stands behind “key=” (WeCom) or “access_token=” (DingTalk) in the robot's address."
        ),
        error_messages={"invalid": _("Only the key itself: letters, digits, - and _.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Secret for signing"),
        max_length=200,
        required=False,
        help_text=_("DingTalk only, where the robot is secured by signing; it begins with SEC."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        union: Any = self.fields["union"]
        union.queryset = unions_to_equip(actor=actor)


class FailedFilter(ListFilter):
    """What narrows the list of digests that did not go out."""

    q = django_filters.CharFilter(label=_("Account or union"), method="by_words", max_length=40)
    channel = django_filters.ChoiceFilter(label=_("By"), choices=Channel.choices, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in DigestState.choices if choice[0] in FAILED],
        empty_label=_("All"),
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="starts_on", lookup_expr="gte", widget=day_input()
    )

    class Meta:
        model = Digest
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Digest], name: str, value: str) -> QuerySet[Digest]:
        return queryset.filter(user__name__icontains=value) | queryset.filter(union__search__icontains=value)


class RuleForm(forms.Form):
    """A rule of escalation for a union and those below it."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Union"), queryset=None, widget=PickOne
    )
    errand = forms.ChoiceField(
        label=_("Sort of work"), choices=[("", _("Every sort")), *_RULED], required=False
    )
    days = forms.IntegerField(label=_("After how many working days overdue"), min_value=1, max_value=90)
    role = forms.ChoiceField(
        label=_("To which post of the union above"),
        choices=[choice for choice in Role.choices if choice[0] in ROLES],
        initial=Role.LEADER,
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        union: Any = self.fields["union"]
        union.queryset = unions_to_rule(actor=actor)


class AnswerForm(forms.Form):
    """What will be done, and by when."""

    words = forms.CharField(
        label=_("What will be done"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of persons: the union above reads this."),
    )
    until = forms.DateField(label=_("Will be done by"), widget=day_input())


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_escalated(actor=request.user)


class EscalationFilter(ListFilter):
    """What narrows the list of what was escalated."""

    q = django_filters.CharFilter(label=_("Name of a union, or its pinyin"), method="by_words", max_length=60)
    union = django_filters.ModelChoiceFilter(label=_("Union"), queryset=_unions, empty_label=_("All"))
    errand = django_filters.ChoiceFilter(label=_("Sort of work"), choices=_RULED, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=EscalationState.choices, method="by_state", empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("Was due from"), field_name="due_on", lookup_expr="gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=_("Was due until"), field_name="due_on", lookup_expr="lte", widget=day_input()
    )

    class Meta:
        model = Escalation
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Escalation], name: str, value: str) -> QuerySet[Escalation]:
        return with_words(queryset, value)

    def by_state(self, queryset: QuerySet[Escalation], name: str, value: str) -> QuerySet[Escalation]:
        return in_state(queryset, value, timezone.localdate())
