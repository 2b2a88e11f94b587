from lianshou.core.wording import Wording, join


def test_wording_fills_both_languages() -> None:
    assert Wording("第{row}行", "row {row}").fill(row=3) == Wording("第3行", "row 3")


def test_wording_inside_a_wording_is_said_in_each_language() -> None:
    inner = Wording("省级", "provincial")
    assert Wording("{level}模范", "{level} model").fill(level=inner) == Wording(
        "省级模范", "provincial model"
    )


def test_join_keeps_the_marks_of_each_language() -> None:
    assert join([Wording("甲", "a"), Wording("乙", "b")]) == Wording("甲；乙", "a; b")
