"""Telling whether two names mean one unit, one zone or one group, whatever stands behind and before them."""

from __future__ import annotations

import re

from lianshou.china.text import same_name_key

_UNION = re.compile(r"(?:基层)?工会(?:联合会)?(?:委员会|筹备组|小组)?$|tradeunion$|union$")
_LEGAL = re.compile(r"(?:集团)?(?:有限责任|股份有限|有限)公司")
_GROUP = re.compile(r"(?:控股)?(?:集团)?(?:股份)?(?:有限责任|有限)?(?:公司)?$")
_ZONE_WORDS = re.compile(
    r"开发区|高新区|经开区|产业园|工业园|园区|工业区|工业集中区|创业园|科技园|软件园|物流园|示范区|片区|新区|集聚区|产业城|高新技术|zone|park",
    re.IGNORECASE,
)
_ABOVE_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}(?:市|自治州|盟))?(?:[\u4e00-\u9fff]{1,6}[县旗])?"
)
_TOWNSHIP = re.compile(r"^[\u4e00-\u9fff]{1,6}?(?:街道办事处|街道|镇|乡|苏木)")
_ZONE = re.compile(
    r"^[\u4e00-\u9fff]{2,14}?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新技术产业区|高新技术区|开发区|高新区|经开区|工业园区|产业园区|工业园|产业园|园区)"
)


def unit_key(name: str) -> str:
    """Equal for one unit with and without the suffix of its union: …有限公司, …有限公司工会委员会."""
    key = same_name_key(name)
    bare = _UNION.sub("", key)
    return bare if len(bare) >= 2 else key


def loose_key(name: str) -> str:
    """``unit_key`` that also overlooks the legal form: 协鑫光伏科技公司, 协鑫光伏科技有限公司. Two units may share it."""
    return _LEGAL.sub("公司", unit_key(name))


def group_key(name: str) -> str:
    """Equal for one corporate group: 协鑫, 协鑫集团, 协鑫集团有限公司; empty for no group."""
    key = same_name_key(name).replace("（", "").replace("）", "")
    return _GROUP.sub("", key) or key


def is_zone(words: str) -> bool:
    """Whether the words name a development zone or park rather than a township."""
    return bool(_ZONE_WORDS.search(words)) and not words.endswith(("镇", "乡", "街道", "街道办事处"))


def place_key(name: str) -> str:
    """A township or zone without the province, city and county before it and 办事处 behind it."""
    key = same_name_key(name)
    bare = _ABOVE_PLACE.sub("", key).removesuffix("办事处")
    return bare or key


def same_zone(one: str, other: str) -> bool:
    """Whether two zones are one; 经济开发区 alone means the one of the county."""
    a, b = sorted((place_key(one), place_key(other)), key=len)
    return bool(a) and (a == b or (len(a) >= 4 and is_zone(a) and b.endswith(a)))


def places_in(address: str) -> tuple[str, str]:
    """The township and the zone that an address begins with, empty where it names none.

    江苏省盐城市阜宁县羊寨镇工业路1号 → 羊寨镇; 阜宁经济开发区花园路18号 → the zone.
    """
    rest = _ABOVE_PLACE.sub("", address.strip())
    township, zone = "", ""
    if match := _TOWNSHIP.match(rest):
        township, rest = match[0].removesuffix("办事处"), rest[match.end() :]
    if not township and (match := _ZONE.match(rest)):
        zone = match[0]
    return township, zone
