from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.intake.models import Application
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS, Channel, Lists, ObjectionState, State
from lianshou.kernel.programmes.models import Counted, Programme

_USER = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """A list made public before something is decided by it; ``days`` working days for objections, the last is ``closes_on``."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="notices", verbose_name=_("programme")
    )
    title = models.CharField(pgettext_lazy("notice", "Title"), max_length=120)
    text = models.TextField(pgettext_lazy("notice", "Text"), max_length=4000)
    decides = models.CharField(pgettext_lazy("notice", "What it decides"), max_length=200)
    lists = models.CharField(
        pgettext_lazy("notice", "What is listed"), max_length=8, choices=Lists.choices, default=Lists.ASKING
    )
    days = models.PositiveSmallIntegerField(pgettext_lazy("notice", "Working days"))
    telephone = models.CharField(
        pgettext_lazy("notice", "Telephone for objections"), max_length=40, blank=True
    )
    address = models.CharField(
        pgettext_lazy("notice", "Where to object in person"), max_length=120, blank=True
    )
    box = models.CharField(
        pgettext_lazy("notice", "Box or mailbox for objections"), max_length=120, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    posted_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_on = models.DateField(pgettext_lazy("notice", "Posted on"), null=True, blank=True)
    closes_on = models.DateField(pgettext_lazy("notice", "Last day"), null=True, blank=True)
    ended_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(pgettext_lazy("notice", "Why it was withdrawn"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_posted_has_window",
                condition=Q(state="draft") | Q(posted_on__isnull=False, closes_on__gt=models.F("posted_on")),
            ),
            models.CheckConstraint(name="notice_window_days", condition=Q(days__gte=1)),
            models.CheckConstraint(
                name="notice_withdrawn_says_why", condition=~Q(state="withdrawn") | ~Q(ending="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_running(self, today: date) -> bool:
        """Whether objections are taken today."""
        return self.state == State.POSTED and self.closes_on is not None and today <= self.closes_on


class NoticeLine(models.Model):
    """A line as it was made public, frozen and masked: the full name stands with the application and nowhere here."""

    SCOPE = ("notice__programme__union__path",)
    objects = ScopedManager()

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(pgettext_lazy("notice", "No."))
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="notice_lines")
    name = models.CharField(pgettext_lazy("notice", "Name"), max_length=40, blank=True)
    union_name = models.CharField(pgettext_lazy("notice", "Union"), max_length=200)
    partner = models.CharField(pgettext_lazy("notice", "Together with"), max_length=200, blank=True)
    remark = models.CharField(pgettext_lazy("notice", "Remark"), max_length=200, blank=True)

    class Meta:
        ordering = ["notice", "number"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="notice_line_number_once"),
            models.UniqueConstraint(fields=["notice", "application"], name="notice_line_application_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name} {self.union_name}".replace("  ", " ")


class Objection(SealedModel, Counted):
    """Somebody objects to a notice or to a line of it; who it was is sealed and shown to the handling officer alone.

    Whoever objected comes back with the receipt, of which only the digest is kept.
    """

    SCOPE = ("notice__programme__union__path",)
    objects = ScopedManager()

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="objections")
    line = models.ForeignKey(
        NoticeLine, on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    number = models.PositiveIntegerField(pgettext_lazy("objection", "No."))
    receipt_digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(
        pgettext_lazy("objection", "How it came"), max_length=10, choices=Channel.choices, default=Channel.WEB
    )
    words = models.TextField(pgettext_lazy("objection", "What is objected"), max_length=2000)
    name = SealedField(
        pgettext_lazy("objection", "Who objects"), data_class=DataClass.IDENTITY, mask=Mask.ALL
    )
    contact = SealedField(
        pgettext_lazy("objection", "How to reach them"), data_class=DataClass.CONTACT, mask=Mask.ALL
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ObjectionState.choices, default=ObjectionState.RECEIVED
    )
    received_at = models.DateTimeField(pgettext_lazy("objection", "Received at"))
    received_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(pgettext_lazy("objection", "Answer due by"), null=True, blank=True)
    handled_by = models.ForeignKey(
        _USER, on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    heard_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(pgettext_lazy("objection", "Reasons"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="objection_number_once"),
            models.CheckConstraint(
                name="objection_settled_with_reasons",
                condition=Q(state__in=["received", "hearing"]) | ~Q(answer="") & Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_heard_by_somebody",
                condition=Q(state="received") | Q(handled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_OBJECTIONS

    @property
    def is_anonymous(self) -> bool:
        return not (self.name or self.contact)
