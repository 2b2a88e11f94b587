from __future__ import annotations

from enum import Enum
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianshou.core.kinds import NoticeWords
from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.enums import Channel, Lists, ObjectionState, Reason, State
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.notices.queries import (
    handlers_of,
    leaves_of,
    objections_with,
    pairs_notice_of,
    programmes_to_post,
    programmes_with_notices,
    public_unions,
    telephone_of,
    with_words,
    words_of,
)
from lianshou.kernel.notices.queries.objections import overdue
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter
from lianshou.web.templatetags.web import say

_FIELD_OF: dict[Enum, str] = {
    Reason.TOO_SHORT: "days",
    Reason.NO_PAIRS_HERE: "lists",
    Reason.NO_PLACE: "telephone",
    Reason.WORDS_MISSING: "words",
    Reason.OTHER_NOTICE: "line",
    Reason.REASON_MISSING: "words",
    Reason.ANSWER_MISSING: "answer",
}


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    return programmes_with_notices(actor=request.user)


def _handlers(request: HttpRequest) -> QuerySet[User]:
    return handlers_of(actor=request.user)


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return public_unions(today=timezone.localdate())


class NoticeFilter(ListFilter):
    """What a list of notices can be narrowed by."""

    q = filters.CharFilter(label=_("Title, programme or union"), method="by_words", max_length=60)
    programme = filters.ModelChoiceFilter(label=_("Programme"), queryset=_programmes, empty_label=_("All"))
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        return with_words(queryset, value)


class PublicFilter(ListFilter):
    """What everybody can narrow the notices that run by."""

    q = filters.CharFilter(label=_("Title, programme or union"), method="by_words", max_length=60)
    union = filters.ModelChoiceFilter(
        label=_("Union"), field_name="programme__union", queryset=_unions, empty_label=_("All")
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        return with_words(queryset, value)


class ObjectionFilter(ListFilter):
    """What a list of objections can be narrowed by."""

    q = filters.CharFilter(label=_("Words or notice"), method="by_words", max_length=60)
    state = filters.ChoiceFilter(label=_("State"), choices=ObjectionState.choices, empty_label=_("All"))
    channel = filters.ChoiceFilter(
        label=pgettext_lazy("objection", "How it came"), choices=Channel.choices, empty_label=_("All")
    )
    handled_by = filters.ModelChoiceFilter(
        label=pgettext_lazy("objection", "Handled by"), queryset=_handlers, empty_label=_("All")
    )
    late = filters.ChoiceFilter(
        label=_("Deadline"), choices=[("yes", _("Overdue"))], method="by_deadline", empty_label=_("All")
    )
    notice = filters.NumberFilter(widget=forms.HiddenInput)

    class Meta:
        model = Objection
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Objection], name: str, value: str) -> QuerySet[Objection]:
        return objections_with(queryset, value)

    def by_deadline(self, queryset: QuerySet[Objection], name: str, value: str) -> QuerySet[Objection]:
        return overdue(queryset, timezone.localdate())


class _Refusing(forms.Form):
    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        field = _FIELD_OF.get(refused.reason)
        self.add_error(field if field in self.fields else None, refused.sentence)


class NoticeForm(_Refusing):
    """The words of a notice, filled in beforehand as an officer would write them."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, empty_label=None
    )
    lists = forms.ChoiceField(
        label=pgettext_lazy("notice", "What is listed"),
        choices=Lists.choices,
        required=False,
        help_text=_("Pairs are listed with both sides, once a result of the matching has been taken over."),
    )
    title = forms.CharField(label=pgettext_lazy("notice", "Title"), max_length=120)
    decides = forms.CharField(
        label=pgettext_lazy("notice", "What it decides"),
        max_length=200,
        help_text=_("What is done when the window is over and no objection stands."),
    )
    text = forms.CharField(
        label=pgettext_lazy("notice", "Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Above the list. Write no full name, illness, account or home address."),
    )
    days = forms.IntegerField(
        label=pgettext_lazy("notice", "Working days"),
        min_value=1,
        max_value=60,
        help_text=_("The day of posting does not count."),
    )
    telephone = forms.CharField(
        label=pgettext_lazy("notice", "Telephone for objections"), max_length=40, required=False
    )
    address = forms.CharField(
        label=pgettext_lazy("notice", "Where to object in person"), max_length=120, required=False
    )
    box = forms.CharField(
        label=pgettext_lazy("notice", "Box or mailbox for objections"), max_length=120, required=False
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        actor: Any,
        notice: Notice | None = None,
        programme: Any = None,
        days: int = 5,
        lists: str = "",
        chosen: bool = False,
    ) -> None:
        """``chosen`` tells that the programme was named, so that only what it can list is offered, in its own words."""
        super().__init__(data, initial=_of(notice) if notice else _usual(programme, days, lists))
        offered = programmes_to_post(actor=actor)
        if chosen and programme is not None:
            offered = offered.filter(pk=programme.pk)
        self.fields["programme"].queryset = offered  # type: ignore[attr-defined]
        if notice is not None:
            del self.fields["programme"], self.fields["lists"]
        else:
            field: Any = self.fields["lists"]
            field.choices = _lists_of(programme, chosen=chosen)
            if not any(key == Lists.PAIRS for key, _label in field.choices):
                field.help_text = ""

    def clean_lists(self) -> str:
        """Who says nothing lists everybody who asks."""
        return self.cleaned_data["lists"] or Lists.ASKING


class WithdrawForm(_Refusing):
    """Why a notice is withdrawn."""

    words = forms.CharField(
        label=pgettext_lazy("notice", "Why it is withdrawn"),
        max_length=200,
        help_text=_("Everybody reads this."),
    )


class SettleForm(_Refusing):
    """How an objection comes out, and why."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("objection", "Outcome"),
        widget=forms.RadioSelect,
        choices=[
            (ObjectionState.UPHELD, pgettext_lazy("objection", "Upheld")),
            (ObjectionState.DISMISSED, pgettext_lazy("objection", "Dismissed")),
        ],
    )
    answer = forms.CharField(
        label=pgettext_lazy("objection", "Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever objected reads them by their receipt. Do not name them."),
    )


class ObjectionForm(_Refusing):
    """What somebody objects to, and, where they want to be reached, who they are."""

    line: forms.ModelChoiceField[NoticeLine] = forms.ModelChoiceField(
        label=_("Which line"), queryset=None, required=False, empty_label=_("The notice as a whole")
    )
    words = forms.CharField(
        label=pgettext_lazy("objection", "What is wrong, and how you know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(
        label=pgettext_lazy("objection", "Your name"),
        max_length=40,
        required=False,
        help_text=_("May be left out."),
    )
    contact = forms.CharField(
        label=pgettext_lazy("objection", "How to reach you"),
        max_length=80,
        required=False,
        help_text=_("Telephone or e-mail; may be left out."),
    )

    def __init__(self, data: QueryDict | None, *, lines: QuerySet[NoticeLine], line: str = "") -> None:
        super().__init__(data, initial={"line": line} if line.isdigit() and len(line) < 19 else None)
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]
        for name in ("name", "contact"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


class ToldForm(ObjectionForm):
    """The same, as an officer was told it."""

    channel = forms.ChoiceField(
        label=pgettext_lazy("objection", "How it came"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB],
    )
    field_order = ["channel"]


class ReceiptForm(forms.Form):
    """The receipt that was handed out for an objection."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "XXXX-XXXX-XXXX"}
        ),
    )


def _of(notice: Notice) -> dict[str, Any]:
    names = ("title", "decides", "text", "days", "telephone", "address", "box")
    return {name: getattr(notice, name) for name in names}


def _usual(programme: Programme | None, days: int, lists: str = "") -> dict[str, Any]:
    if programme is None:
        return {"days": days}
    words = {"programme": programme.title}
    leaving = lists == Lists.LEAVING and leaves_of(programme) is not None
    usual = Lists.PAIRS if pairs_notice_of(programme) else Lists.ASKING
    told = {
        "programme": programme,
        "lists": usual,
        "days": days,
        "title": pgettext("notice", "%(programme)s: public notice of the list")[:80] % words,
        "decides": gettext("The list is confirmed, and the work goes on by it."),
        "text": gettext(
            "The list of %(programme)s has been examined and is made public below. Whoever knows of anything that is "
            "not so is asked to say it within the window, with facts, in person, by telephone or in writing. Who "
            "objects is kept secret."
        )
        % words,
        "address": programme.union.name,
        "telephone": telephone_of(programme.union),
    }
    told |= _of_leaving(words) if leaving else {}
    own = words_of(programme=programme, lists=str(told["lists"]), today=timezone.localdate())
    return told | _own(own) if own else told


def _own(words: NoticeWords) -> dict[str, Any]:
    told = {"title": say(words.title)[:120], "decides": say(words.decides), "text": say(words.text)}
    return told | ({"telephone": words.telephone} if words.telephone else {})


def _lists_of(programme: Programme | None, *, chosen: bool) -> list[tuple[str, Any]]:
    """What a notice can list: of a programme that was named what its kind knows, called as the kind calls it."""
    today = timezone.localdate()
    leaves = programme is not None and leaves_of(programme) is not None
    found = [one for one in Lists.choices if one[0] != Lists.LEAVING or leaves]
    if programme is None or not chosen:
        return found
    if pairs_notice_of(programme) is None:
        found = [one for one in found if one[0] != Lists.PAIRS]
    own = {key: words_of(programme=programme, lists=key, today=today) for key, _label in found}
    return [(key, say(words.listed) if (words := own[key]) else label) for key, label in found]


def _of_leaving(words: dict[str, str]) -> dict[str, Any]:
    """What a notice of those who are to leave says."""
    return {
        "lists": Lists.LEAVING,
        "title": pgettext("notice", "%(programme)s: public notice of those who are to leave")[:80] % words,
        "decides": gettext("Those listed leave the programme; they are told in writing."),
        "text": gettext(
            "Those listed below have been found to need the help of %(programme)s no longer. Whoever knows of anything that "
            "is not so is asked to say it within the window, with facts, in person, by telephone or in writing. Who objects is "
            "kept secret."
        )
        % words,
    }
