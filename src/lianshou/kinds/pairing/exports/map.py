"""map.html: hosts, guests and their pairs on one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianshou.core.wording import Language
from lianshou.kinds.pairing.rules.facts import Instance


def map_html(instance: Instance, result: Mapping[str, Any], *, title: str, language: Language = "zh") -> str:
    """The pairs on a map without network, with a table of them all."""
    raise NotImplementedError
