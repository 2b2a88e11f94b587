"""Bodies of requests, made of the forms that the pages use: one place says what is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from django import forms
from django.http import QueryDict
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, create_model
from pydantic_core import PydanticCustomError

from lianshou.web.api.problems import Rejected, faults_of_form

_MOST = 2**63 - 1
_LONGEST = 20_000
Id = Annotated[int, Field(ge=1, le=_MOST)]


def without_nul(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("nul", "no NUL")
    return text


Text = Annotated[str, AfterValidator(without_nul)]


class Body(Schema):
    """What is sent: nothing beside what is described. ``writers`` say how a form wants what programs send otherwise."""

    model_config = ConfigDict(extra="forbid", strict=False)
    writers: ClassVar[Mapping[str, Callable[[Any], str]]] = {}


def body_of(form: type[forms.Form], name: str, *, but: Iterable[str] = (), **more: Any) -> type[Body]:
    """The body that fills ``form``: its fields but those in ``but``, and ``more`` as pydantic writes fields."""
    left = {key: field for key, field in form.base_fields.items() if key not in set(but)}
    fields = {key: _described(field) for key, field in left.items()}
    made: type[Body] = create_model(name, __base__=Body, **(fields | more))
    made.writers = {key: field.written for key, field in left.items() if hasattr(field, "written")}
    return made


def _described(field: forms.Field) -> tuple[Any, Any]:
    kind = _type_of(field)
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return bool, Field(default=False, description=_label(field))
    if field.required:
        return kind, Field(description=_label(field))
    return kind | None, Field(default=None, description=_label(field))


def _type_of(field: forms.Field) -> Any:
    if whole := getattr(field, "whole", None):
        return Annotated[int, Field(ge=whole[0], le=whole[1])]
    for sort, made in _TYPES:
        if isinstance(field, sort):
            return made(field)
    return Annotated[Text, Field(max_length=_LONGEST)]


def _several(field: Any) -> Any:
    return Annotated[list[Id], Field(max_length=1000)]


def _texts(field: Any) -> Any:
    return Annotated[list[Text], Field(max_length=200)]


def _choice(field: Any) -> Any:
    if callable(getattr(field.choices, "choices_func", None)):
        return Annotated[Text, Field(max_length=200)]  # asked anew at every request
    known = tuple(str(key) for key, _words in field.choices if key not in ("", None))
    return Literal[known] if known else Annotated[Text, Field(max_length=200)]


def _whole(field: Any) -> Any:
    low, high = field.min_value, field.max_value
    return Annotated[int, Field(ge=-_MOST if low is None else low, le=_MOST if high is None else high)]


def _decimal(field: Any) -> Any:
    return Annotated[float | str, Field(description="decimal")]


def _chars(field: Any) -> Any:
    return Annotated[Text, Field(max_length=field.max_length or _LONGEST)]


_TYPES: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (forms.ModelMultipleChoiceField, _several),
    (forms.ModelChoiceField, lambda field: Id),
    (forms.MultipleChoiceField, _texts),
    (forms.ChoiceField, _choice),
    (forms.BooleanField, lambda field: bool),
    (forms.DateTimeField, lambda field: datetime),
    (forms.DateField, lambda field: date),
    (forms.DecimalField, _decimal),
    (forms.FloatField, _decimal),
    (forms.IntegerField, _whole),
    (forms.CharField, _chars),
)


def _label(field: forms.Field) -> Any:
    """In the reader's language, whenever it is read."""
    return field.label or ""


def filled(body: Body, prefix: str = "") -> QueryDict:
    """A body as a form wants it."""
    data = QueryDict(mutable=True)
    for key, value in body.model_dump(exclude_none=True).items():
        name = f"{prefix}-{key}" if prefix else key
        if isinstance(value, list):
            data.setlist(name, [_written(one) for one in value])
        elif value is not False:
            data[name] = body.writers.get(key, _written)(value)
    return data


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def cleaned(form: Any, *, place: str = "body") -> Mapping[str, Any]:
    """What a form read; Rejected with the faults of each field where it does not fit."""
    if not form.is_valid():
        raise Rejected(422, faults=faults_of_form(form, place=place))
    found: Mapping[str, Any] = form.cleaned_data
    return found
