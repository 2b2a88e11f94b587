"""A district's list of households that waits to be corrected, and a layout for the superior's system, in 南宁."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lianshou.demo.world import World
from lianshou.kernel.intake.actions import open_import
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.shaping import save_column_map
from lianshou.kinds.aid.exports.shaping import shaped_book
from lianshou.kinds.aid.rules.form import NEW
from lianshou.kinds.aid.rules.shaping import MEMBER_SOURCES, SOURCES, Line, Record, built_in


def take_list_in(world: World, union: Union, answers: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """An officer uploaded a list: one row lacks an answer, the others are sound; nothing of it counts yet."""
    first, *others = answers
    records = [Record({}, {**first, "nation": "", "phone": "1380000"})]
    records += [
        Record(
            {"f.outer_number": f"4501000{n:05d}", "f.filed_on": date(2019, 3, n + 1), "f.level": "nation"},
            one,
        )
        for n, one in enumerate(others[:2])
    ]
    records += [Record({}, one) for one in others[2:]]
    content, _persons = shaped_book(built_in(NEW), records, clear={*SOURCES, *MEMBER_SOURCES})
    open_import(
        actor=world.accounts["nanning"],
        union=union,
        list_slug=f"households-{NEW}",
        name="困难职工名单（演示）.xlsx",
        content=content,
        now=now,
    )


def lay_out_export(world: World, *, now: datetime) -> None:
    """The layout that the city made of the built-in one: codes for causes, days without signs, a running title."""
    national = built_in(NEW)
    causes = {key: str(n) for n, (key, _words) in enumerate(SOURCES["a.cause"].choices, start=1)}
    lines = tuple(_changed(line, causes) for line in national.lines)
    shape = replace(
        national,
        name="自治区帮扶系统导入格式（演示）",
        sheet="困难职工",
        lines=(Line("年度", "fixed", str(now.year)), *lines, Line("备注")),
    )
    save_column_map(actor=world.accounts["nanning"], union=world.nanning, shape=shape, now=now)


def _changed(line: Line, causes: dict[str, str]) -> Line:
    if line.source in ("a.cause", "a.secondary"):
        return replace(line, codes=causes)
    return replace(line, form="day_plain") if SOURCES[line.source].sort.value == "day" else line
