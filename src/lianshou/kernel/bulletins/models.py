from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.periods import Period
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.bulletins.enums import FROZEN, Answer, Consent, Kind, Part, Role, Sort, State
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedJSONField
from lianshou.kernel.unions.models import Union


class Bulletin(models.Model):
    """A text of a union about a period. Its placeholders are counted whenever a draft is read, and once for all when it is
    handed in; ``version`` counts the savings of the draft, ``corrects`` names the issued bulletin that it sets right.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="bulletins", verbose_name=_("union")
    )
    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices, default=Sort.BULLETIN)
    title = models.CharField(pgettext_lazy("bulletin", "title"), max_length=120)
    starts_on = models.DateField(pgettext_lazy("bulletin", "counted from"))
    ends_on = models.DateField(pgettext_lazy("bulletin", "counted to"))
    addressees = models.CharField(_("addressees"), max_length=200, blank=True)
    to_all_below = models.BooleanField(_("to every union right below"), default=False)
    opening = models.CharField(_("opening words of a brief"), max_length=20, default="本报讯", blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    number = models.CharField(_("document number"), max_length=60, blank=True)
    words = models.CharField(_("returned with the words"), max_length=400, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_because = models.CharField(_("taken down because"), max_length=200, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="bulletin_ends", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["union", "number"],
                condition=~models.Q(number=""),
                name="bulletin_number_once",
            ),
            models.CheckConstraint(
                name="bulletin_public_was_issued",
                condition=models.Q(published_at=None) | models.Q(state="issued"),
            ),
            models.CheckConstraint(
                name="bulletin_issued_whole",
                condition=~models.Q(state="issued")
                | models.Q(issued_on__isnull=False, frozen_at__isnull=False) & ~models.Q(number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it now; what was taken down says only that it was."""
        return self.published_at is not None and self.taken_down_at is None

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN


class FrozenValue(models.Model):
    """What a placeholder came to when its bulletin was handed in, with the definition it was counted by.

    ``number`` and, for a ratio, ``under`` are exact (fen for money); ``words`` is what stands in the text; ``lines`` are the
    rows of a table or ranking; ``digest`` is that of the keys of the records counted.
    """

    SCOPE = ("bulletin__union__path",)
    objects = ScopedManager()

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="values")
    place = models.PositiveIntegerField()
    raw = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    figure = models.SlugField(max_length=60)
    title = models.JSONField()
    definition = models.JSONField()
    definition_version = models.PositiveIntegerField()
    unit = models.CharField(max_length=20, blank=True)
    number = models.BigIntegerField()
    under = models.BigIntegerField(null=True)
    words = models.JSONField()
    heading = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    period = models.CharField(max_length=30)
    columns = models.JSONField(default=list)
    records = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "place"], name="frozen_value_once")]

    def __str__(self) -> str:
        return self.raw


class FrozenRows(models.Model):
    """A part of the records behind a frozen number: their keys, where each lies in the tree, and what their columns said.

    The cells may name persons and are sealed; of very long lists only the keys are kept.
    """

    SCOPE = ("value__bulletin__union__path",)
    objects = ScopedManager()

    value = models.ForeignKey(FrozenValue, on_delete=models.CASCADE, related_name="rows")
    part = models.CharField(max_length=5, choices=Part.choices, default=Part.OVER)
    number = models.PositiveIntegerField()
    keys = models.JSONField()
    paths = models.JSONField()
    cells = SealedJSONField(data_class=DataClass.IDENTITY, default=list)

    class Meta:
        ordering = ["part", "number"]

    def __str__(self) -> str:
        return f"{self.value_id} {self.part} {self.number}"


class Countersignature(models.Model):
    """Whose agreement (会签) the writer asks for after the check: that of a union's officers, or of one ``person``.

    As long as one is open the bulletin is not signed; one that objects sends it back to its writer.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="countersignatures")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    words = models.CharField(max_length=400, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "union"],
                condition=models.Q(person=None),
                name="countersignature_union_once",
            ),
            models.UniqueConstraint(fields=["bulletin", "person"], name="countersignature_person_once"),
            models.CheckConstraint(
                name="countersignature_whole",
                condition=models.Q(answer="", answered_at=None)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.union.name


class Receipt(models.Model):
    """A union that a bulletin is sent to; once it is issued, what its officer says to have received and done (回执)."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="receipts")
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="received_bulletins", verbose_name=_("union")
    )
    words = models.CharField(pgettext_lazy("receipt", "what was done"), max_length=400, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "union"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.union} · {self.bulletin}"


class Byline(models.Model):
    """Who wrote or photographed a brief, as the newspaper prints it."""

    SCOPE = ("bulletin__union__path",)
    objects = ScopedManager()

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="bylines")
    role = models.CharField(max_length=15, choices=Role.choices)
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "place"], name="byline_once")]

    def __str__(self) -> str:
        return self.name


class Photo(models.Model):
    """A photograph of a brief, made anew on arrival, with the credit it must carry. Only with consent does it leave the desk."""

    SCOPE = ("bulletin__union__path",)
    objects = ScopedManager()

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="bulletins/%Y/%m/", width_field="width", height_field="height")
    thumbnail = models.FileField(upload_to="bulletins/%Y/%m/", blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    credit = models.CharField(_("credit"), max_length=80)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    consent = models.CharField(
        _("those shown"), max_length=10, choices=Consent.choices, default=Consent.NOT_ASKED
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption or self.credit

    @property
    def stays_inside(self) -> bool:
        return self.consent == Consent.NOT_ASKED

    @property
    def line(self) -> str:
        """What stands beneath it: 开班现场　姚海翔 摄."""
        return "　".join(part for part in (self.caption, f"{self.credit} 摄") if part)
