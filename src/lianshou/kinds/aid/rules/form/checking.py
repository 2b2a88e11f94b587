"""What is wrong with the answers, at which place, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.china import bank_cards, identity_numbers, telephones
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.form.fields import Answers, Field, Form, Sort, place_of
from lianshou.kinds.aid.rules.form.reading import fen_of, whole_of
from lianshou.kinds.aid.rules.form.sections import MEMBERS, MOST_SECONDARY, NEW

MONTHS = 12


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place of the page (``members-1-id_number``), and the way out."""

    place: str
    problem: Wording
    way_out: Wording


def faults_in(form: Form, answers: Answers, *, today: date) -> list[Fault]:
    """Everything that keeps a survey from being handed in, in the order of the form: first field by field, then together."""
    found = list(_of_fields(form, answers, today))
    told = {one.place for one in found}
    return found + [one for one in _together(form, answers, today) if one.place not in told]


def _of_fields(form: Form, answers: Answers, today: date) -> Iterator[Fault]:
    for place, field, value in form.places(answers):
        if not value:
            if field.required:
                yield Fault(place, _MISSING.fill(title=field.title), _choose_or_fill(field))
        elif (wrong := _wrong(field, value, today)) is not None:
            yield Fault(place, *wrong)


def _wrong(field: Field, value: Any, today: date) -> tuple[Wording, Wording] | None:
    if field.sort is not Sort.SEVERAL and len(value) > field.most:
        return _TOO_LONG.fill(title=field.title, most=field.most), _SHORTER
    judge = _JUDGES.get(field.sort)
    return judge(field, value, today) if judge else None


def _bad_number(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    reason = identity_numbers.why_not_number(value, today=today)
    return (reason.message, reason.way_out) if reason else None


def _bad_phone(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    reason = telephones.why_not_phone(value)
    return (reason.message, reason.way_out) if reason else None


def _bad_card(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    reason = bank_cards.why_not_card(value)
    return (reason.message, reason.way_out) if reason else None


def _bad_yuan(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    fen = fen_of(value)
    if fen is None:
        return _NO_AMOUNT.fill(title=field.title), _AMOUNT_WAY
    return (_NEGATIVE.fill(title=field.title), _NEGATIVE_WAY) if fen < 0 else None


def _bad_whole(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    return (_NO_WHOLE.fill(title=field.title), _WHOLE_WAY) if whole_of(value) is None else None


def _bad_day(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    day = day_of(value)
    if day is None:
        return _NO_DAY.fill(title=field.title), _DAY_WAY
    return (_IN_FUTURE.fill(title=field.title), _DAY_WAY) if day > today else None


def _bad_choice(field: Field, value: str, today: date) -> tuple[Wording, Wording] | None:
    return None if value in dict(field.choices) else (_NO_CHOICE.fill(title=field.title), _CHOOSE)


_JUDGES: Mapping[Sort, Callable[[Field, str, date], tuple[Wording, Wording] | None]] = {
    Sort.IDENTITY: _bad_number,
    Sort.PHONE: _bad_phone,
    Sort.CARD: _bad_card,
    Sort.YUAN: _bad_yuan,
    Sort.WHOLE: _bad_whole,
    Sort.DAY: _bad_day,
    Sort.CHOICE: _bad_choice,
}


def day_of(text: Any) -> date | None:
    """A day as the page sends it, or None."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _together(form: Form, answers: Answers, today: date) -> Iterator[Fault]:
    yield from _births(answers)
    yield from _twice(answers)
    yield from _persons(answers)
    yield from _causes(answers)
    if form.year >= NEW:
        yield from _cost(answers)
        yield from _idle(answers)
    else:
        yield from _total(answers)


def _births(answers: Answers) -> Iterator[Fault]:
    """The day of birth is that of the identity number."""
    rows = [("birth_on", answers)]
    rows += [
        (place_of(MEMBERS.key, n, "birth_on"), row) for n, row in enumerate(answers.get(MEMBERS.key) or [])
    ]
    for place, row in rows:
        birth = identity_numbers.birth_of(row.get("id_number", ""))
        given = day_of(row.get("birth_on", ""))
        if birth and given and birth != given:
            yield Fault(place, _BIRTH, _BIRTH_WAY.fill(day=birth.isoformat()))


def _twice(answers: Answers) -> Iterator[Fault]:
    """Nobody stands twice in one household."""
    members = list(answers.get(MEMBERS.key) or [])
    numbers = [answers.get("id_number", ""), *(row.get("id_number", "") for row in members)]
    often = Counter(number for number in numbers if number)
    seen: set[str] = set()
    for place, number in enumerate(numbers):
        if number and often[number] > 1 and number in seen:
            yield Fault(place_of(MEMBERS.key, place - 1, "id_number"), _SAME_NUMBER, _SAME_WAY)
        seen.add(number)


def _persons(answers: Answers) -> Iterator[Fault]:
    """The persons are the worker and the members."""
    stated, listed = whole_of(answers.get("persons", "")), 1 + len(answers.get(MEMBERS.key) or [])
    if stated is not None and answers.get("persons") and stated != listed:
        yield Fault("persons", _PERSONS.fill(stated=stated, listed=listed), _PERSONS_WAY.fill(listed=listed))


def _causes(answers: Answers) -> Iterator[Fault]:
    secondary = list(answers.get("secondary") or [])
    if answers.get("cause") and answers["cause"] in secondary:
        yield Fault("secondary", _MAIN_AGAIN, _MAIN_WAY)
    elif len(secondary) > MOST_SECONDARY:
        yield Fault("secondary", _MANY_CAUSES.fill(n=len(secondary)), _MANY_WAY)


def _cost(answers: Answers) -> Iterator[Fault]:
    cost, covered = fen_of(answers.get("cause_yuan", "")), fen_of(answers.get("covered_yuan", ""))
    if cost is not None and covered is not None and covered > cost:
        yield Fault("covered_yuan", _COVERED, _COVERED_WAY)


def _idle(answers: Answers) -> Iterator[Fault]:
    idle, persons = whole_of(answers.get("idle_months", "")), whole_of(answers.get("persons", ""))
    if idle and persons and idle > persons * MONTHS:
        yield Fault("idle_months", _IDLE.fill(most=persons * MONTHS), _IDLE_WAY)


def _total(answers: Answers) -> Iterator[Fault]:
    """The whole income of a year is what its parts add up to, to a yuan."""
    monthly = [
        answers.get("own_monthly", ""),
        *(row.get("monthly", "") for row in answers.get(MEMBERS.key) or []),
    ]
    parts = [fen_of(text) for text in monthly]
    other, total = fen_of(answers.get("other_yearly", "")), fen_of(answers.get("total_yearly", ""))
    if None in parts or other is None or total is None or not answers.get("total_yearly"):
        return
    added = sum(part or 0 for part in parts) * MONTHS + other
    if abs(added - total) >= 100:
        yield Fault("total_yearly", _TOTAL.fill(sum=f"{added / 100:.2f}"), _TOTAL_WAY)


def _choose_or_fill(field: Field) -> Wording:
    return _CHOOSE if field.sort is Sort.CHOICE else _FILL


_MISSING = Wording("{title}没有填。", "{title} is missing.")
_FILL = Wording("请填写。", "Fill it in.")
_CHOOSE = Wording("请从列出的选项中选一项。", "Choose one of those listed.")
_TOO_LONG = Wording("{title}太长，最多{most}个字。", "{title} is too long: {most} characters at most.")
_SHORTER = Wording("请写得简短一些。", "Write it shorter.")
_NO_AMOUNT = Wording("{title}不是金额。", "{title} is no amount.")
_AMOUNT_WAY = Wording(
    "请填元，最多两位小数，例如 1200 或 1200.50。",
    "Give yuan with at most two decimals, such as 1200 or 1200.50.",
)
_NEGATIVE = Wording("{title}不能是负数。", "{title} cannot be below nothing.")
_NEGATIVE_WAY = Wording("亏损填0。", "Where there was a loss, give 0.")
_NO_WHOLE = Wording("{title}不是整数。", "{title} is no whole number.")
_WHOLE_WAY = Wording("请只填数字。", "Give digits only.")
_NO_DAY = Wording("{title}不是日期。", "{title} is no day.")
_IN_FUTURE = Wording("{title}在今天之后。", "{title} lies in the future.")
_DAY_WAY = Wording("请填年、月、日，例如 1976-03-01。", "Give year, month and day, such as 1976-03-01.")
_NO_CHOICE = Wording("{title}没有这一选项。", "There is no such choice for {title}.")
_BIRTH = Wording(
    "出生日期与身份证号不一致。", "The day of birth differs from the one in the identity number."
)
_BIRTH_WAY = Wording(
    "身份证号里是{day}：请改正其中一处，或把出生日期空着。",
    "The number says {day}: correct one of them, or leave the day empty.",
)
_SAME_NUMBER = Wording(
    "同一个身份证号在表里出现了两次。", "The same identity number stands twice in the form."
)
_SAME_WAY = Wording(
    "请对照户口簿改正，或删去重复的成员；职工本人不列入成员。",
    "Correct it from the household register, or remove the member; the worker is no member.",
)
_PERSONS = Wording(
    "家庭人口填的是{stated}人，本人加成员共{listed}人。",
    "{stated} persons are given, but worker and members are {listed}.",
)
_PERSONS_WAY = Wording("请改为{listed}人，或补上、删去成员。", "Give {listed}, or add or remove members.")
_MAIN_AGAIN = Wording("主要原因不能同时是次要原因。", "The main cause cannot be a secondary one too.")
_MAIN_WAY = Wording("请从次要原因里去掉它。", "Take it out of the secondary causes.")
_MANY_CAUSES = Wording("次要原因选了{n}项，最多三项。", "{n} secondary causes are chosen; three at most.")
_MANY_WAY = Wording("请只留最重要的三项。", "Keep the three that matter most.")
_COVERED = Wording("获赔付、报销的数额超过了费用本身。", "More was paid by others than the cost itself.")
_COVERED_WAY = Wording(
    "请核对两个数；赔付多于费用的，按费用填。", "Check both amounts; where more was paid, give the cost."
)
_IDLE = Wording(
    "未就业月数太多，全家合计最多{most}个月。",
    "Too many months without work: {most} at most for the household.",
)
_IDLE_WAY = Wording(
    "请把每个人的月数（不超过12）相加。", "Add up the months of each person, at most 12 each."
)
_TOTAL = Wording(
    "年度总收入与各项之和{sum}元对不上。", "The income of the year differs from its parts, {sum} yuan."
)
_TOTAL_WAY = Wording(
    "总收入＝（本人月收入＋成员月收入）×12＋其他年收入：请改正其中一项。",
    "It is (own and members' months) × 12 + other income: correct one of them.",
)
