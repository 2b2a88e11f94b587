"""A field for several photographs, for every form that takes some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from lianshou.formats.pictures import PictureError, clean_picture

_ACCEPT = "image/jpeg,image/png,image/webp"


def put_picture(row: Any, content: bytes) -> None:
    """Put a photograph anew, and a small one of it, into an unsaved row with ``image``, ``thumbnail``, ``width``, ``height``.

    Nothing of the file's own name or of what it hides is kept. Raises PictureError.
    """
    large, small = clean_picture(content)
    name = uuid4().hex
    row.thumbnail.save(f"{name}-s.jpg", ContentFile(small.content), save=False)
    row.image.save(f"{name}.jpg", ContentFile(large.content), save=False)
    row.width, row.height = large.width, large.height


class _Files(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photographs at once; gives their bytes, each checked by what it holds, each error naming its file.

    ``reasons`` words what is wrong: TOO_MANY, TOO_LARGE and the faults of ``formats.pictures``, by name; ``limit`` gives the
    bytes that one may have.
    """

    widget = _Files
    accept = _ACCEPT

    def __init__(self, *, reasons: Any, most: int, limit: Callable[[], int], **kwargs: Any) -> None:
        super().__init__(widget=_Files(attrs={"accept": self.accept, "multiple": True}), **kwargs)
        self.reasons, self.most, self.limit = reasons, most, limit

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[Any] = data or []
        if not files:
            return super().clean(None, initial) or []
        if len(files) > self.most:
            raise ValidationError(self.reasons.TOO_MANY.label)
        contents = [(file, self._content(file)) for file in files]
        faults = [f"{file.name}: {what.label}" for file, what in contents if not isinstance(what, bytes)]
        if faults:
            raise ValidationError([*faults, _("Please choose the files again.")])
        return [content for _file, content in contents]

    def _content(self, file: Any) -> Any:
        """The bytes of a file, or the reason why it is not taken."""
        if (file.size or 0) > self.limit():
            return self.reasons.TOO_LARGE
        content: bytes = file.read()
        try:
            clean_picture(content, sides=(48,))
        except PictureError as error:
            return self.reasons[error.fault.name]
        return content
