"""What the pages of bulletins share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lianshou.core.periods import said
from lianshou.kernel.access.queries import may
from lianshou.kernel.bulletins import queries
from lianshou.kernel.bulletins.exports import nothing_of
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.queries import Value
from lianshou.kernel.bulletins.rules.laying import laid_out
from lianshou.web.acting import acted


def bulletin_of(request: HttpRequest, pk: int, verb: str = "bulletin.view") -> Bulletin:
    found: Bulletin = get_object_or_404(queries.bulletins_in_scope(actor=request.user, verb=verb), pk=pk)
    return found


def moved(
    request: HttpRequest, pk: int, verb: str, action: Callable[..., Any], done: str, /, **told: Any
) -> HttpResponse:
    """Take a step with a bulletin and go back to it."""
    bulletin = bulletin_of(request, pk, verb)
    act = partial(action, actor=request.user, bulletin=bulletin, now=timezone.now(), **told)
    return acted(request, act, done, "bulletins:detail", pk)


def paragraphs_of(bulletin: Bulletin, values: Sequence[Value]) -> list[tuple[Any, list[Any]]]:
    """The paragraphs of a text, each with those who have nothing to show in its ranking."""
    return [
        (
            paragraph,
            [line for one in paragraph.pieces if not isinstance(one, str) for line in nothing_of(one)],
        )
        for paragraph in laid_out(queries.full_text(bulletin=bulletin), list(values))
    ]


def read_only(request: HttpRequest, bulletin: Bulletin) -> dict[str, Any]:
    """A frozen bulletin for those who read it and do not write it."""
    actor, frozen = request.user, bulletin.is_frozen
    values = queries.values_of(bulletin=bulletin, actor=actor, today=timezone.localdate()) if frozen else []
    photos = queries.photos_to_show(bulletin=bulletin) if frozen else []
    return {
        "bulletin": bulletin,
        "period": said(bulletin.period),
        "paragraphs": paragraphs_of(bulletin, values) if frozen else [],
        "photos": photos,
        "photo_by": queries.photographers_at_the_end(bulletin=bulletin, photos=photos),
        "opens_rows": may(actor, "figure.view"),
    }
