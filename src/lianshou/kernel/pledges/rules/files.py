"""Which files are kept with an agreement."""

from __future__ import annotations

import re

from lianshou.kernel.pledges.enums import Reason

MOST_BYTES = 10 * 2**20
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


def why_not_keep(*, size: int, suffix: str, is_active: bool) -> Reason | None:
    """The first reason to refuse a file, or None; ``suffix`` is empty for what is neither PDF nor picture."""
    checks = [
        (size > MOST_BYTES, Reason.FILE_LARGE),
        (is_active, Reason.FILE_ACTIVE),
        (not suffix, Reason.FILE_UNREADABLE),
    ]
    return next((reason for fails, reason in checks if fails), None)


def is_active_pdf(content: bytes) -> bool:
    """Whether a PDF says that it runs something or carries files. Only what is written openly is seen; files are handed out
    in a sandbox anyhow (``web.files``)."""
    return _ACTIVE.search(content) is not None
