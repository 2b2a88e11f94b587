import pytest

from lianshou.core.quantities import Qualifier, Quantity, Unit, UnlikeUnits


def test_quantities_of_one_unit_add() -> None:
    assert Quantity(54, Unit.UNION) + Quantity(9, Unit.UNION) == Quantity(63, Unit.UNION)


def test_quantities_of_unlike_units_are_never_added_or_compared() -> None:
    with pytest.raises(UnlikeUnits):
        Quantity(276, Unit.PERSON) + Quantity(50, Unit.COUPLE)
    with pytest.raises(UnlikeUnits):
        assert Quantity(1, Unit.PERSON) < Quantity(2, Unit.PERSON_TIME)


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        (Qualifier.EXACT, "200家", "200 unions"),
        (Qualifier.MORE, "200多家", "more than 200 unions"),
        (Qualifier.ODD, "200余家", "some 200 unions"),
        (Qualifier.NEARLY, "近200家", "nearly 200 unions"),
        (Qualifier.AT_LEAST, "200家以上", "200 unions or more"),
    ],
)
def test_quantity_is_said_with_its_qualifier(qualifier: Qualifier, zh: str, en: str) -> None:
    quantity = Quantity(200, Unit.UNION, qualifier)
    assert (quantity.say("zh"), quantity.say("en")) == (zh, en)
