import re
from xml.etree import ElementTree

import pytest

from lianshou.formats.maps import MapLink, MapPoint, draw_svg

SVG = "{http://www.w3.org/2000/svg}"


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (our own output)


def point(number: int, **values) -> MapPoint:
    return MapPoint(**{"id": f"x{number}", "name": f"工会{number}", "lon": 119.8, "lat": 33.7} | values)


def marks(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [node for node in root.iter(f"{SVG}g") if "data-id" in node.attrib]


def test_draw_svg_draws_every_located_point_and_link(county):
    points, links, places = county()
    root = read(draw_svg(points, links, places))
    assert len(marks(root)) == 63 + 164
    assert len([node for node in root.iter(f"{SVG}path") if "data-a" in node.attrib]) == 164
    assert len([node for node in root.iter(f"{SVG}g") if node.get("class") == "map__place"]) == len(places)


def test_draw_svg_is_accessible_and_named_once_per_map():
    root = read(draw_svg([point(1)], [], name="north"))
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("north-title", "north-desc")
    assert root.find(f"{SVG}title").text == "结对地图"
    assert "1 个被帮带方" in root.find(f"{SVG}desc").text


def test_draw_svg_speaks_english():
    assert "0 hosts (squares), 1 guests (circles)" in draw_svg([point(1)], [], language="en")


def test_draw_svg_keeps_a_strict_policy(county):
    svg = draw_svg(*county(5, 9))
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style|javascript:", svg)


def test_hosts_and_guests_differ_in_shape():
    root = read(draw_svg([point(1, kind="host"), point(2), point(3, kind="school")], []))
    shapes = {
        g.get("data-kind"): next(n for n in g.iter() if n.get("class") == "map__mark").tag
        for g in marks(root)
    }
    assert shapes == {"host": f"{SVG}rect", "guest": f"{SVG}circle", "school": f"{SVG}path"}


def test_coincident_points_are_spread():
    root = read(draw_svg([point(number) for number in range(30)], []))
    assert len({node.get("transform") for node in marks(root)}) == 30


@pytest.mark.parametrize(
    "values",
    [
        {"lon": None},
        {"lat": None},
        {"lon": float("nan")},
        {"lat": 95.0},
        {"lon": 400.0},
        {"lon": 0.0, "lat": 0.0},
    ],
)
def test_points_without_usable_coordinates_are_left_out(values):
    root = read(draw_svg([point(1), point(2, **values)], [MapLink(a="x1", b="x2")]))
    assert [node.get("data-id") for node in marks(root)] == ["x1"]
    assert not [node for node in root.iter(f"{SVG}path") if "data-a" in node.attrib]


def test_hostile_and_odd_text_is_escaped_and_cleaned():
    nasty = "\"><script>alert(1)</script>\x00\x07\ud800'&"
    shown = "\"><script>alert(1)</script>'&"
    svg = draw_svg(
        [point(1, name=nasty, id=nasty, group=nasty, notes=(nasty,), kind="host")],
        [MapLink(a=nasty, b=nasty, label=nasty, note=nasty)],
        [point(2, name=nasty, kind="place")],
    )
    assert "<script" not in svg
    mark = marks(read(svg))[0]
    assert (mark.get("data-id"), mark.get("data-name")) == (shown, shown)
    assert mark.find(f"{SVG}title").text == "\n".join([shown] * 3)


def test_empty_map_says_so():
    assert "没有带坐标的单位" in draw_svg([], [])


def test_visible_labels_do_not_overlap(county):
    points, links, places = county()
    root = read(draw_svg(points, links, places))
    boxes = []
    for mark in marks(root):
        x, y = (float(value) for value in re.findall(r"-?[\d.]+", mark.get("transform")))
        for label in mark.iter(f"{SVG}text"):
            if "hidden" not in label.get("class"):
                left, base = x + float(label.get("x")), y + float(label.get("y"))
                boxes.append((left, base - 11, left + float(label.get("data-w")), base + 2))
    assert len(boxes) > 5
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            assert across < 1 or down < 1


def test_drawing_is_deterministic(county):
    assert draw_svg(*county()) == draw_svg(*county())


def test_scale_bar_has_the_length_it_says():
    root = read(draw_svg([point(1), point(2, lon=120.8)], []))
    bar = next(node for node in root.iter(f"{SVG}g") if "data-scale" in node.attrib)
    km = float(bar.find(f"{SVG}text").text.removesuffix(" km"))
    long = float(re.search(r"H([\d.]+)", bar.find(f"{SVG}path").get("d"))[1])
    assert long == pytest.approx(km * float(root.get("data-per-km")), abs=0.1)
