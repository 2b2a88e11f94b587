"""Which union somebody means who types its name, or a part of it."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from lianshou.china.text import same_name_key
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries.register import matching_words

MOST_MEANT = 9
_NUMBERED = re.compile(r"[#·]\s*(\d{1,18})\s*$")


def unions_meant(unions: QuerySet[Union], words: str) -> list[Union]:
    """Those of ``unions`` that ``words`` mean: by the number after "#", else of exactly this name (with or without the word
    for union), else those whose name, pinyin or initials hold every word; at most nine."""
    if numbered := _NUMBERED.search(words):
        return list(unions.filter(pk=int(numbered[1])))
    keys = [same_name_key(words)[:120], same_name_key(f"{words}工会")[:120]]
    exact = list(unions.filter(name_key__in=keys)[:MOST_MEANT])
    return exact or list(matching_words(unions, words)[:MOST_MEANT])


def names_meant(unions: list[Union]) -> str:
    """Several unions in one line, each with the number that tells it apart."""
    return "、".join(f"{union.name} #{union.pk}" for union in unions)
