"""Taking what may be personal out of a line before it leaves the house: for log lines and error mails.

Names, numbers and addresses get into messages of libraries and databases by themselves («invalid literal: '139…'»,
«Failing row contains (张三, …)»). What remains is enough to find a defect: type, place in the code, identifiers.
"""

from __future__ import annotations

import re
import traceback
from types import TracebackType

_GONE = "…"
_RULES = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # mail addresses
    re.compile(r"\d(?:[\d\s-]{3,}\d|\d{4,})[Xx]?"),  # telephones, identity numbers, cards, days
    re.compile(
        r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f·]+"
    ),  # names, addresses and words in Chinese
    re.compile(r"(?<=\?)[^\s#]+"),  # what an address asks for
)
_LONGEST = 600


def scrub(text: str) -> str:
    """The first line of ``text`` without mail addresses, long numbers, Chinese words and query strings."""
    line = text.strip().split("\n", 1)[0][:_LONGEST]
    for rule in _RULES:
        line = rule.sub(_GONE, line)
    return line


def trace_of(
    kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
) -> str:
    """An exception as text: where, in which function, of what type, its message scrubbed; no local variables."""
    if kind is None:
        return ""
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
    seen: BaseException | None = error
    causes: list[str] = []
    while seen is not None and len(causes) < 5:
        causes.append(f"{type(seen).__module__}.{type(seen).__qualname__}: {scrub(str(seen))}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join([*lines, *(causes or [kind.__qualname__])])
