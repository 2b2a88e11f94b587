"""Group robots of WeCom and DingTalk: one HTTP request each, to the address in the settings and to no other.

A union's administrator gives the key of a robot, never a whole address, so that nobody can make the server call
something else. What fails is told without the key and without the words.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from lianshou.core.couriers import Declined, GroupCourier, NotSent

_PATIENCE = 10  # seconds
_MOST_BYTES = 65_536


class WeComRobots:
    """企业微信群机器人: the key stands in the address, the message is Markdown without a title of its own."""

    def send(self, *, key: str, secret: str, title: str, words: str, at: float) -> None:
        told = {"msgtype": "markdown", "markdown": {"content": f"**{title}**\n\n{words}"}}
        _post(settings.LIANSHOU_WECOM, {"key": key}, told)


class DingTalkRobots:
    """钉钉群机器人: signed with the secret over the time in milliseconds, where the robot has one."""

    def send(self, *, key: str, secret: str, title: str, words: str, at: float) -> None:
        query = {"access_token": key}
        if secret:
            stamp = str(round(at * 1000))
            query |= {"timestamp": stamp, "sign": signature(stamp, secret)}
        text = f"**{title}**\n\n{words}"
        _post(
            settings.LIANSHOU_DINGTALK,
            query,
            {"msgtype": "markdown", "markdown": {"title": title, "text": text}},
        )


def signature(stamp: str, secret: str) -> str:
    """HMAC-SHA256 over the stamp, a line break and the secret, keyed with the secret, as base64."""
    made = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def group_courier(channel: str) -> GroupCourier:
    """Who carries messages of a channel; KeyError for one that has no robots."""
    couriers: dict[str, GroupCourier] = {"wecom": WeComRobots(), "dingtalk": DingTalkRobots()}
    return couriers[channel]


class _NoDetours(HTTPRedirectHandler):
    """The message goes where the settings say, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _post(address: str, query: dict[str, str], told: dict[str, Any]) -> None:
    request = Request(  # noqa: S310  the address is a setting
        f"{address}?{urlencode(query)}",
        data=json.dumps(told, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    try:
        with build_opener(_NoDetours).open(request, timeout=_PATIENCE) as answer:
            said = json.loads(answer.read(_MOST_BYTES))
    except HTTPError as error:
        error.close()
        raise (NotSent if error.code >= 500 else Declined)(
            f"the robot's server answered {error.code}"
        ) from None
    except (OSError, ValueError) as error:
        raise NotSent(f"the robot's server: {type(error).__name__}") from None
    if not isinstance(said, dict) or said.get("errcode") != 0:
        raise Declined("the robot's server did not take the message")
