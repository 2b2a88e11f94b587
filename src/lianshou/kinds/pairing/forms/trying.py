"""Changes to try out, as they stand in an address: "room~12~~~5" is one change, and can be kept, sent and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_BETWEEN = "~"  # no address needs to escape it
_KEYS = {
    "room": ("host", "low", "high", "most"),
    "drop_host": ("host",),
    "drop_guest": ("guest",),
    "force": ("guest", "host"),
    "free": ("guest",),
    "forbid": ("guest", "host"),
    "allow": ("guest", "host"),
    "weight": ("term", "factor"),
}
_FORMS = {"room": "host", "drop_host": "host", "force": "two", "forbid": "two", "drop_guest": "guest"}
_IDS, _NUMBERS = ("host", "guest"), ("low", "high", "most")


class AdoptForm(forms.Form):
    """Why changes that were tried out are to hold."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stands in the record beside the changes; name no persons."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def change_of(token: str) -> dict[str, Any]:
    """The change that a part of an address means, as ``rules.supposing`` takes it; what is unclear is left out there."""
    op, *values = token.split(_BETWEEN)
    given = zip(_KEYS.get(op, ()), values, strict=False)
    return {"op": op} | {key: _value(key, value) for key, value in given if _means_something(key, value)}


def token_asked(asked: Mapping[str, str]) -> str | None:
    """The change that one of the forms asks for, as a part of an address; None when none does."""
    op = asked.get("op", "")
    if op not in _KEYS:
        return None
    return _BETWEEN.join([op, *(asked.get(key, "").strip().replace(_BETWEEN, "") for key in _KEYS[op])])


def typed_in(token: str) -> dict[str, str]:
    """What was typed to ask for a change, to be typed again: ``form`` is the one it belongs to, "" for none."""
    op, *values = token.split(_BETWEEN)
    return {**dict(zip(_KEYS.get(op, ()), values, strict=False)), "form": _FORMS.get(op, "")}


def is_empty_room(asked: Mapping[str, str]) -> bool:
    """Whether a form asks for another room and gives no number."""
    return asked.get("op") == "room" and not any(asked.get(key, "").strip() for key in _NUMBERS)


def _means_something(key: str, value: str) -> bool:
    return value.isascii() and value.isdigit() if key in _IDS else bool(value)


def _value(key: str, value: str) -> str | int:
    number = key in _NUMBERS and value.isascii() and value.isdigit() and len(value) < 7
    return int(value) if number else value
