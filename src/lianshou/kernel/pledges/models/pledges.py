from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.enums import LEADS, Side, Sort, State
from lianshou.kernel.pledges.models.letters import LetterBatch
from lianshou.kernel.pledges.models.numbering import Series
from lianshou.kernel.pledges.models.templates import PaperFile, PaperTemplate
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class Pledge(models.Model):
    """A signed paper; ``context`` freezes every word that goes on it on the day it is issued, ``file`` the template.

    A pair belongs to a placement; when it is renewed and the new one comes into force, the placement passes on to that.
    ``needed`` signatures bring an agreement of many into force (none: all); ``leaving_ends`` says that it ends when one leaves.
    """

    SCOPE = ("programme__union__path", "parties__union__path")
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pledges")
    placement = models.OneToOneField(
        Placement, on_delete=models.PROTECT, null=True, blank=True, related_name="pledge"
    )
    sort = models.CharField(_("sort"), max_length=8, choices=Sort.choices, default=Sort.PAIR)
    number = models.CharField(_("number"), max_length=80)
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges"
    )
    n = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFTED)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    issued_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)
    context = models.JSONField()
    file = models.ForeignKey(
        PaperFile, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges"
    )
    template = models.ForeignKey(
        PaperTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges"
    )
    former = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    batch = models.ForeignKey(
        LetterBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    leaving_ends = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="pledge_number_once"),
            models.UniqueConstraint(fields=["series", "n"], name="pledge_n_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def slug(self) -> str:
        """Which paper it is made of (see ``core.papers``): a pair's is its kind's."""
        return self.programme.kind if self.sort == Sort.PAIR else self.sort

    @property
    def present(self) -> list[Party]:
        """The parties that have not left."""
        return [party for party in self.parties.all() if party.left_on is None]

    @property
    def awaited(self) -> list[Party]:
        """The sides whose word or signature the pledge waits for now."""
        if self.state == State.DRAFTED:
            return [party for party in self.present if party.agreed_at is None]
        if self.state == State.AGREED or (self.state == State.IN_FORCE and self.sort == Sort.MANY):
            return [party for party in self.present if party.signed_at is None]
        return []

    @property
    def lead(self) -> Party | None:
        """The host or the hub; a letter has none, it comes from the federation."""
        return next((party for party in self.parties.all() if party.side in LEADS), None)

    @property
    def others(self) -> list[Party]:
        """Whom the host, the hub or the federation has before it."""
        return [party for party in self.parties.all() if party.side not in LEADS]


class Party(models.Model):
    """One side of a pledge: when it agreed and signed, and by whose hand."""

    SCOPE = ("pledge__programme__union__path", "pledge__parties__union__path")
    objects = ScopedManager()

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="parties")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=8, choices=Side.choices)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signatory = models.CharField(_("signatory"), max_length=40, blank=True)
    on_paper = models.BooleanField(_("signed on paper"), default=False)
    joined_no = models.PositiveSmallIntegerField(_("supplement"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_reason = models.CharField(_("why it left"), max_length=200, blank=True)

    class Meta:
        ordering = ["pledge", "pk"]
        constraints = [models.UniqueConstraint(fields=["pledge", "union"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.union} · {self.get_side_display()}"

    @property
    def key(self) -> str:
        """What tells it from the other parties in forms: its side where there is one of each, else its number."""
        return self.side if self.side in (Side.HOST, Side.GUEST) else str(self.pk)
