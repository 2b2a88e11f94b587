"""What every list that can be narrowed has in common; its form is drawn by ``web/search.html``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms

if TYPE_CHECKING:
    from typing import Self


class Narrowing:
    """What ``web/search.html`` asks of a list's filters, whose ``form`` has been cleaned."""

    form: Any

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


class ListFilter(Narrowing, django_filters.FilterSet):
    """A list's filters: ``q`` is the line to search by, hidden fields are where the reader comes from."""


class ListForm(Narrowing, forms.Form):
    """The filters of a list that is no query, with ``q`` among its fields; what was asked wrongly narrows nothing."""

    def __init__(self, data: Any) -> None:
        super().__init__({} if data is None else data)
        self.is_valid()

    @property
    def form(self) -> Self:
        return self

    def words(self) -> list[str]:
        """The words that every row must hold."""
        return str(self.cleaned_data.get("q", "")).casefold().split()


def day_input(**attrs: str) -> forms.DateInput:
    """A day as browsers pick it, in the form they want."""
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")
