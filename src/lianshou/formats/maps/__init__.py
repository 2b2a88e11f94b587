"""Maps without tiles, for closed networks: who is paired with whom and where, as SVG and as one HTML file."""

from lianshou.formats.maps.drawing import draw_svg
from lianshou.formats.maps.page import map_css, map_fragment, map_js, map_page
from lianshou.formats.maps.points import MapLink, MapPoint, MapRow, MapTable

__all__ = [
    "MapLink",
    "MapPoint",
    "MapRow",
    "MapTable",
    "draw_svg",
    "map_css",
    "map_fragment",
    "map_js",
    "map_page",
]
