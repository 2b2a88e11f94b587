from __future__ import annotations

from lianshou.kernel.audit.enums import WHY_SHOWN
from lianshou.kernel.privacy.enums import Purpose


def test_the_book_says_reasons_in_the_words_of_the_form() -> None:
    assert {key: str(words) for key, words in WHY_SHOWN.items()} == {
        str(key): str(words) for key, words in Purpose.choices
    }
