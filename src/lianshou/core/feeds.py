"""What figures feed: the app that keeps the figures connects them here, so that apps below it can read their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lianshou.core.figures import Facts, Figure


class Feeds:
    """The declared figures by slug, their facts of a year, and the page of one; empty until somebody connects them."""

    def __init__(self) -> None:
        self._figures: Callable[[], Mapping[str, Any]] = dict
        self._facts: Callable[..., Facts] = lambda **asked: None
        self._url: Callable[..., str] = lambda **asked: ""

    def connect(
        self,
        *,
        figures: Callable[[], Mapping[str, Any]],
        facts: Callable[..., Facts],
        url: Callable[..., str],
    ) -> None:
        """``figures()`` gives everything that is declared, ``facts(figure=…, actor=…, today=…, year=…)`` what a figure counts in
        a year inside the actor's scope, ``url(slug=…, union=…, year=…)`` the page that such a number opens to."""
        self._figures, self._facts, self._url = figures, facts, url

    def all(self) -> list[Figure]:
        """Every figure that is a count or a sum; ratios feed nothing."""
        return [one for one in self._figures().values() if isinstance(one, Figure)]

    def get(self, slug: str) -> Figure | None:
        found = self._figures().get(slug)
        return found if isinstance(found, Figure) else None

    def facts(self, *, figure: Figure, actor: Any, today: Any, year: int) -> Facts:
        """What a figure counts in a year, of all unions in the actor's scope."""
        return self._facts(figure=figure, actor=actor, today=today, year=year)

    def url(self, *, slug: str, union: int, year: int) -> str:
        """Where the rows behind a number stand."""
        return self._url(slug=slug, union=union, year=year)


feeds = Feeds()
