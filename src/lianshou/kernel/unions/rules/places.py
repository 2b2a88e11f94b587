"""The tables that an operator brings: townships, zones, finer industry names, as sheets."""

from __future__ import annotations

from dataclasses import dataclass

from lianshou.china import industries
from lianshou.china.divisions import is_code
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Column, Layout
from lianshou.formats.sheets.parsing import as_code, as_decimal, as_name


def _division(cell: Cell) -> str:
    code = as_code(most=12)(cell)
    if is_code(code):
        return code
    raise CellError(
        "bad_division",
        Wording("“{given}”不是行政区划代码。", "“{given}” is no division code.").fill(given=code),
        Wording("请填6位（县）、9位（乡镇街道）代码。", "Write the 6 digits of a county or 9 of a township."),
    )


def _finer_code(cell: Cell) -> str:
    text = as_code(most=8)(cell)
    try:
        code = industries.parse_code(text).code
    except industries.IndustryError as error:
        raise CellError("bad_industry", error.message, _FINER_ONLY) from error
    if len(code) < 3:
        raise CellError("bad_industry", _FINER_ONLY, _FINER_ONLY)
    return code


_FINER_ONLY = Wording("请填3位（中类）或4位（小类）代码。", "Write the 3 or 4 digits of a group or class.")
_DIVISION = Column(
    key="division_code",
    title=Wording("行政区划代码", "Division code"),
    synonyms=("区划代码", "代码", "行政区划"),
    required=True,
    parse=_division,
    example="320923001",
)


def _name(example: str, *synonyms: str) -> Column:
    return Column(
        key="name",
        title=Wording("名称", "Name"),
        synonyms=synonyms,
        required=True,
        parse=as_name(most=80),
        example=example,
        width=26,
    )


def _degree(key: str, zh: str, en: str, example: float, *, required: bool) -> Column:
    return Column(
        key=key,
        title=Wording(zh, en),
        synonyms=(f"{zh}坐标",),
        required=required,
        parse=as_decimal(),
        example=example,
    )


PLACES = Layout(
    "places",
    Wording("乡镇街道", "Townships and streets"),
    (
        _name("阜城街道", "乡镇", "街道", "乡镇街道"),
        _DIVISION,
        _degree("longitude", "经度", "Longitude", 119.81, required=True),
        _degree("latitude", "纬度", "Latitude", 33.78, required=True),
    ),
)
ZONES = Layout(
    "zones",
    Wording("开发区、片区", "Zones"),
    (
        _name("阜宁经济开发区", "开发区", "片区", "园区"),
        Column(
            key="division_code",
            title=Wording("所在县代码", "County code"),
            synonyms=("行政区划代码", "区划代码", "代码"),
            required=True,
            parse=_division,
            example="320923",
        ),
        _degree("longitude", "经度", "Longitude", 119.82, required=False),
        _degree("latitude", "纬度", "Latitude", 33.76, required=False),
    ),
)
INDUSTRIES = Layout(
    "industries",
    Wording("行业中类、小类名称", "Finer industry names"),
    (
        Column(
            key="code",
            title=Wording("代码", "Code"),
            synonyms=("行业代码",),
            required=True,
            parse=_finer_code,
            example="3415",
        ),
        _name("风能原动设备制造", "行业名称", "类别名称"),
    ),
)


@dataclass(frozen=True, slots=True)
class PlaceList:
    """One of the tables that an operator brings: its layout, the verb that lets it in, the key that tells rows apart."""

    layout: Layout
    verb: str
    key: tuple[str, ...]
    located: bool


LISTS: dict[str, PlaceList] = {
    "places": PlaceList(PLACES, "place.import", ("division_code",), True),
    "zones": PlaceList(ZONES, "place.import", ("division_code", "name"), True),
    "industries": PlaceList(INDUSTRIES, "industry.import", ("code",), False),
}
