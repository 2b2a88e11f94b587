"""Whatever ties an account to something open is a duty that can be handed over, or stands below with the reason why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from lianshou.core.duties import duties
from lianshou.kernel.access.models import User

# not handed over: what somebody did stays theirs, and what is only about an account goes with it
NO_DUTY = {
    "aid.Aid.entered_by": "who once planned it; whoever has the post goes on",
    "aid.AidProject.entered_by": "who once entered it; any officer of the union goes on",
    "aid.LongTerm.set_by": "who once marked the household",
    "aid.Checking.checked_by": "who once went through the list; the next one is whoever's post it is",
    "aid.Concern.said_by": "the head of the household, who said it",
    "aid.Concern.answered_by": "who once answered; what waits is answered by anybody who writes in the file",
    "aid.CivilList.compared_by": "who once compared the list; anybody of the union goes on",
    "aid.VerificationStep.done_by": "who once did the layer; the next one is whoever's post it is",
    "aid.Leaving.begun_by": "who once began it; the next step is whoever's post it is",
    "aid.LeavingStep.done_by": "who once did the step",
    "aid.CallTry.recorded_by": "who once called; the next call is whoever's post it is, or the helper's",
    "aid.ReturnWarning.raised_by": "who once raised it; anybody of the union looks into it",
    "aid.ReturnWarning.settled_by": "who once settled it",
    "aid.Return.begun_by": "who once took the file up again",
    "aid.Survey.begun_by": "who once began it; anybody who fills in for the union goes on",
    "aid.Survey.handed_in_by": "who once handed it in",
    "access.Invitation.accepted_by": "who once accepted",
    "access.Invitation.invited_by": "who once invited; the link works without them",
    "access.PostRequest.asked_by": "who once asked; the security administrators answer",
    "access.PostRequest.user": "for whom a post is asked, no work of theirs",
    "privacy.Reveal.actor": "who once looked",
    "privacy.UnmaskedExport.asked_by": "who once asked; only they fetch it, a successor asks anew",
    "privacy.UnmaskedExport.decided_by": "who once decided",
    "intake.Application.submitted_by": "who once submitted",
    "intake.Draft.saved_by": "who saved it last; whoever applies for the union goes on with it, a person with their own",
    "intake.Filing.filed_by": "who once filled it in",
    "intake.Form.registered_by": "who once registered it; any officer of the union retires it",
    "intake.Import.asked_by": "who once asked for the work that is done in the background",
    "inbox.Digest.user": "goes with the account",
    "inbox.DigestSetting.user": "goes with the account",
    "inbox.Escalation.answered_by": "who once answered; an open one waits for whoever holds the post",
    "inbox.EscalationRule.set_by": "who once set it; any approver or leader of the union ends it",
    "inbox.Robot.set_by": "who once set it; any system administrator of the union takes it off",
    "placement.Hold.held_by": "who once said so; any officer of the programme releases it",
    "review.Ascent.submitted_by": "who once submitted; the chair of the union speaks for the application too",
    "review.Conflict.settled_by": "who once settled",
    "review.Decision.answered_by": "who once answered",
    "review.Decision.appealed_by": "who once appealed",
    "review.Decision.decided_by": "who once decided; another person settles an appeal",
    "review.Ladder.made_by": "who once set it up; any approver of the union replaces it",
    "review.Step.by": "who once acted",
    "review.Step.to": "to whom it was once handed; the step in hand is the ascent's",
    "programmes.CalendarYear.proposed_by": "who once laid the year out",
    "programmes.CalendarYear.confirmed_by": "who once confirmed it",
    "programmes.Parameter.set_by": "who once entered it; any officer of the federation withdraws it",
    "programmes.Parameter.decided_by": "who once confirmed, refused or withdrew it",
    "notices.Notice.drafted_by": "who once drafted; any officer of the union goes on with a draft",
    "notices.Notice.posted_by": "who once posted; any officer or approver of the union closes it",
    "notices.Notice.ended_by": "who once closed or withdrew it",
    "notices.Objection.received_by": "who once wrote down what was told; whoever takes it up handles it",
    "pledges.Party.agreed_by": "who once agreed",
    "pledges.Party.signed_by": "who once signed",
    "pledges.PaperTemplate.uploaded_by": "who once uploaded it; any officer of the federation goes on",
    "pledges.PaperTemplate.decided_by": "who once put it in force",
    "pledges.VoidNumber.voided_by": "who once struck it",
    "pledges.Obligation.told_by": "who once reported or waived it",
    "pledges.Judgement.made_by": "who once judged, for the union",
    "pledges.Attachment.stored_by": "who once stored it",
    "pledges.LetterBatch.asked_by": "who once asked; a job ends by itself, and nothing of it is left to do",
    "aid.HelpMatch.asked_by": "who once had helpers proposed; any officer of the union decides on it",
    "aid.HelpMatch.settled_by": "who once decided on it",
    "aid.Visit.recorded_by": "who once logged the visit",
    "bulletins.Bulletin.written_by": "who once wrote; any officer of the union goes on with a draft",
    "bulletins.Bulletin.checked_by": "who once checked",
    "bulletins.Bulletin.signed_by": "who once signed",
    "bulletins.Bulletin.published_by": "who once made it public; any approver or leader of the union takes it down",
    "bulletins.Countersignature.person": "asked in person: the writer asks no longer, and somebody else instead",
    "bulletins.Countersignature.asked_by": "who once asked; any officer of the union asks no longer",
    "bulletins.Countersignature.answered_by": "who once answered",
    "bulletins.Receipt.acknowledged_by": "who once acknowledged, for the union",
    "followups.FollowUp.recorded_by": "who once recorded",
    "funds.Source.recorded_by": "who once recorded; any finance officer of the union goes on",
    "funds.Budget.set_by": "who once set it",
    "funds.Batch.made_by": "who once made it; any finance officer of the union takes in the answer",
    "funds.Payment.entered_by": "who once entered; what is open is shown as a duty, and goes with the post",
    "funds.Payment.approved_by": "who once approved",
    "funds.Payment.paid_by": "who once paid",
    "inspections.Checklist.made_by": "who once set it up",
    "inspections.Plan.made_by": "who once planned it; any officer of the union goes on",
    "inspections.Group.leader": "any officer of the union names another leader",
    "inspections.Draw.announced_by": "who once announced",
    "inspections.Draw.drawn_by": "who once drew",
    "inspections.Visit.recorded_by": "who once recorded",
    "inspections.Finding.found_by": "who once found it; any officer of the union goes on",
    "inspections.Finding.told_by": "who once reported",
    "inspections.Finding.verified_by": "who once verified",
    "inspections.Finding.struck_by": "who once struck it off",
    "inspections.Urging.made_by": "who once pressed",
    "inspections.FieldVisit.recorded_by": "who once recorded",
    "inspections.Problem.solved_by": "who once solved it",
    "works.Portfolio.made_by": "who once set it up; any officer of the union goes on",
    "works.Version.made_by": "who once revised",
    "works.Task.set_by": "who once set it; any officer of the union changes or withdraws it",
    "works.Progress.recorded_by": "who once reported",
    "works.Highlight.recorded_by": "who once recorded; anybody of the union who reports offers it",
    "works.Highlight.taken_by": "who once chose",
    "access.PastPassword.user": "goes with the account",
    "gateway.Token.user": "opens nothing once the account is closed or has no post",
    "gateway.Webhook.made_by": "who once set it up; any system administrator of the union ends it",
    "rights.Consent.recorded_by": "who once recorded",
    "rights.Consent.withdrawn_by": "who once withdrew",
    "rights.ConsentText.published_by": "who once published",
    "rights.ConsentText.written_by": "who once wrote; any approver of the union goes on with a draft",
    "rights.Disposal.confirmed_by": "who once confirmed",
    "rights.Disposal.prepared_by": "who once prepared; another person confirms",
    "rights.Hold.lifted_by": "who once lifted",
    "rights.Hold.placed_by": "who once placed; any approver lifts it",
    "rights.ImpactAssessment.assessed_by": "who once assessed",
    "rights.PersonRequest.answered_by": "who once answered; an open request waits for any officer of the union",
    "rights.PersonRequest.asked_by": "the person's own",
    "rights.RetentionPeriod.set_by": "who once set it",
}
FIELDS = {
    f"{field.model._meta.label}.{field.name}"
    for config in apps.get_app_configs()
    if config.name.startswith("lianshou.")
    for model in config.get_models()
    for field in model._meta.get_fields()
    if isinstance(field, ForeignKey) and field.related_model is User and field.model is model
    if not hasattr(model, "history_type")  # a history tells what was
}


def test_every_tie_to_an_account_is_a_duty_or_has_its_reason() -> None:
    told = {name for duty in duties for name in duty.fields}
    assert sorted(FIELDS) == sorted(told | NO_DUTY.keys())
    assert told & NO_DUTY.keys() == set()


@pytest.mark.parametrize("duty", list(duties), ids=lambda duty: duty.slug)
def test_what_answers_for_a_field_can_be_handed_over(duty: object) -> None:
    assert duty.hand_over is not None or not duty.fields  # type: ignore[attr-defined]
