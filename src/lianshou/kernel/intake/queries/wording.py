"""Sentences of the catalogue in both languages, to keep beside a row: who reads them may have chosen the other one."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import override

from lianshou.core.wording import Wording


def in_both(said: Callable[[], object]) -> Wording:
    """What ``said()`` gives, in Chinese and in English."""
    with override("zh-hans"):
        zh = str(said())
    with override("en"):
        return Wording(zh, str(said()))
