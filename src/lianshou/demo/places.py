"""Where the demonstration plays: real townships and zones of 阜宁, with points good enough for a map of the county."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

COUNTY = "320923"
DISTRICTS = (
    ("450102", "兴宁区"),
    ("450103", "青秀区"),
    ("450105", "江南区"),
    ("450107", "西乡塘区"),
    ("450108", "良庆区"),
    ("450109", "邕宁区"),
    ("450110", "武鸣区"),
    ("450123", "隆安县"),
    ("450124", "马山县"),
    ("450125", "上林县"),
    ("450126", "宾阳县"),
    ("450181", "横州市"),
)
"""The districts and counties of 南宁."""
NEIGHBOUR = "320922"


@dataclass(frozen=True)
class Spot:
    """A township or zone: name, longitude, latitude, and how many of a hundred units stand there."""

    name: str
    longitude: float
    latitude: float
    weight: int
    town: str = ""


TOWNSHIPS = (
    Spot("阜城街道", 119.805, 33.768, 16),
    Spot("花园街道", 119.786, 33.745, 8),
    Spot("金沙湖街道", 119.735, 33.727, 5),
    Spot("吴滩街道", 119.842, 33.731, 5),
    Spot("沟墩镇", 119.966, 33.632, 5),
    Spot("陈良镇", 119.868, 33.655, 4),
    Spot("三灶镇", 119.911, 33.745, 4),
    Spot("郭墅镇", 119.893, 33.842, 4),
    Spot("新沟镇", 119.735, 33.825, 3),
    Spot("陈集镇", 119.778, 33.880, 3),
    Spot("羊寨镇", 119.746, 33.944, 3),
    Spot("芦蒲镇", 119.656, 33.897, 3),
    Spot("板湖镇", 119.635, 33.755, 4),
    Spot("东沟镇", 119.585, 33.690, 5),
    Spot("益林镇", 119.532, 33.635, 6),
    Spot("古河镇", 119.610, 33.590, 3),
    Spot("罗桥镇", 119.705, 33.640, 3),
)
ZONES = (
    Spot("阜宁经济开发区", 119.828, 33.789, 22, "阜城街道"),
    Spot("阜宁高新技术产业开发区", 119.760, 33.712, 9, "花园街道"),
    Spot("澳洋工业园", 119.842, 33.806, 8, "阜城街道"),
    Spot("阜宁滤料产业园", 119.871, 33.667, 6, "陈良镇"),
    Spot("益林工业园", 119.541, 33.642, 4, "益林镇"),
)
NEIGHBOUR_TOWNSHIPS = (Spot("东坎街道", 119.830, 33.990, 1), Spot("八滩镇", 120.060, 34.060, 1))


def place_rows() -> list[dict[str, object]]:
    """The townships of 阜宁 as an operator's table would bring them; the last three digits are the demonstration's own."""
    return [
        {
            "name": spot.name,
            "division_code": f"{COUNTY}{number:03d}",
            "longitude": round(spot.longitude, 6),
            "latitude": round(spot.latitude, 6),
        }
        for number, spot in enumerate(TOWNSHIPS, start=901)
    ]


def zone_rows() -> list[dict[str, object]]:
    return [
        {
            "name": spot.name,
            "division_code": COUNTY,
            "longitude": round(spot.longitude, 6),
            "latitude": round(spot.latitude, 6),
        }
        for spot in ZONES
    ]


def some_spot(random: Random) -> Spot:
    """A township or zone, the busier the likelier."""
    spots = (*TOWNSHIPS, *ZONES)
    return random.choices(spots, weights=[spot.weight for spot in spots])[0]


def point_near(spot: Spot, random: Random) -> tuple[float, float]:
    """A point within two kilometres or so."""
    spread = 0.008 if spot.town else 0.018
    return (
        round(spot.longitude + random.uniform(-spread, spread), 6),
        round(spot.latitude + random.uniform(-spread, spread), 6),
    )
