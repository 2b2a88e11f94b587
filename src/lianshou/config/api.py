"""The API: the rooms `api` of every app under one roof, with its description and its errors."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.utils import normalize_path, replace_path_param_notation

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.web.api.description import described
from lianshou.web.api.problems import Rejected, faults_of, problem
from lianshou.web.doors import PUBLIC, Door, opens

APPS = (
    "unions",
    "people",
    "privacy",
    "rights",
    "programmes",
    "intake",
    "review",
    "notices",
    "placement",
    "pledges",
    "followups",
    "funds",
    "works",
    "figures",
    "bulletins",
    "inspections",
    "inbox",
    "access",
    "gateway",
)


class Bearer(HttpBearer):
    """A token in the Authorization header; the gate has looked at it already."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return request.api_token  # type: ignore[attr-defined]


api = NinjaAPI(
    title="Lianshou 联手",
    version="1",
    description="Docs: docs/api.md",
    urls_namespace="api",
    auth=None,
    docs_url=None,
    openapi_url=None,
)


@api.exception_handler(ValidationError)
def _does_not_fit(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, faults=faults_of(error.errors))


@api.exception_handler(Rejected)
def _rejected(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, code=error.code, detail=error.detail, faults=error.faults)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(409, code=str(error.reason.value), detail=error.sentence)


@api.exception_handler(PermissionDenied)
def _not_allowed(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code)


@api.exception_handler(RequestDataTooBig)
@api.exception_handler(TooManyFilesSent)
def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413)


def _rooms() -> list[str]:
    kernel = [f"lianshou.kernel.{name}.api" for name in APPS]
    return [*kernel, *(f"lianshou.kinds.{kind.slug}.api" for kind in registry if _has_room(kind.slug))]


def _has_room(slug: str) -> bool:
    from importlib.util import find_spec

    return find_spec(f"lianshou.kinds.{slug}.api") is not None


for _room in _rooms():
    api.add_router("", import_module(_room).router)


@opens(PUBLIC)
def description(request: HttpRequest) -> HttpResponse:
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


@opens(PUBLIC)
def pages(request: HttpRequest) -> HttpResponse:
    """The description as a plain page, which loads nothing from anywhere."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in openapi()["paths"].items():
        for method, told in methods.items():
            line = {"path": address, "method": method, "permission": told["x-permission"]} | told
            groups.setdefault(told["tags"][0], []).append(line)
    return render(request, "web/api.html", {"groups": list(groups.items())})


def openapi() -> dict[str, Any]:
    """What the API says of itself, as OpenAPI 3.1."""
    return described(api, prefix="api/v1/")


def _patterns() -> list[URLPattern]:
    """Every address once, with the doors of its methods; ninja would give one for each method, without a door."""
    found = [path("openapi.json", description, name="openapi"), path("docs", pages, name="docs")]
    for bound in api._get_bound_routers():
        for route, path_view in bound.path_operations.items():
            view: Any = path_view.get_view()
            view.door = _door(path_view.operations)
            view.login_required = False
            full = normalize_path("/".join(part for part in (bound.prefix, route) if part)).lstrip("/")
            name = path_view.operations[0].url_name
            found.append(path(replace_path_param_notation(full), view, name=name))
    return found


def _door(operations: Any) -> Door:
    needs: dict[str, str] = {}
    shared = False
    for operation in operations:
        door: Door = operation.view_func.door
        shared = shared or door.is_shared
        needs |= {name: need for name, need in (("get", door.get), ("post", door.post)) if need}
    return Door(needs.get("get"), needs.get("post"), shared)


urlpatterns = _patterns()
app_name = "api"
