"""How far somebody sees: subtrees of the forest of unions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from lianshou.kernel.guard.rules.ranges import next_path, tops_of


@dataclass(frozen=True)
class Scope:
    """The subtrees an actor may see, as paths of their top unions. Empty means nothing.

    ``everything`` says that they are the whole forest: then a query needs no condition.
    """

    paths: tuple[str, ...]
    everything: bool = False

    def q(self, *fields: str) -> Q:
        """A condition that one of ``fields`` (path columns, perhaps across relations) lies inside; nothing for no paths.

        For the whole forest it is a condition that always holds, never an empty one, which an "or" would drop.
        """
        if self.everything:
            return Q(pk__isnull=False)
        return either(
            Q(**{f"{field}__gte": path, f"{field}__lt": next_path(path)})
            for field in fields or ("path",)
            for path in self.paths
        )

    def covers(self, path: str) -> bool:
        return self.everything or any(path.startswith(top) for top in self.paths)

    def __bool__(self) -> bool:
        return self.everything or bool(self.paths)

    def __or__(self, other: Scope) -> Scope:
        """As far as either of two sees."""
        return Scope(tops_of((*self.paths, *other.paths)), self.everything or other.everything)


def either(conditions: Iterable[Q]) -> Q:
    """A condition that one of ``conditions`` holds; one that never holds when there is none."""
    return reduce(or_, conditions, Q()) or Q(pk__in=[])


NOWHERE = Scope(())
EVERYWHERE = Scope((), everything=True)
