"""Draw points and links as SVG: no tiles, no scripts, no inline styles; the look is in ``assets/map.css``.

``assets/map.js`` finds its way by the ``data-`` attributes written here: ``data-map-svg`` with ``data-per-km``,
``data-view`` (what zooms), ``data-id``/``data-kind``/``data-x``/``data-y`` on points, ``data-a``/``data-b`` on links.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from lianshou.core.wording import Language, Wording
from lianshou.formats.maps.points import MapLink, MapPoint
from lianshou.formats.maps.projecting import (
    APART,
    Box,
    Pair,
    Projection,
    fit,
    nice_length,
    spread,
    text_width,
)

PADDING = 56
LABEL_SIZE = 12.0
PLACE_SIZE = 13.0
RAISED = 14
"""How far the name of a place stands above its anchor."""
NEAR = 160.0
"""A name is moved to the upper edge of its group only within this distance: one stray point must not carry it off."""
LONGEST_LABEL = 12

SHAPES = {
    "host": Markup('<rect class="map__mark" x="-6" y="-6" width="12" height="12" rx="1.5"/>'),
    "guest": Markup('<circle class="map__mark" r="4.6"/>'),
}
OTHER_SHAPE = Markup('<path class="map__mark" d="M0-6.5 6 4.5H-6z"/>')

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

_TITLE = Wording("结对地图", "Map of pairings")
_COUNTS = Wording(
    "{hosts} 个帮带方（方形）、{guests} 个被帮带方（圆形）、{links} 条结对连线；上方为北。全部结对另见表格。",
    "{hosts} hosts (squares), {guests} guests (circles), {links} lines between pairs; north is up. "
    "The table lists all pairs.",
)
_NORTH = Wording("北 ↑", "N ↑")
_EMPTY = Wording("没有带坐标的单位", "no union has coordinates")


def draw_svg(
    points: Sequence[MapPoint],
    links: Sequence[MapLink],
    places: Sequence[MapPoint] = (),
    *,
    width: int = 960,
    height: int = 640,
    language: Language = "zh",
    name: str = "map",
    title: Wording = _TITLE,
    said: Wording = _COUNTS,
) -> str:
    """``points`` and ``links`` over the names of ``places``, as one ``<svg>`` of ``width`` × ``height`` units.

    Points without coordinates and links to them are left out; the caller lists them. ``name`` makes ids unique when a
    page holds several maps; ``title`` and ``said`` are its words, with {hosts}, {guests}, {points} and
    {links} filled. Output is deterministic.
    """
    here = [point for point in points if point.located]
    around = [place for place in places if place.located]
    projection = fit([_degrees(p) for p in [*here, *around]], width=width, height=height, padding=PADDING)
    here.sort(key=lambda point: point.kind != "host")  # hosts keep their places, guests make room
    truly = [projection.place(*_degrees(point)) for point in here]
    true_places = dict(zip((point.id for point in here), truly, strict=True))
    centres = dict(zip((point.id for point in here), spread(truly), strict=True))
    drawn = [link for link in links if link.a in centres and link.b in centres]
    taken: list[Box] = []
    body = [
        _layer("places", _places(around, projection, tops_of(here, centres), taken)),
        _layer("links", [_link(link, centres) for link in drawn]),
        _layer("points", _points(here, drawn, (true_places, centres), taken, Box(0, 0, width, height))),
    ]
    counts = Counter(point.kind for point in here)
    numbers = {"hosts": counts["host"], "guests": counts["guest"], "links": len(drawn), "points": len(here)}
    return str(
        Markup(
            '<svg class="map__svg" data-map-svg="" data-per-km="{per_km}" data-lang="{language}" role="img" '
            'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
            '<title id="{name}-title">{title}</title><desc id="{name}-desc">{said}</desc>'
            '<rect class="map__ground" width="{width}" height="{height}"/>'
            '<g data-view="">{body}</g>{furniture}</svg>'
        ).format(
            per_km=f"{projection.per_km:.4f}", language=language, width=width, height=height, name=name,
            title=title.say(language), said=said.fill(**numbers).say(language), body=Markup("").join(body),
            furniture=_furniture(projection, language, empty=not here),
        )
    )  # fmt: skip


def fitting_height(points: Sequence[MapPoint], *, width: int = 960) -> int:
    """The height that suits the shape of the area: between five ninths of ``width`` and ``width``."""
    degrees = [_degrees(point) for point in points if point.located]
    if not degrees:
        return width * 5 // 9
    lat0 = math.radians(sum(lat for _, lat in degrees) / len(degrees))
    wide = (max(lon for lon, _ in degrees) - min(lon for lon, _ in degrees)) * math.cos(lat0)
    high = max(lat for _, lat in degrees) - min(lat for _, lat in degrees)
    ratio = high / wide if wide else 1.0
    return round(min(max((width - 2 * PADDING) * ratio + 2 * PADDING, width * 5 / 9), width))


def clean(text: str) -> str:
    """``text`` without characters that neither XML nor a reader can use."""
    return _UNFIT.sub("", text)


def short(point: MapPoint) -> str:
    """What stands beside the marker of ``point``."""
    text = clean(point.label or point.name)
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _degrees(point: MapPoint) -> Pair:
    return point.lon or 0.0, point.lat or 0.0


def _layer(name: str, children: Sequence[Markup]) -> Markup:
    return Markup('<g class="map__{}">{}</g>').format(name, Markup("").join(children))


def tops_of(points: Sequence[MapPoint], centres: dict[str, Pair]) -> dict[str, Pair]:
    """For each group the middle of its upper edge, where the name of the place hides none of its points."""
    members: dict[str, list[Pair]] = {}
    for point in points:
        members.setdefault(point.group, []).append(centres[point.id])
    return {
        group: (sum(x for x, _ in all_) / len(all_), min(y for _, y in all_))
        for group, all_ in members.items()
        if group
    }


def _places(
    places: Sequence[MapPoint], projection: Projection, tops: dict[str, Pair], taken: list[Box]
) -> list[Markup]:
    """Names of townships and zones, for orientation; one that would run into another is left out until zoomed."""
    drawn = []
    for place in places:
        true_x, true_y = x, y = projection.place(*_degrees(place))
        above = tops.get(place.name)
        if above and abs(above[0] - x) < NEAR and abs(above[1] - y) < NEAR:
            x, y = above
        text = clean(place.label or place.name)
        half = text_width(text, size=PLACE_SIZE) / 2
        box = Box(x - half, y - RAISED - PLACE_SIZE, x + half, y - RAISED + 4)
        free = not any(box.meets(other) for other in taken)
        if free:
            taken.append(box)
        drawn.append(
            Markup(
                '<g class="map__place" data-name="{name}" data-x="{true_x:.2f}" data-y="{true_y:.2f}" transform="translate({x:.1f} {y:.1f})">'
                '<g class="map__shape"><text class="map__name{hidden}" data-label="place" data-w="{w:.0f}" '
                'y="-{raised}" text-anchor="middle">{text}</text></g></g>'
            ).format(
                x=x,
                y=y,
                w=2 * half,
                raised=RAISED,
                name=clean(place.name),
                true_x=true_x,
                true_y=true_y,
                text=text,
                hidden="" if free else " map__name--hidden",
            )
        )
    return drawn


def _link(link: MapLink, centres: dict[str, Pair]) -> Markup:
    (x1, y1), (x2, y2) = centres[link.a], centres[link.b]
    said = " · ".join(clean(part) for part in (link.label, link.note) if part)
    return Markup(
        '<path class="map__link" data-a="{a}" data-b="{b}" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}">{title}</path>'
    ).format(a=clean(link.a), b=clean(link.b), x1=x1, y1=y1, x2=x2, y2=y2, title=_title(said))


def _points(
    points: Sequence[MapPoint],
    links: Sequence[MapLink],
    where: tuple[dict[str, Pair], dict[str, Pair]],
    taken: list[Box],
    frame: Box,
) -> list[Markup]:
    """Markers, guests below hosts; labels for hosts, those with most pairs first, where there is room."""
    truly, centres = where
    loads = Counter(link.a for link in links)
    taken.extend(_around(*centres[point.id]) for point in points)
    by_need = sorted((p for p in points if p.kind == "host"), key=lambda p: (-loads[p.id], p.id))
    offsets = {point.id: _room_for(point, centres[point.id], taken, frame) for point in by_need}
    return [
        _point(point, (truly[point.id], centres[point.id]), offsets.get(point.id), load=loads[point.id])
        for point in reversed(points)  # those that come first lie on top
    ]


def _around(x: float, y: float) -> Box:
    return Box(x - APART / 2, y - APART / 2, x + APART / 2, y + APART / 2)


def _room_for(point: MapPoint, centre: Pair, taken: list[Box], frame: Box) -> Pair | None:
    """Where the label of ``point`` may start, relative to its marker: right, left, above or below; None for nowhere."""
    x, y = centre
    width = text_width(short(point), size=LABEL_SIZE)
    for dx, dy in ((9.0, 4.0), (-9.0 - width, 4.0), (-width / 2, -10.0), (-width / 2, 19.0)):
        box = Box(x + dx, y + dy - LABEL_SIZE + 1, x + dx + width, y + dy + 2)
        inside = box.left >= 0 and box.top >= 0 and box.right <= frame.right and box.bottom <= frame.bottom
        if inside and not any(box.meets(other) for other in taken):
            taken.append(box)
            return dx, dy
    return None


def _point(point: MapPoint, where: tuple[Pair, Pair], offset: Pair | None, *, load: int) -> Markup:
    """``where`` is the true place, from which a script spreads anew at each zoom, and the place drawn."""
    (true_x, true_y), (x, y) = where
    label = Markup("")
    if point.kind == "host":
        text = short(point)
        label = Markup(
            '<text class="map__label{hidden}" data-label="point" data-w="{w:.0f}" x="{dx:.1f}" y="{dy:.1f}">{text}</text>'
        ).format(
            w=text_width(text, size=LABEL_SIZE), dx=(offset or (9, 4))[0], dy=(offset or (9, 4))[1], text=text,
            hidden="" if offset else " map__label--hidden",
        )  # fmt: skip
    said = "\n".join(clean(part) for part in (point.name, point.group, *point.notes) if part)
    return Markup(
        '<g class="map__point map__point--{look}" data-id="{id}" data-kind="{kind}" data-name="{name}" data-group="{group}" '
        'data-load="{load}" data-x="{true_x:.2f}" data-y="{true_y:.2f}" transform="translate({x:.1f} {y:.1f})">{title}'
        '<g class="map__shape">{shape}{label}</g></g>'
    ).format(
        look=point.kind if point.kind in SHAPES else "other", id=clean(point.id), kind=clean(point.kind),
        name=clean(point.name), group=clean(point.group), load=load, true_x=true_x, true_y=true_y, x=x, y=y, title=_title(said), label=label,
        shape=SHAPES.get(point.kind, OTHER_SHAPE),
    )  # fmt: skip


def _title(text: str) -> Markup:
    return Markup("<title>{}</title>").format(text) if text else Markup("")


def _furniture(projection: Projection, language: Language, *, empty: bool) -> Markup:
    """What stays put while the map is moved: scale bar, north, and a word when there is nothing to see."""
    km = nice_length(projection.width / 5 / projection.per_km)
    note = Markup('<text class="map__empty" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        projection.width / 2, projection.height / 2, _EMPTY.say(language)
    )
    return Markup(
        '<g class="map__scale" data-scale="" transform="translate(16 {y})"><path d="M0-6V0H{w:.1f}V-6"/>'
        '<text x="4" y="-8">{said}</text></g>'
        '<text class="map__north" x="{right}" y="24" text-anchor="end">{north}</text>{note}'
    ).format(
        y=projection.height - 16, w=km * projection.per_km, said=distance_text(km), right=projection.width - 14,
        north=_NORTH.say(language), note="" if not empty else note,
    )  # fmt: skip


def distance_text(km: float) -> str:
    """``5 km``, ``500 m``."""
    return f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
