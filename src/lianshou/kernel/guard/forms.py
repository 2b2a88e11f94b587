"""Forms over sealed fields: what is stored never stands in the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SealedForm(forms.Form):
    """A form whose fields named in ``sealed`` show only the mask of what ``subject`` holds.

    Left empty, such a field keeps its value; a tick beside it clears it (not for those in ``kept``). What somebody has just
    typed is theirs and stays in the form when it comes back.
    """

    sealed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def __init__(self, *args: Any, subject: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        masks: Mapping[str, str] = subject.masked if subject is not None else {}
        for name in self.sealed:
            self._say_mask(name, masks.get(name, ""))

    def _say_mask(self, name: str, mask: str) -> None:
        field = self.fields[name]
        field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        if not mask:
            return
        field.required = False
        field.widget.attrs["placeholder"] = mask
        field.help_text = _("On record: %(mask)s. Leave empty to keep it.") % {"mask": mask}
        if name not in self.kept:
            tick = forms.BooleanField(label=_("Clear “%(field)s”") % {"field": field.label}, required=False)
            self.fields[f"clear_{name}"] = tick
            order = [*self.fields]
            order.insert(order.index(name) + 1, order.pop())
            self.order_fields(order)

    def sealed_facts(self) -> dict[str, Any]:
        """What was typed into sealed fields, or ticked to be cleared; nothing of what is to be kept."""
        found: dict[str, Any] = {}
        for name in self.sealed:
            value = self.cleaned_data.get(name)
            if value not in (None, ""):
                found[name] = value
            elif self.cleaned_data.get(f"clear_{name}"):
                found[name] = getattr(self.fields[name], "empty_value", None)
        return found
