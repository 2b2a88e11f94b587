"""Texts that are built in are said in both languages; those of a federation stay as it wrote them."""

from __future__ import annotations

import pytest

from lianshou.core.parameters import Table, declared
from lianshou.kinds.aid.rules.form import FORMS
from lianshou.kinds.aid.rules.settings.aiding import SORTS
from lianshou.kinds.aid.rules.settings.checking import SAFETY
from lianshou.kinds.aid.rules.settings.helping import DUTIES
from lianshou.kinds.aid.rules.shaping import built_in
from lianshou.kinds.aid.rules.usual import usual


@pytest.mark.parametrize("key", [SORTS, SAFETY, DUTIES])
def test_every_usual_text_has_english_words(key: str) -> None:
    setting = declared[key]
    assert isinstance(setting.form, Table)
    texts = [row["words"] for row in setting.usual.values()]
    assert [text for text in texts if usual(text).en == text] == []
    assert [text for text in texts if usual(text.partition("：")[0]).en != usual(text).en] == []


def test_own_words_of_a_federation_stay() -> None:
    assert usual("爱心托管").both == {"zh": "爱心托管", "en": "爱心托管"}


def test_built_in_layouts_are_called_in_both_languages() -> None:
    called = [built_in(form.year).called.both for form in FORMS]
    assert called[-1] == {
        "zh": "全国工会帮扶系统档案表（2021版）",
        "en": "Form of the national aid system (2021)",
    }
