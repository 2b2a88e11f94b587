"""Lists the administrative divisions of China from npm's @vant/area-data as one JSON file; standard library only."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

_ENTRY = re.compile(r"""^\s+['"]?(\d{6})['"]?:\s*("(?:[^"\\]|\\.)*")""", re.MULTILINE)
_FEWEST = 3_000  # provinces, cities and counties; fewer means that the package changed its shape


def build_divisions(source: Path, target: Path) -> None:
    """Write ``target`` as {"110000": "北京市", ...}, sorted by code, from the JavaScript ``source``.

    Raises ValueError when the source does not look as expected, rather than writing half a country.
    """
    text = source.read_text(encoding="utf-8")
    divisions = {code: json.loads(name) for code, name in _ENTRY.findall(text)}
    if len(divisions) < _FEWEST or divisions.get("110000") != "北京市" or divisions.get("320923") != "阜宁县":
        raise ValueError(f"{source}: {len(divisions)} divisions found; has the package changed?")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        json.dumps(dict(sorted(divisions.items())), ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    build_divisions(Path(sys.argv[1]), Path(sys.argv[2]))
