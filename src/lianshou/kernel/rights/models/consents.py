from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianshou.core.wording import Wording
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.rights.enums import Basis, How, Risk
from lianshou.kernel.rights.rules.consenting import digest_of, parts_of
from lianshou.kernel.rights.rules.keeping import months_after
from lianshou.kernel.unions.models import Union

_YEARS_KEPT = 3


class ConsentText(models.Model):
    """What a federation tells people about one purpose, in one version; published words never change.

    It holds in the union's subtree. ``asks_again``: consents to earlier versions no longer count.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="consent_texts")
    purpose = models.SlugField(_("purpose"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices, default=Basis.CONSENT)
    law = models.CharField(_("law"), max_length=200, blank=True)
    classes = models.JSONField(_("classes of data"), default=list)
    title_zh = models.CharField(_("title in Chinese"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    body_zh = models.TextField(_("text in Chinese"))
    body_en = models.TextField(_("text in English"), blank=True)
    necessity_zh = models.TextField(_("why it is needed, and what it means for the person"), blank=True)
    necessity_en = models.TextField(_("the same in English"), blank=True)
    asks_again = models.BooleanField(_("people are asked again"), default=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["purpose", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["union", "purpose", "version"], name="consent_text_version_once"),
            models.UniqueConstraint(
                fields=["union", "purpose"],
                condition=Q(published_on=None),
                name="consent_text_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Wording:
        return Wording(self.title_zh, self.title_en or self.title_zh)

    @property
    def body(self) -> Wording:
        return Wording(self.body_zh, self.body_en or self.body_zh)

    @property
    def necessity(self) -> Wording:
        return Wording(self.necessity_zh, self.necessity_en or self.necessity_zh)

    @property
    def parts(self) -> list[str]:
        """What one agrees to one by one; "" is the part of the ordinary classes."""
        return parts_of(self.classes)

    @property
    def class_labels(self) -> list[str]:
        return [str(DataClass(name).label) for name in self.classes]

    @property
    def words_digest(self) -> str:
        """The digest of the words as they stand now; equals ``digest`` for ever once published."""
        words = (self.title_zh, self.title_en, self.body_zh, self.body_en, self.necessity_zh)
        return digest_of([*words, self.necessity_en, sorted(self.classes), self.basis, self.law])


class ImpactAssessment(models.Model):
    """What was thought about before sensitive data were asked for (个人信息保护法 55, 56); kept for three years."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="impact_assessments")
    purpose = models.SlugField(_("purpose"), max_length=40)
    classes = models.JSONField(_("classes of data"), default=list)
    lawful = models.TextField(_("why purpose and manner are lawful, fair and necessary"))
    risk = models.CharField(_("risk"), max_length=8, choices=Risk.choices)
    influence = models.TextField(_("influence on people, and the risk"))
    measures = models.TextField(_("measures, and whether they suit the risk"))
    assessed_on = models.DateField(_("day of the assessment"))
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-assessed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.assessed_on}"

    @property
    def kept_until(self) -> date:
        return months_after(self.assessed_on, 12 * _YEARS_KEPT)

    @property
    def class_labels(self) -> list[str]:
        return [str(DataClass(name).label) for name in self.classes]


class Consent(SealedModel):
    """Somebody agreed to one part of one text: its ordinary classes ("") or one sensitive class."""

    SCOPE = ("person__union__path",)
    objects = ScopedManager()

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    relative = models.ForeignKey(
        Relative, on_delete=models.CASCADE, null=True, blank=True, related_name="consents"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    part = models.CharField(max_length=12, blank=True)
    how = models.CharField(max_length=10, choices=How.choices)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paper_place = models.CharField(_("where the paper is kept"), max_length=200, blank=True)
    guardian_name = SealedField(_("name of the guardian"), data_class=DataClass.RELATIONS, mask=Mask.NAME)
    guardian_relation = models.CharField(_("relation to the child"), max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=10, choices=How.choices, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text", "part"],
                condition=Q(relative=None, withdrawn_at=None),
                name="consent_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["relative", "text", "part"],
                condition=Q(relative__isnull=False, withdrawn_at=None),
                name="consent_of_relative_once",
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} · {self.part_label}"

    @property
    def part_label(self) -> str:
        return part_label(self.part)

    @property
    def masked_guardian(self) -> str:
        return self.masked["guardian_name"]


def part_label(part: str) -> str:
    """A part of a text in words."""
    return str(DataClass(part).label) if part else str(_("The text, with its ordinary data"))
