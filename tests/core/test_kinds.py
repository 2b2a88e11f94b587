import pytest

from lianshou.core.kinds import Kind, KindError, Registry
from lianshou.core.wording import Wording


def kind(slug: str) -> Kind:
    return Kind(
        slug=slug,
        title=Wording("某项目", "some kind"),
        pillar="theory",
        urls="nowhere",
        home=lambda pk: f"/{slug}/{pk}/",
        figures=lambda: (),
        inbox=lambda **_: (),
        steps=frozenset(),
    )


def test_registry_gives_kinds_in_the_order_they_were_added() -> None:
    registry = Registry()
    registry.add(kind("b"))
    registry.add(kind("a"))
    assert [entry.slug for entry in registry] == ["b", "a"]
    assert "a" in registry
    assert "c" not in registry


def test_registry_refuses_two_kinds_of_one_name() -> None:
    registry = Registry()
    registry.add(kind("a"))
    with pytest.raises(KindError):
        registry.add(kind("a"))
