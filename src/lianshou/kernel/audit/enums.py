from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# what was done, in words; the verbs are those that actions write into the book
VERBS: dict[str, Promise] = {
    "account.created": _("Account opened"),
    "post.given": _("Post given"),
    "union.added": _("Union entered"),
    "union.edited": _("Union changed"),
    "honour.recorded": _("Honour recorded"),
    "grade.raised": _("Rise in grade recorded"),
    "places.entered": _("Townships entered"),
    "zones.entered": _("Zones entered"),
    "industries.entered": _("Industry names entered"),
    "chair.named": _("Chair named"),
    "person.linked": _("Account linked to a person"),
    "phone.shown": _("Telephone number shown"),
    "programme.created": _("Programme opened"),
    "programme.settings": _("Programme settings changed"),
    "programme.preparing": _("Programme sent back"),
    "programme.approved": _("Programme approved"),
    "programme.running": _("Programme started"),
    "programme.closed": _("Programme closed"),
    "application.accepted": _("Application accepted"),
    "application.withdrawn": _("Application withdrawn"),
    "import.uploaded": _("Workbook uploaded"),
    "import.taken": _("Rows taken over"),
    "row.corrected": _("Row corrected"),
    "row.dropped": _("Row set aside"),
    "opening.offered": _("Opening offered"),
    "opening.closed": _("Opening closed"),
    "run.started": _("Matching started"),
    "run.done": _("Matching done"),
    "run.failed": _("Matching failed"),
    "hold.placed": _("Pair held"),
    "hold.released": _("Hold released"),
    "placement.moved": _("Guest moved"),
    "placement.dropped": _("Pairing dropped"),
    "placement.approved": _("Pairings approved"),
    "placement.ended": _("Pairing ended"),
    "pledge.issued": _("Agreement issued"),
    "pledge.agreed": _("Agreement agreed to"),
    "pledge.signed": _("Agreement signed"),
    "pledge.in_force": _("Agreement in force"),
    "pledge.ended": _("Agreement ended"),
    "followup.recorded": _("Activity recorded"),
    "followup.edited": _("Activity changed"),
    "photo.added": _("Photograph added"),
    "photo.removed": _("Photograph removed"),
}


def verb_said(verb: str) -> Promise | str:
    """A verb of the book in words; one that nobody named stays as it is."""
    return VERBS.get(verb, verb)
