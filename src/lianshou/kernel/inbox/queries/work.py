"""What waits for a person: at their own level, and counted below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from lianshou.core.desk import desk
from lianshou.core.kinds import InboxItem, registry
from lianshou.kernel.access.models import Post
from lianshou.kernel.access.queries import held_by, in_force
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.rules.ranges import STEP, lineage
from lianshou.kernel.inbox.enums import Errand, Urgency
from lianshou.kernel.inbox.rules.folding import folded
from lianshou.kernel.inbox.rules.levels import level_of
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

_CHUNK = 5000


@dataclass(frozen=True)
class Below:
    """What waits in the subtree of one union under the actor's, counted."""

    union: int
    name: str
    overdue: int
    to_do: int


@dataclass(frozen=True)
class Work:
    """Everything that waits for one person: ``own`` at their level, ``lower`` with those who hold the posts below.

    ``levels`` tells for the key of an item at which union it stands, ``tops`` from which of the actor's unions it is seen.
    """

    own: tuple[InboxItem, ...] = ()
    lower: tuple[InboxItem, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    tops: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def overdue(self) -> tuple[InboxItem, ...]:
        return tuple(item for item in self.own if item.overdue and not item.waiting)

    @cached_property
    def to_do(self) -> tuple[InboxItem, ...]:
        return tuple(item for item in self.own if not item.overdue and not item.waiting)

    @cached_property
    def waiting(self) -> tuple[InboxItem, ...]:
        return tuple(item for item in self.own if item.waiting)

    @cached_property
    def overdue_below(self) -> int:
        return sum(item.overdue for item in self.lower)

    @property
    def is_empty(self) -> bool:
        return not self.own

    def level_of(self, item: InboxItem) -> str:
        """The path of the union where an item stands; nothing for what is about the actor alone."""
        return self.levels.get(item.key, item.owner)

    def folded(self) -> Work:
        """The same with the work of many unions put together, as pages show it; digests and escalations ask for each item."""
        own = folded(
            self.own,
            said=lambda n: ngettext("%(n)d union", "%(n)d unions", n) % {"n": n},
            url=lambda slug: f"{reverse('inbox:work')}?{urlencode({'fold': slug})}",
        )
        return replace(self, own=own)

    @cached_property
    def below(self) -> tuple[Below, ...]:
        """The unions directly under the actor's with what waits in each."""
        return grouped(self.lower, lambda item: self.tops[item.key])


def grouped(items: Iterable[InboxItem], top_of: Callable[[InboxItem], str]) -> tuple[Below, ...]:
    """Items counted by the union directly under ``top_of`` each: no ranking, the order of the tree."""
    counts: dict[str, list[int]] = {}
    for item in items:
        here = item.owner[: len(top_of(item)) + STEP]
        counts.setdefault(here, [0, 0])[0 if item.overdue else 1] += 1
    unions = unions_at(counts)
    return tuple(
        Below(unions[path].pk, unions[path].name, *counts[path]) for path in sorted(counts) if path in unions
    )


def work_of(*, actor: Any, today: date) -> Work:
    """Everything that waits for the actor, asked of every kind and of the kernel's apps; what is due first comes first."""
    items = [item for kind in registry for item in kind.inbox(actor=actor, today=today)]
    items += desk.items(actor=actor, today=today)
    items.sort(key=lambda item: (item.due_on or date.max, not item.overdue))
    return _parted(items, _mine(actor))


def _mine(actor: Any) -> dict[str, set[str]]:
    mine: dict[str, set[str]] = {}
    for held in held_by(actor=actor):
        mine.setdefault(held.role, set()).add(held.path)
    return mine


def _parted(items: Sequence[InboxItem], mine: Mapping[str, set[str]]) -> Work:
    shared = [item for item in items if item.owner and not item.is_own]
    all_posts = _posts_along({item.owner for item in shared}) if shared else {}
    own: list[InboxItem] = []
    lower: list[InboxItem] = []
    levels: dict[str, str] = {}
    tops: dict[str, str] = {}
    for item in items:
        if not item.owner or item.is_own:
            own.append(item)
            continue
        roles = roles_granting(item.verb)
        here = level_of(item.owner, _paths(mine, roles))
        level = max(here, level_of(item.owner, _paths(all_posts, roles)), key=len)
        levels[item.key], tops[item.key] = level, here
        if level == here or not here:
            own.append(item)
        elif not item.waiting:
            lower.append(item)
    return Work(tuple(own), tuple(lower), levels, tops)


def _paths(posts: Mapping[str, set[str]], roles: Iterable[str]) -> list[set[str]]:
    return [posts[role] for role in roles if role in posts]


def _posts_along(owners: set[str]) -> dict[str, set[str]]:
    """Where posts are held today at or above the owners of items, by role: the unions that a level may be."""
    paths = sorted({path for owner in owners for path in lineage(owner)})
    posts: dict[str, set[str]] = {}
    for start in range(0, len(paths), _CHUNK):
        held = Post.objects.admitted().filter(
            in_force(timezone.localdate()),
            user__is_active=True,
            union__path__in=paths[start : start + _CHUNK],
        )
        for role, path in held.order_by().values_list("role", "union__path").distinct():
            posts.setdefault(role, set()).add(path)
    return posts


def unions_at(paths: Iterable[str]) -> dict[str, Union]:
    """Unions by their paths, for a reader who was let in to what they own."""
    found = Union.objects.admitted().filter(path__in=set(paths)).only("path", "name")
    return {union.path: union for union in found}


def union_below(*, work: Work, pk: int) -> Union | None:
    """The union of that id, where anything of the work below belongs to it or to a union under it."""
    union = Union.objects.admitted().filter(pk=pk).first()
    below = union is not None and any(item.owner.startswith(union.path) for item in work.lower)
    return union if below else None


@dataclass(frozen=True)
class Line:
    """One item as the list shows it, with its union, its programme and its urgency in words."""

    item: InboxItem
    union: str
    programme: str

    @property
    def urgency(self) -> Urgency:
        if self.item.waiting:
            return Urgency.WAITING
        return Urgency.OVERDUE if self.item.overdue else Urgency.TO_DO

    @property
    def errand(self) -> str:
        return str(Errand(self.item.errand).label)

    @property
    def due_key(self) -> date:
        """By which it is sorted: what is due on no day comes after all the days."""
        return self.item.due_on or date.max

    @property
    def since_key(self) -> date:
        """By which it is sorted: what waits since no known day comes after all the days."""
        return self.item.since or date.max

    @property
    def told(self) -> str:
        """The words by which it is found."""
        return f"{self.item.title} {self.item.detail} {self.union} {self.programme}".casefold()


def lines_of(items: Sequence[InboxItem]) -> list[Line]:
    """Items with the names of their unions and programmes, in two queries."""
    unions = unions_at(item.owner for item in items if item.owner)
    titles = titles_of({item.programme for item in items if item.programme})
    return [
        Line(
            item,
            unions[item.owner].name if item.owner in unions else "",
            titles.get(item.programme or 0, ""),
        )
        for item in items
    ]


def titles_of(programmes: Iterable[int]) -> dict[int, str]:
    """The titles of programmes by their ids, for a reader who was let in to what belongs to them."""
    return dict(Programme.objects.admitted().filter(pk__in=list(programmes)).values_list("pk", "title"))
