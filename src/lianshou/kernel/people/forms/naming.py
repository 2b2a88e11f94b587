"""The union of a person, by its name or a part of it, offered while typing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.access.queries import unions_meant
from lianshou.kernel.people.queries import unions_to_fill
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import names_meant

_MOST_NAMED = 200  # offered while typing; any other is found by its name all the same


class UnionNamed(forms.Form):
    """A form with a field ``unit``; ``union`` is the one meant, ``names`` are offered while typing."""

    union: Union
    actor: Any

    @property
    def names(self) -> list[str]:
        unions = unions_to_fill(actor=self.actor)
        return list(unions.order_by("path").values_list("name", flat=True)[:_MOST_NAMED])

    def clean_unit(self) -> str:
        words: str = self.cleaned_data["unit"].strip()
        if words != self.union.name:
            self.union = self._meant(words)
        return self.union.name

    def _meant(self, words: str) -> Union:
        found = unions_meant(unions_to_fill(actor=self.actor), words)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("There is no union of this name where you may enter persons."))
        raise forms.ValidationError(
            _("Several unions fit: %(names)s. Write the full name, or the number after it."),
            params={"names": names_meant(found)},
        )
