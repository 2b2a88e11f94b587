"""Whatever a line of the book can be about is called something, and nothing is called that cannot be there."""

from __future__ import annotations

from django.apps import apps

from lianshou.kernel.audit.enums import SUBJECTS

NEVER_A_SUBJECT = {
    "aid.aid",
    "aid.longterm",
    "aid.member",
    "aid.picture",
    "aid.recipient",
    "aid.civilline",
    "aid.scan",
    "aid.checkedline",
    "aid.checking",
    "aid.concern",
    "aid.series",
    "aid.verificationstep",
    "access.pastpassword",
    "aid.helping",
    "aid.visit",
    "aid.wish",
    "aid.calltry",
    "aid.leavingstep",
    "aid.return",
    "audit.anchor",
    "audit.entryplace",
    "bulletins.byline",
    "bulletins.countersignature",
    "bulletins.frozenrows",
    "bulletins.frozenvalue",
    "bulletins.photo",
    "bulletins.receipt",
    "events.answer",
    "events.attendance",
    "followups.photo",
    "inspections.checklistline",
    "inspections.draw",
    "inspections.group",
    "inspections.stratum",
    "inspections.urging",
    "inspections.visitline",
    "intake.filing",
    "intake.formfield",
    "inbox.digest",
    "inbox.digestsetting",
    "gateway.delivery",
    "gateway.storedanswer",
    "intake.importpart",
    "intake.rowtrace",
    "notices.noticeline",
    "pairing.guestdetail",
    "pairing.hostdetail",
    "pledges.attachment",
    "pledges.attachmentpart",
    "pledges.clausemark",
    "pledges.judgement",
    "pledges.obligation",
    "pledges.paperfile",
    "pledges.party",
    "pledges.templateclause",
    "pledges.voidnumber",
    "privacy.exportedperson",
    "programmes.calendarday",
    "review.criterion",
    "review.mark",
    "review.reviewer",
    "review.rung",
    "review.step",
    "rights.anonymised",
    "rights.disposalrow",
    "unions.industrychain",
    "works.evidence",
    "works.item",
    "works.measure",
    "works.progress",
    "works.version",
}
"""Rows that no entry of the book is about: they belong to others that are."""


def _models() -> set[str]:
    return {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("lianshou.") and not model.__name__.startswith("Historical")
    }


def test_every_model_that_an_entry_can_be_about_has_words() -> None:
    assert _models() - set(SUBJECTS) == NEVER_A_SUBJECT


def test_words_for_subjects_name_models() -> None:
    assert set(SUBJECTS) - _models() == set()
