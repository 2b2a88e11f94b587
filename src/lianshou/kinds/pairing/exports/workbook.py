"""matching.xlsx: pairs, hosts, unmatched, settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from lianshou.core.wording import Language
from lianshou.kinds.pairing.rules.facts import Instance


def write_matching(
    instance: Instance, result: Mapping[str, Any], target: Path | BinaryIO, *, language: Language = "zh"
) -> None:
    """The result as a workbook with the sheets pairs, hosts, unmatched and settings."""
    raise NotImplementedError
