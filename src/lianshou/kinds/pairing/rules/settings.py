"""The numbers of pairing, all with defaults: read from TOML or JSON, every mistake said with its key.

Weights and prices are given in kilometres ("worth as much as so many kilometres") and used in whole metres.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from lianshou.china.coordinates import why_not_point
from lianshou.core.wording import Wording

FARTHEST = 20_000.0  # km, half the girth of the Earth
MOST_ROOM = 1_000

Km = Annotated[float, Field(ge=0, le=FARTHEST, allow_inf_nan=False, strict=True)]
Count = Annotated[int, Field(ge=0, le=MOST_ROOM, strict=True)]
Text = Annotated[str, Field(max_length=200)]
Point = Annotated[tuple[float, float], AfterValidator(lambda point: _in_china(point))]


def _in_china(point: tuple[float, float]) -> tuple[float, float]:
    if why_not_point(*point):
        raise ValueError("longitude and latitude of a point in China")
    return point


def metres(km: float) -> int:
    """Kilometres as whole metres."""
    return round(km * 1000)


class SettingsError(ValueError):
    """Settings that cannot be used; ``problems`` says what is wrong, one sentence for each key."""

    def __init__(self, problems: list[Wording]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class StandIns(_Part):
    """Distances that stand in where a point is missing, by what the two addresses share."""

    zone: Km = 2.0
    township: Km = 5.0
    county: Km = 20.0
    city: Km = 60.0
    province: Km = 120.0
    elsewhere: Km = 200.0


class IndustryCosts(_Part):
    """What it costs, in km, that two unions share no more of their industry than this; the lowest that applies counts."""

    same_class: Km = Field(default=0.0, alias="class")
    chain: Km = 1.0
    group: Km = 2.0
    division: Km = 4.0
    section: Km = 8.0
    nothing: Km = 12.0


class RoomRange(_Part):
    """How many guests a host takes: ``low`` to ``high`` as a rule, never more than ``most``."""

    low: Count
    high: Count
    most: Count

    @model_validator(mode="after")
    def _in_order(self) -> RoomRange:
        if not self.low <= self.high <= self.most:
            raise ValueError("low <= high <= most")
        return self


class Rooms(_Part):
    """Room by the level of the honour. Practice gives 省 3–4 and 市 1–2; for 全国 it gives none, so that range is ours."""

    city: RoomRange = RoomRange(low=1, high=2, most=4)
    province: RoomRange = RoomRange(low=3, high=4, most=6)
    nation: RoomRange = RoomRange(low=3, high=7, most=10)


class AgreementWords(_Part):
    """What the agreements say besides the facts; ``{year}`` and ``{n}`` are filled in ``number``.

    Empty lists stand for the usual words. Without ``starts_on`` the term begins with the signatures.
    """

    number: Text = "联手〔{year}〕{n}号"
    programme: Text = "联手兴家"
    goal: Text = "县级模范职工之家"
    starts_on: date | None = None
    ends_on: date | None = None
    months: Annotated[int, Field(ge=1, le=120, strict=True)] = 12
    activities_per_year: Count = 4
    commitments_host: tuple[Text, ...] = ()
    commitments_guest: tuple[Text, ...] = ()
    activities: tuple[Text, ...] = ()
    remarks: Text = ""


class Settings(_Part):
    """All numbers of one pairing. ``distance`` is the price of a km, the others are worth so many km.

    ``chains`` adds industry chains to those the house knows: codes (all that begin so belong) and words (all
    industries that hold them belong). ``division`` is the county of units that name none. ``places`` gives the middle
    (longitude, latitude) of townships and zones, for units without a point of their own.
    """

    distance: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False, strict=True)] = 1.0
    group: Km = 15.0
    renewal: Km = 8.0
    under: Km = 6.0
    over: Km = 4.0
    farthest_km: Km | None = None
    division: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    next_best: Annotated[int, Field(ge=0, le=20, strict=True)] = 3
    industry: IndustryCosts = IndustryCosts()
    stand_in: StandIns = StandIns()
    rooms: Rooms = Rooms()
    chains: dict[Text, tuple[Text, ...]] = {}
    places: dict[Text, Point] = {}
    agreement: AgreementWords = AgreementWords()

    @staticmethod
    def of(values: Mapping[str, Any]) -> Settings:
        """Settings from plain values (JSON, TOML); what is not given keeps its default. Raises SettingsError."""
        try:
            return Settings.model_validate(dict(values))
        except ValidationError as error:
            raise SettingsError([_said(found) for found in error.errors()]) from error

    @staticmethod
    def read(content: bytes) -> Settings:
        """Settings from the bytes of a TOML file. Raises SettingsError."""
        try:
            values = tomllib.loads(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise SettingsError([_NOT_UTF8]) from error
        except tomllib.TOMLDecodeError as error:
            raise SettingsError([_NOT_TOML.fill(detail=str(error))]) from error
        return Settings.of(values)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON that ``of`` reads again."""
        return self.model_dump(mode="json", by_alias=True)


_NOT_UTF8 = Wording(
    "设置文件的文字编码不是UTF-8。请用记事本另存为UTF-8编码。",
    "The settings are not UTF-8 text; save them as UTF-8.",
)
_NOT_TOML = Wording(
    "设置文件不符合TOML的写法：{detail}。请对照文档中的样例检查这一处。",
    "The settings are not valid TOML: {detail}. Compare this place with the example in the documentation.",
)
_UNKNOWN = Wording(
    "设置“{key}”不认识。{hint}可用的有：{known}。",
    "The setting “{key}” is not known. {hint}Known are: {known}.",
)
_HINT = Wording("您要写的是不是“{near}”？", "Did you mean “{near}”? ")
_MISTAKES = {
    "float_type": Wording("应当是数字，不加引号和单位", "should be a number without quotes and unit"),
    "int_type": Wording("应当是整数，不加引号和单位", "should be a whole number without quotes and unit"),
    "finite_number": Wording("应当是有限的数字", "should be a finite number"),
    "greater_than_equal": Wording("不能小于{ge}", "may not be below {ge}"),
    "less_than_equal": Wording("不能大于{le}", "may not be above {le}"),
    "string_type": Wording("应当是加引号的文字", "should be a text in quotes"),
    "string_too_long": Wording("最多{max_length}个字", "has at most {max_length} characters"),
    "string_pattern_mismatch": Wording("应当是6位行政区划代码", "should be a division code of 6 digits"),
    "tuple_type": Wording("应当是方括号里的一组文字", "should be a list in square brackets"),
    "missing": Wording(
        "没有填；low、high、most三个数要一起给", "is missing; give low, high and most together"
    ),
    "value_error": Wording("应当满足 low ≤ high ≤ most", "needs low ≤ high ≤ most"),
}
_DATES = Wording("应当是日期，如 2026-06-01，不加引号", "should be a date such as 2026-06-01, without quotes")
_TABLES = Wording("应当是一组设置（[{key}]）", "should be a group of settings ([{key}])")


def _said(found: Any) -> Wording:
    """One sentence for one mistake that pydantic found, with the key as the file writes it."""
    key = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return _unknown(key, found["loc"])
    if "date" in found["type"]:
        mistake = _DATES
    elif found["type"] in ("model_type", "model_attributes_type", "dict_type"):
        mistake = _TABLES.fill(key=key)
    else:
        mistake = _MISTAKES.get(found["type"], Wording(found["msg"], found["msg"]))
        mistake = mistake.fill(**found.get("ctx", {}))
    return Wording("设置“{key}”{mistake}。", "The setting “{key}” {mistake}.").fill(key=key, mistake=mistake)


def _unknown(key: str, path: tuple[str | int, ...]) -> Wording:
    part: type[BaseModel] | None = Settings
    for name in path[:-1]:
        inner = part.model_fields[str(name)].annotation if part else None
        part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    fields = part.model_fields if part else {}
    known = [field.alias or name for name, field in fields.items()]
    near = get_close_matches(str(path[-1]), known, n=1)
    hint = _HINT.fill(near=near[0]) if near else Wording("", "")
    return _UNKNOWN.fill(key=key, hint=hint, known=Wording("、".join(known), ", ".join(known)))
