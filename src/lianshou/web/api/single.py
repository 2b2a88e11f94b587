"""One record as an endpoint, and a verb of an action as an endpoint. Each costs a few lines."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.functional import Promise
from ninja import Router

from lianshou.web.api.bodies import Body, Id, body_of, cleaned, filled
from lianshou.web.api.listing import Item, names_in
from lianshou.web.api.records import RECORDS
from lianshou.web.doors import Door

Find = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A record: ``find(request, **path)`` gives it, or None where it is not there for the reader."""

    path: str
    name: str
    door: str
    item: type[Item]
    find: Find
    label: str = ""
    told: str | Promise = ""
    is_shared: bool = False
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Acting:
    """A verb: ``find`` the record, fill ``form`` with the body, ``act``, and tell what came of it as ``item``.

    ``act(actor, found, now, said)`` calls one action; ``fill(request, found, data)`` makes the form where it asks for more than
    data; ``show(request, made)`` gives what is told of what was made.
    """

    path: str
    name: str
    door: str
    find: Find
    act: Callable[[Any, Any, datetime, Mapping[str, Any]], Any]
    item: type[Item]
    form: type[forms.Form] | None = None
    fill: Callable[[HttpRequest, Any, Any], Any] | None = None
    facts: Callable[[Any], Mapping[str, Any]] | None = None
    but: tuple[str, ...] = ()
    show: Callable[[HttpRequest, Any], Any] | None = None
    status: int = 200
    told: str | Promise = ""
    is_shared: bool = False
    parts: Mapping[str, Any] = field(default_factory=dict)


def calling(
    action: Callable[..., Any], record: str
) -> Callable[[Any, Any, datetime, Mapping[str, Any]], Any]:
    """An action as ``Acting.act`` wants it: ``record`` is what the action calls the thing that was found."""

    def act(actor: Any, found: Any, now: datetime, said: Mapping[str, Any]) -> Any:
        return action(actor=actor, now=now, **{record: found}, **said)

    return act


def router_for(title: Any) -> Router:
    """The router of one room, under whose title its addresses stand in the description, in the language that is asked for."""
    return Router(tags=[title])


def read_at(router: Router, reading: Reading) -> None:
    """Hang a record into a router."""

    def view(request: HttpRequest, **path: Any) -> JsonResponse:
        return _told(request, reading.item, _found(reading.find, request, path))

    if reading.label:
        RECORDS[reading.label] = f"api:{reading.name}"
    _sign(view, reading, body=None)
    view.door = Door(get=reading.door, is_shared=reading.is_shared)  # type: ignore[attr-defined]
    summary: Any = reading.told or reading.name
    router.get(reading.path, response=reading.item, url_name=reading.name, summary=summary)(view)


def act_at(router: Router, acting: Acting) -> None:
    """Hang a verb into a router."""
    inner = "".join(part.title() for part in acting.name.split("_"))
    body = body_of(acting.form, f"{inner}Body", but=acting.but) if acting.form else None

    def view(request: HttpRequest, body: Any = None, **path: Any) -> JsonResponse:
        return _acted(request, acting, body, path)

    _sign(view, acting, body=body)
    view.door = Door(post=acting.door, is_shared=acting.is_shared)  # type: ignore[attr-defined]
    answers: Any = {acting.status: acting.item}
    summary: Any = acting.told or acting.name
    router.post(acting.path, response=answers, url_name=acting.name, summary=summary)(view)


def _sign(view: Any, what: Reading | Acting, *, body: type[Body] | None) -> None:
    """Give a view the signature that ninja reads parameters from."""
    given = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parts = [inspect.Parameter("request", given)]
    parts += [
        inspect.Parameter(name, given, annotation=what.parts.get(name, Id)) for name in names_in(what.path)
    ]
    if body is not None:
        parts.append(inspect.Parameter("body", given, annotation=body))
    view.__signature__ = inspect.Signature(parts)
    view.__name__ = what.name


def _found(find: Find, request: HttpRequest, path: Mapping[str, Any]) -> Any:
    found = find(request, **path)
    if found is None:
        raise Http404
    return found


def _acted(request: HttpRequest, acting: Acting, body: Any, path: Mapping[str, Any]) -> JsonResponse:
    found = _found(acting.find, request, path)
    said: Mapping[str, Any] = {}
    if acting.form is not None:
        form = _filled(request, acting, found, filled(body))
        said = cleaned(form)
        said = acting.facts(form) if acting.facts else said
    made = acting.act(request.user, found, timezone.now(), said)
    shown = acting.show(request, made) if acting.show else made
    return _told(request, acting.item, shown, status=acting.status)


def _filled(request: HttpRequest, acting: Acting, found: Any, data: Any) -> Any:
    if acting.fill is not None:
        return acting.fill(request, found, data)
    assert acting.form is not None  # noqa: S101  # nosec B101  asked before
    return acting.form(data)


def _told(request: HttpRequest, item: type[Item], thing: Any, *, status: int = 200) -> JsonResponse:
    said = item.model_validate(thing, context={"request": request}).model_dump(mode="json")
    return JsonResponse(said, status=status)
