from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lianshou.china import industries
from lianshou.china.coordinates import why_not_point
from lianshou.china.divisions import is_code
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Column, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_code, as_decimal, as_name
from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, Table, recognise_book, typed_rows
from lianshou.kernel.unions.rules import why_not_enter_place
from lianshou.web.templatetags.web import say


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


class PlacesForm(forms.Form):
    """A small workbook; ``rows`` when all of it is sound, otherwise ``problems`` cell by cell."""

    file = forms.FileField(
        label=_("Workbook (.xlsx, .xls, .ods or .csv)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def __init__(self, *args: Any, listing: PlaceList, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing, self.areas = listing, areas
        self.rows: list[dict[str, Any]] = []
        self.problems: list[Problem] = []

    def clean_file(self) -> Any:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        try:
            table = recognise_book(read_book(file.read(), name=file.name or ""), self.listing.layout)
        except SheetError as error:
            raise forms.ValidationError(f"{say(error.message)} {say(error.way_out)}") from error
        self._take(table)
        if self.problems:
            raise forms.ValidationError(
                _("Nothing was taken over: correct the cells below and upload the file again.")
            )
        if not self.rows:
            raise forms.ValidationError(_("There is no row below the header."))
        return file

    def _take(self, table: Table) -> None:
        typed = typed_rows(table)
        checks = (self._point, self._area, _repeats(self.listing.key))
        found = [problem for row in typed.rows for check in checks if (problem := check(table, row))]
        self.problems = sorted(
            [*typed.problems, *found], key=lambda one: (one.row or 0, one.column_letter or "")
        )
        self.rows = [row.values for row in typed.rows]

    def _point(self, table: Table, row: Row) -> Problem | None:
        lon, lat = row.values.get("longitude"), row.values.get("latitude")
        if not self.listing.located or (lon, lat) == (None, None):
            return None
        fault = why_not_point(*(cast("float | None", degree) for degree in (lon, lat)))
        return _problem(table, row, "longitude", fault.message, fault.way_out) if fault else None

    def _area(self, table: Table, row: Row) -> Problem | None:
        if not self.listing.located:
            return None
        reason = why_not_enter_place(division_code=str(row.values["division_code"]), areas=self.areas)
        label = str(reason.label) if reason else ""
        return _problem(table, row, "division_code", Wording(label, label), _AREA_WAY_OUT) if reason else None


_AREA_WAY_OUT = Wording(
    "只收本级总工会辖区内的地方。", "Only places inside your own federation's area are taken."
)


def _repeats(key: tuple[str, ...]) -> Callable[[Table, Row], Problem | None]:
    seen: dict[tuple[object, ...], int] = {}

    def check(table: Table, row: Row) -> Problem | None:
        first = seen.setdefault(tuple(row.values[part] for part in key), row.number)
        said = Wording("与第{row}行重复。", "Row {row} says the same.").fill(row=first)
        return _problem(table, row, key[0], said, _REPEAT_WAY_OUT) if first != row.number else None

    return check


_REPEAT_WAY_OUT = Wording("请只保留一行。", "Keep only one of them.")


def _problem(table: Table, row: Row, key: str, message: Wording, way_out: Wording) -> Problem:
    letter = letter_of(table.places[key]) if key in table.places else None
    return Problem(row.sheet, row.number, letter, key, "place", message, way_out)
