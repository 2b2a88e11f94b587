"""Pure decisions about notices, their lines, objections, and what a notice bars."""

from lianshou.kernel.notices.rules.barring import Standing, why_not_pass
from lianshou.kernel.notices.rules.masking import Line, full_names_in, line_of
from lianshou.kernel.notices.rules.notices import (
    why_not_close,
    why_not_draft,
    why_not_edit,
    why_not_post,
    why_not_withdraw,
)
from lianshou.kernel.notices.rules.objections import why_not_hear, why_not_object, why_not_settle
from lianshou.kernel.notices.rules.receipts import digest_of, receipt_of

__all__ = [
    "Line",
    "Standing",
    "digest_of",
    "full_names_in",
    "line_of",
    "receipt_of",
    "why_not_close",
    "why_not_draft",
    "why_not_edit",
    "why_not_hear",
    "why_not_object",
    "why_not_pass",
    "why_not_post",
    "why_not_settle",
    "why_not_withdraw",
]
