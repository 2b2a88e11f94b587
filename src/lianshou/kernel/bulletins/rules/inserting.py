"""Placeholders of a text: {被帮带方（去重）}, {被帮带方（去重）|2019|多}, {表|被帮带方（去重）|级别}, {排名|被帮带方（去重）|单位}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lianshou.core.periods import Period, PeriodError, period_called
from lianshou.core.quantities import Qualifier
from lianshou.core.ranking import Way
from lianshou.core.wording import Wording

TABLE, RANKING = "table", "ranking"
_KINDS = {"表": TABLE, "table": TABLE, "排名": RANKING, "ranking": RANKING}
_QUALIFIERS = {
    "多": Qualifier.MORE,
    "余": Qualifier.ODD,
    "近": Qualifier.NEARLY,
    "以上": Qualifier.AT_LEAST,
    "左右": Qualifier.ABOUT,
    "more": Qualifier.MORE,
    "odd": Qualifier.ODD,
    "nearly": Qualifier.NEARLY,
    "at least": Qualifier.AT_LEAST,
    "about": Qualifier.ABOUT,
}
_WAYS = {
    "不占位": Way.DENSE,
    "占位": Way.COMPETITION,
    "不并列": Way.ROW,
    "dense": Way.DENSE,
    "competition": Way.COMPETITION,
    "row": Way.ROW,
}
_PLACE = re.compile(r"\{([^{}\n]{1,200})\}")
NOT_UNDERSTOOD = Wording("看不懂“{word}”。", "“{word}” is not understood.")
CUT_MISSING = Wording(
    "表和排名要写明按什么分，例如{{表|被帮带方（去重）|级别}}。",
    "A table and a ranking need what they are cut by, for instance {{table|Hosts (distinct)|Level}}.",
)


@dataclass(frozen=True, slots=True)
class Insert:
    """A placeholder as it was understood; ``raw`` is what stands between the braces, ``problem`` what is wrong with it."""

    raw: str
    figure: str
    kind: str = ""
    cut: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    period: Period | None = None
    way: Way = Way.DENSE
    problem: Wording | None = None

    @property
    def is_block(self) -> bool:
        """Whether it stands as a table of its own, not as words within a sentence."""
        return self.kind in (TABLE, RANKING)


def pieces_of(text: str) -> list[str | Insert]:
    """A text as it goes on: words as they stand, and placeholders."""
    return list(_pieces(text))


def inserts_of(text: str) -> list[Insert]:
    """The placeholders of a text, in their order."""
    return [piece for piece in _pieces(text) if isinstance(piece, Insert)]


def _pieces(text: str) -> Iterator[str | Insert]:
    end = 0
    for found in _PLACE.finditer(text):
        if words := text[end : found.start()]:
            yield words
        yield insert_of(found[1])
        end = found.end()
    if rest := text[end:]:
        yield rest


def insert_of(raw: str) -> Insert:
    """What stands between two braces."""
    parts = [part.strip() for part in raw.replace("｜", "|").split("|")]
    kind = _KINDS.get(parts[0].casefold(), "") if len(parts) > 1 else ""
    if kind:
        parts.pop(0)
    figure, *options = parts
    cut = options.pop(0) if kind and options else ""
    found: dict[str, object] = {}
    problem: Wording | None = CUT_MISSING if kind and not cut else None
    for word in options:
        meant = _option(word)
        if meant is None:
            problem = NOT_UNDERSTOOD.fill(word=word)
        else:
            found |= meant
    return Insert(raw, figure, kind, cut.removeprefix("按"), problem=problem, **found)  # type: ignore[arg-type]


def _option(word: str) -> dict[str, object] | None:
    plain = word.casefold()
    if plain in _QUALIFIERS:
        return {"qualifier": _QUALIFIERS[plain]}
    if plain in _WAYS:
        return {"way": _WAYS[plain]}
    try:
        return {"period": period_called(word.removesuffix("年"))}
    except PeriodError:
        return None
