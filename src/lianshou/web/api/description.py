"""What an API says of itself: ninja's description, with the errors, headers and keys that hold everywhere."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja.openapi.schema import get_schema

from lianshou.web.api.problems import MEDIA, TITLES, Problem
from lianshou.web.doors import PUBLIC

_ALWAYS = (400, 401, 403, 404, 422, 429, 503)
_WRITING = (409, 413, 415)
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": _(
        "A key of your own: the same key and body within 24 hours get the same answer, and nothing is done twice."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[A-Za-z0-9_.:-]+$"},
}
_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": _("zh (usual) or en."),
    "schema": {"type": "string", "enum": ["zh", "en"]},
}


def described(api: Any, *, prefix: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description of ``api``."""
    said: dict[str, Any] = dict(get_schema(api, path_prefix=prefix))
    doors = _doors(api, prefix)
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            _complete(operation, method, doors[path, method])
    names = [tag for methods in said["paths"].values() for one in methods.values() for tag in one["tags"]]
    said["tags"] = [{"name": name} for name in dict.fromkeys(names)]
    schemas = said["components"].setdefault("schemas", {})
    found = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= found.pop("$defs", {}) | {"Problem": found}
    said["components"]["securitySchemes"] = {"Bearer": {"type": "http", "scheme": "bearer"}}
    return said


def _doors(api: Any, prefix: str) -> dict[tuple[str, str], Any]:
    found = {}
    for bound in api._get_bound_routers():
        for route, view in bound.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    found["/" + prefix + _plain(bound.prefix + route), method.lower()] = (
                        operation.view_func.door
                    )
    return found


def _plain(route: str) -> str:
    parts = route.lstrip("/").split("/")
    return "/".join("{" + part[1:-1].rpartition(":")[2] + "}" if part[:1] == "{" else part for part in parts)


def _complete(operation: dict[str, Any], method: str, door: Any) -> None:
    need = door.needs(method.upper())
    operation["summary"] = str(operation["summary"])
    operation["tags"] = [str(tag) for tag in operation["tags"]]
    statuses = _ALWAYS + (_WRITING if method == "post" else ())
    for status in statuses:
        operation["responses"][status] = {
            "description": str(TITLES[status]),
            "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    extra = [_KEY, _LANGUAGE] if method == "post" else [_LANGUAGE]
    operation["parameters"] = [*operation.get("parameters", []), *extra]
    operation["x-permission"] = need
    if need != PUBLIC:
        operation["security"] = [{"Bearer": []}]
