from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import IntegrityError, transaction

from lianshou.kernel.gateway.models import StoredAnswer, Token

KEPT = timedelta(hours=24)


class Answer(Protocol):
    """What is kept of an answer."""

    status_code: int
    content: bytes

    def __getitem__(self, header: str) -> str: ...


class _Undone(Exception):
    """Carries an answer out of the transaction that it undoes."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


def answered_once(
    *,
    token: Token,
    key_digest: str,
    body_digest: str,
    now: datetime,
    act: Callable[[], Any],
) -> Any | StoredAnswer:
    """Do ``act`` unless the key has been answered within a day: then the answer that is kept.

    The key, what is done and the answer are one transaction: after a crash nothing of the three is there. Whoever comes
    with the same key meanwhile waits until it is over. An answer of 429 or 500 and above undoes everything and is not kept.
    """
    StoredAnswer.objects.filter(token=token, key_digest=key_digest, at__lte=now - KEPT).delete()
    try:
        with transaction.atomic():
            return _answered(token, key_digest, body_digest, now, act)
    except _Undone as undone:
        return undone.answer


def _answered(token: Token, key_digest: str, body_digest: str, now: datetime, act: Callable[[], Any]) -> Any:
    try:
        with transaction.atomic():
            kept = StoredAnswer.objects.create(
                token=token, key_digest=key_digest, body_digest=body_digest, at=now
            )
    except IntegrityError:
        return StoredAnswer.objects.get(token=token, key_digest=key_digest)
    answer = act()
    if answer.status_code == 429 or answer.status_code >= 500:
        raise _Undone(answer)
    kept.status, kept.media = answer.status_code, answer["Content-Type"][:100]
    kept.content = answer.content.decode()
    kept.save(update_fields=["status", "media", "content"])
    return answer


@transaction.atomic
def forget_answers(*, now: datetime) -> int:
    """Erase the answers that are older than a day; no line in the book, which tells of what was done already."""
    forgotten, _by_model = StoredAnswer.objects.filter(at__lte=now - KEPT).delete()
    return forgotten
