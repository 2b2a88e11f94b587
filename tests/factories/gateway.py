"""Programs that ask the API: a token for an account, and a client that carries it."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from lianshou.kernel.access.models import User
from lianshou.kernel.gateway.actions import make_token
from lianshou.kernel.gateway.queries import verbs_held

_keys = count(1)


def token_for(account: User, *, verbs: list[str] | None = None, posts: list[int] | None = None) -> str:
    """The secret of a new token: with all that the account may do, or with ``verbs`` alone."""
    now = timezone.now()
    given = [*verbs_held(actor=account), "own"] if verbs is None else verbs
    made = make_token(
        actor=account, name="试验", verbs=given, posts=posts, expires_at=now + timedelta(days=30), now=now
    )
    return made.secret


class Program:
    """A client of the API with a token, or without one."""

    def __init__(self, secret: str = "", *, language: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        if language:
            self.headers["Accept-Language"] = language

    def get(self, path: str, asked: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", asked, headers={**self.headers, **headers})

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        key = f"key-{next(_keys)}" if key is None else key
        named = {"Idempotency-Key": key} if key else {}
        return self.client.post(
            f"/api/v1/{path}",
            data="" if body is None else body if isinstance(body, str) else json.dumps(body),
            content_type="application/json",
            headers={**self.headers, **named, **headers},
        )

    def send(self, path: str, parts: dict[str, Any], *, key: str | None = None) -> Any:
        """A body with files."""
        named = {"Idempotency-Key": f"key-{next(_keys)}" if key is None else key}
        return self.client.post(f"/api/v1/{path}", parts, headers={**self.headers, **named})
