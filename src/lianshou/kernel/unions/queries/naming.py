"""Several unions that somebody may have meant, in one line."""

from __future__ import annotations

from lianshou.kernel.unions.models import Union


def names_meant(unions: list[Union]) -> str:
    """Several unions in one line, each with the number that tells it apart."""
    return "、".join(f"{union.name} #{union.pk}" for union in unions)
