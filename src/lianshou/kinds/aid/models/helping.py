from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.wording import Wording, join
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel, UnionPathField
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Begun, Closed, Settled, State, Where
from lianshou.kinds.aid.models.households import Household
from lianshou.kinds.aid.rules.helping.words import FIELDS, LANGUAGES, said
from lianshou.kinds.aid.rules.usual import usual

_USER = settings.AUTH_USER_MODEL


class Helper(models.Model):
    """A cadre who helps households of hardship one to one (帮扶责任人), from one day to another.

    ``most`` households are wished at most; ``phone`` is the telephone of the office, which the household is given.
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="helpers", verbose_name=_("helper")
    )
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="helpers", verbose_name=_("union of the helper")
    )
    union_path = UnionPathField()
    title = models.CharField(_("office or position"), max_length=60, blank=True)
    phone = models.CharField(_("office telephone"), max_length=30, blank=True)
    fields = models.JSONField(_("fields of help"), default=list, blank=True)
    languages = models.JSONField(_("languages and dialects"), default=list, blank=True)
    most = models.PositiveSmallIntegerField(_("households at most"), default=3)
    since = models.DateField(pgettext_lazy("helper", "since"))
    until = models.DateField(pgettext_lazy("helper", "until"), null=True, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["union_path", "until"], name="helper_by_path")]
        constraints = [
            models.UniqueConstraint(fields=["person"], name="helper_once", condition=Q(until=None)),
            models.CheckConstraint(
                name="helper_leaves_after_beginning", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def fields_words(self) -> Any:
        return said(self.fields, FIELDS)

    @property
    def languages_words(self) -> Any:
        return said(self.languages, LANGUAGES)


class HelpMatch(models.Model):
    """A matching of the helpers and households below a union: its frozen input gives the same result years later.

    Nothing of it is in force before it is accepted; one at a time waits for that.
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="help_matches")
    union_path = UnionPathField()
    state = models.CharField(_("state"), max_length=10, choices=Settled.choices, default=Settled.OPEN)
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    input = models.JSONField()
    result = models.JSONField()
    skipped = models.JSONField(default=list, blank=True)
    """The households whose proposed helper an officer does not accept; they wait for the next proposal."""
    fallen = models.JSONField(default=dict, blank=True)
    """The households whose pair no longer held when the proposal was accepted, by their ids as text, with a ``Fallen``."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["union"], name="help_match_one_open", condition=Q(state=Settled.OPEN)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Wish(models.Model):
    """What a household wishes of a helper beside its main cause: further fields of help, and what is spoken at home."""

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.OneToOneField(Household, on_delete=models.CASCADE, related_name="wish")
    fields = models.JSONField(_("fields of help"), default=list, blank=True)
    languages = models.JSONField(_("languages and dialects"), default=list, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.household_id}"


class Helping(models.Model):
    """Somebody is the helper of a household from one day to another; a household has one at a time.

    ``reasons`` are those of the matching, ``reason`` what a person said who chose by hand. By ``due_on`` the household is visited.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="helpings")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="helpings")
    run = models.ForeignKey(
        HelpMatch, on_delete=models.PROTECT, null=True, blank=True, related_name="helpings"
    )
    begun = models.CharField(pgettext_lazy("helping", "how"), max_length=12, choices=Begun.choices)
    reason = models.CharField(_("reason given by hand"), max_length=200, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    starts_on = models.DateField(pgettext_lazy("helper", "since"))
    ends_on = models.DateField(pgettext_lazy("helper", "until"), null=True, blank=True)
    closed = models.CharField(
        pgettext_lazy("helping", "why it ended"), max_length=12, choices=Closed.choices, blank=True
    )
    due_on = models.DateField(_("next visit by"))

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["ends_on", "due_on"], name="helping_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], name="helping_one_at_a_time", condition=Q(ends_on=None)
            ),
            models.CheckConstraint(
                name="helping_ends_whole",
                condition=Q(ends_on=None, closed="") | Q(ends_on__gte=F("starts_on")) & ~Q(closed=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} · {self.helper}"

    @property
    def is_standing(self) -> bool:
        return self.ends_on is None

    @property
    def is_visited(self) -> bool:
        """Whether visits are due: the household is on file, or followed up after leaving, and not being verified anew."""
        return self.household.state in (State.ON_FILE, State.ENDED)

    def is_overdue(self, today: date) -> bool:
        """Whether a visit is past its day, to a household that is visited."""
        return self.is_visited and self.due_on < today


class Visit(SealedModel):
    """A helper was with a household, under one or more of the duties; ``duties`` in the words of that day. What was found is sealed."""

    SCOPE = ("helping__household__union_path",)
    objects = ScopedManager()

    helping = models.ForeignKey(Helping, on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household on that day, whose data what was found is."""
    visited_on = models.DateField(_("day of the visit"))
    visited_year = models.PositiveSmallIntegerField(_("year"))
    where = models.CharField(pgettext_lazy("visit", "where"), max_length=8, choices=Where.choices)
    duties = models.JSONField(_("duties"), default=list)
    found = SealedField(_("what was found"), data_class=DataClass.HARDSHIP, mask=Mask.ALL, blank=False)
    next_on = models.DateField(_("next visit"), null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-visited_on", "-pk"]

    @property
    def duties_called(self) -> Wording:
        """The duties that it served, in the two languages where they are usual ones."""
        return join([usual(one) for one in self.duties])

    def __str__(self) -> str:
        return f"{self.helping_id} {self.visited_on}"
