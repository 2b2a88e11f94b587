"""Aid projects, who receives aid, what each was given, and the mark of those who cannot leave hardship."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.wording import Wording
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import (
    BlindIndexField,
    ScopedManager,
    SealedField,
    SealedModel,
    UnionPathField,
)
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import AidState, LongGround, Nature
from lianshou.kinds.aid.models.households import Household, Member
from lianshou.kinds.aid.rules.usual import usual

_USER = settings.AUTH_USER_MODEL


class AidProject(models.Model):
    """What a union gives in a year: a project of one sort, run in a programme of aid, with the rules of its first day.

    ``words`` is what its sort was called then; ``ceiling_fen`` the most for one person in a year (0: no ceiling).
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="aid_projects", verbose_name=_("union that runs it")
    )
    union_path = UnionPathField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="aid_projects")
    year = models.PositiveSmallIntegerField(_("year"))
    sort = models.CharField(_("sort of project"), max_length=12)
    words = models.CharField(_("name of the sort"), max_length=60)
    title = models.CharField(_("name of the project"), max_length=80)
    nature = models.CharField(_("in what it consists"), max_length=8, choices=Nature.choices)
    ceiling_fen = models.PositiveBigIntegerField(_("ceiling for one person"), default=0)
    is_often = models.BooleanField(_("more than once a year"), default=False)
    is_long_term = models.BooleanField(_("long-term aid"), default=False)
    wished = models.PositiveIntegerField(_("households to be helped"), default=0)
    document_no = models.CharField(_("document number"), max_length=60, blank=True)
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["-year", "union_path", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["union", "year", "title"], name="aid_project_once"),
        ]

    @property
    def called(self) -> Wording:
        """What its sort is called, in the two languages where it is a usual one."""
        return usual(self.words)

    def __str__(self) -> str:
        return self.title


class Recipient(SealedModel):
    """Somebody who receives aid, once for each person whatever file they stand in: an identity number is one recipient.

    ``household`` is the file they stood in when they last received something; ``member`` their row there, where it still is.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household, for retention, which asks by person."""
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_head = models.BooleanField(_("head of the household"), default=False)
    relation = models.CharField(_("relation"), max_length=12, blank=True)
    name = SealedField(_("name of the person"), data_class=DataClass.RELATIONS, mask=Mask.NAME, blank=False)
    id_number = SealedField(_("identity number"), data_class=DataClass.RELATIONS, mask=Mask.IDENTITY)
    id_index = BlindIndexField(of="id_number")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], name="recipient_identity_once", condition=~Q(id_index="")
            ),
            models.UniqueConstraint(
                fields=["member"], name="recipient_member_once", condition=Q(member__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Aid(models.Model):
    """What one person is given from one project. Money is a payment of the funds, and given once that is paid; ``sort``,
    ``year``, ``nature`` and ``is_once`` are the project's, so that the table itself keeps a person from having a sort twice.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    project = models.ForeignKey(AidProject, on_delete=models.PROTECT, related_name="aids")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="aids")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="aids")
    sort = models.CharField(_("sort of project"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    nature = models.CharField(_("in what it consists"), max_length=8, choices=Nature.choices)
    is_once = models.BooleanField(default=True)
    amount_fen = models.PositiveBigIntegerField(_("amount"), default=0)
    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="aid"
    )
    hours = models.PositiveSmallIntegerField(_("hours"), default=0)
    provider = models.CharField(_("institution"), max_length=80, blank=True)
    state = models.CharField(
        pgettext_lazy("aid", "state"), max_length=8, choices=AidState.choices, default=AidState.PLANNED
    )
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    given_on = models.DateField(pgettext_lazy("aid", "given on"), null=True, blank=True)
    ended_on = models.DateField(pgettext_lazy("aid", "cancelled on"), null=True, blank=True)
    end_reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["household", "year", "state"], name="aid_of_household"),
            models.Index(fields=["given_on"], name="aid_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "year", "sort"],
                name="aid_once_a_year",
                condition=Q(is_once=True) & ~Q(state=AidState.ENDED),
            ),
            models.CheckConstraint(
                name="aid_money_is_paid_by_funds",
                condition=Q(nature=Nature.MONEY, payment__isnull=False, amount_fen__gt=0)
                | ~Q(nature=Nature.MONEY) & Q(payment=None, amount_fen=0),
            ),
            models.CheckConstraint(
                name="aid_state_is_whole",
                condition=Q(state=AidState.PLANNED, given_on=None, ended_on=None, end_reason="")
                | Q(state=AidState.GIVEN, given_on__isnull=False, ended_on=None, end_reason="")
                | Q(state=AidState.ENDED, ended_on__isnull=False) & ~Q(end_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state != AidState.ENDED


class LongTerm(SealedModel):
    """A household cannot leave hardship, from one day to another: the ground stands in clear, for it is counted; what was said of it
    is sealed.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="long_terms")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household on that day, whose data the words are."""
    ground = models.CharField(pgettext_lazy("long", "why"), max_length=12, choices=LongGround.choices)
    words = SealedField(_("reason in words"), data_class=DataClass.HARDSHIP, mask=Mask.ALL, blank=False)
    since = models.DateField(pgettext_lazy("long", "since"))
    until = models.DateField(pgettext_lazy("long", "until"), null=True, blank=True)
    set_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["household"], name="long_term_once", condition=Q(until=None)),
            models.CheckConstraint(
                name="long_term_ends_after_beginning",
                condition=Q(until=None) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id}"

    @property
    def ground_words(self) -> Any:
        return LongGround(self.ground).label
