"""What a browser says about itself, in words that its owner recognises."""

from __future__ import annotations

from dataclasses import dataclass

from lianshou.core.wording import Wording

# the first mark that occurs decides: browsers of others carry Chrome's and Safari's marks too
_BROWSERS = (
    ("wxwork", Wording("企业微信", "WeCom")),
    ("MicroMessenger", Wording("微信", "WeChat")),
    ("DingTalk", Wording("钉钉", "DingTalk")),
    ("Feishu", Wording("飞书", "Feishu")),
    ("Lark", Wording("飞书", "Feishu")),
    ("QQBrowser", Wording("QQ浏览器", "QQ Browser")),
    ("UCBrowser", Wording("UC浏览器", "UC Browser")),
    ("360", Wording("360浏览器", "360 Browser")),
    ("QIHU", Wording("360浏览器", "360 Browser")),
    ("MetaSr", Wording("搜狗浏览器", "Sogou Browser")),
    ("HuaweiBrowser", Wording("华为浏览器", "Huawei Browser")),
    ("MiuiBrowser", Wording("小米浏览器", "Mi Browser")),
    ("Edg", Wording("Edge", "Edge")),
    ("OPR", Wording("Opera", "Opera")),
    ("Firefox", Wording("火狐", "Firefox")),
    ("FxiOS", Wording("火狐", "Firefox")),
    ("Chrom", Wording("Chrome", "Chrome")),
    ("CriOS", Wording("Chrome", "Chrome")),
    ("Safari", Wording("Safari", "Safari")),
)
_SYSTEMS = (
    ("OpenHarmony", Wording("鸿蒙", "HarmonyOS")),
    ("HarmonyOS", Wording("鸿蒙", "HarmonyOS")),
    ("iPhone", Wording("iPhone", "iPhone")),
    ("iPad", Wording("iPad", "iPad")),
    ("Android", Wording("安卓", "Android")),
    ("Windows", Wording("Windows", "Windows")),
    ("Macintosh", Wording("Mac", "Mac")),
    ("UOS", Wording("统信UOS", "UOS")),
    ("Kylin", Wording("麒麟", "Kylin")),
    ("CrOS", Wording("ChromeOS", "ChromeOS")),
    ("Linux", Wording("Linux", "Linux")),
)
_UNKNOWN = Wording("未知浏览器", "Unknown browser")
_NOWHERE = Wording("未知系统", "unknown system")


@dataclass(frozen=True)
class Device:
    """A browser and the system that it runs on."""

    browser: Wording
    system: Wording

    @property
    def name(self) -> Wording:
        return Wording("{system}上的{browser}", "{browser} on {system}").fill(
            system=self.system, browser=self.browser
        )


def device_of(user_agent: str) -> Device:
    """The browser and system that a User-Agent line names; what it does not name is unknown."""
    return Device(_first(_BROWSERS, user_agent, _UNKNOWN), _first(_SYSTEMS, user_agent, _NOWHERE))


def _first(marks: tuple[tuple[str, Wording], ...], text: str, otherwise: Wording) -> Wording:
    return next((name for mark, name in marks if mark.lower() in text.lower()), otherwise)
