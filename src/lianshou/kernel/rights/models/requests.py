from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.rights.enums import RequestKind, RequestState, Why
from lianshou.kernel.rights.rules.asking import is_overdue


class PersonRequest(SealedModel):
    """Somebody asks for something about their own data, or a guardian's child's; what they write is sealed.

    ``field`` names what is wrong as ``app.model.field``, ``row`` its record; ``value`` is what it should be.
    """

    SCOPE = ("person__union__path",)
    objects = ScopedManager()

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    relative = models.ForeignKey(
        Relative, on_delete=models.CASCADE, null=True, blank=True, related_name="requests"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=RequestKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.OPEN
    )
    field = models.CharField(max_length=80, blank=True)
    row = models.BigIntegerField(null=True, blank=True)
    value = SealedField(_("what it should be"), data_class=DataClass.IDENTITY, mask=Mask.ALL)
    words = SealedField(_("words"), data_class=DataClass.IDENTITY, mask=Mask.HEAD)
    purpose = models.SlugField(max_length=40, blank=True)
    classes = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("answer due on"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(_("reason"), max_length=20, choices=Why.choices, blank=True)
    answer = SealedField(_("answer"), data_class=DataClass.IDENTITY, mask=Mask.HEAD)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="request_answered_by_another",
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN

    @property
    def class_labels(self) -> list[str]:
        return [str(DataClass(name).label) for name in self.classes]

    def is_overdue_on(self, today: date) -> bool:
        return is_overdue(state=self.state, due=self.due_on, today=today)
