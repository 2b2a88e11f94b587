"""How the cells of pairing's own columns become values: honour levels, degrees, points, places, industries."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianshou.china import credit_codes, divisions
from lianshou.china.text import squeeze, tidy, tidy_name
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Choice
from lianshou.formats.sheets.parsing import text_of
from lianshou.kinds.pairing.rules.facts import Level

LEVELS = (
    Choice(Level.PROVINCE.value, Wording("省级", "Province"), ("省",)),
    Choice(Level.CITY.value, Wording("市级", "City"), ("市",)),
    Choice(Level.NATION.value, Wording("全国", "Nation"), ("国家级", "国家")),
)

_HOME = re.compile(r"(?:先进|示范)?(?:基层)?(?:工会)?(?:模范)?职工之?家(?:称号|单位|荣誉)?")
_LESSER_HOME = re.compile(r"(?:合格|先进|达标|规范化)职工之家|职工小家")
_NATION = re.compile(r"全国|国家|全总|中华全国|nation", re.IGNORECASE)
_PROVINCE = re.compile(
    r"省|自治区|直辖市|(?:^|[^\u4e00-\u9fff])(?:北京|上海|天津|重庆)市?|^(?:北京|上海|天津|重庆)|provinc",
    re.IGNORECASE,
)
_CITY = re.compile(r"市|自治州|地区|盟|city|municipal", re.IGNORECASE)
_COUNTY = re.compile(r"县|区|旗|镇|乡|街道|county|district", re.IGNORECASE)
_PART = re.compile(r"[、，,;；/|\n+和及]+")


def level_of(cell: Cell) -> str:
    """The highest model home named in the cell: 省级, 江苏省模范职工之家, 全国、省级 … Raises CellError."""
    text = squeeze(text_of(cell))
    if _LESSER_HOME.search(text) and "模范职工之家" not in text:
        raise CellError("not_a_model_home", _NOT_A_MODEL_HOME.fill(given=text), _LEVEL_WAY_OUT)
    found = [level for part in _PART.split(text) if part for level in _levels_in(part)]
    best = max((level for level in found if level is not None), key=lambda level: level.rank, default=None)
    if best is not None:
        return best.value
    if found:
        raise CellError("level_below_city", _BELOW_CITY.fill(given=text), _BELOW_CITY_WAY_OUT)
    raise CellError("level_unclear", _LEVEL_UNCLEAR.fill(given=text), _LEVEL_WAY_OUT)


def _levels_in(text: str) -> list[Level | None]:
    """The level that one title names; None stands for one below the city; nothing when it names none."""
    giver = _HOME.sub("", text)
    if _NATION.search(giver):
        return [Level.NATION]
    if giver.endswith(("县", "区", "旗", "县级", "区级")) and not giver.endswith(
        ("自治区", "自治区级", "地区", "地区级")
    ):
        return [None]
    if _is_county_city(giver):
        return [None]
    if _PROVINCE.search(giver):
        return [Level.CITY if re.search(r"省.+[市州盟]", giver) else Level.PROVINCE]
    if _CITY.search(giver):
        return [Level.CITY]
    return [None] if _COUNTY.search(giver) else []


def _is_county_city(giver: str) -> bool:
    """Whether the giver is a city that ranks as a county (昆山市): its honours are county honours."""
    if not giver.endswith("市") or len(giver) < 3:
        return False
    found = divisions.find(giver)
    return bool(found) and all(not division.code.endswith("00") for division in found)


_LEVEL_WAY_OUT = Wording(
    "请填“市级”“省级”或“全国”，也可以写全称，如“江苏省模范职工之家”。",
    "Write 市级 (city), 省级 (province) or 全国 (nation), or the full title such as 江苏省模范职工之家.",
)
_BELOW_CITY = Wording(
    "“{given}”是市级以下的称号，县级及以下不能作帮带方。",
    "“{given}” is an honour below city level; such a union cannot be a host.",
)
_BELOW_CITY_WAY_OUT = Wording(
    "帮带方须是市级以上模范职工之家：请核对级别，或把这一行从帮带方名单中删去。",
    "A host is a model home of city level or above: check the level, or take this row off the list of hosts.",
)
_LEVEL_UNCLEAR = Wording("看不出“{given}”是哪一级的称号。", "The level of the honour “{given}” is not clear.")
_NOT_A_MODEL_HOME = Wording(
    "“{given}”不是模范职工之家，不能作帮带方。",
    "“{given}” is not a model home; such a union cannot be a host.",
)


_SIGNED = re.compile(r"^(?:东经|北纬|经度|纬度|[ENen])?[:：]?([+-]?\d{1,3}(?:\.\d+)?)(?:°|度|º)?(?:[ENen])?$")
_SEXAGESIMAL = re.compile(
    r"^(?:东经|北纬|[ENen])?(\d{1,3})[°度º](\d{1,2}(?:\.\d+)?)[′'’分](?:(\d{1,2}(?:\.\d+)?)(?:[″\"”秒]|''|′′)?)?(?:[ENen])?$"
)


def degrees(cell: Cell) -> float:
    """Decimal degrees, from a number, 东经119.80°, or 119°48′09″. Raises CellError."""
    text = squeeze(text_of(cell))
    if match := _SIGNED.match(text):
        return float(match[1])
    if match := _SEXAGESIMAL.match(text):
        return round(int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600, 6)
    raise CellError("not_degrees", _NOT_DEGREES.fill(given=tidy(text_of(cell))), _DEGREES_WAY_OUT)


def point(cell: Cell) -> tuple[float, float]:
    """Longitude and latitude in one cell, as maps give them to copy: “119.803, 33.784”. Raises CellError."""
    parts = [part for part in re.split(r"[,，;；、/\s]+", tidy(text_of(cell)).strip("()（）[]")) if part]
    if len(parts) != 2:
        raise CellError("not_a_point", _NOT_A_POINT.fill(given=tidy(text_of(cell))), _DEGREES_WAY_OUT)
    return degrees(parts[0]), degrees(parts[1])


_NOT_DEGREES = Wording("“{given}”不是经纬度。", "“{given}” is no longitude or latitude.")
_NOT_A_POINT = Wording("“{given}”不是一对经纬度。", "“{given}” is no pair of longitude and latitude.")
_DEGREES_WAY_OUT = Wording(
    "请填小数度，例如经度119.803、纬度33.784；没有就空着，按乡镇、片区估算距离。",
    "Use decimal degrees such as 119.803 and 33.784; or leave it empty and the township or zone stands in.",
)


def division(cell: Cell) -> str:
    """The code of the division named or coded in the cell; other names of places are given back as they stand.

    Raises CellError for a code or a county that does not exist, and for a name that several divisions share.
    """
    text = squeeze(text_of(cell))
    if text.isdigit():
        if not divisions.is_code(text):
            raise CellError("division_unknown", _NO_DIVISION.fill(given=text), _DIVISION_WAY_OUT)
        return text
    head = re.match(r"^.*?[县区市旗州盟](?=[^县区市旗州盟]*$)", text)
    found = divisions.find(text) or (divisions.find(head[0]) if head else ())
    exact = [one for one in found if one.name == text or one.full_name == text] or list(found)
    if len(exact) == 1:
        return exact[0].code
    if exact:
        names = [one.full_name for one in exact[:6]]
        message = _DIVISION_UNCLEAR.fill(given=text, zh="、".join(names), en=", ".join(names))
        raise CellError("division_unclear", message, _DIVISION_WAY_OUT)
    return tidy_name(text_of(cell))


_NO_DIVISION = Wording("没有“{given}”这个行政区划代码。", "There is no division code “{given}”.")
_DIVISION_UNCLEAR = Wording("“{given}”不止一处：{zh}。", "“{given}” names more than one place: {en}.")
_DIVISION_WAY_OUT = Wording(
    "请写全称，如“江苏省盐城市阜宁县”，或填6位行政区划代码，如320923。",
    "Write the full name such as 江苏省盐城市阜宁县, or its code of six digits such as 320923.",
)


class Stated(NamedTuple):
    """An industry as the cell states it: the digits of a code, and words."""

    code: str
    words: str


_CODE_FIRST = re.compile(r"([A-Ta-t]?)[-—.]?(\d{2,4})(?!\d)[-—.、:：\s]*(.*)", re.DOTALL)
_SECTION_FIRST = re.compile(r"([A-Ta-t])(?:[-—.、:：\s]*(?=[\u4e00-\u9fff(（])(.*))?", re.DOTALL)


def industry(cell: Cell) -> Stated:
    """Code and words of an industry: “C3415”, “3482 紧固件制造”, “风电”, “C制造业”."""
    text = tidy(text_of(cell))
    if match := _CODE_FIRST.fullmatch(text):
        return Stated(f"{match[1].upper()}{match[2]}", match[3].strip("()（） "))
    if match := _SECTION_FIRST.fullmatch(text):
        return Stated(match[1].upper(), (match[2] or "").strip("()（） "))
    return Stated("", text)


_CHAIN_TAIL = re.compile(r"(?:产业链|全产业链|产业集群|产业|链|行业)$")


def chain(cell: Cell) -> str:
    """The name of an industry chain without its tail: 风电产业链 → 风电."""
    name = tidy_name(text_of(cell))
    return _CHAIN_TAIL.sub("", name) or name


def wrong_credit_code(code: str) -> tuple[str, Wording, Wording] | None:
    """What is wrong with a unified social credit code, as ``as_code`` wants it."""
    fault = credit_codes.why_not_code(code)
    if fault is None:
        return None
    meant = credit_codes.suggestion(code)
    hint = Wording("可能是{meant}。", "Perhaps {meant}. ").fill(meant=meant) if meant else Wording("", "")
    way_out = Wording(hint.zh + fault.way_out.zh, hint.en + fault.way_out.en)
    return f"credit_code_{fault.value}", fault.message, way_out
