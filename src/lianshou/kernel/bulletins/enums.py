from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sort(models.TextChoices):
    """What sort of paper it is."""

    BULLETIN = "bulletin", _("Bulletin (通报)")
    SPECIAL = "special", _("Bulletin on one matter (专项通报)")
    BRIEF = "brief", _("Brief (简报)")


class State(models.TextChoices):
    """Where a bulletin stands between being written and being issued."""

    DRAFT = "draft", pgettext_lazy("bulletin", "Draft")
    CHECKING = "checking", pgettext_lazy("bulletin", "With the checker")
    SIGNING = "signing", pgettext_lazy("bulletin", "With the signatory")
    SIGNED = "signed", pgettext_lazy("bulletin", "Signed")
    ISSUED = "issued", pgettext_lazy("bulletin", "Issued")


FROZEN = frozenset({State.CHECKING, State.SIGNING, State.SIGNED, State.ISSUED})
"""While it stands here its numbers are the ones that were counted when it was handed in."""


class Answer(models.TextChoices):
    """What somebody asked to countersign says."""

    AGREED = "agreed", pgettext_lazy("countersignature", "Agreed")
    OBJECTED = "objected", _("Not agreed")


class Role(models.TextChoices):
    """What somebody named in the by-line of a brief did."""

    REPORTER = "reporter", _("Reporter (记者)")
    CORRESPONDENT = "correspondent", _("Correspondent (通讯员)")
    PHOTOGRAPHER = "photographer", _("Photographer (摄影)")


class Consent(models.TextChoices):
    """Whether those whom a photograph shows agreed to its being shown."""

    NOT_ASKED = "not_asked", _("Not asked, or not all agreed: it stays on this page")
    GIVEN = "given", _("Everybody who can be recognised agreed, the parents for children")
    NOBODY = "nobody", _("Nobody can be recognised")


class Kind(models.TextChoices):
    """What a placeholder of the text becomes."""

    NUMBER = "number", pgettext_lazy("bulletin", "Number")
    TABLE = "table", _("Table")
    RANKING = "ranking", _("Ranking")


class Part(models.TextChoices):
    """Of which number the rows are: a ratio has two."""

    OVER = "over", _("counted")
    UNDER = "under", _("out of")


class Reason(models.TextChoices):
    TITLE_MISSING = "title_missing", _("Give the bulletin a title.")
    TEXT_MISSING = "text_missing", _("Write the text first.")
    PERIOD_OPEN = "period_open", _("Say from which day to which day the numbers are counted.")
    NOT_A_DRAFT = "not_a_draft", _("Only a draft can be changed.")
    WRONG_STATE = "wrong_state", _("The bulletin is not at this step any more: load the page again.")
    CHANGED = "changed", _("Somebody has saved this draft since you opened it: look at their text first.")
    OWN = "own", _("Writing, checking, countersigning and signing are done by different people.")
    UNCLEAR = "unclear", _("There are placeholders in the text that name no figure: mend them first.")
    WORDS_MISSING = "words_missing", _("Say in a few words what is to be changed.")
    PREFIX_MISSING = (
        "prefix_missing",
        _("Say with which characters the document number begins, for instance 阜工通."),
    )
    CORRECTION_GOING = "correction_going", _("A correction of this bulletin is being written already.")
    NOT_ISSUED = "not_issued", _("Only an issued bulletin is corrected.")
    NOBODY_NAMED = "nobody_named", _("Choose at least one union or person to countersign.")
    ASKED_ALREADY = "asked_already", _("All of them have been asked already.")
    NOT_TO_BE_ASKED = (
        "not_to_be_asked",
        _(
            "A countersignature is asked of the union itself, of unions below it, and of people who hold a post there."
        ),
    )
    NOBODY_TO_ANSWER = (
        "nobody_to_answer",
        _(
            "For one of these unions nobody may answer yet: let somebody there be given a post first, or ask a person instead."
        ),
    )
    NOBODY_TO_SIGN = (
        "nobody_to_sign",
        _(
            "If they countersign too, nobody is left who may sign the bulletin: leave out whoever is to sign it."
        ),
    )
    STILL_OPEN = "still_open", _("Not everybody who was asked has countersigned yet.")
    ANSWERED = "answered", _("An answer is on record already.")
    NOT_ASKED = "not_asked", _("Another person was asked to countersign.")
    NOT_OF_THAT_UNION = "not_of_that_union", _("The union that was asked answers for itself.")
    OBJECTION_WORDS_MISSING = "objection_words_missing", _("Say in a few words what you do not agree with.")
    PUBLIC_ALREADY = "public_already", _("Everybody can read this bulletin already.")
    NOT_PUBLIC = "not_public", _("This bulletin is not public.")
    NAMES_UNCHECKED = (
        "names_unchecked",
        _("The bulletin names persons: say that they may be named in public, or take the names out first."),
    )
    BYLINE_UNCLEAR = (
        "byline_unclear",
        _("A by-line holds names only, with a space between them; each of at most 20 characters."),
    )
    NOT_A_PICTURE = "not_a_picture", _("This file is not a picture (JPEG, PNG or WebP).")
    DAMAGED = "damaged", _("This picture file is damaged; please send it again or choose another one.")
    TOO_MANY_PIXELS = "too_many_pixels", _("The picture has more than 60 million pixels.")
    TOO_LARGE = "too_large", _("The picture is larger than 10 MB.")
    TOO_MANY = "too_many", _("At most 6 photographs for one brief.")
    CREDIT_MISSING = "credit_missing", _("Say who took the photograph: no picture without its credit.")
    NOT_ISSUED_YET = "not_issued_yet", _("The bulletin has not been issued yet.")
    NOT_BELOW = "not_below", _("A bulletin is sent to unions below the one that issues it.")
