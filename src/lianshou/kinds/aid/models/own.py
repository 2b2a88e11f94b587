from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.enums.own import WRITTEN, ConcernKind
from lianshou.kinds.aid.models.households import Household

_USER = settings.AUTH_USER_MODEL


class Concern(SealedModel):
    """What the head of a household said on the own page, and what the union answered; both sealed, written once each."""

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="concerns")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household on that day, who said it."""
    kind = models.CharField(
        pgettext_lazy("concern", "what it is"), max_length=12, choices=ConcernKind.choices
    )
    words = SealedField(pgettext_lazy("concern", "words"), data_class=DataClass.HARDSHIP, mask=Mask.ALL)
    said_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(pgettext_lazy("concern", "said at"))
    answer = SealedField(pgettext_lazy("concern", "answer"), data_class=DataClass.HARDSHIP, mask=Mask.ALL)
    answered_by = models.ForeignKey(
        _USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    answered_at = models.DateTimeField(pgettext_lazy("concern", "answered at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                name="concern_one_waits",
                condition=Q(answered_at=None, kind__in=WRITTEN),
            ),
            models.CheckConstraint(
                name="concern_answered_whole",
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_answered_by_another",
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("said_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def waits(self) -> bool:
        return self.kind in WRITTEN and self.answered_at is None
