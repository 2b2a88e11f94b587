"""What of a person is made public: the masked name, the union, a remark; never the full name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianshou.kernel.guard.rules.masks import Mask


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it would be posted; ``full_name`` is kept beside it only to see that it stands nowhere."""

    application: int
    name: str
    union_name: str
    remark: str
    full_name: str = ""
    partner: str = ""


def line_of(*, application: int, person_name: str, union_name: str, remark: str, partner: str = "") -> Line:
    """The line of an application: a person's name masked, with the union; a union that asks itself has its own name."""
    return Line(
        application, Mask.NAME.over(person_name), union_name, remark.strip()[:200], person_name, partner
    )


def full_names_in(*, texts: Iterable[str], names: Iterable[str]) -> int:
    """How many of the full ``names`` (of two letters and more) are spelt out in ``texts``."""
    whole = "\n".join(texts)
    return sum(len(name) > 1 and name in whole for name in set(names))
