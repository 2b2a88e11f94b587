"""Signing in by other houses: what the environment says about them, and how allauth is bound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# the houses beside OpenID Connect that allauth ships; each has its own app, switched on by LIANSHOU_SSO
HOUSES = {"weixin": "微信", "dingtalk": "钉钉", "feishu": "飞书"}
_OIDC = "openid_connect"


@dataclass
class SignOn:
    """``providers`` is allauth's SOCIALACCOUNT_PROVIDERS, ``apps`` what joins INSTALLED_APPS, ``houses`` those switched on."""

    providers: dict[str, Any] = field(default_factory=dict)
    apps: list[str] = field(default_factory=list)
    houses: list[str] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)


def read_sign_on(environment: Mapping[str, str]) -> SignOn:
    """What LIANSHOU_OIDC (or LIANSHOU_OIDC_URL, _ID, _SECRET, _NAME), LIANSHOU_SSO and LIANSHOU_OIDC_TRUSTED say.

    Raises ImproperlyConfigured with a sentence that says how it should look.
    """
    found = SignOn()
    if servers := _servers(environment):
        found.providers[_OIDC] = {"APPS": servers, "OAUTH_PKCE_ENABLED": True}
    for name, house in _mapping(environment, "LIANSHOU_SSO").items():
        if name not in HOUSES:
            raise ImproperlyConfigured(f"LIANSHOU_SSO knows {', '.join(HOUSES)}, not {name}.")
        app = {"name": HOUSES[name], **_picked(house, f"LIANSHOU_SSO: {name}", ("client_id", "secret"))}
        found.providers[name] = {"APPS": [app]}
        found.apps.append(f"allauth.socialaccount.providers.{name}")
        found.houses.append(name)
    known = {server["provider_id"] for server in servers} | set(found.houses)
    said = environment.get("LIANSHOU_OIDC_TRUSTED", "")
    found.trusted = [name.strip() for name in said.split(",") if name.strip()]
    if unknown := set(found.trusted) - known:
        raise ImproperlyConfigured(f"LIANSHOU_OIDC_TRUSTED names {min(unknown)}, which is not set up.")
    return found


def _servers(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """The OpenID Connect servers, each with a short name for its addresses ("oidc" for the only one)."""
    listed = _said(environment, "LIANSHOU_OIDC")
    if url := environment.get("LIANSHOU_OIDC_URL"):
        listed = [
            {
                "url": url,
                "client_id": environment.get("LIANSHOU_OIDC_ID", ""),
                "secret": environment.get("LIANSHOU_OIDC_SECRET", ""),
                "name": environment.get("LIANSHOU_OIDC_NAME", ""),
            }
        ]
    servers = [listed] if isinstance(listed, dict) else listed or []
    return [_server(server) for server in servers]


def _server(server: Any) -> dict[str, Any]:
    picked = _picked(server, "LIANSHOU_OIDC", ("url", "client_id", "secret"))
    if not picked["url"].startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ImproperlyConfigured("LIANSHOU_OIDC: the url begins with https://.")
    return {
        "provider_id": server.get("id") or "oidc",
        "name": server.get("name") or "单点登录",
        "client_id": picked["client_id"],
        "secret": picked["secret"],
        "settings": {"server_url": picked["url"], "scope": ["openid"], "fetch_userinfo": False},
    }


def _mapping(environment: Mapping[str, str], name: str) -> dict[str, Any]:
    said = _said(environment, name) or {}
    if not isinstance(said, dict):
        raise ImproperlyConfigured(f"{name} is a JSON object.")
    return said


def _said(environment: Mapping[str, str], name: str) -> Any:
    text = environment.get(name, "")
    try:
        return json.loads(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not JSON.") from None


def _picked(said: Any, where: str, names: tuple[str, ...]) -> dict[str, str]:
    found = {name: str(said.get(name, "")) if isinstance(said, dict) else "" for name in names}
    if missing := [name for name, value in found.items() if not value]:
        raise ImproperlyConfigured(f"{where} lacks {missing[0]}.")
    return found
