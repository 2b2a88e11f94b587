"""A map as one HTML file without network, and the same map as a fragment for the pages of the server.

The file carries its style sheet and script inside and a content security policy that lets nothing else run. All text
goes through Jinja's autoescape; no data stands inside a script.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lianshou.core.wording import Language, Wording
from lianshou.formats.maps.drawing import clean, draw_svg, fitting_height
from lianshou.formats.maps.points import MapLink, MapPoint, MapTable, table_of

if TYPE_CHECKING:
    import jinja2

WORDS: dict[str, Wording] = {
    "host": Wording("帮带方", "Host"),
    "guest": Wording("被帮带方", "Guest"),
    "hosts": Wording("帮带方", "hosts"),
    "guests": Wording("被帮带方", "guests"),
    "pairs": Wording("结对", "pairs"),
    "place": Wording("乡镇、片区", "Township, zone"),
    "other": Wording("其他单位", "Other"),
    "line": Wording("结对关系", "Pairing"),
    "legend": Wording("图例", "Legend"),
    "all_hosts": Wording("全部帮带方", "All hosts"),
    "choose_host": Wording("只看一个帮带方", "Show one host"),
    "zoom_in": Wording("放大", "Zoom in"),
    "zoom_out": Wording("缩小", "Zoom out"),
    "left": Wording("向左移", "Move left"),
    "right": Wording("向右移", "Move right"),
    "up": Wording("向上移", "Move up"),
    "down": Wording("向下移", "Move down"),
    "whole": Wording("显示全图", "Whole map"),
    "tools": Wording("地图操作", "Map tools"),
    "hint": Wording(
        "点选单位查看结对；键盘：Tab 进入地图，方向键换单位，回车选定，Esc 取消。",
        "Choose a union to see its pairs. Keyboard: Tab into the map, arrow keys to move, Enter to choose, Esc to leave.",
    ),
    "table": Wording("全部结对", "All pairs"),
    "note": Wording("说明", "Note"),
    "reason": Wording("结对理由", "Reasons"),
    "missing": Wording("没有坐标、未画在图上的单位", "Unions with no coordinates, not on the map"),
    "skip": Wording("跳到表格", "Skip to the table"),
    "rows": Wording("显示 {shown} / {all} 对", "{shown} of {all} pairs shown"),
}


def map_css() -> str:
    """The style sheet of maps, to be served as a static file or put inline."""
    return _asset("map.css")


def map_js() -> str:
    """The script of maps (geometry.js, then map.js): finds ``[data-map]`` and adds zoom, choice and keyboard."""
    return _asset("geometry.js") + _asset("map.js")


def map_fragment(
    *,
    points: Sequence[MapPoint],
    links: Sequence[MapLink],
    places: Sequence[MapPoint] = (),
    language: Language = "zh",
    name: str = "map",
) -> str:
    """Map, tools and legend as HTML for a page that brings ``map_css`` and ``map_js``.

    Rows of a table on that page with ``data-a`` and ``data-b`` follow the choice of a host.
    """
    return _template("fragment.html").render(_values(points, links, places, language=language, name=name))


def map_page(
    *,
    title: str,
    points: Sequence[MapPoint],
    links: Sequence[MapLink],
    table: MapTable | None = None,
    places: Sequence[MapPoint] = (),
    language: Language = "zh",
) -> str:
    """One self-contained HTML file: map, tools, legend, counts, a table of all pairs, and the unlocated points.

    Without ``table`` one is made from ``links``. Without JavaScript map, legend and table still stand.
    """
    words = {key: wording.say(language) for key, wording in WORDS.items()}
    headings = (words["host"], words["guest"], words["reason"], words["note"])
    values = _values(points, links, places, language=language, name="map")
    css, script = map_css(), map_js()
    return _template("page.html").render(
        values,
        title=clean(title),
        table=table or table_of(points, links, headings=headings),
        missing=[point for point in points if not point.located],
        css=css,
        script=script,
        policy=f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'",
    )


def _values(
    points: Sequence[MapPoint],
    links: Sequence[MapLink],
    places: Sequence[MapPoint],
    *,
    language: Language,
    name: str,
) -> dict[str, object]:
    words = {key: wording.say(language) for key, wording in WORDS.items()}
    kinds = Counter(point.kind for point in points)
    return {
        "language": language,
        "lang": "en" if language == "en" else "zh-CN",
        "name": name,
        "words": words,
        "svg": draw_svg(
            points, links, places, height=fitting_height([*points, *places]), language=language, name=name
        ),
        "hosts": sorted(
            (p for p in points if p.kind == "host" and p.located), key=lambda p: (p.group, p.name)
        ),
        "counts": {"hosts": kinds["host"], "guests": kinds["guest"], "pairs": len(links)},
        "others": any(kind not in ("host", "guest") for kind in kinds),
        "places": bool(places),
        "missing_count": sum(not point.located for point in points),
    }


@cache
def _asset(name: str) -> str:
    return files("lianshou.formats.maps").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    names = ("fragment.html", "page.html")
    loader = jinja2.DictLoader({name: _asset(name) for name in names})
    made = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, loader=loader, trim_blocks=True
    )
    made.lstrip_blocks = True
    made.filters["clean"] = clean
    return made


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
