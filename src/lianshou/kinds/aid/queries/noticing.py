"""With which words the public notices of this kind begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lianshou.core.kinds import NoticeWords
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.enums import Layer, Sort
from lianshou.kinds.aid.queries.network import station_of
from lianshou.kinds.aid.queries.verifying import layers_for
from lianshou.kinds.aid.rules.noticing import words_of_first, words_of_leaving


def notice_words(*, programme: Programme, lists: str, today: date) -> NoticeWords | None:
    """The words for those to be put on file, by the layers of the region, or for those who leave, with the telephone of the union's
    own station; None where no notice is asked."""
    station = station_of(programme.union)
    telephone = station.phone if station else ""
    if lists == Lists.LEAVING:
        return replace(words_of_leaving(programme.title), telephone=telephone)
    order = layers_for(union=programme.union, sort=Sort.FIRST, on=today)
    if Layer.NOTICE not in order:
        return None
    return replace(words_of_first(programme.title, order=order), telephone=telephone)
