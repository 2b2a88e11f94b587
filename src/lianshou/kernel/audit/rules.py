from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

ORIGIN = "0" * 64


def digest_of(*, previous: str, line: Mapping[str, object]) -> str:
    """SHA-256 over the previous digest and the line in canonical JSON (sorted keys, no spaces)."""
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
