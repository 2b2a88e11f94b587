"""What every list that can be narrowed has in common; its form is drawn by ``web/search.html``."""

from __future__ import annotations

import django_filters
from django import forms


class ListFilter(django_filters.FilterSet):
    """A list's filters: ``q`` is the line to search by, hidden fields are where the reader comes from."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return self._asked(set(self.form.fields))

    @property
    def is_fine(self) -> bool:
        """Whether one of the finer filters is in use, which a telephone keeps folded."""
        return self._asked({field.name for field in self.form.visible_fields()} - {"q"})

    def _asked(self, names: set[str]) -> bool:
        return any(value not in (None, "") for name, value in self.form.cleaned_data.items() if name in names)


def day_input(**attrs: str) -> forms.DateInput:
    """A day as browsers pick it, in the form they want."""
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")
