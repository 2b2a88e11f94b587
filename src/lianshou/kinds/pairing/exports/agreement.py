"""The 联手兴家 agreements in Word, from the template that an officer edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lianshou.core.wording import Language
from lianshou.kinds.pairing.rules.facts import Instance


def agreement_contexts(
    instance: Instance, result: Mapping[str, Any], *, year: int, federation: str, language: Language = "zh"
) -> list[dict[str, Any]]:
    """What each agreement says, numbered from 1 in the order of ``result["pairs"]``: plain values for ``render``."""
    raise NotImplementedError


def render(
    contexts: Sequence[Mapping[str, Any]], language: Language = "zh", *, template: Path | bytes | None = None
) -> bytes:
    """One .docx with an agreement for each of ``contexts``. Raises PaperError for a template that cannot be filled."""
    raise NotImplementedError
