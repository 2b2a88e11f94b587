"""What stands around a piece of work: whence it comes, by which post it is done, and whether rows may be read without a scope.

Both are kept per thread and task (``contextvars``), set at the doors of the system (a request, a job, a command) and
read at its floor (the book, the guarded queries), so that nothing between has to carry them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Whence something was asked for: ``door`` is "web", "job", "command" …, ``address`` an internet address,
    ``device`` a short digest that tells sessions apart, never the session's key."""

    door: str = ""
    address: str = ""
    device: str = ""


@dataclass(frozen=True)
class Narrowing:
    """What is left of an account's posts while it works through a token: these verbs, and of its posts these (None: all)."""

    account: int
    verbs: frozenset[str]
    posts: frozenset[int] | None = None


_NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("lianshou_origin", default=_NOWHERE)
_granted: ContextVar[tuple[int, str] | None] = ContextVar("lianshou_granted", default=None)
_narrowed: ContextVar[Narrowing | None] = ContextVar("lianshou_narrowed", default=None)
_beyond: ContextVar[str] = ContextVar("lianshou_beyond_scope", default="")


def origin() -> Origin:
    """Whence the present work was asked for; an empty Origin where no door has said it."""
    return _origin.get()


@contextmanager
def coming_from(where: Origin) -> Iterator[None]:
    """Say for a while whence the work comes; whatever was granted or narrowed before does not count inside."""
    token, before, narrowed = _origin.set(where), _granted.set(None), _narrowed.set(None)
    try:
        yield
    finally:
        _origin.reset(token)
        _granted.reset(before)
        _narrowed.reset(narrowed)


@contextmanager
def narrowed_to(left: Narrowing) -> Iterator[None]:
    """Leave an account no more than ``left`` for a while, whichever object stands for it."""
    token = _narrowed.set(left)
    try:
        yield
    finally:
        _narrowed.reset(token)


def narrowing_of(account: int | None) -> Narrowing | None:
    """What is left of the posts of ``account`` here; None where nothing is taken away."""
    left = _narrowed.get()
    return left if left is not None and left.account == account else None


def grant(*, actor: int, post: str) -> None:
    """Note that the account ``actor`` has just been let in, by ``post`` (``role@path of its union``)."""
    _granted.set((actor, post))


def granted_post(actor: int | None) -> str:
    """The post by which ``actor`` was last let in here; empty when nobody, or somebody else, was."""
    granted = _granted.get()
    return granted[1] if granted is not None and granted[0] == actor else ""


def granted_path(actor: int | None) -> str:
    """The path of the union whose post let ``actor`` in; empty when nobody, or somebody else, was."""
    return granted_post(actor).partition("@")[2].partition("/")[0]


def acting() -> int | None:
    """The account that was last let in here."""
    granted = _granted.get()
    return granted[0] if granted is not None else None


@contextmanager
def beyond_scope(reason: str) -> Iterator[None]:
    """Let queries run without a scope for a while; ``reason`` says in words why nobody's scope can be asked.

    For commands on the machine itself, the building of demonstrations and the suite. Never for a request.
    """
    if not reason:
        raise ValueError("say why no scope applies")
    token = _beyond.set(reason)
    try:
        yield
    finally:
        _beyond.reset(token)


@contextmanager
def held_to_scope() -> Iterator[None]:
    """Hold everything inside to scope again, whatever stands around: every request and every job begins so."""
    token = _beyond.set("")
    try:
        yield
    finally:
        _beyond.reset(token)


def why_beyond_scope() -> str:
    """Why queries may run without a scope just now; empty where they may not."""
    return _beyond.get()
