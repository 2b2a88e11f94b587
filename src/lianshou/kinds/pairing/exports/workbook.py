"""matching.xlsx: pairs, hosts, unmatched, settings; and what was only to be looked at, when there is any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Level
from lianshou.kinds.pairing.rules.sentences import trade_said
from lianshou.kinds.pairing.rules.settings import Settings

Json = Mapping[str, Any]

PAIRS = Wording("结对", "Pairs")
HOSTS = Wording("帮带方", "Hosts")
UNMATCHED = Wording("未结对", "Unmatched")
SETTINGS = Wording("设置", "Settings")
NOTICES = Wording("提示", "Notices")

_NO = Wording("序号", "No.")
_HOST = Wording("帮带方", "Host")
_GUEST = Wording("被帮带方", "Guest")
_LEVEL = Wording("荣誉级别", "Level")
_BY_ADDRESS = Wording("缺坐标，按地址估算", "no coordinates, by address")
_NONE = Wording("没有其他可结对的帮带方", "no other host can take it")


def write_matching(
    instance: Instance,
    result: Json,
    target: Path | BinaryIO,
    *,
    language: Language = "zh",
    notices: Sequence[Problem] = (),
) -> None:
    """The result as a workbook with the sheets pairs, hosts, unmatched and settings; the same input, the same bytes.

    ``notices`` are warnings of the input, on a sheet of their own. Raises SheetError when ``target`` cannot be written.
    """
    write_book(
        target, matching_sheets(instance, result, language=language, notices=notices), language=language
    )


def matching_sheets(
    instance: Instance, result: Json, *, language: Language = "zh", notices: Sequence[Problem] = ()
) -> list[SheetOut]:
    """The sheets of ``write_matching``."""
    sheets = [
        _pairs(instance, result, language),
        _hosts(result, language),
        _unmatched(instance, result, language),
        _settings(result),
    ]
    return [*sheets, _notices(notices)] if notices else sheets


def _pairs(instance: Instance, result: Json, language: Language) -> SheetOut:
    hosts = {host.id: host for host in instance.hosts}
    guests = {guest.id: guest for guest in instance.guests}
    return SheetOut(
        PAIRS,
        (
            ColumnOut(_NO, Form.WHOLE, 6),
            ColumnOut(_HOST, width=32),
            ColumnOut(_LEVEL, width=10),
            ColumnOut(_GUEST, width=32),
            ColumnOut(Wording("距离（公里）", "Distance (km)"), Form.DECIMAL, 14),
            ColumnOut(Wording("距离依据", "Distance by"), width=14),
            ColumnOut(Wording("行业关系", "Industries share"), width=24),
            ColumnOut(Wording("结对理由", "Reasons"), width=56),
            ColumnOut(Wording("次优帮带方", "Next best host"), width=32),
            ColumnOut(
                Wording("换次优全县多花（公里当量）", "Next best costs more (km-eq.)"), Form.DECIMAL, 16
            ),
            ColumnOut(Wording("次优说明", "About the next best"), width=44),
            ColumnOut(Wording("成本（公里当量）", "Cost (km-eq.)"), Form.DECIMAL, 12),
            ColumnOut(Wording("其中距离", "of it distance"), Form.DECIMAL, 11),
            ColumnOut(Wording("其中行业", "of it industry"), Form.DECIMAL, 11),
            ColumnOut(Wording("其中集团", "of it group"), Form.DECIMAL, 11),
            ColumnOut(Wording("其中续结", "of it renewal"), Form.DECIMAL, 11),
            ColumnOut(Wording("帮带方行业", "Host's industry"), width=18),
            ColumnOut(Wording("被帮带方行业", "Guest's industry"), width=18),
        ),
        [
            (number, *_pair(pair, hosts[pair["host"]], guests[pair["guest"]], language))
            for number, pair in enumerate(result["pairs"], start=1)
        ],
    )


def _pair(pair: Json, host: Host, guest: Guest, language: Language) -> tuple[object, ...]:
    terms, best = pair["terms"], next(iter(pair["next_best"]), None)
    return (
        pair["host_name"],
        host.level.wording,
        pair["guest_name"],
        None if pair["distance_m"] is None else _km(pair["distance_m"]),
        _MEASURED.get(pair["near"], _BY_ADDRESS),
        pair["shared_industry"][language],
        pair["sentence"][language],
        best["host_name"] if best else None,
        _km(best["extra_cost"]) if best else None,
        best["sentence"][language] if best else _NONE,
        _km(pair["cost"]),
        *(_km(terms[name]) for name in ("distance", "industry", "group", "renewal")),
        trade_said(host),
        trade_said(guest),
    )


def _hosts(result: Json, language: Language) -> SheetOut:
    return SheetOut(
        HOSTS,
        (
            ColumnOut(_NO, Form.WHOLE, 6),
            ColumnOut(_HOST, width=36),
            ColumnOut(_LEVEL, width=10),
            ColumnOut(Wording("名额", "Room"), width=12, note=_ROOM_NOTE),
            ColumnOut(Wording("结对数", "Load"), Form.WHOLE, 10),
            ColumnOut(Wording("提醒", "Warning"), width=10),
            ColumnOut(Wording("说明", "About"), width=50),
            ColumnOut(Wording("被帮带方", "Guests"), width=60),
        ),
        [(number, *_host(host, result, language)) for number, host in enumerate(result["hosts"], start=1)],
    )


_ROOM_NOTE = Wording("一般最少–一般最多/最多", "usually at least–usually at most/never more than")
_WARNINGS = {"below": Wording("偏少", "below"), "above": Wording("偏多", "above"), None: Wording("", "")}


def room_said(host: Json) -> str:
    """The room of a host as ``low–high/most``."""
    return f"{host['low']}–{host['high']}/{host['most']}"


def _host(host: Json, result: Json, language: Language) -> tuple[object, ...]:
    guests = [pair["guest_name"] for pair in result["pairs"] if pair["host"] == host["id"]]
    return (
        host["name"],
        Level(host["level"]).wording,
        room_said(host),
        host["load"],
        _WARNINGS[host["warning"]],
        host["sentence"][language] if host["sentence"] else None,
        Wording("、".join(guests), ", ".join(guests)),
    )


def _unmatched(instance: Instance, result: Json, language: Language) -> SheetOut:
    guests = {guest.id: guest for guest in instance.guests}
    return SheetOut(
        UNMATCHED,
        (
            ColumnOut(_NO, Form.WHOLE, 6),
            ColumnOut(_GUEST, width=36),
            ColumnOut(Wording("位置", "Place"), width=20),
            ColumnOut(Wording("未结对的原因和办法", "Why, and the way out"), width=70),
            ColumnOut(Wording("首选帮带方", "Host that would come first"), width=36),
        ),
        [
            (
                number,
                left["guest_name"],
                guests[left["guest"]].place or guests[left["guest"]].address,
                left["sentence"][language],
                left["cheapest"]["host_name"] if left["cheapest"] else None,
            )
            for number, left in enumerate(result["unmatched"], start=1)
        ],
        notes=()
        if result["unmatched"]
        else (Wording("全部结对，没有未结对的单位。", "Every guest has a host."),),
    )


def _settings(result: Json) -> SheetOut:
    settings = Settings.of(result["settings"])
    rows = [*_outcome(result), *(row for row in settings_rows(settings))]
    return SheetOut(
        SETTINGS,
        (
            ColumnOut(Wording("项目", "Item"), width=44),
            ColumnOut(Wording("数值", "Value"), width=44),
            ColumnOut(Wording("单位", "Unit"), width=16),
            ColumnOut(Wording("设置文件中的名称", "Key in the settings file"), width=26),
        ),
        rows,
        landscape=False,
    )


def _outcome(result: Json) -> list[tuple[object, ...]]:
    km_eq = Wording("公里当量", "km-equivalents")
    proven = Wording("是，已证明没有更好的方案", "yes, proven: no arrangement is better")
    return [
        (Wording("结对", "Pairs"), str(len(result["pairs"])), Wording("对", "pairs"), None),
        (Wording("未结对", "Unmatched"), str(len(result["unmatched"])), Wording("家", "guests"), None),
        (Wording("总成本", "Cost"), str(_km(result["cost"])), km_eq, None),
        (Wording("总成本的下限", "Lower bound of the cost"), str(_km(result["bound"])), km_eq, None),
        (Wording("是否最优", "Optimal"), proven if result["optimal"] else Wording("否", "no"), None, None),
    ]


_MEASURED = {
    "point": Wording("坐标", "coordinates"),
    "centre": Wording("乡镇、园区中心", "middle of the township or zone"),
}


def settings_rows(settings: Settings) -> list[tuple[Wording, str | Wording, Wording | None, str]]:
    """Every number used: what it is, its value, its unit, its key in the settings file."""
    values = settings.to_json()
    rows: list[tuple[Wording, str | Wording, Wording | None, str]] = []
    for key, (title, unit) in _TITLES.items():
        value: Any = values
        for part in key.split("."):
            value = value[part]
        rows.append((title, _value(value), unit, key))
    for level in reversed(Level):
        title = Wording("{level}名额（一般最少–一般最多/最多）", "Room at level {level} (low–high/most)")
        rows.append(
            (
                title.fill(level=level.wording),
                room_said(values["rooms"][level.value]),
                _UNITS,
                f"rooms.{level.value}",
            )
        )
    for name, members in sorted(settings.chains.items()):
        title = Wording("产业链“{name}”", "Industry chain “{name}”").fill(name=name)
        rows.append((title, "、".join(members), None, f"chains.{name}"))
    for name, (lon, lat) in sorted(settings.places.items()):
        title = Wording("“{name}”的中心", "Middle of “{name}”").fill(name=name)
        rows.append(
            (title, f"{lon:g}, {lat:g}", Wording("经度, 纬度", "longitude, latitude"), f"places.{name}")
        )
    return rows


_KM = Wording("公里", "km")
_UNITS = Wording("家", "guests")
_TITLES: dict[str, tuple[Wording, Wording | None]] = {
    "distance": (Wording("每公里距离的代价", "Price of one km"), Wording("公里当量", "km-equivalents")),
    "stand_in.zone": (Wording("缺坐标、同一片区，按", "No coordinates, same zone: taken as"), _KM),
    "stand_in.township": (Wording("缺坐标、同一乡镇，按", "No coordinates, same township: taken as"), _KM),
    "stand_in.county": (Wording("缺坐标、同一县，按", "No coordinates, same county: taken as"), _KM),
    "stand_in.city": (Wording("缺坐标、同一市，按", "No coordinates, same city: taken as"), _KM),
    "stand_in.province": (Wording("缺坐标、同一省，按", "No coordinates, same province: taken as"), _KM),
    "stand_in.elsewhere": (Wording("缺坐标、不同省，按", "No coordinates, elsewhere: taken as"), _KM),
    "industry.class": (Wording("行业小类相同的代价", "Price of the same class of industry"), _KM),
    "industry.chain": (Wording("同一产业链的代价", "Price of the same industry chain"), _KM),
    "industry.group": (Wording("行业中类相同的代价", "Price of the same group of industry"), _KM),
    "industry.division": (Wording("行业大类相同的代价", "Price of the same division of industry"), _KM),
    "industry.section": (Wording("行业门类相同的代价", "Price of the same section of industry"), _KM),
    "industry.nothing": (Wording("行业不同的代价", "Price of different industries"), _KM),
    "group": (Wording("同一集团抵", "The same corporate group is worth"), _KM),
    "renewal": (Wording("续结原有结对抵", "Renewing a pairing is worth"), _KM),
    "under": (Wording("一般最少以内每个名额抵", "Each place up to the usual least is worth"), _KM),
    "over": (Wording("超出一般最多每家递增代价", "Each place above the usual most adds"), _KM),
    "farthest_km": (Wording("最远距离", "Farthest distance"), _KM),
    "division": (Wording("未写区县的单位所在区县", "County of units that name none"), None),
}


def _value(value: object) -> str | Wording:
    if value is None:
        return Wording("不限", "none")
    if value == "":
        return Wording("未填写", "not given")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _notices(notices: Sequence[Problem]) -> SheetOut:
    return SheetOut(
        NOTICES,
        (
            ColumnOut(Wording("位置", "Where"), width=28),
            ColumnOut(Wording("提示", "Notice"), width=60),
            ColumnOut(Wording("怎么办", "What to do"), width=50),
        ),
        [(notice.place, notice.message, notice.way_out) for notice in notices],
    )


def _km(length: int) -> float:
    return length / 1000
