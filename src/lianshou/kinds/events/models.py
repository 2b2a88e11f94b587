from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kinds.events.enums import Ground, Score, Sort, State, Way


class Event(models.Model):
    """What only an event has beside its opening, which holds the title and the seats."""

    SCOPE = ("opening__programme__union__path",)
    objects = ScopedManager()

    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="event")
    sort = models.CharField(_("sort"), max_length=12, choices=Sort.choices, default=Sort.LECTURE)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("sign-up closes"))
    place = models.CharField(_("place"), max_length=120)
    about = models.TextField(_("what it is about"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    called_off_for = models.CharField(
        _("why it is called off"), max_length=8, choices=Ground.choices, blank=True
    )
    called_off_words = models.CharField(pgettext_lazy("event", "in words"), max_length=200, blank=True)
    followup = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="event"
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="event_closes_before_start", condition=models.Q(closes_at__lte=models.F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.opening.name

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_past(self) -> bool:
        """Held, called off, or its end has gone by: nobody waits for a place any more."""
        return self.state in (State.HELD, State.CANCELLED) or self.ends_at < timezone.now()

    @property
    def why_called_off(self) -> str:
        """The reason as those who signed up read it."""
        return gettext(": ").join(
            filter(None, (str(self.get_called_off_for_display()), self.called_off_words))
        )


class Attendance(models.Model):
    """Somebody who had a place was there; ``answered`` tells only that, never which answer was theirs."""

    SCOPE = ("placement__programme__union__path",)
    objects = ScopedManager()

    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="attendance")
    attended_at = models.DateTimeField(_("signed in"))
    way = models.CharField(_("how"), max_length=8, choices=Way.choices)
    answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.placement)


class Answer(models.Model):
    """How satisfied somebody was. Without a name, without a moment, under a number drawn by chance: nobody can tell whose."""

    SCOPE = ("event__opening__programme__union__path",)
    objects = ScopedManager()

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(_("satisfaction"), choices=Score.choices)
    words = models.CharField(_("in a line"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="answer_score_1_to_5", condition=models.Q(score__gte=1, score__lte=5))
        ]

    def __str__(self) -> str:
        return str(self.score)
