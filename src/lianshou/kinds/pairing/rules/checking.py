"""What no single cell shows: units listed twice, a host among the guests, places that are missing or impossible."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median

from lianshou.china import industries
from lianshou.china.coordinates import NoPoint, haversine_m, why_not_point
from lianshou.china.industries import IndustryError
from lianshou.core.wording import Wording, join
from lianshou.formats.sheets.headings import Names
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing.rules.columns import LAYOUTS
from lianshou.kinds.pairing.rules.naming import loose_key, place_key, same_zone, unit_key
from lianshou.kinds.pairing.rules.rows import point_of, trade_of, where_of
from lianshou.kinds.pairing.rules.sentences import distance_said, official_name
from lianshou.kinds.pairing.rules.troubles import WARNINGS, Trouble

Places = Mapping[str, Mapping[str, int]]
"""By the name of the sheet: the 1-based column of each key (``{table.sheet.name: table.places}``)."""

Unused = Mapping[str, Sequence[str]]
"""By the name of the sheet: the headings of the columns that are not used."""

_FAR_M = 200_000
_PLACE_WORDS = re.compile("[乡镇]|街道|园区|开发区|地址|区域|township|street|zone|address", re.IGNORECASE)
_PLACE_KEYS = frozenset(
    {"township", "zone", "division", "division_code", "address", "longitude", "latitude", "point"}
)
_PHONE = re.compile(
    r"(?:\+?86-?)?1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?|[48]00-?\d{3}-?\d{4}"
)


@dataclass
class Finder:
    """Collects problems and gives each its place in the file."""

    places: Places
    unused: Unused = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    def add(self, row: Row, key: str, trouble: Trouble, **values: object) -> None:
        """Note ``trouble`` at the cell of ``row`` under ``key``."""
        column = self.places.get(row.sheet, {}).get(key)
        letter = letter_of(column) if column else None
        words = trouble.value
        message, way_out = words.message.fill(**values), words.way_out.fill(**values)
        self.found.append(Problem(row.sheet, row.number, letter, key, trouble.code, message, way_out))


def check(
    list_slug: str,
    rows: Sequence[Row],
    *,
    others: Sequence[Row] = (),
    today: date,
    places: Places | None = None,
    unused: Unused | None = None,
    year: int | None = None,
    known: Collection[str] = (),
) -> list[Problem]:
    """Everything wrong across the rows of one list (``hosts`` or ``guests``), in the order of the rows.

    ``rows`` are typed rows of ``columns.HOSTS`` or ``columns.GUESTS`` (broken ones may be among them); ``others`` those of
    the other list. ``places`` lets problems name their column, ``unused`` the columns that may hold what is missing;
    with ``year`` guests founded in another are mentioned, with ``known``, the names of townships and zones of the region, places
    that are none of them.
    Ask ``is_warning`` which problems stop nothing.
    """
    finder = Finder(places or {}, _like_places(unused or {}, list_slug))
    for row in rows:
        for check_row in _ROW_CHECKS:
            check_row(finder, row)
        _check_days(finder, row, today, list_slug)
        _check_year(finder, row, year if list_slug == "guests" else None)
    _check_twice(finder, rows)
    _check_both_lists(finder, rows, others, list_slug)
    _check_far(finder, rows)
    _check_known(finder, rows, known)
    order = {(row.sheet, row.number): i for i, row in enumerate(rows)}
    return sorted(finder.found, key=lambda problem: order[problem.sheet, problem.row or 0])


def is_warning(problem: Problem) -> bool:
    """Whether ``problem`` is only to be looked at and stops nothing."""
    return problem.code in WARNINGS


def _check_point(finder: Finder, row: Row) -> None:
    if row.broken & {"longitude", "latitude", "point"}:
        return
    longitude, latitude = point_of(row.values)
    fault = why_not_point(longitude, latitude)
    if fault is None:
        return
    one_cell = row.values.get("longitude") is None and bool(row.values.get("point"))
    both = ("longitude", "latitude") if fault is NoPoint.SWAPPED else ("longitude",)
    for key in ("point",) if one_cell else both:
        finder.add(row, key, _POINT_TROUBLES[fault], lon=longitude, lat=latitude)


_POINT_TROUBLES = {
    NoPoint.SWAPPED: Trouble.POINT_SWAPPED,
    NoPoint.OUTSIDE_CHINA: Trouble.POINT_OUTSIDE_CHINA,
    NoPoint.NOT_A_NUMBER: Trouble.POINT_OUTSIDE_CHINA,
    NoPoint.HALF_MISSING: Trouble.POINT_HALF,
}


def _check_place(finder: Finder, row: Row) -> None:
    if row.broken & _PLACE_KEYS or any(point_of(row.values)) or any(where_of(row.values)):
        return
    key = next(
        (key for key in ("township", "zone", "address", "longitude") if _has(finder, row, key)), "township"
    )
    finder.add(row, key, Trouble.MISSING_PLACE, name=_name(row))
    if also := _rename(finder.unused.get(row.sheet, ())):
        problem = finder.found.pop()
        finder.found.append(replace(problem, way_out=join([problem.way_out, also], zh="", en=" ")))


def _like_places(unused: Unused, list_slug: str) -> Unused:
    """Of the unused headings those that speak of a place, without such as only gave way to a stronger one."""
    names = Names(LAYOUTS[list_slug])
    return {
        sheet: [one for one in headings if _PLACE_WORDS.search(one) and names.key_of(one) is None]
        for sheet, headings in unused.items()
    }


def _rename(headings: Sequence[str]) -> Wording | None:
    """The way out when columns with these headings may hold the place."""
    if not headings:
        return None
    return Wording(
        "{zh}这一列没有认出来，请改名为“乡镇/街道/开发区”。",
        "The column {en} was not understood: call it “Township or zone”.",
    ).fill(
        zh="、".join(f"“{heading}”" for heading in headings),
        en=", ".join(f"“{heading}”" for heading in headings),
    )


def _has(finder: Finder, row: Row, key: str) -> bool:
    return key in finder.places.get(row.sheet, {})


def _check_industry(finder: Finder, row: Row) -> None:
    if row.broken & {"industry", "industry_code"}:
        return
    key = "industry" if row.values.get("industry") else "industry_code"
    try:
        trade = trade_of(row.values)
    except IndustryError as error:
        code_key = "industry_code" if row.values.get("industry_code") else "industry"
        finder.add(row, code_key, Trouble.INDUSTRY_CODE_WRONG, message=error.message)
        return
    if trade.candidates:
        codes = trade.candidates[:6]
        names = [official_name(code if code.isalpha() else code[:2]) for code in codes]
        candidates = [f"{code}（{name.zh}）" for code, name in zip(codes, names, strict=True)]
        english = [f"{code} ({name.en})" for code, name in zip(codes, names, strict=True)]
        said = {"zh": "、".join(candidates), "en": ", ".join(english), "first": codes[0]}
        finder.add(row, key, Trouble.INDUSTRY_UNCLEAR, words=trade.words, **said)
    elif trade.words and not trade.code and not industries.lookup(trade.words).chains:
        finder.add(row, key, Trouble.INDUSTRY_UNKNOWN, words=trade.words)


def _check_room(finder: Finder, row: Row) -> None:
    given = [number for key in ("low", "high", "most") if isinstance(number := row.values.get(key), int)]
    if given != sorted(given):
        shown = {
            key: "—" if (value := row.values.get(key)) is None else value for key in ("low", "high", "most")
        }
        finder.add(
            row,
            next(key for key in ("most", "high") if row.values.get(key) is not None),
            Trouble.ROOM_ORDER,
            **shown,
        )


def _check_phone(finder: Finder, row: Row) -> None:
    for key in ("phone", "mobile"):
        phone = row.values.get(key)
        if isinstance(phone, str) and not all(
            _PHONE.fullmatch(part) for part in re.split(r"[、，,;；/]", phone)
        ):
            finder.add(row, key, Trouble.PHONE_MALFORMED, phone=phone)


def _check_members(finder: Finder, row: Row) -> None:
    members, workers = row.values.get("members"), row.values.get("workers")
    if isinstance(members, int) and isinstance(workers, int) and members > workers:
        finder.add(row, "members", Trouble.MEMBERS_ABOVE_WORKERS, members=members, workers=workers)


_ROW_CHECKS: tuple[Callable[[Finder, Row], None], ...] = (
    _check_point,
    _check_place,
    _check_industry,
    _check_room,
    _check_phone,
    _check_members,
)


def _check_days(finder: Finder, row: Row, today: date, list_slug: str) -> None:
    for key in ("granted_on", "founded_on"):
        day = row.values.get(key)
        if isinstance(day, date) and day > today:
            title = LAYOUTS[list_slug].column(key).title
            finder.add(row, key, Trouble.DATE_IN_FUTURE, field=title, day=day.isoformat())


def _check_year(finder: Finder, row: Row, year: int | None) -> None:
    day = row.values.get("founded_on")
    if year is not None and isinstance(day, date) and day.year != year:
        finder.add(row, "founded_on", Trouble.FOUNDED_OTHER_YEAR, day=day.isoformat(), year=year)


def _check_twice(finder: Finder, rows: Sequence[Row]) -> None:
    names: dict[str, Row] = {}
    codes: dict[str, Row] = {}
    similar: dict[str, Row] = {}
    for row in rows:
        name, code = _name(row), _code(row)
        if name and (first := names.setdefault(unit_key(name), row)) is not row:
            finder.add(row, "name", Trouble.DUPLICATE_UNIT, name=name, other=_said(first, row))
        elif code and (first := codes.setdefault(code, row)) is not row:
            finder.add(row, "credit_code", Trouble.DUPLICATE_CODE, other=_said(first, row))
        elif (
            name
            and (first := similar.setdefault(loose_key(name), row)) is not row
            and not (code and _code(first))
        ):
            finder.add(row, "name", Trouble.SIMILAR_UNIT, name=name, other=_said(first, row))


def _check_both_lists(finder: Finder, rows: Sequence[Row], others: Sequence[Row], list_slug: str) -> None:
    trouble = Trouble.HOST_AMONG_GUESTS if list_slug == "guests" else Trouble.GUEST_AMONG_HOSTS
    known = {key: row for row in reversed(others) for key in _keys(row)}
    for row in rows:
        other = next((known[key] for key in _keys(row) if key in known), None)
        if other is not None:
            finder.add(row, "name", trouble, name=_name(row), other=_said(other, None))


def _keys(row: Row) -> Iterator[str]:
    if name := _name(row):
        yield f"name {unit_key(name)}"
    if code := _code(row):
        yield f"code {code}"


def _check_far(finder: Finder, rows: Sequence[Row]) -> None:
    """Points far from the middle of the list: mostly a digit gone wrong."""
    sound = [(row, point) for row in rows if (point := _sound_point(row)) is not None]
    if len(sound) < 3:
        return
    middle = median(point[0] for _, point in sound), median(point[1] for _, point in sound)
    for row, point in sound:
        apart = haversine_m(*point, *middle)
        if apart > _FAR_M:
            key = "longitude" if row.values.get("longitude") is not None else "point"
            finder.add(row, key, Trouble.POINT_FAR, apart=distance_said(apart))


def _check_known(finder: Finder, rows: Sequence[Row], known: Collection[str]) -> None:
    names = {place_key(name) for name in known}
    for row in rows if names else ():
        where = where_of(row.values)
        for place in filter(None, (where.township, where.zone)):
            if place_key(place) not in names and not any(same_zone(place, name) for name in names):
                finder.add(row, _named_at(row, place), Trouble.PLACE_UNKNOWN, place=place)


def _named_at(row: Row, place: str) -> str:
    """The column whose cell names a place."""
    keys = ("township", "zone", "division", "address")
    return next((key for key in keys if place in str(row.values.get(key) or "")), "township")


def _sound_point(row: Row) -> tuple[float, float] | None:
    longitude, latitude = point_of(row.values)
    if longitude is None or latitude is None or why_not_point(longitude, latitude) is not None:
        return None
    return longitude, latitude


def _name(row: Row) -> str:
    return str(row.values.get("name") or "")


def _code(row: Row) -> str:
    return str(row.values.get("credit_code") or "")


def _said(other: Row, row: Row | None) -> Wording:
    """Another row in words: 第5行的“…”, with its sheet unless that is the same."""
    sheet = "" if row is not None and row.sheet == other.sheet else other.sheet
    zh_sheet, en_sheet = (f"“{sheet}”", f" of “{sheet}”") if sheet else ("", "")
    name = _name(other)
    return Wording(f"{zh_sheet}第{other.number}行的“{name}”", f"“{name}” in row {other.number}{en_sheet}")
