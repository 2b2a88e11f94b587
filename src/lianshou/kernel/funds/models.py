from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.funds.enums import BatchState, PayeeSort, Sort, State
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

_USER = settings.AUTH_USER_MODEL


class Source(models.Model):
    """Money of one sort that a union has for a year; its budgets never add up to more."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="sources", verbose_name=_("union")
    )
    title = models.CharField(pgettext_lazy("money", "title"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    sort = models.CharField(_("sort of money"), max_length=16, choices=Sort.choices)
    amount_fen = models.PositiveBigIntegerField(_("amount"))
    document_no = models.CharField(_("document number"), max_length=60, blank=True)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "union__path", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["union", "year", "title"], name="source_once"),
            models.CheckConstraint(name="source_has_money", condition=models.Q(amount_fen__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title


class Budget(models.Model):
    """What a programme may spend on one item from one source; its row is locked while a payment is entered."""

    SCOPE = ("source__union__path", "programme__union__path")
    objects = ScopedManager()

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="budgets")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="budgets")
    item = models.CharField(_("item"), max_length=80)
    ceiling_fen = models.PositiveBigIntegerField(_("ceiling"))
    set_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-source__year", "programme", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "programme", "item"], name="budget_once"),
            models.CheckConstraint(name="budget_has_money", condition=models.Q(ceiling_fen__gt=0)),
        ]

    def __str__(self) -> str:
        return self.item


class Batch(models.Model):
    """A list of payments that went to the bank together, until the bank has answered."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=BatchState.choices, default=BatchState.OPEN)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    entries = models.PositiveIntegerField(default=0)
    amount_fen = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    words = models.CharField(_("reason in words"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["union", "number"], name="batch_number_once")]

    def __str__(self) -> str:
        return f"{self.union} · {self.number}"


class Payment(SealedModel):
    """Money for one payee from one budget. The account is kept sealed as it was approved, whatever the payee's is later."""

    SCOPE = ("budget__source__union__path", "budget__programme__union__path")
    objects = ScopedManager()

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="payments")
    payee_sort = models.CharField(_("sort of payee"), max_length=8, choices=PayeeSort.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    outside = models.CharField(_("outside body"), max_length=120, blank=True)
    bank_name = SealedField(_("bank"), data_class=DataClass.FINANCE, mask=Mask.HEAD)
    account = SealedField(_("bank account"), data_class=DataClass.FINANCE, mask=Mask.CARD)
    has_account = models.BooleanField(default=False)
    amount_fen = models.PositiveBigIntegerField(_("amount"))
    purpose = models.CharField(_("what the payment is for"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    followup = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    approved_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    failure = models.CharField(_("why the bank did not pay"), max_length=120, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    receipt_no = models.CharField(_("number of the receipt"), max_length=60, blank=True)
    receipt = models.FileField(upload_to="receipts/%Y/%m/", blank=True)
    receipted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["budget", "state"], name="payment_budget_state")]
        constraints = [
            models.CheckConstraint(name="payment_is_of_money", condition=models.Q(amount_fen__gt=0)),
            models.CheckConstraint(
                name="payment_has_one_payee",
                condition=models.Q(payee_sort="person", person__isnull=False, union=None, outside="")
                | models.Q(payee_sort="union", person=None, union__isnull=False, outside="")
                | (models.Q(payee_sort="outside", person=None, union=None) & ~models.Q(outside="")),
            ),
            models.CheckConstraint(
                name="payment_paid_is_approved",
                condition=~models.Q(state__in=["approved", "paid", "receipted"])
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_approved_by_another",
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("entered_by")),
            ),
            models.CheckConstraint(
                name="payment_receipted_has_receipt",
                condition=~models.Q(state="receipted") | ~models.Q(receipt_no="", receipt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.pk}"

    @property
    def payee(self) -> str:
        """Who is paid, by name."""
        return str(self.person or self.union or self.outside)
