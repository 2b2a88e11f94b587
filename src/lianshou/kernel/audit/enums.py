from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """How the thing that an entry tells of came out."""

    DONE = "done", pgettext_lazy("book", "Done")
    REFUSED = "refused", pgettext_lazy("book", "Refused")
    FAILED = "failed", pgettext_lazy("book", "Failed")


class CheckState(models.TextChoices):
    RUNNING = "running", _("Under way")
    DONE = "done", pgettext_lazy("book", "Done")
    FAILED = "failed", pgettext_lazy("book", "Broken off")


class Reason(models.TextChoices):
    EMPTY_BOOK = "empty_book", _("There is no entry yet that could be anchored.")
    CHECK_UNDER_WAY = "check_under_way", _("A check is under way.")


class Wrong(models.TextChoices):
    """What a check of the book finds wrong at a number."""

    ALTERED = "altered", _("Altered")
    MISSING = "missing", _("Missing")
    MOVED = "moved", _("Moved to another place")
    FORGED = "forged", _("Not sealed by this installation: put in, or altered with a new digest")
    LINK = "link", _("Not the entry that the next one was chained to")
    CUT = "cut", _("Cut off: an anchor knows more entries")
    REWRITTEN = "rewritten", _("Not the entry that was anchored")
    ANCHOR = "anchor", _("Anchor altered, missing or put in")
    UNGUARDED = "unguarded", _("The triggers that refuse changes do not stand")


# what was done, in words; the verbs are those that actions write into the book
VERBS: dict[str, Promise] = {
    "account.created": _("Account opened"),
    "account.closed": _("Account closed"),
    "account.reopened": _("Account opened again"),
    "account.unlocked": _("Account unlocked"),
    "account.password_renewed": _("New first password made"),
    "account.handed_over": _("Duties handed over"),
    "post.asked": _("Post asked for"),
    "post.declined": _("Post declined"),
    "account.locked": _("Account locked after failed attempts"),
    "password.changed": _("Password changed"),
    "password.given": _("New first password given"),
    "invitation.sent": _("Invitation sent"),
    "invitation.renewed": _("Invitation sent again"),
    "invitation.withdrawn": _("Invitation withdrawn"),
    "invitation.accepted": _("Invitation accepted"),
    "post.ended": _("Post ended"),
    "post.given": _("Post given"),
    "delegation.given": _("Post delegated"),
    "delegation.ended": _("Delegation ended"),
    "import.handed_over": _("Import handed over"),
    "run.handed_over": _("Matching handed over"),
    "office.handed_over": _("Office handed over"),
    "factor.added": _("Second factor set up"),
    "factor.removed": _("Second factor taken away"),
    "factor.codes_made": _("Recovery codes made"),
    "factor.reset": _("Second factors reset for somebody"),
    "sign_in.connected": _("Sign-in through another service connected"),
    "sign_in.disconnected": _("Sign-in through another service disconnected"),
    "device.signed_out": _("Devices signed out"),
    "union.added": _("Union entered"),
    "union.edited": _("Union changed"),
    "union.moved": _("Union moved in the tree"),
    "union.merged": _("Union merged into another"),
    "honour.recorded": _("Honour recorded"),
    "grade.raised": _("Rise in grade recorded"),
    "places.entered": _("Townships entered"),
    "zones.entered": _("Zones entered"),
    "industries.entered": _("Industry names entered"),
    "chair.named": _("Chair named"),
    "person.linked": _("Account linked to a person"),
    "person.added": _("Person entered"),
    "person.edited": _("Person changed"),
    "person.left": _("Person marked as left"),
    "person.returned": _("Person taken back"),
    "persons.entered": _("List of persons entered"),
    "persons.struck": _("Entered persons struck again"),
    "office.given": _("Office given"),
    "office.ended": _("Office ended"),
    "relative.added": _("Family member entered"),
    "relative.edited": _("Family member changed"),
    "relative.removed": _("Family member struck off"),
    "phone.shown": _("Telephone number shown"),
    "own_data.shown": _("Own data shown to the person"),
    "own_data.exported": _("Own data taken away by the person"),
    "consent_text.drafted": _("Consent text drafted"),
    "consent_text.published": _("Consent text published"),
    "consent_text.dropped": _("Draft of a consent text thrown away"),
    "assessment.recorded": _("Impact assessment recorded"),
    "consent.given": _("Consent given"),
    "consent.recorded": _("Consent on paper recorded"),
    "consent.withdrawn": _("Consent withdrawn"),
    "request.asked": _("Request of a person received"),
    "request.taken_back": _("Request taken back"),
    "request.shown": _("Proposed value of a request shown"),
    "request.granted": _("Request granted"),
    "request.refused": _("Request refused"),
    "personal.corrected": _("Personal data corrected"),
    "personal.erased": _("Personal data erased"),
    "person.anonymised": _("Person made anonymous"),
    "retention.set": _("Retention period set"),
    "data_hold.placed": _("Erasure held"),
    "data_hold.lifted": _("Hold on erasure lifted"),
    "disposal.prepared": _("Erasure prepared"),
    "disposal.dropped": _("Erasure dropped"),
    "disposal.confirmed": _("Erasure confirmed"),
    "disposal.done": _("Erasure carried out"),
    "personal.shown": _("Personal values shown"),
    "export.asked": _("Unmasked export asked for"),
    "export.approved": _("Unmasked export approved"),
    "export.refused": _("Unmasked export refused"),
    "export.withdrawn": _("Unmasked export withdrawn"),
    "export.fetched": _("Unmasked export fetched"),
    "programme.created": _("Programme opened"),
    "programme.settings": _("Programme settings changed"),
    "programme.preparing": _("Programme sent back"),
    "programme.approved": _("Programme approved"),
    "programme.running": _("Programme started"),
    "programme.closed": _("Programme closed"),
    "calendar.proposed": _("Calendar of a year proposed"),
    "calendar.amended": _("Day of a calendar changed"),
    "calendar.confirmed": _("Calendar of a year confirmed"),
    "notice.drafted": _("Public notice drafted"),
    "notice.edited": _("Draft of a public notice changed"),
    "notice.dropped": _("Draft of a public notice thrown away"),
    "notice.posted": _("Public notice posted"),
    "notice.withdrawn": _("Public notice withdrawn"),
    "notice.closed": _("Public notice closed"),
    "objection.received": _("Objection received"),
    "objection.hearing": _("Objection taken up"),
    "objection.handed_over": _("Objection handed over"),
    "objection.upheld": _("Objection upheld"),
    "objection.dismissed": _("Objection dismissed"),
    "application.accepted": _("Application accepted"),
    "application.withdrawn": _("Application withdrawn"),
    "application.submitted": _("Application submitted"),
    "application.in_review": _("Application in review"),
    "application.returned": _("Application returned"),
    "application.refused": _("Application refused"),
    "round.created": _("Round of review set up"),
    "round.changed": _("Round of review changed"),
    "round.opened": _("Round of review opened"),
    "round.closed": _("Round of review closed"),
    "reviewers.assigned": _("Reviewers assigned"),
    "assignment.dropped": _("Assignment taken away"),
    "assignment.handed_over": _("Assignment handed over"),
    "conflict.declared": _("Conflict of interest declared"),
    "conflict.found": _("Conflict of interest found"),
    "conflict.settled": _("Conflict of interest settled"),
    "marks.saved": _("Marks saved"),
    "marks.given": _("Marks given"),
    "decision.made": _("Decision of a round made"),
    "decision.appealed": _("Appeal against a decision"),
    "decision.appeal_settled": _("Appeal against a decision settled"),
    "ladder.configured": _("Approvals set up"),
    "ladder.retired": _("Approvals put out of force"),
    "ascent.submitted": _("Sent for approval"),
    "ascent.approved": _("Step approved"),
    "ascent.returned": _("Step returned"),
    "ascent.resubmitted": _("Sent for approval again"),
    "ascent.commented": _("Step commented"),
    "ascent.delegated": _("Step handed to somebody"),
    "ascent.refused": _("Step refused"),
    "ascent.appealed": _("Appeal against a refusal"),
    "ascent.granted": _("Appeal granted"),
    "ascent.rejected": _("Appeal rejected"),
    "ascent.withdrawn": _("Withdrawn by the applicant on its way"),
    "ascent.handed_over": _("Approval handed over"),
    "ascent.reminded": _("Approval reminded of"),
    "import.opened": _("Workbook uploaded"),
    "import.corrected": _("Imported row corrected"),
    "import.replaced": _("Imported rows replaced"),
    "import.dropped": _("Imported row set aside"),
    "import.restored": _("Imported row taken back"),
    "import.taken": _("Rows taken over"),
    "import.discarded": _("Import discarded"),
    "import.undone": _("Import taken back"),
    "import.failed": _("Import broke off"),
    "import.forgotten": _("Cells of an import erased"),
    "opening.offered": _("Opening offered"),
    "opening.room": _("Room of an opening changed"),
    "opening.closed": _("Opening closed"),
    "seat.placed": _("Place given at sign-up"),
    "seat.queued": _("Put on the waiting list"),
    "seat.promoted": _("Moved up from the waiting list"),
    "seat.given_up": _("Place given up"),
    "run.started": _("Matching started"),
    "run.done": _("Matching done"),
    "run.failed": _("Matching failed"),
    "hold.placed": _("Pair held"),
    "hold.released": _("Hold released"),
    "placement.moved": _("Guest moved"),
    "placement.dropped": _("Pairing dropped"),
    "placements.approved": _("Pairings approved"),
    "placements.reopened": _("Pairings sent back"),
    "placement.active": _("Pairing in force"),
    "placement.ended": _("Pairing ended"),
    "pledge.issued": _("Agreement issued"),
    "pledge.agreed": _("Agreement agreed to"),
    "pledge.paper_recorded": _("Signed paper recorded"),
    "pledge.signed": _("Agreement signed"),
    "pledge.in_force": _("Agreement in force"),
    "pledge.ended": _("Agreement ended"),
    "followup.recorded": _("Activity recorded"),
    "followup.removed": _("Activity removed"),
    "followup.photo_added": _("Photograph added"),
    "source.recorded": _("Source of money recorded"),
    "source.edited": _("Source of money changed"),
    "budget.set": _("Budget set"),
    "budget.ceiling_changed": _("Ceiling of a budget changed"),
    "payment.planned": _("Payment entered"),
    "payment.corrected": _("Account of a payment corrected"),
    "payment.approved": _("Payment approved"),
    "payment.refused": _("Payment refused"),
    "payment.cancelled": _("Payment cancelled"),
    "payment.batched": _("Payment put on a list for the bank"),
    "payment.unbatched": _("Payment taken off a list for the bank"),
    "payment.paid": _("Payment paid"),
    "payment.failed": _("Payment not carried out by the bank"),
    "payment.receipted": _("Receipt of a payment brought in"),
    "batch.made": _("List for the bank made"),
    "batch.answered": _("Answer of the bank taken in"),
    "batch.dropped": _("List for the bank dropped"),
    "trial.adopted": _("Tried changes adopted"),
    "demo.built": _("Demonstration built"),
    "book.carried_over": _("Book carried over into its present form"),
    "book.checked": _("Book checked"),
    "keys.rekeyed": _("Values sealed under a new key"),
}

# what the entries are about, in words
SUBJECTS: dict[str, Promise] = {
    "access.postrequest": pgettext_lazy("book", "Post asked for"),
    "people.relative": pgettext_lazy("book", "Family member"),
    "privacy.reveal": pgettext_lazy("book", "Look at personal values"),
    "privacy.unmaskedexport": pgettext_lazy("book", "Unmasked export"),
    "rights.consenttext": pgettext_lazy("book", "Text of consent"),
    "rights.impactassessment": pgettext_lazy("book", "Impact assessment"),
    "rights.consent": pgettext_lazy("book", "Consent"),
    "rights.personrequest": pgettext_lazy("book", "Request of a person"),
    "rights.retentionperiod": pgettext_lazy("book", "Period of retention"),
    "rights.hold": pgettext_lazy("book", "Data held back"),
    "rights.disposal": pgettext_lazy("book", "Disposal"),
    "access.user": _("Account"),
    "access.post": _("Post"),
    "access.delegation": _("Delegation"),
    "access.invitation": _("Invitation"),
    "audit.check": _("Check of the book"),
    "audit.entry": _("Audit book"),
    "audit.rekeying": _("Change of key"),
    "unions.union": _("Union"),
    "people.office": pgettext_lazy("book", "Office"),
    "unions.honour": _("Honour"),
    "unions.gradechange": _("Rise in grade"),
    "unions.place": _("Townships"),
    "unions.zone": pgettext_lazy("book", "Zones"),
    "unions.industry": _("Industry names"),
    "people.person": pgettext_lazy("book", "Person"),
    "programmes.programme": _("Programme"),
    "programmes.calendaryear": pgettext_lazy("book", "Calendar of a year"),
    "notices.notice": pgettext_lazy("book", "Public notice"),
    "notices.objection": pgettext_lazy("book", "Objection"),
    "intake.import": _("Import"),
    "intake.importrow": _("Imported row"),
    "intake.application": _("Application"),
    "review.round": pgettext_lazy("book", "Round of review"),
    "review.assignment": pgettext_lazy("book", "Assignment of a reviewer"),
    "review.conflict": pgettext_lazy("book", "Conflict of interest"),
    "review.decision": pgettext_lazy("book", "Decision of a round"),
    "review.ladder": pgettext_lazy("book", "Set-up of approvals"),
    "review.ascent": pgettext_lazy("book", "Approval"),
    "placement.opening": _("Opening"),
    "placement.matchrun": _("Matching"),
    "placement.hold": _("Hold"),
    "placement.placement": _("Pairing"),
    "pledges.pledge": pgettext_lazy("book", "Agreement"),
    "followups.followup": _("Activity"),
    "funds.source": pgettext_lazy("book", "Source of money"),
    "funds.budget": pgettext_lazy("book", "Budget"),
    "funds.payment": pgettext_lazy("book", "Payment"),
    "funds.batch": pgettext_lazy("book", "List for the bank"),
}

# through what an entry came in, in words
DOORS: dict[str, Promise] = {
    "web": _("The desk"),
    "job": _("Background work"),
    "command": _("Command line"),
}

# verbs by what they are about: the part before the dot, in the order of a list to choose from
GROUPS: tuple[tuple[Promise, frozenset[str]], ...] = (
    (
        _("Accounts and posts"),
        frozenset(
            ["account", "post", "password", "invitation", "delegation", "factor", "sign_in", "device"],
        ),
    ),
    (_("Unions"), frozenset(["union", "honour", "grade", "places", "zones", "industries", "chair"])),
    (_("Persons"), frozenset(["person", "persons", "office", "relative", "phone"])),
    (
        _("Personal data"),
        frozenset(
            [
                "personal",
                "own_data",
                "consent_text",
                "assessment",
                "consent",
                "request",
                "retention",
                "data_hold",
                "disposal",
                "export",
            ]
        ),
    ),
    (_("Programmes"), frozenset(["programme", "application", "import", "draft", "form"])),
    (_("Matching"), frozenset(["opening", "run", "hold", "placement", "placements", "trial"])),
    (_("Agreements and activities"), frozenset(("pledge", "followup", "seat", "event"))),
    (
        _("Reviews and approvals"),
        frozenset(["round", "reviewers", "assignment", "conflict", "marks", "decision", "ladder", "ascent"]),
    ),
    (pgettext_lazy("book", "Notices and calendars"), frozenset(["notice", "objection", "calendar"])),
    (_("Money"), frozenset(["source", "budget", "payment", "batch"])),
)

# why somebody looked at personal values, in the words of the form that asked
WHY_SHOWN: dict[str, Promise] = {
    "case": _("Handling the person's own matter"),
    "reach": _("Reaching the person"),
    "check": _("Checking the record against documents"),
    "payment": _("Paying or insuring"),
    "request": _("At the person's own request"),
    "authority": _("An authority asks by law"),
    "other": _("Another reason (in words)"),
}

# fields of histories that have no label of their own
FIELDS: dict[str, Promise] = {
    "account": _("account"),
    "ends on": _("ends on"),
    "person": _("person"),
    "role": _("role"),
    "settings": _("settings"),
    "starts on": _("starts on"),
    "union": _("union"),
    "user": _("account"),
    "zone": _("zone"),
}


def field_said(label: str) -> str:
    """The label of a field in words."""
    return str(FIELDS.get(label, label))


def subject_said(label: str) -> Promise | str:
    """What a record is called that entries are about; one that nobody named stays as it is."""
    return SUBJECTS.get(label, label)


def verbs_grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every verb in words under what it is about, for a list to choose from; those of no group come last."""
    said = sorted(((verb, str(words)) for verb, words in VERBS.items()), key=lambda pair: pair[1])
    known = {prefix for _title, prefixes in GROUPS for prefix in prefixes}
    groups = [
        (str(title), [pair for pair in said if pair[0].partition(".")[0] in prefixes])
        for title, prefixes in GROUPS
    ]
    rest = [pair for pair in said if pair[0].partition(".")[0] not in known]
    return [*groups, (str(_("The system")), rest)]


def door_said(door: str) -> Promise | str:
    """Through what an entry came in, in words."""
    return DOORS.get(door, door)


def verb_said(verb: str) -> Promise | str:
    """A verb of the book in words; one that nobody named stays as it is."""
    return VERBS.get(verb, verb)
