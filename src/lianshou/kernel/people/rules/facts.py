"""What is written about a person: put into one form before it is sealed, and looked at for what cannot be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lianshou.china import bank_cards, identity_numbers, telephones
from lianshou.china.text import squeeze, tidy, tidy_name
from lianshou.core.wording import Wording
from lianshou.kernel.people.enums import Reason

Fault = tuple[Wording, Wording]
"""What is wrong, and the way out."""

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_BAD_MAIL = (
    Wording("邮箱格式不正确。", "This does not look like an e-mail address."),
    Wording("例如 name@example.cn。", "Write it like name@example.org."),
)
_LONGEST = {"name": 40, "phone": 30, "email": 120, "address": 200, "bank_name": 80}
_LOOKED_AT = {*_LONGEST, "bank_card", "id_number"}
_ANY_LENGTH = 10**9
_TOO_LONG = Wording("内容太长，最多{most}个字。", "Too long: at most {most} characters.")
_SHORTER = Wording("请写得简短一些。", "Write it shorter.")
_TIDY: dict[str, Callable[[str], str]] = {
    "name": tidy_name,
    "phone": telephones.normalise,
    "email": squeeze,
    "address": tidy,
    "id_number": identity_numbers.normalise,
    "bank_name": tidy,
    "bank_card": bank_cards.normalise,
}


def tidied(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts as they are kept: numbers in half-width digits, identity numbers with 18; other values untouched."""
    return {key: tidied_one(key, value) for key, value in facts.items()}


def tidied_one(key: str, value: Any) -> Any:
    """One fact as it is kept."""
    tidy_up = _TIDY.get(key)
    return tidy_up(value) if tidy_up is not None and isinstance(value, str) else value


def faults_of(facts: Mapping[str, Any], *, today: date) -> dict[str, Fault]:
    """What is wrong with tidied ``facts``, by their keys; empty facts are never wrong."""
    return {
        key: fault
        for key, value in facts.items()
        if key in _LOOKED_AT and value and (fault := fault_of(key, value, today=today))
    }


def fault_of(key: str, value: Any, *, today: date) -> Fault | None:
    """What is wrong with one tidied fact that is not empty."""
    if len(value) > _LONGEST.get(key, _ANY_LENGTH):
        return _TOO_LONG.fill(most=_LONGEST[key]), _SHORTER
    if key == "email":
        return None if _MAIL.fullmatch(value) else _BAD_MAIL
    reason: Any = None
    if key == "phone":
        reason = telephones.why_not_phone(value)
    elif key == "bank_card":
        reason = bank_cards.why_not_card(value)
    elif key == "id_number":
        reason = identity_numbers.why_not_number(value, today=today)
    return (reason.message, reason.way_out) if reason else None


def with_birth(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the day of birth that the identity number tells, where none is given."""
    birth = identity_numbers.birth_of(facts.get("id_number") or "")
    return {**facts, "birth_on": birth} if birth and not facts.get("birth_on") else dict(facts)


def why_not_days(
    *,
    birth_on: date | None,
    id_number: str,
    joined_on: date | None,
    left_on: date | None,
    today: date,
) -> Reason | None:
    """The first reason why the days known of a person cannot all be right, or None."""
    if birth_on and birth_on > today:
        return Reason.BORN_IN_FUTURE
    told = identity_numbers.birth_of(id_number)
    if birth_on and told and told != birth_on:
        return Reason.BIRTH_DIFFERS
    if joined_on and joined_on > today:
        return Reason.JOINED_IN_FUTURE
    if joined_on and left_on and left_on < joined_on:
        return Reason.LEFT_BEFORE_JOINING
    return Reason.LEFT_IN_FUTURE if left_on and left_on > today else None
