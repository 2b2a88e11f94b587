from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.rights.enums import Reason
from lianshou.kernel.rights.models import ConsentText, ImpactAssessment
from lianshou.kernel.rights.queries.consents import latest_published, why_not_publish_now
from lianshou.kernel.unions.models import Union


@transaction.atomic
def draft_text(*, actor: Any, union: Union, purpose: str, now: datetime, **words: Any) -> ConsentText:
    """Begin the next version of a text of ``union``; ``words`` are its fields.

    Raises PermissionDenied, or Refused DRAFT_WAITS. Leaves ``consent_text.drafted``.
    """
    require(actor, "consent.publish", on=union)
    latest = latest_published(union=union, purpose=purpose)
    version = latest.version + 1 if latest else 1
    try:
        with transaction.atomic():
            text = ConsentText.objects.create(
                union=union, purpose=purpose, version=version, written_by=actor, **words
            )
    except IntegrityError as error:
        raise Refused(Reason.DRAFT_WAITS) from error
    _record("consent_text.drafted", actor=actor, text=text, now=now)
    return text


@transaction.atomic
def edit_draft(*, actor: Any, text: ConsentText, now: datetime, **words: Any) -> ConsentText:
    """Change the words of a draft. Raises PermissionDenied, or Refused PUBLISHED. Leaves ``consent_text.drafted``."""
    require(actor, "consent.publish", on=text.union)
    text = _draft(text)
    for name, value in words.items():
        setattr(text, name, value)
    text.save(update_fields=[*words])
    _record("consent_text.drafted", actor=actor, text=text, now=now)
    return text


@transaction.atomic
def drop_draft(*, actor: Any, text: ConsentText, now: datetime) -> None:
    """Throw a draft away. Raises PermissionDenied, or Refused PUBLISHED. Leaves ``consent_text.dropped``."""
    require(actor, "consent.publish", on=text.union)
    text = _draft(text)
    _record("consent_text.dropped", actor=actor, text=text, now=now)
    text.delete()


@transaction.atomic
def publish_text(*, actor: Any, text: ConsentText, now: datetime) -> ConsentText:
    """Let a draft hold from today in the union's subtree; its words never change from now on.

    Raises PermissionDenied, or Refused with what is missing. Leaves ``consent_text.published`` with the digest.
    """
    require(actor, "consent.publish", on=text.union)
    text = _draft(text)
    if reason := why_not_publish_now(text=text, today=timezone.localdate(now)):
        raise Refused(reason)
    text.published_on, text.published_by = timezone.localdate(now), actor
    text.digest = text.words_digest
    text.save(update_fields=["published_on", "published_by", "digest"])
    _record("consent_text.published", actor=actor, text=text, now=now, digest=text.digest)
    return text


@transaction.atomic
def record_assessment(
    *,
    actor: Any,
    union: Union,
    purpose: str,
    classes: Sequence[str],
    lawful: str,
    risk: str,
    influence: str,
    measures: str,
    assessed_on: date,
    now: datetime,
) -> ImpactAssessment:
    """Enter an impact assessment into the register. Raises PermissionDenied, or Refused. Leaves ``assessment.recorded``."""
    require(actor, "consent.publish", on=union)
    if assessed_on > timezone.localdate(now):
        raise Refused(Reason.DAY_IN_FUTURE)
    if not classes:
        raise Refused(Reason.CLASSES_MISSING)
    assessment = ImpactAssessment.objects.create(
        union=union,
        purpose=purpose,
        classes=[*classes],
        lawful=lawful,
        risk=risk,
        influence=influence,
        measures=measures,
        assessed_on=assessed_on,
        assessed_by=actor,
    )
    record(
        actor=actor,
        verb="assessment.recorded",
        subject=assessment,
        at=now,
        union_path=union.path,
        purpose=purpose,
        classes=[*classes],
    )
    return assessment


def _draft(text: ConsentText) -> ConsentText:
    """The draft as it stands now, nobody else writing."""
    ConsentText.objects.admitted().select_for_update().get(pk=text.pk)
    text = ConsentText.objects.admitted().select_related("union").get(pk=text.pk)
    if text.published_on is not None:
        raise Refused(Reason.PUBLISHED)
    return text


def _record(verb: str, *, actor: Any, text: ConsentText, now: datetime, **details: Any) -> None:
    facts: dict[str, Any] = {"purpose": text.purpose, "version": text.version} | details
    record(actor=actor, verb=verb, subject=text, at=now, union_path=text.union.path, **facts)
