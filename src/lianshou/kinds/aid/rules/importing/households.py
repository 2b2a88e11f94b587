"""The archive form as a workbook: one row a household, its members in columns of their own or on a second sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from lianshou.china import bank_cards, identity_numbers, telephones
from lianshou.china.text import squeeze
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, Choice, Column, Layout
from lianshou.formats.sheets.joining import Beside
from lianshou.formats.sheets.parsing import (
    as_choice,
    as_code,
    as_day,
    as_flag,
    as_list,
    as_name,
    as_text,
    as_whole,
    as_yuan,
    text_of,
)
from lianshou.kinds.aid.enums import Level
from lianshou.kinds.aid.rules.form import FORMS, MEMBERS, Fault, Field, Form, Sort, form_of, numbered
from lianshou.kinds.aid.rules.form.choices import CAUSES
from lianshou.kinds.aid.rules.form.reading import yuan_of
from lianshou.kinds.aid.rules.importing.headings import HEADINGS, MEMBER_HEADINGS, words_beside

SLUG = "households-"
MEMBER_SHEET = "家庭成员"
_NUMERALS = "一二三四五六七八九"
_MEMBER_KEY = re.compile(r"m(\d)_(\w+)")
_PLACE = re.compile(rf"{MEMBERS.key}-(\d+)-(\w+)")
_LEVELS = (
    Choice(Level.NATION.value, Wording("全国级", "National"), ("国家级", "全国", "国级")),
    Choice(Level.PROVINCE.value, Wording("省级", "Provincial"), ("自治区级", "省")),
    Choice(Level.CITY.value, Wording("市级", "City"), ("地市级", "市", "市级（辅助）")),
)
_EXAMPLES: Mapping[str, Cell] = {
    "name": "示例职工", "id_number": "11010519491231002X", "nation": "汉族", "politics": "群众", "health": "慢性病",
    "status": "下岗", "hero": "非劳模", "marriage": "已婚", "registration": "居民户口", "registered_at": "广西南宁市青秀区",
    "address": "示例路1号1栋101室", "phone": "13800000000", "employer": "示例有限公司", "persons": "2", "housing": "租房",
    "income_wages": "24000", "own_monthly": "2000", "total_yearly": "24000", "expense_illness": "6000",
    "cause": "重特大疾病", "secondary": "子女上学", "medical": "职工医保",
}  # fmt: skip
_MEMBER_EXAMPLES: Mapping[str, Cell] = {"name": "示例家属", "relation": "配偶", "health": "健康或良好", "status": "退休"}  # fmt: skip
_TEXT_NOTE = Wording("请设成文本格式；15位的旧号码自动换成18位。", "Set the cells to text; numbers of 15 digits are converted.")  # fmt: skip


def slug_of(form: Form) -> str:
    """What the list of a form year is called."""
    return f"{SLUG}{form.year}"


def form_called(slug: str) -> Form | None:
    """The form whose list a slug names, or None."""
    return next((form for form in FORMS if slug_of(form) == slug), None)


@cache
def households_layout(year: int) -> Layout:
    """The columns of a list of households by the form of a year."""
    form = form_of(year)
    return Layout(
        slug_of(form),
        Wording(f"困难职工家庭（{form.year}版档案）", f"Households in hardship (form of {form.year})"),
        (
            *(_column(one, one.key, one.title, HEADINGS.get(one.key, ()), _EXAMPLES) for one in form.single),
            *_OF_THE_FILE,
            *(
                _column(
                    one, f"m{n}_{one.key}", _member_title(n, one), _member_names(n, one),
                    _MEMBER_EXAMPLES if n == 1 else {}, member=True,
                )
                for n in range(1, MEMBERS.rows + 1)
                for one in _member_fields(form)
            ),
        ),
    )  # fmt: skip


@cache
def members_beside(year: int) -> Beside:
    """The second sheet, one row a member, linked by the number of the file or the worker's identity number."""
    form = form_of(year)
    layout = Layout(
        "members",
        Wording(MEMBER_SHEET, "Members"),
        (
            Column("head_number", Wording("职工身份证号", "Identity number of the worker"), ("户主身份证号", "职工身份证号码", "户主身份证号码"), example="11010519491231002X", width=22),
            Column("head_file", Wording("档案编号", "Number of the file"), ("全国系统档案编号", "职工编号", "困难职工编号", "系统编号")),
            *(
                _column(one, one.key, one.title, MEMBER_HEADINGS.get(one.key, ()), _MEMBER_EXAMPLES, member=True)
                for one in _member_fields(form)
            ),
        ),
    )  # fmt: skip
    known = {one.key for one in _member_fields(form)}
    return Beside(
        layout,
        links=(("head_number", "id_number"), ("head_file", "outer_number")),
        same=lambda cell: identity_numbers.normalise(text_of(cell)),
        name=lambda number, key: f"m{number}_{key}" if key in known else "",
        most=MEMBERS.rows,
    )


def answers_of(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row answers to the form."""
    told: dict[str, Any] = {
        one.key: values.get(one.key) or ([] if one.sort is Sort.SEVERAL else "") for one in form.single
    }
    columns = _member_columns(form.year)
    told[MEMBERS.key] = numbered(
        [{key: values.get(name) or "" for key, name in columns[n]} for n in places_of(form, values)]
    )
    return told


def places_of(form: Form, values: Mapping[str, Any]) -> list[int]:
    """Which numbers of members a row fills in, in the order in which ``answers_of`` has them."""
    return [
        n
        for n, columns in _member_columns(form.year).items()
        if any(values.get(name) for _key, name in columns)
    ]


@cache
def _member_columns(year: int) -> dict[int, list[tuple[str, str]]]:
    """By number of a member: the keys of the form and the columns in which they stand."""
    keys = [one.key for one in _member_fields(form_of(year))]
    return {n: [(key, f"m{n}_{key}") for key in keys] for n in range(1, MEMBERS.rows + 1)}


def column_of(fault: Fault, filled: list[int]) -> str:
    """The column of a fault: ``members-1-health`` of the second member that the row fills in."""
    found = _PLACE.fullmatch(fault.place)
    return f"m{filled[int(found[1])]}_{found[2]}" if found else fault.place


def hides(key: str, form: Form) -> str:
    """By which mask of the house the cells of a column are shown; empty: as they stand."""
    found = _MEMBER_KEY.fullmatch(key)
    fields = _member_fields(form) if found else form.single
    wanted = found[2] if found else key
    return next((str(one.hide) for one in fields if one.key == wanted), "")


def _member_fields(form: Form) -> tuple[Field, ...]:
    return next(one for one in form.repeated if one.key == MEMBERS.key).fields


def _member_title(number: int, field: Field) -> Wording:
    return Wording(f"成员{number}{field.title.zh}", f"Member {number}: {field.title.en}")


def _member_names(number: int, field: Field) -> tuple[str, ...]:
    bare = (field.title.zh, *MEMBER_HEADINGS.get(field.key, ()))
    fronts = (f"成员{number}", f"成员{_NUMERALS[number - 1]}", f"家庭成员{number}", f"家属{number}")
    return tuple(f"{front}{name}" for front in fronts for name in bare)[1:]


def _column(
    field: Field,
    key: str,
    title: Wording,
    names: tuple[str, ...],
    examples: Mapping[str, Cell],
    *,
    member: bool = False,
) -> Column:
    choices = tuple(_choice(field, value, words) for value, words in field.choices)
    is_code = field.sort in (Sort.IDENTITY, Sort.CARD)
    return Column(
        key=key,
        title=title,
        synonyms=tuple(name for name in names if squeeze(name) != squeeze(title.zh)),
        parse=_parse(field, choices),
        required=field.required and not member,
        choices=choices if field.sort is Sort.CHOICE else (),
        note=_TEXT_NOTE if is_code else field.note if field.note.zh else None,
        example=examples.get(field.key),
        width=22 if is_code else max(10, min(24, len(title.zh) * 2)),
    )


def _choice(field: Field, value: str, words: Wording) -> Choice:
    beside = words_beside(field.key, value)
    if field.choices is CAUSES:  # the forms number the causes
        n = [key for key, _words in CAUSES].index(value) + 1
        beside = (*beside, str(n), f"{n}{words.zh}", f"{n}.{words.zh}", f"{n}、{words.zh}", f"{n} {words.zh}")
    return Choice(value, words, beside)


def _parse(field: Field, choices: tuple[Choice, ...]) -> Callable[[Cell], Any]:
    if field.key == "name":
        return as_name(most=field.most)
    made = _PARSERS.get(field.sort)
    return made(field, choices) if made else as_text(most=field.most)


def _checked(why_not: Callable[[str], Any]) -> Callable[[str], tuple[str, Wording, Wording] | None]:
    def check(code: str) -> tuple[str, Wording, Wording] | None:
        reason = why_not(code)
        return (str(reason.value), reason.message, reason.way_out) if reason else None

    return check


def _code(
    why_not: Callable[[str], Any], normalise: Callable[[str], str]
) -> Callable[..., Callable[[Cell], str]]:
    parse = as_code(check=_checked(why_not))
    return lambda _field, _choices: lambda cell: normalise(parse(cell))


def _yuan(_field: Field, _choices: Any) -> Callable[[Cell], str]:
    parse = as_yuan()
    return lambda cell: yuan_of(parse(cell))


def _day(_field: Field, _choices: Any) -> Callable[[Cell], str]:
    parse: Callable[[Cell], date] = as_day()
    return lambda cell: parse(cell).isoformat()


def _flag(_field: Field, _choices: Any) -> Callable[[Cell], str]:
    parse = as_flag()
    return lambda cell: "1" if parse(cell) else ""


def _whole(field: Field, _choices: Any) -> Callable[[Cell], str]:
    parse = as_whole(least=0, most=10**field.most - 1)
    return lambda cell: str(parse(cell))


def _several(_field: Field, choices: tuple[Choice, ...]) -> Callable[[Cell], list[str]]:
    parse = as_list(as_choice(choices))
    return lambda cell: [str(one) for one in parse(cell)]


_PARSERS: Mapping[Sort, Callable[[Field, tuple[Choice, ...]], Callable[[Cell], Any]]] = {
    Sort.LONG: lambda field, _choices: as_text(most=field.most, lines=True),
    Sort.WHOLE: _whole,
    Sort.YUAN: _yuan,
    Sort.DAY: _day,
    Sort.CHOICE: lambda _field, choices: as_choice(choices),
    Sort.SEVERAL: _several,
    Sort.TICK: _flag,
    Sort.PHONE: _code(telephones.why_not_phone, telephones.normalise),
    Sort.IDENTITY: _code(identity_numbers.why_not_number, identity_numbers.normalise),
    Sort.CARD: _code(bank_cards.why_not_card, bank_cards.normalise),
}
_OF_THE_FILE = (
    Column("unit", Wording("建档工会", "Union that keeps the file"), ("所属工会", "建档单位", "所在工会", "工会名称"), parse=as_name(most=120), width=28, note=Wording("留空则记到上传时所选的工会。", "Left empty: the union chosen for the list.")),
    Column("level", Wording("档案级别", "Level of the file"), ("困难档案级别", "级别"), parse=as_choice(_LEVELS), choices=_LEVELS),
    Column("taken_on", Wording("调查日期", "Surveyed on"), ("填表日期", "入户日期", "调查时间"), parse=as_day(), width=14, note=Wording("留空则为导入当天。", "Left empty: the day of the import.")),
    Column("outer_number", Wording("全国系统档案编号", "Number in the superior's archive"), ("职工编号", "困难职工编号", "档案编号", "系统编号", "原档案编号"), parse=as_code(most=40), width=22, note=Wording("上级系统里已经建档的才填，并填建档日期。", "Only for files that stand in the superior's archive, with the day.")),
    Column("filed_on", Wording("建档日期", "On file since"), ("建档时间", "原建档日期"), parse=as_day(), width=14),
)  # fmt: skip

TWICE = Wording("这个身份证号与第{row}行重复。", "Row {row} has the same identity number.")
TWICE_WAY_OUT = Wording("一个人只在一户里填一次：请核对户口簿后删去一处。", "A person stands in one household once: take one of them out.")  # fmt: skip
FILE_TWICE = Wording("这个档案编号与第{row}行重复。", "Row {row} has the same number of a file.")
FILE_HELD = Wording("这个档案编号已经有一份在档。", "A standing file has this number already.")
FILE_WAY_OUT = Wording("请在上级系统里核对编号后更正。", "Look the number up in the superior's system.")
DAY_MISSING = Wording("填了全国系统档案编号，没有填建档日期。", "There is a number of the superior's archive, but no day.")  # fmt: skip
DAY_WAY_OUT = Wording("请补填建档日期；上级系统里还没有建档的，把编号留空。", "Add the day; leave the number empty where there is no file yet.")  # fmt: skip
NUMBER_MISSING = Wording("填了建档日期，没有填全国系统档案编号。", "There is a day of filing, but no number of the superior's archive.")  # fmt: skip
NUMBER_WAY_OUT = Wording("请补填编号；上级系统里还没有建档的，把日期留空。", "Add the number; leave the day empty where there is no file yet.")  # fmt: skip
IN_FUTURE = Wording("日期在今天之后。", "The day lies in the future.")
DAY_CHECK = Wording("请核对日期。", "Check the day.")
CHECK_NUMBER = Wording("请核对身份证号。", "Check the identity number.")
