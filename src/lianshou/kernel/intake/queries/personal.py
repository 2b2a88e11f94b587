"""Applications, drafts and rows of uploads as the registry of what is personal knows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lianshou.core.personal import PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.intake.models import Application, Draft, Filing, Import, ImportRow
from lianshou.kernel.intake.queries.filling import url_of_draft


def _is_saver(actor: Any, draft: Any) -> bool:
    return bool(draft.saved_by_id == getattr(actor, "pk", None))


APPLICATION = PersonalRecord(
    slug="application",
    title=Wording("申请", "Application"),
    model=Application,
    union_of=lambda application: application.union,
    person_of=lambda application: application.person,
    name_of=str,
    page_of=lambda application: reverse("applications:detail", args=[application.pk]),
    within=lambda scope: Application.objects.within(scope).select_related("union", "person"),
    of_person=lambda person: Application.objects.admitted().filter(person=person),
)
FILING = PersonalRecord(
    slug="filing",
    title=Wording("填报的表单", "Form that was filled in"),
    model=Filing,
    union_of=lambda filing: filing.application.union,
    person_of=lambda filing: filing.person,
    name_of=str,
    page_of=lambda filing: reverse("applications:detail", args=[filing.application_id]),
    within=lambda scope: Filing.objects.within(scope).select_related("application__union", "person"),
    of_person=lambda person: Filing.objects.admitted().filter(person=person),
)
DRAFT = PersonalRecord(
    slug="draft",
    title=Wording("草稿", "Draft"),
    model=Draft,
    union_of=lambda draft: draft.union,
    person_of=lambda draft: draft.person,
    name_of=str,
    page_of=url_of_draft,
    within=lambda scope: Draft.objects.within(scope).select_related("union", "person", "programme"),
    of_person=lambda person: Draft.objects.admitted().filter(person=person),
    open_to=_is_saver,
)
ROW = PersonalRecord(
    slug="import_row",
    title=Wording("导入的一行", "Row of an upload"),
    model=ImportRow,
    union_of=lambda row: row.batch.union,
    person_of=lambda row: None,
    name_of=str,
    page_of=lambda row: reverse("intake:detail", args=[row.batch_id]),
    within=lambda scope: ImportRow.objects.within(scope).select_related("batch__union"),
    of_person=lambda person: ImportRow.objects.none(),
    is_of_register=False,
)
BATCH = PersonalRecord(
    slug="import",
    title=Wording("导入的名单", "Upload"),
    model=Import,
    union_of=lambda batch: batch.union,
    person_of=lambda batch: None,
    name_of=str,
    page_of=lambda batch: reverse("intake:detail", args=[batch.pk]),
    within=lambda scope: Import.objects.within(scope).select_related("union"),
    of_person=lambda person: Import.objects.none(),
    is_of_register=False,
)
RECORDS = (APPLICATION, FILING, DRAFT, ROW, BATCH)
