"""Bring generated files (translations, divisions, browser assets) up to date in an editable checkout."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

if __name__ == "__main__":
    from hatch_build import bring_up_to_date

    bring_up_to_date()
