from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.models import AidProject
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.aiding.sorts import SortOf, sorts_of
from lianshou.kinds.aid.rules.settings.aiding import PLAUSIBLE, SORT_WORDS, SORTS


def sorts_for(*, union: Union, on: date) -> dict[str, SortOf]:
    """The sorts of projects that the federation of a union's region has on a day."""
    return sorts_of(rule_book(SORTS).value(SORTS, region=division_of(union), on=on))


def plausible_for(*, union: Union, on: date) -> int:
    """How much aid for one person is still believed there without another look, in fen."""
    return int(rule_book(PLAUSIBLE).value(PLAUSIBLE, region=division_of(union), on=on))


def sort_choices() -> list[tuple[str, Wording]]:
    """The sorts by key, as they are usually called."""
    return list(SORT_WORDS.items())


def sort_said(key: object) -> Wording:
    """A sort in words, as it is usually called; a federation may call it otherwise."""
    return SORT_WORDS.get(str(key), Wording("–", "–"))


def ceiling_said(project: AidProject) -> Wording:
    """The most for one person in a year, in words."""
    if not project.ceiling_fen:
        return Wording("不限", "none")
    return Wording("每人每年{n}元", "{n} yuan per person per year").fill(n=yuan_text(project.ceiling_fen))


def usual_plausible() -> int:
    """The same where no region was asked for: what counts where nobody has set another."""
    return int(rule_book(PLAUSIBLE).value(PLAUSIBLE, region="", on=localdate()))
