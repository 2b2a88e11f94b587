"""Stations of the aid network."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.rules.network import Hours, Line

HOURS = Hours((Line("12345", time(9), time(17)),), (time(12), time(13)))


def facts_of(**over: Any) -> dict[str, Any]:
    """What somebody says of a station, as the actions take it."""
    return {
        "tier": "county",
        "sort": "centre",
        "name": "示例县职工服务中心",
        "division_code": "320923",
        "area": "",
        "address": "示例路1号",
        "longitude": None,
        "latitude": None,
        "phone": "0515-87212345",
        "staff": 3,
        "opened_on": date(2019, 5, 1),
        "hours": HOURS,
    } | over


def laid_station(union: Union, **over: Any) -> Station:
    """A station as it stands in the table, by nobody's act."""
    facts = facts_of(**over)
    hours = facts.pop("hours")
    facts |= {"search": facts["name"].lower(), "hours_kept": hours.kept}
    made: Station = Station.objects.create(union=union, **facts)
    return made
