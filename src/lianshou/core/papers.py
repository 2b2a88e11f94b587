"""The papers that unions sign or send, by slug: of a kind under the kind's own slug, and those that every programme may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianshou.core.wording import Language, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A promise of a paper that is followed up: ``words`` say what, ``done_when`` what counts as done, ``side`` whose it is.

    It falls due ``after`` days from the first day of the term, or ``before`` days ahead of its last one; ``working`` counts
    working days. ``side`` is "host", "guest" …: every party of that side gets an obligation of its own.
    """

    side: str
    words: str
    done_when: str = ""
    after: int | None = None
    before: int = 0
    working: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper: how its words are found and how Word is made of them.

    ``context(placement=…, number=…, starts_on=…, ends_on=…, chairs=…)`` freezes its words as plain JSON, ``chairs`` being
    persons by the id of their union; ``render(contexts, language, template=…)`` makes Word of them, of the house's own
    template when none is given. ``related`` names the kind's own rows that ``context`` reads, as relations of a placement,
    so that many papers cost no more queries than one.

    A federation may edit the template in Word when the paper gives ``default(language)``, the bytes of its own one, and
    ``sample()``, made-up words for a preview: every path in the sample is a field that a template may use; ``required`` are
    those that it may not lack. ``labels`` says in words what a field holds.
    ``clauses(context=…, starts_on=…, ends_on=…)`` are the promises that become obligations, from the frozen words.
    ``judged_first`` says that an agreement is renewed only after both sides have judged how it went.
    """

    title: Wording
    prefix: str
    context: Callable[..., dict[str, Any]]
    render: Callable[..., bytes]
    related: tuple[str, ...] = ()
    default: Callable[[Language], bytes] | None = None
    sample: Callable[[], dict[str, Any]] | None = None
    required: frozenset[str] = frozenset()
    labels: Mapping[str, Wording] = field(default_factory=dict)
    clauses: Callable[..., Sequence[Clause]] = lambda **_: ()
    judged_first: bool = False

    @property
    def is_editable(self) -> bool:
        """Whether a federation can put its own template in the place of the house's."""
        return self.default is not None and self.sample is not None


class Papers:
    """Papers by slug, in the order in which apps and kinds start."""

    def __init__(self) -> None:
        self._papers: dict[str, Paper] = {}

    def add(self, slug: str, paper: Paper) -> None:
        if slug in self._papers:
            raise ValueError(f"two papers are called {slug}")
        self._papers[slug] = paper

    def __contains__(self, slug: object) -> bool:
        return slug in self._papers

    def __getitem__(self, slug: str) -> Paper:
        return self._papers[slug]

    def __iter__(self) -> Iterator[tuple[str, Paper]]:
        return iter(self._papers.items())


papers = Papers()
