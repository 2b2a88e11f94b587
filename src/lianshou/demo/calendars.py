"""The working-day calendars of the years that the demonstration tells of, confirmed by the numbers of the real notices."""

from __future__ import annotations

from datetime import date

from lianshou.demo.world import World, moment
from lianshou.kernel.programmes.actions import confirm_year, propose_year

NOTICES = {
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}


def confirm_calendars(world: World) -> None:
    """Lay out and confirm every year of which the library knows the swapped days."""
    admin = world.accounts["admin"]
    for year, document_no in NOTICES.items():
        now = moment(max(date(year - 1, 12, 1), date(2017, 1, 4)))
        calendar = propose_year(actor=admin, year=year, now=now)
        if calendar.days.filter(is_working=True).exists():
            confirm_year(actor=admin, calendar=calendar, document_no=document_no, now=now)
