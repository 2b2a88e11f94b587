from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.pledges.actions.holding import locked, note, refuse
from lianshou.kernel.pledges.enums import Purpose, Reason
from lianshou.kernel.pledges.models import Attachment, AttachmentPart, Obligation, Pledge
from lianshou.kernel.pledges.queries import own_parties
from lianshou.kernel.pledges.rules import is_active_pdf, why_not_keep

_PART = 2**19
Readable = tuple[bytes, str]


@transaction.atomic
def store_scan(*, actor: Any, pledge: Pledge, content: bytes, now: datetime) -> Attachment:
    """Keep the scan of the signed paper, sealed, with its digest; by the federation or a party of the agreement.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.scanned`` with the digest.
    """
    require(actor, "pledge.scan")
    pledge = locked(pledge)
    officer = may(actor, "pledge.issue", on=pledge.programme.union)
    if not officer and not own_parties(actor=actor, pledge=pledge, verb="pledge.scan"):
        refuse(Reason.NOT_A_PARTY)
    kept = keep_file(readable(content), pledge=pledge, purpose=Purpose.SIGNED, actor=actor, now=now)
    note("pledge.scanned", actor=actor, pledge=pledge, now=now, digest=kept.digest, size=kept.size)
    return kept


def readable(content: bytes) -> Readable:
    """The file as it is kept and the ending of its name: a PDF as it came, a picture made anew. Raises Refused."""
    kept, suffix = (content, "pdf") if content.startswith(b"%PDF-") else _picture(content)
    is_active = suffix == "pdf" and is_active_pdf(content)
    refuse(why_not_keep(size=len(content), suffix=suffix, is_active=is_active))
    return kept, suffix


def keep_file(
    file: Readable,
    *,
    pledge: Pledge,
    purpose: Purpose,
    actor: Any,
    now: datetime,
    obligation: Obligation | None = None,
) -> Attachment:
    """Write a readable file, sealed in parts, to a pledge in hand."""
    content, suffix = file
    kept = Attachment.objects.create(
        pledge=pledge,
        obligation=obligation,
        purpose=purpose,
        suffix=suffix,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        stored_by=actor,
        stored_at=now,
    )
    for number, start in enumerate(range(0, len(content), _PART)):
        piece = base64.b64encode(content[start : start + _PART]).decode()
        AttachmentPart.objects.create(attachment=kept, number=number, content=piece)
    return kept


def _picture(content: bytes) -> Readable:
    if len(content) > 10 * 2**20:
        return content, ""
    try:
        return clean_picture(content)[0].content, "jpg"
    except PictureError:
        return content, ""
