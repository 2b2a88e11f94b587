"""What the region of a bulletin has set."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from lianshou.formats.papers.layout import Fonts
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.rules.settings import FONTS, most_key
from lianshou.kernel.programmes.queries import parameter, rule_book
from lianshou.kernel.rights.rules.keeping import region_of


def most_characters(*, bulletin: Bulletin, on: date) -> int:
    """How many characters a bulletin of this sort should have at most."""
    region = region_of(bulletin.union.division_code)
    return int(parameter(key=most_key(bulletin.sort), region=region, on=on))


def fonts_of(*, bulletin: Bulletin) -> Fonts:
    """The fonts of its paper: those of its region on the day it was issued or frozen, so that a paper stays what it was."""
    on = bulletin.issued_on or localdate(bulletin.frozen_at or bulletin.written_at)
    book, region = rule_book(*FONTS.values()), region_of(bulletin.union.division_code)
    named: dict[str, Any] = {duty: book.value(key, region=region, on=on) for duty, key in FONTS.items()}
    return Fonts(**named)
