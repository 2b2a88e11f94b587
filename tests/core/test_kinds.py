from dataclasses import replace

import pytest

from lianshou.core.asking import Asking, Of
from lianshou.core.kinds import Kind, KindError, Registry, Step
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


def test_a_kind_that_asks_takes_applications_in() -> None:
    word = Wording("表", "form")
    form = Asking(
        slug="f", title=word, of=Of.UNION, purpose=word, basis=word, fields=(), write=lambda **_: None
    )
    with pytest.raises(KindError):
        replace(kind("a"), askings=(form,))
    asks = replace(kind("a"), askings=(form,), steps=frozenset({Step.APPLICATION}))
    assert asks.asking_called("f") is form
    with pytest.raises(KeyError):
        asks.asking_called("g")


def test_pages_for_everybody_need_a_module_of_addresses() -> None:
    page = (Wording("自测", "Self-test"), "public_a:test")
    with pytest.raises(KindError):
        replace(kind("a"), public_pages=(page,))
    assert replace(kind("a"), public_pages=(page,), public_urls="somewhere").public_pages == (page,)
