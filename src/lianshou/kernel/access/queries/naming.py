"""Which union somebody means who types its name, or a part of it: read alike on every page, whichever app asks."""

from __future__ import annotations

import re
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from lianshou.china.text import same_name_key, tidy

_Union = TypeVar("_Union", bound=Model)
MOST_MEANT = 9
_NUMBERED = re.compile(r"[#·]\s*(\d{1,18})\s*$")


def unions_meant(unions: QuerySet[_Union], words: str) -> list[_Union]:
    """Those of ``unions`` that ``words`` mean: by the number after "#", else of exactly this name (with or without the word
    for union), else those whose name, pinyin or initials hold every word; at most nine."""
    if numbered := _NUMBERED.search(words):
        return list(unions.filter(pk=int(numbered[1])))
    keys = [same_name_key(words)[:120], same_name_key(f"{words}工会")[:120]]
    exact = list(unions.filter(name_key__in=keys)[:MOST_MEANT])
    return exact or list(unions_with_words(unions, words)[:MOST_MEANT])


def unions_with_words(unions: QuerySet[_Union], words: str) -> QuerySet[_Union]:
    """Narrow to unions whose name, full pinyin or pinyin initials hold every word, or whose credit code starts so."""
    for word in tidy(words).split():
        unions = unions.filter(Q(search__icontains=word) | Q(credit_code__istartswith=word))
    return unions
