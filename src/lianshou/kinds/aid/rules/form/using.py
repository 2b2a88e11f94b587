"""What is made of the answers: the facts that the computation sees, what differs from the year before, words to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.china import identity_numbers
from lianshou.core.wording import Wording, join
from lianshou.kinds.aid.rules.facts import Exclusion, Expense, Facts, Income
from lianshou.kinds.aid.rules.form.checking import MONTHS, day_of
from lianshou.kinds.aid.rules.form.fields import Answers, Field, Form, Hide, Section, Sort, yes
from lianshou.kinds.aid.rules.form.reading import fen_of, whole_of, yuan_of
from lianshou.kinds.aid.rules.form.sections import MEMBERS, NEW

YES = Wording("是", "yes")
NONE = Wording("–", "–")
_HOUSED = {"bought", "built"}


def facts_of(answers: Answers, form: Form) -> Facts:
    """What the computation sees of sound answers: sums, and nothing by which anybody could be known."""
    incomes, expenses = _incomes(answers, form), _expenses(answers)
    homes = _whole(answers, "homes") if form.year >= NEW else int(answers.get("housing") in _HOUSED)
    return Facts(
        persons=max(1, _whole(answers, "persons") or 1 + len(answers.get(MEMBERS.key) or [])),
        incomes={key: fen for key, fen in incomes.items() if fen},
        expenses={key: fen for key, fen in expenses.items() if fen},
        idle_months=_whole(answers, "idle_months"),
        cause_fen=_fen(answers, "cause_yuan"),
        covered_fen=_fen(answers, "covered_yuan"),
        homes=homes,
        floor_m2=_whole(answers, "floor_m2" if form.year >= NEW else "floor_band"),
        exclusions=frozenset(Exclusion(key) for key in answers.get("exclusions") or []),
    )


def _incomes(answers: Answers, form: Form) -> dict[Income, int]:
    if form.year >= NEW:
        return {one: _fen(answers, f"income_{one}") for one in Income}
    monthly = _fen(answers, "own_monthly") + sum(
        _fen(row, "monthly") for row in answers.get(MEMBERS.key) or []
    )
    return {Income.WAGES: monthly * MONTHS, Income.OTHER: _fen(answers, "other_yearly")}


def _expenses(answers: Answers) -> dict[Expense, int]:
    return {one: _fen(answers, f"expense_{one}") for one in Expense}


def _fen(answers: Answers, key: str) -> int:
    return fen_of(answers.get(key, "") or "") or 0


def _whole(answers: Answers, key: str) -> int:
    return whole_of(answers.get(key, "") or "") or 0


def birth_of(row: Answers) -> date | None:
    """The day of birth of the worker or a member: as given, else from the identity number."""
    return day_of(row.get("birth_on", "")) or identity_numbers.birth_of(row.get("id_number", ""))


def with_births(answers: Answers) -> dict[str, Any]:
    """Answers with the days of birth that only identity numbers tell, of the worker and of the members."""
    found = _born(answers)
    if MEMBERS.key in found:
        found[MEMBERS.key] = [_born(row) for row in found[MEMBERS.key] or []]
    return found


def _born(row: Answers) -> dict[str, Any]:
    told = dict(row)
    born = None if told.get("birth_on") else birth_of(told)
    return told | {"birth_on": born.isoformat()} if born else told


def carried(answers: Answers, *, of: Form, into: Form) -> dict[str, Any]:
    """The answers of an earlier form as a later one begins with: what both ask, and sums told by type where that is certain."""
    kept: dict[str, Any] = {one.key: answers.get(one.key, _nothing(one)) for one in into.single}
    for section in into.repeated:
        keys = [one.key for one in section.fields]
        kept[section.key] = [
            {key: row.get(key, "") for key in keys} for row in answers.get(section.key) or []
        ]
    if of.year < NEW <= into.year:
        for income, fen in _incomes(answers, of).items():
            kept[f"income_{income}"] = yuan_of(fen) if fen else ""
    return kept


def _nothing(field: Field) -> Any:
    return [] if field.sort is Sort.SEVERAL else ""


@dataclass(frozen=True)
class Shown:
    """An answer as a page shows it: where it stands, what it is called, its words (hidden under its mask)."""

    place: str
    title: Wording
    words: Wording


@dataclass(frozen=True)
class Difference:
    """An answer that says otherwise than before."""

    section: Wording
    title: Wording
    before: Wording
    after: Wording


Masks = Callable[[Hide, str], str]
"""Gives a value under a mask of the house."""


def words_for(field: Field, value: Any, masked: Masks) -> Wording:
    """An answer in words."""
    if value in ("", [], None):
        return NONE
    if field.sort is Sort.SEVERAL:
        return join([field.words_of(key) for key in value], zh="、", en=", ")
    if field.sort is Sort.CHOICE:
        return field.words_of(value)
    if field.sort is Sort.TICK:
        return YES if yes(value) else NONE
    text = masked(field.hide, value) if field.hide is not Hide.NOT else str(value)
    return Wording(text, text)


def shown_in(section: Section, answers: Answers, masked: Masks) -> list[list[Shown]]:
    """The answers of a section that says something: one list, or one for each row where it repeats."""
    rows: list[Answers] = list(answers.get(section.key) or []) if section.rows else [answers]
    found = []
    for number, row in enumerate(rows):
        prefix = f"{section.key}-{number}-" if section.rows else ""
        filled = [one for one in section.fields if row.get(one.key)]
        found.append(
            [Shown(prefix + one.key, one.title, words_for(one, row[one.key], masked)) for one in filled]
        )
    return [row for row in found if row]


def differences(form: Form, before: Answers, after: Answers, masked: Masks) -> list[Difference]:
    """What the answers say otherwise than before, in the order of the form; members are compared by identity number or name."""
    found: list[Difference] = []
    for section in form.sections:
        if section.rows:
            found += _of_rows(
                section, list(before.get(section.key) or []), list(after.get(section.key) or []), masked
            )
        else:
            found += _of_row(section, section.title, before, after, masked)
    return found


def _of_row(
    section: Section, title: Wording, before: Answers, after: Answers, masked: Masks
) -> Iterator[Difference]:
    for one in section.fields:
        old, new = before.get(one.key) or "", after.get(one.key) or ""
        if old == new:
            continue
        words = words_for(one, old, masked), words_for(one, new, masked)
        yield Difference(title, one.title, *(words if words[0] != words[1] else (words[0], _OTHERWISE)))


def _of_rows(
    section: Section, before: list[Mapping[str, Any]], after: list[Mapping[str, Any]], masked: Masks
) -> Iterator[Difference]:
    was, now = ({_who(row): row for row in rows} for rows in (before, after))
    first = section.fields[0]
    for key, row in now.items():
        name = words_for(first, row.get(first.key), masked)
        if key in was:
            yield from _of_row(
                section, join([section.title, name], zh=" · ", en=" · "), was[key], row, masked
            )
        else:
            yield Difference(section.title, first.title, NONE, name)
    for key, row in was.items():
        if key not in now:
            yield Difference(section.title, first.title, words_for(first, row.get(first.key), masked), NONE)


def _who(row: Mapping[str, Any]) -> str:
    return str(row.get("id_number") or row.get("name") or "")


_OTHERWISE = Wording("已改（隐藏）", "changed (hidden)")
