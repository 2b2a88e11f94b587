"""Rows of the sheets put into the form of the data, and what a sheet looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.letters import number_of
from lianshou.formats.sheets.parsing import text_of
from lianshou.formats.sheets.recognising import Table, recognise


def without(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def listed(value: object) -> list[object]:
    return list(value) if isinstance(value, tuple) else []


def titles_of(rows: list[dict[str, Any]]) -> list[str]:
    return [str(row["title"]) for row in rows if row.get("title")]


def aspect_from(values: Mapping[str, object]) -> dict[str, Any]:
    panel = {
        "way": values["way"], "trim": values["trim"], "least": values["least"], "digits": values["panel_digits"]
    }  # fmt: skip
    rest = {
        key: value for key, value in values.items() if key not in ("way", "trim", "least", "panel_digits")
    }
    return {**without({**rest, "key": values["title"]}), "panel": without(panel)}


def contestant_from(
    values: Mapping[str, object], measures: list[str], factors: Mapping[object, dict[str, Any]]
) -> dict[str, Any]:
    own = {
        title: values[f"measure {title}"] for title in measures if values.get(f"measure {title}") is not None
    }
    return without(
        {
            "key": values["contestant"], "name": values["name"], "team": values["team"], "status": values["status"],
            "measures": own or None, "factors": factors.get(values["contestant"]),
        }
    )  # fmt: skip


def number_from(value: object) -> object:
    """What was typed as a percentage, as a share; everything else as it is."""
    text = str(value).replace("％", "%")
    return (
        str(Decimal(text[:-1]) / 100)
        if re.fullmatch(r"\d+(?:\.\d+)?%", text)
        else None
        if text.casefold() in ("无", "none")
        else text
    )


_HARMLESS = re.compile(
    r"备注|说明|签[字名名].*|.*签[字名]|合计|小计|总分|总计|单位|代表队|remarks?|notes?|signature|total|team",
    re.IGNORECASE,
)


def strange_columns(table: Table) -> list[tuple[str, str]]:
    """Columns of a judge's sheet that are no aspects and may hold marks: letter and heading; remarks, signatures, sums hold none."""
    found = []
    for one in table.unknown if not table.problems else ():
        alone = table.sheet.cell(table.header_row, number_of(one.letter))
        heading = text_of(alone).strip() or one.heading
        if not _HARMLESS.fullmatch(heading):
            found.append((one.letter, heading))
    return found


def looks_marked(sheet: Sheet, layout: Layout) -> bool:
    """Whether a sheet looks like that of a judge."""
    places = {} if sheet.hidden else recognise(sheet, layout).places
    return "contestant" in places and any(key.startswith("aspect ") for key in places)


def holds_more(sheet: Sheet, own: Sheet | None, layout: Layout) -> bool:
    """Whether a sheet beside the marks holds rows that the sheet of the book, ``own``, does not hold."""
    return bool(recognise(sheet, layout).body) and (own is None or list(own.rows) != list(sheet.rows))
