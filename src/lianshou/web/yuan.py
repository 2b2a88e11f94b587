from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianshou.formats.sheets.columns import CellError
from lianshou.formats.sheets.parsing import as_yuan
from lianshou.web.templatetags.web import say

_LONGEST = 24
MOST_FEN = 10**14
"""A million million yuan: what is typed beyond is a slip."""


class YuanField(forms.Field):
    """Yuan as people write them (1,500; 1500.50元; 3万), as whole fen; programs send the fen (see ``web.api.bodies``)."""

    whole = (1, MOST_FEN)

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": str(_LONGEST)}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) > _LONGEST:
            raise ValidationError(_("This is more than any union has."))
        try:
            fen = as_yuan()(text)
        except CellError as error:
            raise ValidationError(f"{say(error.message)} {say(error.way_out)}") from error
        if fen > MOST_FEN:
            raise ValidationError(_("This is more than any union has."))
        return fen

    def written(self, fen: int) -> str:
        """Fen that a program sends, as people write them."""
        return f"{fen // 100}.{fen % 100:02}"

    def prepare_value(self, value: Any) -> Any:
        """What is typed stays as typed; fen are shown as yuan."""
        return self.written(value) if isinstance(value, int) else value
