"""States of the book, and what its entries are called in words."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.audit.enums.verbs import VERBS as VERBS


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
    "gateway.token": pgettext_lazy("book", "Token"),
    "gateway.webhook": pgettext_lazy("book", "Webhook"),
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
    "programmes.parameter": pgettext_lazy("book", "Value of a setting"),
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
    "pledges.papertemplate": pgettext_lazy("book", "Paper template"),
    "pledges.series": pgettext_lazy("book", "Series of numbers"),
    "pledges.letterbatch": pgettext_lazy("book", "Bulk letters"),
    "followups.followup": _("Activity"),
    "bulletins.bulletin": _("Bulletin"),
    "funds.source": pgettext_lazy("book", "Source of money"),
    "funds.budget": pgettext_lazy("book", "Budget"),
    "funds.payment": pgettext_lazy("book", "Payment"),
    "funds.batch": pgettext_lazy("book", "List for the bank"),
    "works.portfolio": pgettext_lazy("book", "Six works of a year"),
    "works.task": pgettext_lazy("book", "Task"),
    "works.highlight": pgettext_lazy("book", "Highlight"),
    "inbox.robot": pgettext_lazy("book", "Robot for digests"),
    "inbox.escalationrule": pgettext_lazy("book", "Rule of escalation"),
    "inbox.escalation": pgettext_lazy("book", "Escalation"),
}

# through what an entry came in, in words
DOORS: dict[str, Promise] = {
    "web": _("The desk"),
    "job": _("Background work"),
    "command": _("Command line"),
    "api": _("A program with a token"),
}

# verbs by what they are about: the part before the dot, in the order of a list to choose from
GROUPS: tuple[tuple[Promise, frozenset[str]], ...] = (
    (
        _("Accounts and posts"),
        frozenset(
            [
                "account",
                "post",
                "password",
                "invitation",
                "delegation",
                "factor",
                "sign_in",
                "device",
                "token",
                "webhook",
            ],
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
    (_("Programmes"), frozenset(["programme", "application", "import", "draft", "form", "setting"])),
    (_("Matching"), frozenset(["opening", "run", "hold", "placement", "placements", "trial"])),
    (
        _("Agreements and activities"),
        frozenset(("pledge", "template", "series", "letters", "obligation", "followup", "seat", "event")),
    ),
    (
        _("Reviews and approvals"),
        frozenset(["round", "reviewers", "assignment", "conflict", "marks", "decision", "ladder", "ascent"]),
    ),
    (pgettext_lazy("book", "Notices and calendars"), frozenset(["notice", "objection", "calendar"])),
    (_("My work"), frozenset(["escalation", "channel"])),
    (pgettext_lazy("book", "Six works"), frozenset(["portfolio", "task", "highlight"])),
    (
        pgettext_lazy("book", "Inspections"),
        frozenset(["checklist", "inspection", "finding", "help", "problem"]),
    ),
    (_("Money"), frozenset(["source", "budget", "payment", "batch"])),
    (_("Bulletins"), frozenset(["bulletin"])),
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
