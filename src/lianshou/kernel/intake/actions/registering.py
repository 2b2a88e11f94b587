"""The register of forms: entering one, saying what is held already, retiring it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.china.text import tidy
from lianshou.core.facts import facts
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.holding import refuse
from lianshou.kernel.intake.models import Form, FormField
from lianshou.kernel.intake.rules import why_not_register, why_not_retire
from lianshou.kernel.unions.models import Union


@transaction.atomic
def register_form(
    *,
    actor: Any,
    union: Union,
    title: str,
    purpose: str,
    basis: str,
    filler: str,
    often: str,
    starts_on: date,
    expires_on: date,
    fields: Sequence[str],
    now: datetime,
) -> Form:
    """Enter a form with its fields; a field whose words mean a fact that is held already is marked as such.

    Raises PermissionDenied, or Refused NO_FIELDS / ENDS_BEFORE_START. Leaves ``form.registered``.
    """
    require(actor, "form.edit", on=union)
    titles = list(dict.fromkeys(words[:80] for one in fields if (words := tidy(one))))
    refuse(why_not_register(fields=len(titles), starts_on=starts_on, expires_on=expires_on))
    form = Form.objects.create(
        union=union,
        title=title.strip(),
        purpose=purpose.strip(),
        basis=basis.strip(),
        filler=filler,
        often=often,
        starts_on=starts_on,
        expires_on=expires_on,
        registered_at=now,
        registered_by=actor,
    )
    FormField.objects.bulk_create(
        FormField(form=form, position=place, title=one, fact=_meant(one))
        for place, one in enumerate(titles, start=1)
    )
    record(
        actor=actor, verb="form.registered", subject=form, at=now, union_path=union.path, fields=len(titles)
    )
    return form


@transaction.atomic
def mark_field(*, actor: Any, field: FormField, fact: str, now: datetime) -> FormField:
    """Say which fact a field of a form asks for that is held already, or none.

    Raises PermissionDenied, or ValueError for a fact that nobody keeps. Leaves ``form.field_held``.
    """
    form = field.form
    require(actor, "form.edit", on=form.union)
    if fact and facts.get(fact) is None:
        raise ValueError(f"nobody keeps {fact!r}")
    field.fact = fact
    field.save(update_fields=["fact"])
    told = {"position": field.position, "fact": fact}
    record(actor=actor, verb="form.field_held", subject=form, at=now, union_path=form.union.path, **told)
    return field


@transaction.atomic
def retire_form(*, actor: Any, form: Form, words: str, now: datetime) -> Form:
    """Ask a form no more, and say why.

    Raises PermissionDenied, or Refused FORM_RETIRED / WORDS_MISSING. Leaves ``form.retired``.
    """
    form = Form.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=form.pk)
    require(actor, "form.edit", on=form.union)
    refuse(why_not_retire(retired=form.retired_on is not None, words=words))
    form.retired_on, form.retired_why = timezone.localdate(now), words.strip()[:200]
    form.save(update_fields=["retired_on", "retired_why"])
    record(actor=actor, verb="form.retired", subject=form, at=now, union_path=form.union.path)
    return form


def _meant(words: str) -> str:
    fact = facts.meant_by(words)
    return fact.key if fact else ""
