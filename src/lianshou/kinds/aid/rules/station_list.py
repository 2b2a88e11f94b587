"""A list of stations as a workbook: its columns, and how opening hours are read as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from itertools import pairwise

from lianshou.china import divisions
from lianshou.china.telephones import normalise
from lianshou.china.text import squeeze
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_day, as_decimal, as_name, as_text, as_whole, text_of
from lianshou.kinds.aid.enums import StationSort, Tier
from lianshou.kinds.aid.rules.network import Hours, Line, Span, why_not_hours, why_not_telephone

SLUG = "stations"
_TIERS = (
    Choice(Tier.CITY.value, Wording("市", "City"), ("市级",)),
    Choice(
        Tier.COUNTY.value,
        Wording("县（区）", "County or district"),
        ("县(区)", "县区", "县级", "区级", "县", "区"),
    ),
    Choice(Tier.TOWNSHIP.value, Wording("乡镇", "Township"), ("乡", "镇", "乡镇级")),
    Choice(Tier.STREET.value, Wording("街道（社区）", "Street or community"), ("街道(社区)", "街道", "社区")),
    Choice(
        Tier.ENTERPRISE.value,
        Wording("市属企事业单位", "City-owned enterprise or institution"),
        ("市属企业", "企事业单位", "企业"),
    ),
)
_SORTS = (
    Choice(
        StationSort.CENTRE.value, Wording("职工服务中心", "Service centre"), ("服务中心", "中心", "帮扶中心")
    ),
    Choice(StationSort.STATION.value, Wording("工作站", "Station"), ("职工工作站", "帮扶站", "站")),
    Choice(StationSort.POINT.value, Wording("服务点", "Service point"), ("职工服务点", "帮扶点", "点")),
)
_DAYS = {sign: str(number) for number, sign in enumerate("一二三四五六日", start=1)} | {"天": "7"}
_EVERY = {"每天": "1234567", "每日": "1234567", "全周": "1234567", "工作日": "12345", "周末": "67"}
_HOLIDAYS = re.compile(r"法定节假日休息?|节假日休息?|节假日除外")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})[-至到](\d{1,2}):(\d{2})")
_SIGNS = str.maketrans("：，;,～~—–－", "：，；，-----") | str.maketrans({"：": ":"})
_HOURS_FAULT = Wording("看不懂服务时间“{given}”。", "The opening hours “{given}” are not understood.")
_HOURS_WAY_OUT = Wording(
    "请按“周一至周五 09:00–12:00、13:00–17:00；法定节假日休息”的格式填写，最多两种时间。",
    "Write them like “周一至周五 09:00–12:00、13:00–17:00；法定节假日休息”, at most two kinds of days.",
)
_PHONE_FAULT = Wording("“{given}”不是办公电话。", "“{given}” is no telephone of an office.")
_PHONE_WAY_OUT = Wording(
    "请填带区号的固定电话或短号；站点信息对外公开，不能填个人手机号。",
    "Write a landline with its area code, or a short number; everybody can read it, so no mobile of a person.",
)
_DIVISION_FAULT = Wording("不知道“{given}”是哪个区划。", "“{given}” names no division, or several.")
_DIVISION_WAY_OUT = Wording(
    "请填区划全称，或6位（县）、9位（乡镇街道）代码。",
    "Write its whole name, or the 6 digits of a county or 9 of a township.",
)
NO_SUCH_UNION = (
    Wording(
        "本级工会以下没有叫这个名称的工会，或有多个。", "No union of yours has this name, or several have it."
    ),
    Wording(
        "请填工会全称；留空则记到上传时所选的工会。",
        "Write its whole name; left empty: the union chosen for the list.",
    ),
)
TWICE = Wording("与第{row}行重复。", "Row {row} says the same.")
WAY_OUT = Wording("请更正这一格。", "Correct this cell.")


def stations_layout() -> Layout:
    """The columns of a list of stations; what the export of the list says is read again."""
    return Layout(
        SLUG,
        Wording("帮扶站点名单", "List of aid stations"),
        (
            _column("name", "名称", "Name", as_name(most=80), "示例区职工服务中心", ("站点名称", "中心名称"), required=True, width=28),
            Column(key="tier", title=Wording("级别", "Level"), synonyms=("层级",), required=True, parse=as_choice(_TIERS), choices=_TIERS, example="县（区）"),
            Column(key="sort", title=Wording("类别", "Sort"), synonyms=("类型", "站点类别"), required=True, parse=as_choice(_SORTS), choices=_SORTS, example="职工服务中心"),
            _column("unit", "设立工会", "Union that keeps it", as_name(most=120), None, ("工会", "工会名称", "所属工会"), width=28),
            _column("division_code", "服务区划", "Division served", _division, "450103", ("县（区）", "County or district", "区划", "行政区划代码")),
            _column("area", "服务范围", "Whom it serves", as_text(most=120), None, ("服务对象",)),
            _column("address", "地址", "Address", as_text(most=200), "示例路1号", ("详细地址",), required=True, width=30),
            _column("phone", "办公电话", "Telephone of the office", _phone, "0771-5512345", ("联系电话", "电话"), required=True),
            _column("hours", "服务时间", "Opening hours", _hours, "周一至周五 09:00–12:00、13:00–17:00；法定节假日休息", ("办公时间", "开放时间"), required=True, width=40),
            _column("staff", "工作人员数", "Persons who work there", as_whole(least=0, most=999), 3, ("人员数", "工作人员")),
            _column("opened_on", "设立日期", "Opened on", as_day(), "2019-05-01", ("成立时间", "设立时间"), required=True),
            _column("longitude", "经度", "Longitude", as_decimal(), 108.37, ()),
            _column("latitude", "纬度", "Latitude", as_decimal(), 22.82, ()),
        ),
    )  # fmt: skip


def hours_of(text: str) -> Hours | None:
    """Opening hours as people write them; None where they are not understood.

    Parts stand between “；”: days with one span, or with two of which the gap is the lunch break, the same everywhere.
    """
    plain = squeeze(text).translate(_SIGNS)
    rests, lines, lunches = False, [], set()
    for part in filter(None, plain.split("；")):
        if _HOLIDAYS.fullmatch(part):
            rests = True
            continue
        found = _line_of(part)
        if found is None:
            return None
        lines.append(found[0])
        lunches |= {found[1]} - {None}
    if len(lunches) > 1 or len(lines) > 2:
        return None
    hours = Hours(tuple(lines), next(iter(lunches), None), rests)
    return hours if why_not_hours(hours) is None else None


def _line_of(part: str) -> tuple[Line, Span | None] | None:
    first = _SPAN.search(part)
    days = _days_of(part[: first.start()]) if first else ""
    spans = _spans_of(part[first.start() :]) if first else []
    if not days or not 1 <= len(spans) <= 2:
        return None
    lunch = (spans[0][1], spans[1][0]) if len(spans) == 2 else None
    return Line(days, spans[0][0], spans[-1][1]), lunch


def _spans_of(text: str) -> list[Span]:
    """The spans of a part; none where anything else stands between them, or a time that no clock shows."""
    found = _SPAN.findall(text)
    if re.sub(r"[、，]", "", _SPAN.sub("", text)):
        return []
    try:
        return [(time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in found]
    except ValueError:
        return []


def _days_of(text: str) -> str:
    if text in _EVERY:
        return _EVERY[text]
    days = ""
    for piece in re.split(r"[、，]", text.replace("星期", "周").replace("礼拜", "周")):
        ends = [_DAYS.get(end.removeprefix("周"), "") for end in re.split(r"[至到-]", piece)]
        if not all(ends) or len(ends) > 2 or any(a > b for a, b in pairwise(ends)):
            return ""
        days += "".join(str(day) for day in range(int(ends[0]), int(ends[-1]) + 1))
    return "".join(sorted(set(days)))


def _hours(cell: Cell) -> Hours:
    text = text_of(cell)
    found = hours_of(text)
    if found is None:
        raise CellError("hours", _HOURS_FAULT.fill(given=text[:60]), _HOURS_WAY_OUT)
    return found


def _phone(cell: Cell) -> str:
    number = normalise(text_of(cell))
    if len(number) > 20 or why_not_telephone(number):
        raise CellError("phone", _PHONE_FAULT.fill(given=number[:30]), _PHONE_WAY_OUT)
    return number


def _division(cell: Cell) -> str:
    given = squeeze(text_of(cell))
    if divisions.is_code(given):
        return given
    found = divisions.find(given)
    exact = [one for one in found if given in (one.name, one.full_name)]
    if len(found) != 1 and len(exact) != 1:
        raise CellError("division", _DIVISION_FAULT.fill(given=given[:30]), _DIVISION_WAY_OUT)
    return (exact or list(found))[0].code


def _column(
    key: str,
    zh: str,
    en: str,
    parse: Callable[[Cell], object],
    example: str | float | date | None,
    synonyms: tuple[str, ...],
    *,
    required: bool = False,
    width: int = 16,
) -> Column:
    return Column(
        key=key,
        title=Wording(zh, en),
        synonyms=synonyms,
        parse=parse,
        example=example,
        required=required,
        width=width,
    )
