from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.papers import Clause, papers
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.pledges.actions.holding import refuse
from lianshou.kernel.pledges.enums import Counted, TemplateState
from lianshou.kernel.pledges.models import PaperFile, PaperTemplate, TemplateClause
from lianshou.kernel.pledges.queries import findings_of, own_template_in_use, template_in_use
from lianshou.kernel.pledges.rules import why_not_propose, why_not_retire, why_not_use
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True, slots=True)
class Made:
    """What a paper is made of: the bytes, and the federation's version, if it is not the house's own."""

    file: PaperFile | None
    template: PaperTemplate | None

    @property
    def said(self) -> dict[str, Any]:
        """For the book: which version of whose template."""
        return {"template": self.template.pk} if self.template else {}


@transaction.atomic
def propose_template(
    *,
    actor: Any,
    union: Union,
    slug: str,
    content: bytes,
    file_name: str,
    note: str,
    now: datetime,
    clauses: Sequence[Clause] = (),
) -> PaperTemplate:
    """Keep a version of a federation's own template, checked and tried out; it is used once somebody else says so.

    ``clauses`` are promises that every paper made of it brings. Raises PermissionDenied, or Refused with a
    ``pledges.enums.Reason``; nothing is kept then. Leaves ``template.proposed``.
    """
    require(actor, "template.edit", on=union)
    Union.objects.admitted().select_for_update().get(pk=union.pk)  # versions are counted one after the other
    digest = hashlib.sha256(content).hexdigest()
    in_use = own_template_in_use(union=union, slug=slug)
    is_editable = slug in papers and papers[slug].is_editable
    refuse(
        why_not_propose(
            is_editable=is_editable,
            size=len(content),
            is_wrong=is_editable and bool(findings_of(slug=slug, content=content)),
            is_same=in_use is not None and in_use.file.digest == digest and not clauses,
            note=note,
        )
    )
    template = PaperTemplate.objects.create(
        union=union,
        paper=slug,
        version=_next_version(union, slug),
        file=kept_file(content),
        file_name=file_name[-200:],
        note=note.strip(),
        uploaded_by=actor,
        uploaded_at=now,
    )
    TemplateClause.objects.bulk_create([_clause(template, clause) for clause in clauses])
    _note("template.proposed", actor=actor, template=template, now=now, digest=digest)
    return template


@transaction.atomic
def use_template(*, actor: Any, template: PaperTemplate, now: datetime) -> PaperTemplate:
    """Put a version in force in the place of the one that was; an earlier version may come back in this way.

    Whoever uploaded it cannot. Papers that were issued keep what they were made of. Raises PermissionDenied, or Refused with
    a ``pledges.enums.Reason``. Leaves ``template.used``, and ``template.retired`` for the one before.
    """
    require(actor, "template.approve", on=template.union)
    template = _held(template)
    refuse(why_not_use(state=template.state, is_uploader=template.uploaded_by_id == actor.pk))
    before = own_template_in_use(union=template.union, slug=template.paper)
    if before is not None:
        _retire(before, actor=actor, reason=str(template.version), now=now)
    template.state, template.decided_by, template.decided_at = TemplateState.IN_FORCE, actor, now
    template.retired_at, template.retire_reason = None, ""
    template.save()
    _note("template.used", actor=actor, template=template, now=now)
    return template


@transaction.atomic
def retire_template(*, actor: Any, template: PaperTemplate, reason: str, now: datetime) -> PaperTemplate:
    """Take a version out of use, or refuse one that was proposed; then the one above holds, or the house's own.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``template.retired``.
    """
    require(actor, "template.approve", on=template.union)
    template = _held(template)
    refuse(why_not_retire(state=template.state, words=reason))
    _retire(template, actor=actor, reason=reason.strip(), now=now)
    return template


def file_in_use(*, union: Union, slug: str) -> Made:
    """What papers of ``slug`` are made of for ``union`` now: of the nearest federation's template, else of the house's own.

    The house's own is kept too, for it may change with the next release.
    """
    template = template_in_use(union=union, slug=slug)
    if template is not None:
        return Made(template.file, template)
    default = papers[slug].default
    return Made(kept_file(default("zh")) if default else None, None)


def kept_file(content: bytes) -> PaperFile:
    """The file with this content, kept once."""
    digest = hashlib.sha256(content).hexdigest()
    kept, _new = PaperFile.objects.admitted().get_or_create(digest=digest, defaults={"content": content})
    return kept


def _next_version(union: Union, slug: str) -> int:
    last = PaperTemplate.objects.admitted().filter(union=union, paper=slug).order_by("-version").first()
    return last.version + 1 if last else 1


def _clause(template: PaperTemplate, clause: Clause) -> TemplateClause:
    return TemplateClause(
        template=template,
        side=clause.side,
        words=clause.words,
        done_when=clause.done_when,
        after=clause.after,
        counted=Counted.WORKING if clause.working else Counted.CALENDAR,
    )


def _held(template: PaperTemplate) -> PaperTemplate:
    """The version, with all of its paper locked: one is in force at most."""
    union, slug = template.union, template.paper
    rows = PaperTemplate.objects.admitted().filter(union=union, paper=slug).order_by("pk")
    list(rows.select_for_update().values_list("pk", flat=True))
    found: PaperTemplate = PaperTemplate.objects.admitted().select_related("union").get(pk=template.pk)
    return found


def _retire(template: PaperTemplate, *, actor: Any, reason: str, now: datetime) -> None:
    template.state, template.retired_at, template.retire_reason = TemplateState.RETIRED, now, reason[:200]
    template.save(update_fields=["state", "retired_at", "retire_reason"])
    _note("template.retired", actor=actor, template=template, now=now, reason=reason)


def _note(verb: str, *, actor: Any, template: PaperTemplate, now: datetime, **details: Any) -> None:
    details |= {"paper": template.paper, "version": template.version}
    path = template.union.path
    record(actor=actor, verb=verb, subject=template, at=now, union_path=path, **details)
