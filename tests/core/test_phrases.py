from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lianshou.core.phrases import NotAQuantity, quantity_in, share_in
from lianshou.core.quantities import UNITS, Money, Qualifier, Quantity, Share, Unit


@pytest.mark.parametrize(
    ("phrase", "quantity"),
    [
        ("3000多个", Quantity(3000, Unit.ITEM, Qualifier.MORE)),
        ("3000多个课时", Quantity(3000, Unit.CLASS_HOUR, Qualifier.MORE)),
        ("近百名", Quantity(100, Unit.PERSON, Qualifier.NEARLY)),
        ("千余个", Quantity(1000, Unit.ITEM, Qualifier.ODD)),
        ("1000万元", Quantity(1_000_000_000, Unit.FEN)),
        ("300余万元", Quantity(300_000_000, Unit.FEN, Qualifier.ODD)),
        ("300万元以上", Quantity(300_000_000, Unit.FEN, Qualifier.AT_LEAST)),
        ("一般3至4家", Quantity(3, Unit.UNION, Qualifier.GENERALLY, upto=4)),
        ("500余人", Quantity(500, Unit.PERSON, Qualifier.ODD)),
        ("500多人", Quantity(500, Unit.PERSON, Qualifier.MORE)),
        ("468人", Quantity(468, Unit.PERSON)),
        ("276位", Quantity(276, Unit.PERSON)),
        ("363户", Quantity(363, Unit.HOUSEHOLD)),
        ("50对新人", Quantity(50, Unit.COUPLE)),
        ("32支", Quantity(32, Unit.TEAM)),
        ("164家", Quantity(164, Unit.UNION)),
        ("200人左右", Quantity(200, Unit.PERSON, Qualifier.ABOUT)),
        ("1.2亿元", Quantity(12_000_000_000, Unit.FEN)),
        ("12345.67元", Quantity(1_234_567, Unit.FEN)),
    ],
)
def test_phrase_of_the_page_is_read_and_said_again(phrase: str, quantity: Quantity[Unit]) -> None:
    read = quantity_in(phrase)
    assert (read, read.say()) == (quantity, phrase)


def test_tilde_of_the_page_is_a_range() -> None:
    assert quantity_in("一般3~4个", Unit.UNION).say() == "一般3至4个"


def test_unit_may_be_told_where_the_counter_means_several() -> None:
    assert quantity_in("164个", Unit.UNION) == Quantity(164, Unit.UNION)
    assert quantity_in("1000万元", Unit.EXPECTED_FEN) == Quantity(1_000_000_000, Unit.EXPECTED_FEN)


def test_share_is_read_and_said_again() -> None:
    assert share_in("76.4%") == Share(764, 1000)
    assert share_in("76.4%").percent() == "76.4%"
    assert share_in("50%").percent(0) == "50%"


@pytest.mark.parametrize(
    "phrase", ["", "多人", "近500余人", "1.5人", "3至2家", "0.001元", "三百人", "500", "500条鱼", "300万多元"]
)
def test_what_is_no_count_is_refused(phrase: str) -> None:
    with pytest.raises(NotAQuantity):
        quantity_in(phrase)


def test_counter_of_another_unit_is_refused() -> None:
    with pytest.raises(NotAQuantity):
        quantity_in("3户", Unit.PERSON)
    with pytest.raises(NotAQuantity):
        share_in("76.4")


@st.composite
def quantities(draw: st.DrawFn) -> Quantity[Unit]:
    """Any quantity that a page can say, in any unit and with any of its counters."""
    unit = draw(st.sampled_from(UNITS))
    steps = st.sampled_from([1, 50, 100, 10_000, 1_000_000, 10**10])
    value = draw(st.integers(min_value=0, max_value=9999)) * draw(steps)
    upto = value + draw(st.integers(min_value=1, max_value=9999)) * draw(steps)
    counter = draw(st.sampled_from(unit.counters))
    return Quantity(
        value,
        unit,
        draw(st.sampled_from(list(Qualifier))),
        upto if draw(st.booleans()) else None,
        "" if counter == unit.counters[0] else counter,
    )


@given(quantities())
def test_every_quantity_survives_being_said_and_read(quantity: Quantity[Unit]) -> None:
    read = quantity_in(quantity.say(), quantity.unit)
    assert (read, read.counter, read.say()) == (quantity, quantity.counter, quantity.say())


@given(
    st.integers(min_value=0, max_value=10**14),
    st.sampled_from([one for one in UNITS if isinstance(one, Money)]),
)
def test_money_survives_to_the_last_fen(fen: int, unit: Unit) -> None:
    assert quantity_in(Quantity(fen, unit).say(), unit).value == fen


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = quantity_in(text)
    except NotAQuantity:
        assume(True)
    else:
        assert quantity_in(read.say(), read.unit) == read
