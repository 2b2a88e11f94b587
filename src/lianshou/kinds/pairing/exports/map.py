"""map.html: hosts, guests and their pairs on one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianshou.core.wording import Language, Wording
from lianshou.formats.maps import MapLink, MapPoint, MapRow, MapTable, map_page
from lianshou.kinds.pairing.rules.facts import Host, Instance, Unit
from lianshou.kinds.pairing.rules.sentences import distance_said, trade_said

Json = Mapping[str, Any]

_HEADINGS = (
    Wording("帮带方", "Host"),
    Wording("被帮带方", "Guest"),
    Wording("距离", "Distance"),
    Wording("结对理由", "Reasons"),
)
_UNKNOWN = Wording("缺坐标", "no coordinates")


def map_html(instance: Instance, result: Json, *, title: str, language: Language = "zh") -> str:
    """The pairs on a map without network, with a table of them all."""
    return map_page(
        title=title,
        points=map_points(instance, result, language=language),
        links=map_links(result, language=language),
        table=_table(result, language),
        places=map_places(instance),
        language=language,
    )


def map_points(instance: Instance, result: Json, *, language: Language = "zh") -> list[MapPoint]:
    """Hosts and guests as points of a map; ids of the sides are kept apart by ``h:`` and ``g:``."""
    about = {f"h:{host['id']}": _load(host, language) for host in result["hosts"]}
    about |= {f"g:{pair['guest']}": pair["sentence"][language] for pair in result["pairs"]}
    about |= {f"g:{left['guest']}": left["sentence"][language] for left in result["unmatched"]}
    hosts = [_point(f"h:{host.id}", host, "host", about, language) for host in instance.hosts]
    guests = [_point(f"g:{guest.id}", guest, "guest", about, language) for guest in instance.guests]
    return sorted([*hosts, *guests], key=lambda point: (point.kind != "host", point.name, point.id))


def map_links(result: Json, *, language: Language = "zh") -> list[MapLink]:
    """The pairs as lines of a map."""
    return [
        MapLink(
            a=f"h:{pair['host']}",
            b=f"g:{pair['guest']}",
            label=_distance(pair, language),
            note=pair["sentence"][language],
        )
        for pair in result["pairs"]
    ]


def _point(id: str, unit: Unit, kind: str, about: Mapping[str, str], language: Language) -> MapPoint:
    level = unit.level.wording.say(language) if isinstance(unit, Host) else ""
    notes = (level, unit.place or unit.address, trade_said(unit).say(language), about.get(id, ""))
    return MapPoint(
        id=id,
        name=unit.name,
        lon=unit.longitude,
        lat=unit.latitude,
        kind=kind,
        group=unit.place,
        notes=tuple(note for note in notes if note),
    )


def map_places(instance: Instance) -> list[MapPoint]:
    """The names of zones and townships, in the middle of the units that lie there."""
    found: dict[str, list[tuple[float, float]]] = {}
    for unit in (*instance.hosts, *instance.guests):
        if unit.place and unit.point:
            found.setdefault(unit.place, []).append(unit.point)
    return [
        MapPoint(
            id=f"p:{name}",
            name=name,
            lon=round(sum(lon for lon, _ in sorted(points)) / len(points), 6),
            lat=round(sum(lat for _, lat in sorted(points)) / len(points), 6),
            kind="place",
        )
        for name, points in sorted(found.items())
    ]


def _table(result: Json, language: Language) -> MapTable:
    rows = (
        MapRow(
            cells=(
                pair["host_name"],
                pair["guest_name"],
                _distance(pair, language),
                pair["sentence"][language],
            ),
            a=f"h:{pair['host']}",
            b=f"g:{pair['guest']}",
        )
        for pair in result["pairs"]
    )
    return MapTable(headings=tuple(heading.say(language) for heading in _HEADINGS), rows=tuple(rows))


def _distance(pair: Json, language: Language) -> str:
    wording = _UNKNOWN if pair["distance_m"] is None else distance_said(pair["distance_m"])
    return wording.say(language)


def _load(host: Json, language: Language) -> str:
    room = f"{host['low']}–{host['high']}/{host['most']}"
    return (
        Wording("结对{load}家（名额{room}）", "{load} guests (room {room})")
        .fill(load=host["load"], room=room)
        .say(language)
    )
