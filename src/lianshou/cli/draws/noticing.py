"""What is no fault and still worth a look before a draw is announced: who came alone under a word, odd values, names twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from lianshou.china.text import same_name_key, squeeze
from lianshou.cli.lists import Source as Sheets
from lianshou.core.wording import Wording, join
from lianshou.engines.draws.explanation import capital
from lianshou.engines.draws.problem import Quota
from lianshou.formats.sheets.headings import heading_key
from lianshou.formats.sheets.letters import letter_of, number_of
from lianshou.formats.sheets.parsing import text_of
from lianshou.formats.sheets.problems import Problem as Fault
from lianshou.formats.sheets.recognising import Row
from lianshou.formats.sheets.sorting import says_nothing

_IDENTITY = re.compile(r".*(身份证|证件号|公民身份|idnumber|identity|idcard).*")
_UNION = re.compile(
    r"(所在|所属|工作|推荐|报送|基层)?(工会|单位|公司|企业|部门)(名称|全称)?|union|employer|company"
)
_NUMBER = re.compile(r"[0-9A-Z()（）-]{6,}")  # a masked number may be that of several persons
_MOST_ROWS = 5
_FEW = 0.2

_TOGETHER = re.compile(r"组|对$|对子|夫妻|家庭|新人|同来|同行|couple|family|group|together")
_ANY = re.compile(r".+", re.DOTALL)

Told = Callable[[Row], str]


def notices(people: Sheets, quotas: Sequence[Quota]) -> list[Fault]:
    """Every notice about the list by its sheet and cell, none of which stops a draw; those about units first."""
    if not people.rows or not people.tables:
        return []
    looked = _List(people)
    return [
        *looked.unused_units(),
        *looked.alone(),
        *looked.sizes(),
        *looked.spelled(),
        *looked.values(quotas),
        *looked.names(),
    ]


class _List:
    """The rows of the list, ready to be asked about."""

    def __init__(self, people: Sheets) -> None:
        self.table, self.rows = people.tables[0], people.rows
        self.places = {row.number: place for place, row in enumerate(people.rows)}
        self.numbers = {
            row.number: row.values.get("number") or self.places[row.number] + 1 for row in people.rows
        }

    def unused_units(self) -> Iterator[Fault]:
        """A column that looks like “together” where none is called so: without it everybody is drawn apart."""
        for one in self.table.unknown if "unit" not in self.table.places else ():
            column = number_of(one.letter)
            words = [squeeze(text_of(self.table.sheet.cell(row.number, column))) for row in self.rows]
            if (
                _TOGETHER.search(heading_key(one.heading))
                and max(Counter(filter(None, words)).values(), default=0) > 1
            ):
                message = _NOT_TOGETHER.fill(heading=one.heading)
                yield Fault(
                    self.table.sheet.name,
                    self.table.header_row,
                    one.letter,
                    None,
                    "notice",
                    message,
                    _CALL_IT,
                )

    def alone(self) -> Iterator[Fault]:
        """Each word under “together” that only one person has."""
        for word, rows in self._by("unit").items():
            if len(rows) == 1:
                message = _ALONE.fill(word=word, person=self._person(rows[0]), beside=self._beside(rows[0]))
                yield self._fault(rows[0], "unit", message, _PARTNER)

    def sizes(self) -> Iterator[Fault]:
        """The few units of another size than most: a third person under the word of a couple."""
        units = {word: rows for word, rows in self._by("unit").items() if len(rows) > 1}
        usual = Counter(map(len, units.values())).most_common(1)
        odd = {word: rows for word, rows in units.items() if len(rows) != usual[0][0]}
        for word, rows in odd.items() if len(odd) <= len(units) * _FEW else ():
            message = _SIZE.fill(word=word, count=len(rows), rows=_row_numbers(rows), usual=usual[0][0])
            yield self._fault(rows[-1], "unit", message, _CHECK_UNIT)

    def spelled(self) -> Iterator[Fault]:
        """Words under “together” that differ by spaces, width, case or signs only."""
        for twins in _twins(self._by("unit")):
            first, *others = twins
            for word, rows in others:
                message = _TWO_UNITS.fill(word=word, other=first[0], row=first[1][0].number)
                yield self._fault(rows[0], "unit", message, _ONE_WORD)

    def values(self, quotas: Sequence[Quota]) -> Iterator[Fault]:
        """Values that no quota has, that one person has, or that nearly are another."""
        for attribute in dict.fromkeys(one.attribute for one in quotas):
            known = [one.value for one in quotas if one.attribute == attribute]
            by_value = self._by(f"= {attribute}")
            twin = {word: some[0][0] for some in _twins(by_value) for word, _ in some[1:]}
            for value, rows in by_value.items():
                if value not in known or len(rows) == 1 or value in twin:
                    yield self._value(attribute, value, rows, known, twin.get(value))

    def _value(
        self, attribute: str, value: str, rows: list[Row], known: Sequence[str], twin: str | None
    ) -> Fault:
        told = {"attribute": attribute, "value": value}
        if len(rows) == 1:
            parts = [_ONCE.fill(person=self._person(rows[0]), **told)]
        else:
            parts = [_OFTEN.fill(count=len(rows), rows=_row_numbers(rows), **told)]
        if value not in known:
            parts.append(_NO_QUOTA)
        near = [twin] if twin else get_close_matches(value, known, n=1, cutoff=0.5)
        if twin:
            parts.append(_TWIN.fill(other=twin))
        way_out = _MEANT.fill(near=near[0]) if near and value not in known else _CHECK_VALUE
        key = f"= {attribute}"
        return self._fault(rows[0], key, _ended(join(parts, zh="，", en=", ")), way_out)

    def names(self) -> Iterator[Fault]:
        """The same name, or the same identity number, in several rows."""
        identity, union = self._teller(_IDENTITY, _NUMBER), self._teller(_UNION)
        told = set[frozenset[int]]()
        for rows in _groups(self.rows, lambda row: same_name_key(str(row.values["name"] or ""))):
            told.add(frozenset(row.number for row in rows))
            words = _SAME_PERSON if _alike(rows, identity) else _SAME_UNION if _alike(rows, union) else _SAME
            message = words.fill(name=rows[0].values["name"], rows=self._rows(rows))
            yield self._fault(rows[1], "name", message, _NAMESAKES if words is _SAME else _TAKE_OUT)
        for rows in _groups(self.rows, identity):
            if frozenset(row.number for row in rows) not in told and not _one_name(rows):
                yield self._fault(rows[1], "name", _SAME_NUMBER.fill(rows=self._rows(rows)), _TAKE_OUT)

    def _teller(self, heading: re.Pattern[str], value: re.Pattern[str] = _ANY) -> Told:
        """What the first columns called so hold in a row; empty where there are none, or nothing that is like ``value``."""
        columns = [number_of(one.letter) for one in self.table.unknown if _is_called(one.heading, heading)]
        columns += [
            column
            for key, column in self.table.places.items()
            if key.startswith("= ") and _is_called(key[2:], heading)
        ]

        def told(row: Row) -> str:
            cells = (self.table.sheet.cell(row.number, column) for column in columns)
            texts = (
                squeeze(text_of(cell)).upper() for cell in cells if not says_nothing(cell, optional=True)
            )
            return next((text for text in texts if value.fullmatch(text)), "")

        return told

    def _by(self, key: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            if value := row.values.get(key):
                found.setdefault(str(value), []).append(row)
        return found

    def _beside(self, row: Row) -> Wording:
        """A neighbour in the list without a word: who was forgotten mostly stands next."""
        place = self.places[row.number]
        beside = (self.rows[one] for one in (place + 1, place - 1) if 0 <= one < len(self.rows))
        empty = next((one for one in beside if not one.values.get("unit")), None)
        if empty is None:
            return Wording("", "")
        return _EMPTY_BESIDE.fill(row=empty.number, person=self._person(empty))

    def _person(self, row: Row) -> Wording:
        number, name = self.numbers[row.number], row.values["name"]
        return Wording(f"{number}号{name}", f"{number} {name}")

    def _rows(self, rows: Sequence[Row]) -> Wording:
        some = [_ROW.fill(row=row.number, number=self.numbers[row.number]) for row in rows]
        return join(some, zh="、", en=", ")

    def _fault(self, row: Row, key: str, message: Wording, way_out: Wording) -> Fault:
        column = self.table.places.get(key)
        letter = letter_of(column) if column else None
        return Fault(row.sheet, row.number, letter, key, "notice", message, way_out)


def _twins(by_word: dict[str, list[Row]]) -> Iterator[list[tuple[str, list[Row]]]]:
    """Words that are one but for spaces, width, case and signs; the most used first."""
    alike: dict[str, list[tuple[str, list[Row]]]] = {}
    for word, rows in by_word.items():
        alike.setdefault(same_name_key(word), []).append((word, rows))
    yield from (
        sorted(some, key=lambda one: -len(one[1])) for key, some in alike.items() if key and len(some) > 1
    )


def _groups(rows: Sequence[Row], told: Told) -> list[list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key := told(row):
            found.setdefault(key, []).append(row)
    return [some for some in found.values() if len(some) > 1]


def _alike(rows: Sequence[Row], told: Told) -> bool:
    return bool(_groups(rows, told))


def _one_name(rows: Sequence[Row]) -> bool:
    return len({same_name_key(str(row.values["name"] or "")) for row in rows}) == 1


def _is_called(heading: str, names: re.Pattern[str]) -> bool:
    return names.fullmatch(heading_key(heading)) is not None


def _row_numbers(rows: Sequence[Row]) -> Wording:
    numbers = [str(row.number) for row in rows[:_MOST_ROWS]]
    more = Wording("等", " …") if len(rows) > _MOST_ROWS else Wording("", "")
    return Wording("、".join(numbers) + more.zh, ", ".join(numbers) + more.en)


def _ended(wording: Wording) -> Wording:
    return capital(Wording(f"{wording.zh}。", f"{wording.en}."))


_ROW = Wording("第{row}行（{number}号）", "row {row} (number {number})")
_NOT_TOGETHER = Wording(
    "“{heading}”一栏没有用到，名单里没有“同组”一栏，每个人各抽各的。",
    "The column “{heading}” is not used and there is none called “Together”: everybody is drawn apart.",
)
_CALL_IT = Wording(
    "要一起来的，请把这一栏改名为“同组”，重新出公告；不是的不用改。",
    "If they come together, call the column “Together” and prepare again; leave it if they do not.",
)
_ALONE = Wording(
    "同组“{word}”只有{person}一个人写{beside}。",
    "Only {person} has the word “{word}” under “Together”{beside}.",
)
_EMPTY_BESIDE = Wording("；第{row}行{person}的“同组”空着", "; “Together” is empty for {person} in row {row}")
_PARTNER = Wording(
    "请核对同伴的“同组”是不是漏填或写错，不改就各抽各的；确是一个人来的不用改。",
    "Check whether the word of the other one was left out or misspelt: as it is, they are drawn apart. Leave it if nobody else comes.",
)
_SIZE = Wording(
    "同组“{word}”有{count}人（第{rows}行），其余多是{usual}人一组。",
    "“{word}” has {count} persons (rows {rows}), most units have {usual}.",
)
_CHECK_UNIT = Wording(
    "请核对有没有写进别的组；没有写错的不用改。",
    "Check whether one belongs elsewhere; leave it if none does.",
)
_TWO_UNITS = Wording(
    "同组“{word}”与第{row}行的“{other}”只差空格、全半角、大小写或标点，现在算作两组。",
    "“{word}” differs from “{other}” in row {row} by spaces, width, case or signs only; now they are two units.",
)
_ONE_WORD = Wording("是一组的，请改成同一个写法。", "Write them alike if they are one.")
_ONCE = Wording(
    "“{attribute}”是“{value}”的只有{person}一人", "only {person} has “{value}” under “{attribute}”"
)
_OFTEN = Wording(
    "“{attribute}”是“{value}”的有{count}人（第{rows}行）",
    "{count} have “{value}” under “{attribute}” (rows {rows})",
)
_NO_QUOTA = Wording("名额规定里没有这一项，不计入任何一项", "and no quota counts it")
_TWIN = Wording(
    "与“{other}”只差空格、全半角、大小写或标点",
    "which differs from “{other}” by spaces, width, case or signs only",
)
_MEANT = Wording(
    "请核对是不是“{near}”；是的请改成这个写法。", "Check whether “{near}” is meant; if so, write that."
)
_CHECK_VALUE = Wording(
    "请核对有没有写错；没有写错的不用改。", "Check whether it is misspelt; leave it if it is not."
)
_SAME = Wording("“{name}”在名单上不止一次：{rows}。", "“{name}” stands in the list more than once: {rows}.")
_SAME_UNION = Wording(
    "“{name}”在名单上不止一次，单位也相同：{rows}；很可能是同一个人报了两次，机会就多了一倍。",
    "“{name}” stands in the list more than once, with the same union: {rows}; probably one person, with twice the chance.",
)
_SAME_PERSON = Wording(
    "“{name}”在名单上不止一次，证件号也相同：{rows}；是同一个人报了两次，机会就多了一倍。",
    "“{name}” stands in the list more than once, with the same identity number: {rows}; one person, with twice the chance.",
)
_SAME_NUMBER = Wording(
    "姓名不同，证件号相同：{rows}。", "Different names with the same identity number: {rows}."
)
_NAMESAKES = Wording(
    "请核对：同一个人报了两次的，删去一行；是同名的两个人，不用改。",
    "Check: delete a row if it is one person; leave it if two are called alike.",
)
_TAKE_OUT = Wording(
    "请查实，重复的删去一行；确是两个人的，改正证件号或单位。",
    "Look into it: delete the row that is one too many, or mend the number or union if they are two persons.",
)
