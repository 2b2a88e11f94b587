"""Selects with many choices: a line to search by, where there is a script (``web/picking.js``); a plain select without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    _Select = forms.Select
else:
    _Select = object

FEW = 10
"""A single select of no more choices than this stays as it is."""


class _Searched(_Select):
    """Tells the script what to say, and each choice the words by which it is found besides its own.

    These are the ``search`` of the row behind a choice (pinyin and initials), or stand in ``words`` by the value.
    """

    hint = pgettext_lazy("union", "Name or pinyin")

    def __init__(self, *args: Any, words: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words or {}

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        said = {
            "data-pick": str(FEW),
            "data-pick-hint": str(self.hint),
            "data-pick-none": _("Nothing fits these words."),
            "data-pick-count": _("%(n)s chosen") % {"n": "{n}"},
            "data-pick-all": _("Choose all in the list"),
            "data-pick-clear": _("Choose none"),
        }
        return super().build_attrs(base_attrs, extra_attrs) | said

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if not value and option["label"] == BLANK_CHOICE_DASH[0][1]:
            option["label"] = _("Please choose")
        row = getattr(value, "instance", None)
        words = getattr(row, "search", "") or self.words.get(str(value), "")
        if words:
            option["attrs"]["data-words"] = words
        return option


class PickOne(_Searched, forms.Select):
    """One of many."""


class PickSeveral(_Searched, forms.SelectMultiple):
    """Any number of many."""
