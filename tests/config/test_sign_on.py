import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from lianshou.config.sign_on import read_sign_on

SERVER = {"id": "city", "name": "市统一认证", "url": "https://id.example.cn", "client_id": "a", "secret": "b"}


def test_nothing_said_is_nothing_switched_on() -> None:
    found = read_sign_on({})
    assert (found.providers, found.apps, found.houses, found.trusted) == ({}, [], [], [])


def test_one_server_by_single_variables() -> None:
    said = {
        "LIANSHOU_OIDC_URL": "https://id.example.cn",
        "LIANSHOU_OIDC_ID": "a",
        "LIANSHOU_OIDC_SECRET": "b",
    }
    assert read_sign_on(said).providers["openid_connect"]["APPS"] == [
        {
            "provider_id": "oidc",
            "name": "单点登录",
            "client_id": "a",
            "secret": "b",
            "settings": {"server_url": "https://id.example.cn", "scope": ["openid"], "fetch_userinfo": False},
        }
    ]


def test_several_servers_and_whom_to_trust() -> None:
    other = {**SERVER, "id": "county"}
    found = read_sign_on({"LIANSHOU_OIDC": json.dumps([SERVER, other]), "LIANSHOU_OIDC_TRUSTED": "county"})
    names = [app["provider_id"] for app in found.providers["openid_connect"]["APPS"]]
    assert (names, found.trusted) == (["city", "county"], ["county"])


def test_services_that_allauth_ships() -> None:
    found = read_sign_on({"LIANSHOU_SSO": json.dumps({"dingtalk": {"client_id": "a", "secret": "b"}})})
    assert (found.apps, found.houses, found.providers["dingtalk"]["APPS"][0]["name"]) == (
        ["allauth.socialaccount.providers.dingtalk"],
        ["dingtalk"],
        "钉钉",
    )


@pytest.mark.parametrize(
    "said",
    [
        {"LIANSHOU_OIDC": "{"},
        {"LIANSHOU_OIDC": json.dumps({**SERVER, "secret": ""})},
        {"LIANSHOU_OIDC": json.dumps({**SERVER, "url": "http://id.example.cn"})},
        {"LIANSHOU_OIDC": json.dumps(["x"])},
        {"LIANSHOU_SSO": "[]x"},
        {"LIANSHOU_SSO": '["weixin"]'},
        {"LIANSHOU_SSO": '{"wecom": {"client_id": "a", "secret": "b"}}'},
        {"LIANSHOU_SSO": '{"weixin": {"client_id": "a"}}'},
        {"LIANSHOU_OIDC_TRUSTED": "city"},
    ],
)
def test_what_cannot_be_meant_is_refused_at_the_start(said: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_sign_on(said)
