"""What may be asked beside a match, as the command line gives it; apart, so that a plain match imports no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PLAIN = (".toml", ".json")
"""Files of changes that are no workbooks."""


@dataclass(frozen=True)
class Questions:
    """What is asked beside the match itself, as given."""

    explain: tuple[str, ...] = ()
    what_if: Path | None = None
    curve: bool = False
    keep: Path | None = None

    @property
    def any(self) -> bool:
        return self != Questions()
