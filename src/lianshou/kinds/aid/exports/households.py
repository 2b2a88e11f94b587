from __future__ import annotations

from typing import Any

from lianshou.core.wording import Language
from lianshou.web.workbooks import table_workbook


def households_book(table: Any, *, language: Language) -> bytes:
    """The register as its page shows it, as a workbook: names of heads, nothing sealed."""
    return table_workbook(table, title=str(table.caption), language=language)
