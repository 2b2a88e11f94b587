"""Administrative divisions (GB/T 2260 and its later changes) to the county, and nearness by their codes.

The names come from npm's @vant/area-data, written to ``data/divisions.json`` while building. Townships (9 digits) and
villages (12 digits) of the statistical code are accepted by their form: the county they begin with is known, they are not.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

_CODE = re.compile(r"[1-9]\d{5}(?:\d{3}(?:\d{3})?)?")
_PLACEHOLDERS = frozenset({"县", "市辖区", "省直辖县", "自治区直辖县级行政区划", "省直辖县级行政区划"})
_PEOPLES = (
    "朝鲜族|蒙古族?|土家族|哈萨克族?|柯尔克孜族?|维吾尔族?|达斡尔族|鄂温克族|布依族|傈僳族|哈尼族|景颇族|拉祜族|布朗族|纳西族|普米族|独龙族"
    "|裕固族|东乡族|保安族|撒拉族|塔吉克|锡伯|仡佬族|仫佬族|毛南族|各族|满族|回族|藏族|苗族|侗族|瑶族|壮族|彝族|白族|傣族|黎族|畲族|羌族|水族"
    "|土族|怒族|佤族|京族"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLES})*自治([州县旗])$")
_SUFFIXES = re.compile(r"(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|地区|林区|新区|省|市|县|区|盟|旗)$")
_PROVINCES = (
    frozenset(range(11, 16))
    | frozenset(range(21, 24))
    | frozenset(range(31, 38))
    | frozenset(range(41, 47))
    | frozenset(range(50, 55))
    | frozenset(range(61, 66))
    | {71, 81, 82, 83}
)


class Nearness(IntEnum):
    """How near two divisions are, by their codes; a greater value is nearer."""

    ELSEWHERE = 0
    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4

    @property
    def title(self) -> Wording:
        return _NEARNESS[self]


_NEARNESS = {
    Nearness.ELSEWHERE: Wording("不同省", "in different provinces"),
    Nearness.PROVINCE: Wording("同省不同市", "in the same province"),
    Nearness.CITY: Wording("同市不同县", "in the same city"),
    Nearness.COUNTY: Wording("同县不同乡镇", "in the same county"),
    Nearness.TOWNSHIP: Wording("同一乡镇（街道）", "in the same township"),
}


@dataclass(frozen=True, slots=True)
class Division:
    """A division that is known: its six-digit code, its own name, its name from the province down."""

    code: str
    name: str
    full_name: str


def is_code(text: str) -> bool:
    """Whether ``text`` has the form of a division code (6, 9 or 12 digits within a province), known or abolished."""
    return bool(_CODE.fullmatch(text)) and int(text[:2]) in _PROVINCES


def is_known(code: str) -> bool:
    """Whether the county, city or province of ``code`` stands in the present list; abolished ones do not."""
    return is_code(code) and code[:6] in _table()


def name_of(code: str) -> str | None:
    """The division's own name (阜宁县), for a township that of its county; None when unknown."""
    return _table().get(code[:6]) if is_code(code) else None


def full_name_of(code: str) -> str | None:
    """The name from the province down (江苏省盐城市阜宁县); for an unknown county the known part above it, else None."""
    if not is_code(code):
        return None
    known = [name for one in (*reversed(parents(code[:6])), code[:6]) if (name := _table().get(one))]
    spoken = [name for name in known if name not in _PLACEHOLDERS]
    return "".join(dict.fromkeys(spoken)) or None


def parents(code: str) -> tuple[str, ...]:
    """The codes above ``code``, nearest first: 320923 → 320900, 320000; a township begins with its county.

    Raises ValueError when ``code`` has not the form of one.
    """
    if not is_code(code):
        raise ValueError(f"no division code: {code}")
    above = (code[:9], code[:6], f"{code[:4]}00", f"{code[:2]}0000")
    return tuple(one for one in dict.fromkeys(above) if one != code and _reaches(one, code))


def _reaches(above: str, code: str) -> bool:
    """Whether ``above`` stands over ``code`` rather than being filled up with its zeros."""
    return len(above) < len(code) or (above.rstrip("0") != code.rstrip("0") and int(above) < int(code))


def nearness(a: str, b: str) -> Nearness:
    """How near two codes are. Codes of the same unit count as the smallest unit both name; malformed ones are elsewhere.

    A code that stops at the city (320900) shares with a county below it the city, not the county.
    """
    if not (is_code(a) and is_code(b)) or a[:2] != b[:2]:
        return Nearness.ELSEWHERE
    if a[:4] != b[:4] or a[2:4] == "00":
        return _municipal(a, b)
    if a[:6] != b[:6] or a[4:6] == "00":
        return Nearness.CITY if not _holds_counties_of_the_province(a) else Nearness.PROVINCE
    townships = (a[6:9], b[6:9])
    return (
        Nearness.TOWNSHIP
        if townships[0] == townships[1] and townships[0] not in ("", "000")
        else Nearness.COUNTY
    )


def _municipal(a: str, b: str) -> Nearness:
    """Within one province but not one city: Beijing, Tianjin, Shanghai and Chongqing are one city each."""
    both_named = a[2:4] != "00" and b[2:4] != "00"
    return Nearness.CITY if both_named and a[:2] in ("11", "12", "31", "50") else Nearness.PROVINCE


def _holds_counties_of_the_province(code: str) -> bool:
    """Codes such as 4290 gather counties that belong to no city."""
    return code[2:4] == "90"


def find(text: str, *, within: str | None = None) -> tuple[Division, ...]:
    """The divisions that ``text`` may mean: “盐城市阜宁县”, “阜宁”, “江苏阜宁县”; best first, none when nothing fits.

    ``within`` keeps only divisions at or below that code. The whole name counts before the name without its 县 or 市;
    a province or city before a county of the same short name.
    """
    wanted = squeeze(text).replace("　", "")
    if not wanted:
        return ()
    prefix = _significant(within) if within else ""
    found = [code for code in _spellings().get(wanted, ()) if code.startswith(prefix)]
    if not found:
        found = [code for code in _by_path(wanted) if code.startswith(prefix)]
    ranked = sorted(dict.fromkeys(found), key=lambda code: (_table()[code] != wanted, _depth(code), code))
    return tuple(Division(code, _table()[code], full_name_of(code) or "") for code in ranked)


def _by_path(wanted: str) -> list[str]:
    """Divisions whose own name ends ``wanted`` and whose parents' names make up the rest of it."""
    found: list[str] = []
    for size in range(len(wanted) - 1, 1, -1):
        for code in _spellings().get(wanted[-size:], ()):
            if _explained(wanted[:-size], code):
                found.append(code)
    return found


def _explained(rest: str, code: str) -> bool:
    """Whether ``rest`` is nothing but names of divisions above ``code``, from the province down."""
    for above in reversed(parents(code)):
        name = _table().get(above, "")
        for spelling in sorted(_ways_to_write(name), key=len, reverse=True):
            if spelling and rest.startswith(spelling):
                rest = rest[len(spelling) :]
                break
    return not rest


def _significant(code: str) -> str:
    """The digits that all codes below ``code`` begin with."""
    head = code[:6]
    return head[:2] if head[2:] == "0000" else head[:4] if head[4:] == "00" else head


def _depth(code: str) -> int:
    return 0 if code[2:] == "0000" else 1 if code[4:] == "00" else 2


def _short(name: str) -> str:
    """The name without its kind (阜宁县 → 阜宁, 石柱土家族自治县 → 石柱); names of two characters stay (利县)."""
    if match := _AUTONOMOUS.match(name):
        return match[1]
    short = _SUFFIXES.sub("", name)
    return short if len(short) >= 2 else name


def _ways_to_write(name: str) -> set[str]:
    """The whole name, the short one, and for autonomous ones the short one with its kind (石柱县, 延边州)."""
    ways = {name, _short(name)}
    if match := _AUTONOMOUS.match(name):
        ways.add(match[1] + match[2])
    return ways


@cache
def _table() -> dict[str, str]:
    """Names by code. Raises FileNotFoundError before the build hook has run (``make assets``)."""
    text = (files("lianshou.china") / "data" / "divisions.json").read_text(encoding="utf-8")
    table: dict[str, str] = json.loads(text)
    return table


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Codes by each whole and short name."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in _table().items():
        if name not in _PLACEHOLDERS:
            for spelling in _ways_to_write(name):
                found[spelling].append(code)
    return {spelling: tuple(codes) for spelling, codes in found.items()}
