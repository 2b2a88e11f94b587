from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.kinds import Errand as ErrandSort


class Errand(models.TextChoices):
    """The sorts of items of my work, in words."""

    LIST = ErrandSort.LIST, _("Lists to take over")
    PROGRAMME = ErrandSort.PROGRAMME, _("Running a programme")
    REVIEW = ErrandSort.REVIEW, pgettext_lazy("errand", "Reviews")
    APPROVAL = ErrandSort.APPROVAL, pgettext_lazy("errand", "Approvals")
    NOTICE = ErrandSort.NOTICE, _("Public notices")
    OBJECTION = ErrandSort.OBJECTION, pgettext_lazy("errand", "Objections")
    AGREEMENT = ErrandSort.AGREEMENT, pgettext_lazy("errand", "Agreements")
    EVENT = ErrandSort.EVENT, pgettext_lazy("errand", "Events")
    MONEY = ErrandSort.MONEY, pgettext_lazy("errand", "Money")
    PERSONAL = ErrandSort.PERSONAL, _("Personal data")
    HOUSEHOLD = ErrandSort.HOUSEHOLD, pgettext_lazy("errand", "Help for households")
    SYSTEM = ErrandSort.SYSTEM, pgettext_lazy("errand", "The system")
    ESCALATED = ErrandSort.ESCALATED, _("Escalated from below")


class Urgency(models.TextChoices):
    OVERDUE = "overdue", _("Overdue")
    TO_DO = "to_do", _("To do")
    WAITING = "waiting", _("Waiting for others")


class Every(models.TextChoices):
    """How often a digest comes."""

    OFF = "off", pgettext_lazy("digest", "Never")
    DAY = "day", _("Every working day")
    WEEK = "week", _("On the first working day of the week")


class Channel(models.TextChoices):
    MAIL = "mail", _("E-mail")
    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk group robot")


class DigestState(models.TextChoices):
    WAITING = "waiting", _("To be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", pgettext_lazy("digest", "Sent")
    EMPTY = "empty", _("Nothing to tell")
    FAILED = "failed", _("Not sent, tried again later")
    GIVEN_UP = "given_up", _("Given up")
    UNSURE = "unsure", _("Broken off while it was sent")


class Fault(models.TextChoices):
    """Why a digest did not go out, without a name or an address."""

    NO_ADDRESS = "no_address", _("The account has no e-mail address.")
    NO_MAILS = "no_mails", _("No mail server is set for this installation.")
    NO_ROBOT = "no_robot", _("No robot is set at this union or above.")
    UNREACHABLE = "unreachable", _("The server could not be reached.")
    DECLINED = "declined", _("The server did not take the message.")


class EscalationState(models.TextChoices):
    OPEN = "open", _("Open at the union above")
    POSTPONED = "postponed", _("Answered, postponed")
    DONE = "done", pgettext_lazy("escalation", "Done")


class Reason(models.TextChoices):
    NO_LONGER_OPEN = "no_longer_open", _("This is done already.")
    ANSWERED = "answered", _("This has been answered: it is postponed once and no more.")
    ANSWER_MISSING = "answer_missing", _("Write what will be done.")
    DAY_PAST = "day_past", _("Give a day that is still to come.")
    DAY_TOO_LATE = "day_too_late", _("Give a day within 30 days.")
    RULE_THERE = "rule_there", _("There is a rule for this already: end it first.")
    RULE_ENDED = "rule_ended", _("This rule has ended already.")
    ROBOT_GONE = "robot_gone", _("This robot has been taken off already.")
