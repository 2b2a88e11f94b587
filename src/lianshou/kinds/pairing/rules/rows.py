"""From typed rows of the two lists to hosts and guests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from lianshou.china import industries
from lianshou.china.industries import Found, IndustryError
from lianshou.kinds.pairing.rules.cells import Stated
from lianshou.kinds.pairing.rules.facts import Guest, Honour, Host, Level
from lianshou.kinds.pairing.rules.naming import is_zone, places_in

Values = Mapping[str, object]
"""The values of a row by the keys of its layout; absent and None mean the same."""


_LISTED = re.compile(r"[、，,;；/|]")


class Where(NamedTuple):
    """Where a unit is by names: township, zone, six-digit division; each may be empty."""

    township: str
    zone: str
    division_code: str


class Trade(NamedTuple):
    """The industry of a unit: ``code`` (empty: unknown), its ``words``, ``candidates`` when the words are unclear."""

    code: str
    words: str
    candidates: tuple[str, ...] = ()


def host_of(values: Values, *, id: str) -> Host:
    """The host a sound row of HOSTS describes. Raises KeyError or ValueError for a row without name or level."""
    level = Level(str(values["level"]))
    honour = Honour(
        level=level, document_no=_text(values, "document_no"), granted_on=_day(values, "granted_on")
    )
    room: dict[str, Any] = {key: _whole(values, key) for key in ("low", "high", "most")}
    return Host(**_unit(values, id), **room, level=level, honour=honour)


def guest_of(values: Values, *, id: str) -> Guest:
    """The guest a sound row of GUESTS describes. Raises KeyError for a row without name."""
    return Guest(**_unit(values, id))


def where_of(values: Values) -> Where:
    """Township, zone and division from their columns, told apart by their words; from the address when they are empty."""
    township, zone, division = "", "", ""
    for key in ("division_code", "division", "township", "zone"):
        for word in _words(_text(values, key)):
            if word.isdigit():
                division = division or word
            elif is_zone(word):
                zone = zone or word
            else:
                township = township or word
    if not (township or zone):
        township, zone = places_in(_text(values, "address"))
    return Where(township, zone, division)


def point_of(values: Values) -> tuple[float | None, float | None]:
    """Longitude and latitude as stated, in their own columns or in one."""
    longitude, latitude = values.get("longitude"), values.get("latitude")
    if longitude is None and latitude is None and isinstance(both := values.get("point"), tuple):
        longitude, latitude = both
    return _degrees(longitude), _degrees(latitude)


def trade_of(values: Values) -> Trade:
    """The industry from code and words; a code counts before words. Raises IndustryError for an impossible code."""
    stated = [value for key in ("industry_code", "industry") if isinstance(value := values.get(key), Stated)]
    words = next((one.words for one in reversed(stated) if one.words), "")
    code = next((one.code for one in stated if one.code), "")
    if code:
        return Trade(industries.parse_code(code).code, words)
    return trade_in_words(words)


def trade_in_words(words: str) -> Trade:
    """The industry that words mean: one code, what all likely codes share, or the candidates to choose from.

    Of several trades in a row the first counts, as the main one. Words of one industry chain are clear enough.
    """
    found = industries.lookup(words)
    if (
        found.found is Found.UNCLEAR
        and len(found.chains) != 1
        and (main := re.split(_LISTED, words)[0]) != words
    ):
        first = industries.lookup(main)
        found = found if first.found is Found.UNKNOWN else first
    if found.found is Found.UNKNOWN:
        return Trade("", words)
    code = found.code or _common(found.codes)
    return Trade(code, words, () if code or len(found.chains) == 1 else found.codes)


def _common(codes: tuple[str, ...]) -> str:
    """The division or group that all ``codes`` belong to, or nothing."""
    head = codes[0]
    while head and not all(code.startswith(head) for code in codes):
        head = head[:-1]
    return head if len(head) >= 2 else ""


def _unit(values: Values, id: str) -> dict[str, Any]:
    where, (longitude, latitude) = where_of(values), point_of(values)
    try:
        trade = trade_of(values)
    except IndustryError as error:
        trade = Trade("", error.given)
    chains = values.get("chains")
    members = _whole(values, "members")
    return {
        "id": id,
        "name": str(values["name"]),
        **where._asdict(),
        "address": _text(values, "address"),
        "longitude": longitude,
        "latitude": latitude,
        "industry_code": trade.code,
        "industry_words": trade.words,
        "chains": tuple(str(chain) for chain in chains) if isinstance(chains, tuple | list) else (),
        "group": _text(values, "group"),
        "founded_on": _day(values, "founded_on"),
        "credit_code": _text(values, "credit_code"),
        "chair": _text(values, "chair"),
        "phone": _text(values, "phone") or _text(values, "mobile"),
        "members": members,
    }


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[、，,;；/|\s]+", text) if word]


def _text(values: Values, key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _day(values: Values, key: str) -> date | None:
    value = values.get(key)
    return value if isinstance(value, date) else None


def _whole(values: Values, key: str) -> int | None:
    value = values.get(key)
    return value if isinstance(value, int) else None


def _degrees(value: object) -> float | None:
    return round(float(value), 6) if isinstance(value, int | float) else None
