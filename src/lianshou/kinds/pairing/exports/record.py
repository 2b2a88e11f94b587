"""matching.json: the result as a file that programs read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def result_bytes(result: Mapping[str, Any]) -> bytes:
    """The result as UTF-8 JSON; the same result, the same bytes."""
    return (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()
