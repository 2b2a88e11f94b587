from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.china import bank_cards, identity_numbers, telephones
from lianshou.china.bank_cards import BadCard, why_not_card
from lianshou.china.identity_numbers import BadIdentity, Sex, Sort, birth_of, sex_of, sort_of, why_not_number
from lianshou.china.telephones import BadPhone, why_not_phone

VALID = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (VALID, None),
        ("11010519491231002x", None),
        ("１１０１０５ 19491231 002Ｘ", None),
        ("", BadIdentity.MISSING),
        ("1101**********002X", BadIdentity.MASKED),
        ("1101051949123100", BadIdentity.LENGTH),
        ("11010519491231002O", BadIdentity.CHARACTER),
        ("1101051949123100²X", BadIdentity.CHARACTER),
        ("00010519491231002X", BadIdentity.REGION),
        ("110105194913310020", BadIdentity.DATE),
        ("110105190002290023", BadIdentity.DATE),
        ("110105194912310021", BadIdentity.CHECK),
    ],
)
def test_identity_number_is_judged(text: str, reason: BadIdentity | None) -> None:
    assert why_not_number(text) == reason


def test_identity_number_of_an_abolished_county_is_accepted() -> None:
    body = "32092719640115301"  # no county bears this code
    assert why_not_number(body + identity_numbers.check_of(body)) is None


@pytest.mark.parametrize(
    ("prefix", "sort"),
    [
        ("810000", Sort.HMT),
        ("820000", Sort.HMT),
        ("830000", Sort.HMT),
        ("932840", Sort.FOREIGNER),
        ("320923", Sort.CITIZEN),
    ],
)
def test_permits_built_alike_are_numbers_too(prefix: str, sort: Sort) -> None:
    body = f"{prefix}19900307012"
    assert sort_of(body + identity_numbers.check_of(body)) == sort


def test_birth_in_the_future_is_refused_when_a_day_is_given() -> None:
    body = "32092320991231001"
    number = body + identity_numbers.check_of(body)
    assert [why_not_number(number), why_not_number(number, today=date(2020, 6, 24))] == [
        None,
        BadIdentity.FUTURE,
    ]


def test_number_tells_birth_and_sex() -> None:
    assert (birth_of(VALID), sex_of(VALID)) == (date(1949, 12, 31), Sex.FEMALE)
    assert (birth_of("1"), sex_of("1"), sort_of("1")) == (None, None, None)


def test_old_number_becomes_the_new_one() -> None:
    assert identity_numbers.normalise("110105491231002") == VALID
    assert why_not_number("110105491331002") == BadIdentity.DATE


@given(st.text(max_size=24))
def test_odd_input_never_raises(text: str) -> None:
    for judge in (why_not_number, birth_of, sex_of, sort_of, why_not_card, why_not_phone):
        judge(text)


@given(st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(place: int, shift: int) -> None:
    signs = "0123456789X"[: 11 if place == 17 else 10]
    wrong = signs[(signs.index(VALID[place]) + shift) % len(signs)]
    changed = VALID[:place] + wrong + VALID[place + 1 :]
    assert (why_not_number(changed) is None) == (wrong == VALID[place])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4111 1111 1111 1111", None),
        ("6222-0212-3456-7895", BadCard.CHECK),
        ("", BadCard.MISSING),
        ("6222 **** 7894", BadCard.MASKED),
        ("6222O2123456789", BadCard.CHARACTER),
        ("62220212345", BadCard.LENGTH),
    ],
)
def test_card_number_is_judged(text: str, reason: BadCard | None) -> None:
    assert why_not_card(text) == reason


@given(st.text("0123456789", min_size=11, max_size=18))
def test_card_with_its_check_digit_is_right_and_with_any_other_wrong(body: str) -> None:
    right = bank_cards.check_of(body)
    assert [why_not_card(f"{body}{digit}") is None for digit in "0123456789"] == [
        digit == right for digit in "0123456789"
    ]


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("13812340001", "13812340001", None),
        ("+86 138 1234 0001", "13812340001", None),
        ("13912348613", "13912348613", None),  # 86 in the middle is no country
        ("138-1234-0001", "13812340001", None),
        ("１３８１２３４０００１", "13812340001", None),
        ("0515－87212345", "0515-87212345", None),
        ("0515-87212345-801", "0515-87212345-801", None),
        ("12345", "12345", BadPhone.MALFORMED),
        ("138****0001", "138****0001", BadPhone.MASKED),
    ],
)
def test_telephone_is_normalised_and_judged(text: str, number: str, reason: BadPhone | None) -> None:
    assert (telephones.normalise(text), why_not_phone(text)) == (number, reason)


def test_every_reason_has_words() -> None:
    reasons = [*BadIdentity, *BadCard, *BadPhone]
    assert [one for one in reasons if not (one.message.zh and one.message.en and one.way_out.zh)] == []
